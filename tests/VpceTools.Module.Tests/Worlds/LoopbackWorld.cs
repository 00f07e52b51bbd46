using System.Text.Json.Nodes;
using VpceTools.Testing.Probing;

namespace VpceTools.Module.Tests.Worlds;

/// <summary>
/// The small world moved to 127.0.0.0/16, so that this machine, which sends from 127.0.0.1 there, is a client in the VPC and the endpoint's
/// interface is an address that a test can serve: what the wire says and what the configuration says are about the same thing. Its name is
/// the interface's address, which no resolver has to be asked for. With it, an environment in which the test's authority is trusted and no
/// proxy is set; put back afterwards.
/// </summary>
public sealed class LoopbackWorld : IDisposable
{
    public const string Address = "127.0.1.10";
    private static readonly string[] Variables = ["AWS_CA_BUNDLE", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy",
        "NO_PROXY"];
    private readonly Dictionary<string, string?> _before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable,
        StringComparer.Ordinal);
    private readonly string _bundle = Path.GetTempFileName();
    private readonly SnapshotFolder _open = new(Document(isOpen: true), "open");
    private readonly SnapshotFolder _closed = new(Document(isOpen: false), "closed");

    public LoopbackWorld()
    {
        foreach (var name in Variables)
            Environment.SetEnvironmentVariable(name, null);
        File.WriteAllText(_bundle, Authority.Pem);
        Environment.SetEnvironmentVariable("AWS_CA_BUNDLE", _bundle);
    }

    public TestAuthority Authority { get; } = new();

    /// <summary>The authority's certificate in a file.</summary>
    public string Bundle => _bundle;

    /// <summary>A snapshot in which every client is let in on every port.</summary>
    public string Open => _open.Path;

    /// <summary>A snapshot in which the endpoint's security group lets nobody in.</summary>
    public string Closed => _closed.Path;

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
        _open.Dispose();
        _closed.Dispose();
        Authority.Dispose();
        File.Delete(_bundle);
    }

    internal static JsonObject Document(bool isOpen)
    {
        var text = SmallWorld.Document().ToJsonString()
            .Replace("\"10.0.", "\"127.0.", StringComparison.Ordinal)
            .Replace("127.0.3.20", "127.0.0.1", StringComparison.Ordinal) // The instance is this machine.
            .Replace("sqs.us-east-1.amazonaws.com", Address, StringComparison.Ordinal)
            .Replace("vpce-0a1-abcd.sqs.us-east-1.vpce.amazonaws.com", Address, StringComparison.Ordinal)
            .Replace("\"FromPort\":443,\"ToPort\":443", isOpen ? "\"FromPort\":1,\"ToPort\":65535" : "\"FromPort\":443,\"ToPort\":443",
                StringComparison.Ordinal);
        var document = (JsonObject)JsonNode.Parse(text)!;
        if (!isOpen)
            document["SecurityGroups"]!.AsArray().First(g => g!["GroupId"]!.GetValue<string>() == "sg-0e1")!["IpPermissions"] =
                new JsonArray();
        return document;
    }
}
