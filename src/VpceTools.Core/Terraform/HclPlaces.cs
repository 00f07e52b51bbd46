using System.Text.Json;
using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Terraform;

/// <summary>
/// Finds the file and line of resources by a search for <c>resource "type" "name"</c>: in the configuration beside a plan, and in those of
/// its modules as <c>terraform init</c> noted them. A plan does not say where its configuration is, so that nothing may be there.
/// </summary>
/// <param name="folder">The folder of the plan.</param>
internal sealed class HclPlaces(string folder)
{
    private const long LargestFile = 4 * 1024 * 1024;
    private const int MostFiles = 1000;

    private static readonly Regex Block = new("^\\s*resource\\s+\"(?<type>[^\"]+)\"\\s+\"(?<name>[^\"]+)\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    private readonly Dictionary<string, Dictionary<(string Type, string Name),
    (string File, int Line)>> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, int Line, string Argument), string?> _arguments = [];
    private Dictionary<string, string>? _modules;
    private (string? File, string[] Lines) _read;

    /// <summary>The place of a resource's block; null where it is not found.</summary>
    public (string File, int Line)? Find(TerraformResource resource)
    {
        if (FolderOf(resource.Module) is not { } place)
            return null;
        if (!_blocks.TryGetValue(place, out var blocks))
            _blocks[place] = blocks = Search(place);
        return blocks.TryGetValue((resource.Type, resource.Name), out var found) ? found : null;
    }

    /// <summary>What an argument of a resource says; null where it is not found.</summary>
    public string? Argument(TerraformResource resource, string argument)
    {
        if (Find(resource) is not { } place)
            return null;
        // The instances of a block share it, and most blocks of a configuration are in few files.
        var key = (place.File, place.Line, argument);
        if (!_arguments.TryGetValue(key, out var text))
            _arguments[key] = text = LinesOf(place.File) is var lines && place.Line <= lines.Length
                ? HclArguments.Find(new ArraySegment<string>(lines, place.Line - 1, lines.Length - place.Line + 1), argument) : null;
        return text;
    }

    private string[] LinesOf(string file)
    {
        if (_read.File == file)
            return _read.Lines;
        try
        {
            _read = (file, File.ReadAllLines(Path.Combine(folder, file)));
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            // What cannot be read says nothing.
            _read = (file, []);
        }

        return _read.Lines;
    }

    private string? FolderOf(ModulePath module)
    {
        if (module.IsRoot)
            return ".";
        _modules ??= Modules();
        var key = module.Name;
        for (var at = module.Parent!; !at.IsRoot; at = at.Parent!)
            key = at.Name + "." + key;
        return _modules.TryGetValue(key, out var place) ? place : null;
    }

    /// <summary>The folders of modules by their keys: https://developer.hashicorp.com/terraform/cli/init.</summary>
    private Dictionary<string, string> Modules()
    {
        var modules = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var path = Path.Combine(folder, ".terraform", "modules", "modules.json");
            if (!File.Exists(path) || new FileInfo(path).Length > LargestFile)
                return modules;
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var module in json.RootElement.Member("Modules").Items())
                if (module.Text("Key") is { Length: > 0 } key && module.Text("Dir") is { Length: > 0 } place)
                    modules[key] = place;
        }
        catch (Exception e) when (IsOfFiles(e) || e is JsonException)
        {
            // Without it there is no line, and nothing else is lost.
            modules.Clear();
        }

        return modules;
    }

    private Dictionary<(string Type, string Name), (string File, int Line)> Search(string place)
    {
        var found = new Dictionary<(string, string), (string, int)>();
        try
        {
            var files = new DirectoryInfo(Path.Combine(folder, place));
            if (!files.Exists)
                return found;
            foreach (var file in files.EnumerateFiles("*.tf").Take(MostFiles).Where(file => file.Length is > 0 and < LargestFile)
                .OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                var line = 0;
                foreach (var text in File.ReadLines(file.FullName))
                {
                    line++;
                    if (Block.Match(text) is { Success: true } block && block.Groups["type"].Value is var type)
                        found[(type, block.Groups["name"].Value)] = (ShownText.Line(
                            place == "." ? file.Name : place.Replace('\\', '/').TrimEnd('/') + "/" + file.Name), line);
                }
            }
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            // What cannot be read has no line.
            return found;
        }

        return found;
    }

    private static bool IsOfFiles(Exception e) =>
        e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
