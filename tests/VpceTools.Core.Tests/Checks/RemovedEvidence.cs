using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Core.Tests.Checks;

/// <summary>
/// A snapshot from which one thing at a time is taken away: a file, a resource, an element of a list or a field. Whatever is missing,
/// what was Failed or a Warning must not become Passed, and its row must not disappear.
/// </summary>
internal sealed class RemovedEvidence : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-removed-").FullName;
    private readonly List<(string File, string Text)> _files;
    private readonly CheckOptions[] _options;
    private readonly Dictionary<(int Options, string Endpoint, string Check), CheckStatus> _before;

    /// <summary>Copies a snapshot and diagnoses it.</summary>
    /// <param name="snapshot">The folder of the snapshot.</param>
    public RemovedEvidence(string snapshot)
    {
        _files = [.. Directory.EnumerateFiles(snapshot, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(snapshot, path), File.ReadAllText(path)))];
        foreach (var (file, text) in _files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
            File.WriteAllText(Path.Combine(_folder, file), text);
        }

        // All clients, and the first workload alone, which is a client that the user named; and the first in another VPC than an
        // endpoint's.
        var networks = Read();
        var own = networks.SelectMany(n => n.Endpoints).Select(e => e.VpcId).ToHashSet(StringComparer.Ordinal);
        var workloads = networks.SelectMany(n => n.NetworkInterfaces).Where(n => n.InterfaceType is "interface" or "lambda").ToList();
        _options =
        [
            new(),
            .. new[] { workloads.FirstOrDefault(), workloads.Find(n => !own.Contains(n.VpcId)) }.OfType<NetworkInterface>()
                .Select(n => n.Id)
                .Distinct(StringComparer.Ordinal).Select(id => new CheckOptions { Clients = new() { NetworkInterfaceIds = [id] } }),
        ];
        _before = Diagnose(Read());
    }

    /// <summary>Everything that can be taken away, each once.</summary>
    public IEnumerable<Removal> Removals => _files.SelectMany(file => RemovalsIn(file.File, JsonNode.Parse(file.Text)!, "", []))
        .Concat(_files.Select(file => new Removal(file.File, "", [])));

    /// <summary>
    /// Takes something away; says which rows became Passed or disappeared without a reason of <see cref="AbsenceMeans"/>.
    /// </summary>
    public IReadOnlyList<string> Without(Removal removal)
    {
        var path = Path.Combine(_folder, removal.File);
        var text = _files.First(f => f.File == removal.File).Text;
        try
        {
            if (removal.Steps.Length == 0)
                File.Delete(path);
            else
                File.WriteAllText(path, removal.From(JsonNode.Parse(text)!).ToJsonString());
            var networks = Read();
            // An endpoint that is not described is not diagnosed; nothing says that it passes.
            var endpoints = networks.SelectMany(n => n.Endpoints).Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
            var after = Diagnose(networks);
            return
            [
                .. from row in _before
                   where row.Value is CheckStatus.Failed or CheckStatus.Warning && endpoints.Contains(row.Key.Endpoint)
                   let status = after.TryGetValue(row.Key, out var found) ? found : CheckStatus.NotApplicable
                   where status is CheckStatus.Passed or CheckStatus.NotApplicable
                       && AbsenceMeans.Reason(removal.Kind, row.Key.Check) is null
                   select $"{removal.Kind}: {row.Key.Check} {row.Value} -> {status} ({removal})",
            ];
        }
        catch (NetworkSourceException)
        {
            return [];
        }
        finally
        {
            File.WriteAllText(path, text);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<VpcNetwork> Read() => new SnapshotSource(_folder).ReadAsync(new NetworkQuery(), null, default).GetAwaiter()
        .GetResult();

    private Dictionary<(int, string, string), CheckStatus> Diagnose(IReadOnlyList<VpcNetwork> networks)
    {
        var result = new Dictionary<(int, string, string), CheckStatus>();
        for (var i = 0; i < _options.Length; i++)
        {
            foreach (var network in networks)
            {
                var runner = new CheckRunner(network, _options[i]);
                foreach (var row in network.Endpoints.SelectMany(e => runner.Run(e)))
                    result[(i, row.EndpointId, row.Check)] = row.Status;
            }
        }

        return result;
    }

    private static IEnumerable<Removal> RemovalsIn(string file, JsonNode node, string kind, object[] steps)
    {
        var children = node switch
        {
            JsonObject o => o.Select(p => (Kind: kind.Length == 0 ? p.Key : $"{kind}.{p.Key}", Step: (object)p.Key, p.Value)),
            JsonArray a => a.Select((value, i) => (Kind: kind + "[]", Step: (object)i, Value: value)),
            _ => [],
        };
        foreach (var (name, step, value) in children)
        {
            object[] path = [.. steps, step];
            yield return new(file, name, path);
            if (value is not null)
                foreach (var inner in RemovalsIn(file, value, name, path))
                    yield return inner;
        }
    }
}

/// <summary>One thing that is taken away.</summary>
/// <param name="File">The file.</param>
/// <param name="Kind">What it is: the path without positions, for example <c>NetworkAcls[].Entries[].PortRange</c>; empty for the whole
/// file.</param>
/// <param name="Steps">The way to it through the document; none for the whole file.</param>
internal sealed record Removal(string File, string Kind, object[] Steps)
{
    /// <summary>The document without it.</summary>
    public JsonNode From(JsonNode document)
    {
        var node = document;
        foreach (var step in Steps[..^1])
            node = step is int i ? node[i]! : node[(string)step]!;
        if (Steps[^1] is int index)
            ((JsonArray)node).RemoveAt(index);
        else
            ((JsonObject)node).Remove((string)Steps[^1]);
        return document;
    }

    /// <inheritdoc/>
    public override string ToString() => new StringBuilder(File).Append(' ')
        .AppendJoin('/', Steps.Select(step => Convert.ToString(step, CultureInfo.InvariantCulture))).ToString();
}
