using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using VpceTools.Needs;

namespace VpceTools.Core.Tests.Needs;

/// <summary>The endpoint rules of an installed botocore, asked by <c>botocore-names.py</c> for every client that the table names.</summary>
internal sealed class Botocore
{
    /// <summary>
    /// The release that the table was compared with last. Another release has Regions and names of its own, which are no fault of the
    /// table.
    /// </summary>
    public const string Release = "1.43.";

    private static readonly Lazy<(Botocore? Rules, string? SkipReason)> Asked = new(Ask);
    private readonly JsonElement _root;

    private Botocore(JsonElement root) => _root = root;

    public static Botocore? Installed => Asked.Value.Rules;

    /// <summary>Why there is no second opinion here; null where there is one.</summary>
    public static string? SkipReason => Asked.Value.SkipReason;

    public IEnumerable<string> UnknownClients => Texts(_root.GetProperty("unknown"));

    public JsonElement Partitions => _root.GetProperty("partitions");

    public IEnumerable<string> Regions => Partitions.EnumerateArray().SelectMany(p => Texts(p.GetProperty("regions")));

    /// <summary>The names of the clients; those of operations with a host prefix apart.</summary>
    public IEnumerable<RuleName> Names =>
        from client in _root.GetProperty("names").EnumerateObject()
        from prefix in client.Value.EnumerateObject()
        from name in prefix.Value.EnumerateArray()
        select new RuleName(client.Name, prefix.Name, name[0].GetString()!, name[1].GetBoolean(), name[2].GetBoolean(),
            name[3].GetString()!);

    /// <summary>Region → name, for a question that the Region and the variant alone do not answer.</summary>
    public Dictionary<string, string> Special(string question) => ByRegion(_root.GetProperty("special").GetProperty(question));

    /// <summary>Region → name of the time before the endpoint rules.</summary>
    public Dictionary<string, string> Legacy(string client) => ByRegion(_root.GetProperty("legacy").GetProperty(client));

    /// <summary>What a client asks in us-east-1 when nothing is set.</summary>
    public string WhenNothingIsSet(string client) => _root.GetProperty("unset").GetProperty(client).GetString()!;

    private static Dictionary<string, string> ByRegion(JsonElement element) =>
        element.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);

    private static (Botocore? Rules, string? SkipReason) Ask()
    {
        var clients = ServiceCatalog.Services.SelectMany(s => s.SdkNames).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "Needs", "botocore-names.py")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            process.StandardInput.Write(JsonSerializer.Serialize(clients));
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                return (null, "no python3 with botocore is installed: there is no second opinion on the names that SDKs ask");
            var root = JsonDocument.Parse(output).RootElement;
            var version = root.GetProperty("version").GetString()!;
            return version.StartsWith(Release, StringComparison.Ordinal) ? (new(root), null)
                : (null, $"botocore {version} is installed; the table was compared with {Release}x, and other releases have other names");
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return (null, "python3 is not installed: there is no second opinion on the names that SDKs ask");
        }
    }
}

/// <summary>A name that the rules give.</summary>
internal sealed record RuleName(string Client, string Prefix, string Region, bool IsFips, bool IsDualStack, string Host);
