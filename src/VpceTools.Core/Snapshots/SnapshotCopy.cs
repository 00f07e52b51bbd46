using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Snapshots;

/// <summary>What changed of a form of document, and what of it has found its place in a file.</summary>
internal sealed class DocumentChanges
{
    private readonly Dictionary<string, ItemChange> _items;
    private readonly HashSet<string> _placed = new(StringComparer.Ordinal);
    private readonly VpcNetwork _after;

    public DocumentChanges(EvidenceDocument document, VpcNetwork before, VpcNetwork after)
    {
        Document = document;
        _after = after;
        _items = [];
        foreach (var change in document.Changes(before, after))
            _items[change.Id] = change;
    }

    public EvidenceDocument Document { get; }

    public bool IsEmpty => _items.Count == 0;

    /// <summary>What is there now and in no file.</summary>
    public IReadOnlyList<ItemChange> Remaining => [.. _items.Values.Where(item => item.After is not null && !_placed.Contains(item.Id))];

    /// <summary>A file that holds a list of this form; what is new can be added to it.</summary>
    public string? Home { get; set; }

    /// <summary>Changes the items that a document holds.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Patch(DocumentNode root, JsonObject tree, string file)
    {
        var isChanged = false;
        foreach (var (id, item) in Document.ItemsIn(root, tree, file).ToList())
        {
            if (!_items.TryGetValue(id, out var change))
                continue;
            isChanged = true;
            _placed.Add(id);
            if (change.After is null && item.Parent is JsonArray list)
                list.Remove(item);
            else if (change.After is not null)
                Replace(item, change);
        }

        return isChanged;
    }

    /// <summary>Marks everything as written.</summary>
    public void PlaceAll() => _placed.UnionWith(_items.Keys);

    private void Replace(JsonObject item, ItemChange change)
    {
        var after = ItemChange.Text(change.After!);
        var patched = change.Before is null ? Parse(after)
            : JsonPatch.Patched(item, Parse(ItemChange.Text(change.Before)), Parse(after), candidate =>
        {
            using var document = JsonDocument.Parse(candidate.ToJsonString());
            return Document.Rewritten(DocumentNode.Root(document.RootElement), change.Id, _after) == after;
        });
        foreach (var name in item.Select(property => property.Key).ToList())
            item.Remove(name);
        foreach (var (name, value) in patched.Select(property => (property.Key, property.Value)).ToList())
            item[name] = value?.DeepClone();
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}

/// <summary>Copies the files of a snapshot, with what changed of the network.</summary>
/// <param name="origin">The files.</param>
/// <param name="changes">The changes.</param>
internal sealed class SnapshotCopy(SnapshotOrigin origin, IReadOnlyList<DocumentChanges> changes)
{
    private static readonly JsonDocumentOptions Reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Copies the files.</summary>
    /// <param name="folder">What takes the files that belong to no network.</param>
    /// <param name="target">What takes the files of the network.</param>
    /// <exception cref="NetworkSourceException">A file is not there any more, or is another.</exception>
    public void WriteTo(string folder, string target)
    {
        var partition = origin.Files[0].Partition;
        foreach (var file in origin.Files)
        {
            var isOwn = file.Partition == partition;
            var path = SnapshotWriter.FreePath(Path.Combine(isOwn ? target : folder, isOwn ? file.NameInPartition : file.Name));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var bytes = Read(file);
            if (isOwn && Patched(file, bytes, path) is { } tree)
                Save(tree, path);
            else
                File.WriteAllBytes(path, bytes);
        }

        foreach (var change in changes.Where(c => c.Home is not null && c.Remaining.Count > 0))
            Append(change);
    }

    private static byte[] Read(SnapshotFile file)
    {
        var now = new FileInfo(file.Path);
        if (!now.Exists || now.Length != file.Length || now.LastWriteTimeUtc != file.Written)
            throw new NetworkSourceException(
                "SnapshotChanged",
                    $"'{file.Path}' is not any more what was read. Nothing can be written of what is not known; read the snapshot again.",
                    file.Path);
        return File.ReadAllBytes(file.Path);
    }

    /// <summary>The document with the changes; null where it has none.</summary>
    private JsonObject? Patched(SnapshotFile file, byte[] bytes, string path)
    {
        var utf8 = JsonText.ToUtf8(bytes);
        if (changes.All(c => c.IsEmpty) || JsonText.IsBlank(utf8.Span))
            return null;
        using var document = JsonDocument.Parse(utf8, Reading);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        var root = DocumentNode.Root(document.RootElement);
        JsonObject? tree = null;
        var isChanged = false;
        foreach (var change in changes.Where(c => !c.IsEmpty))
        {
            if (!document.RootElement.TryGetProperty(change.Document.Key, out var value) || !change.Document.Fits(root, value, file.Name))
                continue;
            tree ??= JsonObject.Create(document.RootElement.Clone())!;
            try
            {
                isChanged |= change.Patch(root, tree, file.Name);
            }
            catch (ArgumentException e)
            {
                throw new NetworkSourceException(
                    "SnapshotInvalid", $"'{file.Path}' has a name twice in one object, so that it can be read and not be changed.",
                        file.Path, e);
            }

            if (!change.Document.IsOneAFile)
                change.Home ??= path;
        }

        return isChanged ? tree : null;
    }

    private static void Append(DocumentChanges change)
    {
        var tree = (JsonObject)JsonNode.Parse(JsonText.ToUtf8(File.ReadAllBytes(change.Home!)).Span, documentOptions: Reading)!;
        var added = (JsonObject)JsonNode.Parse(ItemChange.Text(json => change.Document.Write(json, change.Remaining)))!;
        if (tree[change.Document.Key] is JsonArray list)
            foreach (var item in (JsonArray)added[change.Document.Key]!)
                list.Add(item?.DeepClone());
        else
            tree[change.Document.Key] = added[change.Document.Key]!.DeepClone();
        change.PlaceAll();
        Save(tree, change.Home!);
    }

    private static void Save(JsonObject tree, string path)
    {
        using var stream = File.Create(path);
        using (var json = new Utf8JsonWriter(stream, SnapshotWriter.Options))
            tree.WriteTo(json);
        stream.WriteByte((byte)'\n');
    }
}
