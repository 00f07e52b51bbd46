using System.Globalization;
using System.Text.RegularExpressions;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>
/// What a person does with a fix in HCL: a resource goes to the end of the file, an attribute or block into the block at the line that is
/// named, and what is to be added into the list that is there.
/// </summary>
internal static partial class HclPaste
{
    /// <summary>The lines of a file with a fix.</summary>
    public static IReadOnlyList<string> Into(string path, string fix)
    {
        var lines = File.ReadAllLines(path).ToList();
        var added = new List<string>();
        foreach (var part in Parts(fix))
            if (part[0].StartsWith("resource", StringComparison.Ordinal))
                added.AddRange(["", .. part]);
            else
                Change(lines, part);
        return [.. lines, .. added];
    }

    private static List<List<string>> Parts(string fix)
    {
        var parts = new List<List<string>>();
        foreach (var line in fix.Split('\n'))
            if (line.StartsWith("# In ", StringComparison.Ordinal) || line.StartsWith("resource \"", StringComparison.Ordinal))
                parts.Add([line]);
            else
                parts[^1].Add(line);
        return parts;
    }

    private static void Change(List<string> lines, List<string> part)
    {
        var start = int.Parse(Place().Match(part[0]).Groups["line"].Value, CultureInfo.InvariantCulture) - 1;
        var end = lines.IndexOf("}", start);
        if (part.Count == 2 && Attribute().Match(part[1]) is { Success: true } attribute)
        {
            var (name, value) = (attribute.Groups["name"].Value, attribute.Groups["value"].Value);
            var old = lines.FindIndex(start, end - start, line => line.TrimStart().Split('=')[0].TrimEnd() == name);
            var isAdded = value.EndsWith(" # add", StringComparison.Ordinal);
            value = isAdded ? value[..^" # add".Length] : value;
            if (old < 0)
                lines.Insert(end, $"  {name} = {value}");
            else
                lines[old] = isAdded ? $"{lines[old].TrimEnd(']')}, {value[1..]}" : $"  {name} = {value}";
        }
        else
        {
            lines.InsertRange(end, part.Skip(1).Select(line => "  " + line));
        }
    }

    [GeneratedRegex(@"\(line (?<line>\d+)\):$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Place();

    [GeneratedRegex("^(?<name>[a-z_]+) = (?<value>.*)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Attribute();
}
