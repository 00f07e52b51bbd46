using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing;

/// <summary>
/// The resources of one account and Region that a test server answers from: documents of <c>aws ec2 describe-*</c>, kept as JSON and
/// changed by the server's modifying operations. Safe to use from several threads.
/// </summary>
public sealed class Ec2World
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OrderedDictionary<string, JsonObject>> _kinds = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset Due, Action Change)> _pending = [];
    private int _created;

    /// <summary>Rendered resources; whoever changes the world clears them.</summary>
    internal FragmentCache Fragments { get; } = new();

    /// <summary>
    /// Reads a folder (and the folders in it) or one file of <c>aws ec2 describe-*</c> JSON, recognised by top-level key.
    /// </summary>
    public static Ec2World FromSnapshot(string path)
    {
        var world = new Ec2World();
        IEnumerable<string> files = File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
            DocumentReader.Read(world, JsonNode.Parse(File.ReadAllText(file)) as JsonObject, Path.GetFileNameWithoutExtension(file));
        return world;
    }

    /// <summary>A world from documents in the shape of <c>aws ec2 describe-*</c> output; one document may hold several kinds.</summary>
    public static Ec2World FromJson(params ReadOnlySpan<string> documents)
    {
        var world = new Ec2World();
        foreach (var document in documents)
            world.Add(document);
        return world;
    }

    /// <summary>Adds a document in the shape of <c>aws ec2 describe-*</c> output; a resource that is known already is replaced.</summary>
    public Ec2World Add(string document) => Add((JsonObject)JsonNode.Parse(document)!);

    /// <summary>
    /// Adds a copy of a document in the shape of <c>aws ec2 describe-*</c> output; a resource that is known already is replaced.
    /// </summary>
    public Ec2World Add(JsonObject document)
    {
        lock (_gate)
        {
            DocumentReader.Read(this, document, fileName: "");
            Fragments.Clear();
        }

        return this;
    }

    /// <summary>A copy of a resource as it is now, or null: <c>world.Find("VpcEndpoints", "vpce-…")</c>.</summary>
    public JsonObject? Find(string kind, string id)
    {
        lock (_gate)
            return (JsonObject?)Get(kind, id)?.DeepClone();
    }

    /// <summary>How many resources of a kind there are.</summary>
    public int Count(string kind)
    {
        lock (_gate)
            return Of(kind).Count;
    }

    /// <summary>Changes a resource between two calls, as somebody else's hand would.</summary>
    public void Change(string kind, string id, Action<JsonObject> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            change(Get(kind, id) ?? throw new ArgumentException($"The world has no {kind} {id}.", nameof(id)));
            Fragments.Clear();
        }
    }

    /// <summary>Everything in it as text, to hold a world against itself before and after something.</summary>
    public string Dump()
    {
        lock (_gate)
        {
            return string.Join('\n', _kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .SelectMany(kind => kind.Value.Select(resource => $"{kind.Key} {resource.Key} {resource.Value.ToJsonString()}")));
        }
    }

    /// <summary>Runs an operation while nothing else changes; what was due by then has happened.</summary>
    internal T Use<T>(DateTimeOffset now, Func<Ec2World, T> operation)
    {
        lock (_gate)
        {
            foreach (var (_, change) in _pending.Where(entry => entry.Due <= now).ToList())
                change();
            if (_pending.RemoveAll(entry => entry.Due <= now) > 0)
                Fragments.Clear();
            return operation(this);
        }
    }

    internal void Later(DateTimeOffset due, Action change) => _pending.Add((due, change));

    internal IReadOnlyDictionary<string, JsonObject> Of(string kind) => Table(kind);

    internal JsonObject? Get(string kind, string id) => Table(kind).GetValueOrDefault(id);

    internal void Put(string kind, string id, JsonObject resource) => Table(kind)[id] = resource;

    internal void Remove(string kind, string id) => Table(kind).Remove(id);

    /// <summary>An id for a resource that an operation creates; the same sequence in every run.</summary>
    internal string NewId(string prefix) => $"{prefix}-0c{++_created:x15}";

    private OrderedDictionary<string, JsonObject> Table(string kind)
    {
        if (!_kinds.TryGetValue(kind, out var table))
            _kinds[kind] = table = new OrderedDictionary<string, JsonObject>(StringComparer.Ordinal);
        return table;
    }
}
