using System.Text.Json;
using System.Text.Json.Nodes;

namespace VpceTools.Evidence;

/// <summary>A document that is one item as a whole: <c>{"VpcId": …, "EnableDnsSupport": {"Value": true}}</c>.</summary>
/// <typeparam name="T">The item's type.</typeparam>
/// <param name="slot">What the items are gathered in.</param>
internal sealed class WholeDocument<T>(ResourceSlot<T> slot) : EvidenceDocument<T>(slot)
    where T : class
{
    /// <summary>The property of the document that holds the item's id.</summary>
    public required string IdProperty { get; init; }

    /// <summary>Reads the document.</summary>
    public required Func<DocumentNode, T> Read { get; init; }

    /// <inheritdoc/>
    public override bool IsOneAFile => true;

    /// <inheritdoc/>
    public override bool IsLookAlike => true;

    /// <inheritdoc/>
    public override bool Fits(DocumentNode root, JsonElement value, string file) => root.Has(IdProperty);

    /// <inheritdoc/>
    public override void ReadInto(DocumentNode root, JsonElement value, DocumentWalk walk)
    {
        if (root.Text(IdProperty) is not { Length: > 0 } id)
            return;
        walk.Contents.Add(Slot, id, root, Read);
        walk.Contents.AddDocument(Completes, walk.IsTruncated);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Id, JsonObject Item)> ItemsIn(DocumentNode root, JsonObject tree, string file) =>
        root.Text(IdProperty) is { Length: > 0 } id ? [(id, tree)] : [];

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, IEnumerable<ItemChange> items)
    {
        foreach (var item in items)
            item.After!(json);
    }

    protected override T ReadItem(DocumentNode item, string id) => Read(item);
}

/// <summary>
/// <c>{"Entries": [{"Cidr": …}, …]}</c>: what belongs to one parent, which the answer does not name. Such keys are common words, so that
/// the shape of
/// the items tells whether they are ours.
/// </summary>
/// <typeparam name="T">What all of it makes.</typeparam>
/// <param name="slot">What the items are gathered in.</param>
internal sealed class ChildDocument<T>(ResourceSlot<T> slot) : EvidenceDocument<T>(slot)
    where T : class
{
    /// <summary>Where the parent's id stands.</summary>
    public required ParentId Parent { get; init; }

    /// <summary>What it has of which parent, for a remark: for example <c>the entries of a prefix list</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>Whether an item is one of ours.</summary>
    public required Func<DocumentNode, bool> IsOurs { get; init; }

    /// <summary>A property that stands beside an empty list of ours and nobody else's; null where there is none.</summary>
    public string? Marker { get; init; }

    /// <summary>Reads the document of a parent.</summary>
    public required Func<DocumentNode, string, T> Read { get; init; }

    /// <inheritdoc/>
    public override bool IsOneAFile => true;

    /// <inheritdoc/>
    public override bool IsLookAlike => true;

    /// <inheritdoc/>
    public override bool Fits(DocumentNode root, JsonElement value, string file)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return false;
        // An empty list may be anybody's.
        if (value.GetArrayLength() == 0)
            return (Marker is not null && root.Has(Marker)) || IdOf(root, file, remarks: null) is not null;
        var index = 0;
        return value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object && IsOurs(root.Item(Key, index++, item)));
    }

    /// <inheritdoc/>
    public override void ReadInto(DocumentNode root, JsonElement value, DocumentWalk walk)
    {
        if (IdOf(root, walk.Contents.File, walk.Contents.Remarks) is not { } id)
            return;
        walk.Contents.Add(Slot, id, root, document => Read(document, id), isPage: walk.IsTruncated);
        walk.Contents.AddDocument(Completes, walk.IsTruncated);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Id, JsonObject Item)> ItemsIn(DocumentNode root, JsonObject tree, string file) =>
        IdOf(root, file, remarks: null) is { } id ? [(id, tree)] : [];

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, IEnumerable<ItemChange> items)
    {
        foreach (var item in items)
        {
            json.WriteText(Parent.Key, item.Id);
            item.After!(json);
        }
    }

    protected override T ReadItem(DocumentNode item, string id) => Read(item, id);

    private string? IdOf(DocumentNode root, string file, List<string>? remarks)
    {
        try
        {
            if (Parent.Find(root, file) is { } id)
                return id;
            remarks?.Add($"'{file}' has {Noun} and does not say of which: put the id into the file's name, or into the document as \"{Parent.Key}\".");
        }
        catch (UnreadableValueException e)
        {
            remarks?.Add($"'{file}' has {Noun} and does not say of which: {e.Message}.");
        }

        return null;
    }
}
