using System.Text.Json;
using System.Text.Json.Nodes;

namespace VpceTools.Evidence;

/// <summary>A document that is one item as a whole: <c>{"VpcId": …, "EnableDnsSupport": {"Value": true}}</c>.</summary>
/// <typeparam name="T">The item's type.</typeparam>
/// <param name="slot">What the items are gathered in.</param>
internal sealed class WholeDocument<T>(ResourceSlot<T> slot) : EvidenceDocument<T>(slot)
    where T : class
{
    /// <summary>The item's id; null where the document is none of this form.</summary>
    public required Func<DocumentNode, string?> Id { get; init; }

    /// <summary>Reads the document.</summary>
    public required Func<DocumentNode, T> Read { get; init; }

    /// <inheritdoc/>
    public override bool IsOneAFile => true;

    /// <inheritdoc/>
    public override bool IsLookAlike => true;

    /// <inheritdoc/>
    public override bool Fits(DocumentNode root, JsonElement value, string file) =>
        Id(root) is { Length: > 0 };

    /// <inheritdoc/>
    public override void ReadInto(DocumentNode root, JsonElement value, DocumentWalk walk)
    {
        if (Id(root) is not { Length: > 0 } id)
            return;
        walk.Contents.Add(Slot, id, root, Read);
        walk.Contents.AddDocument(Completes, walk.IsTruncated);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Id, JsonObject Item)> ItemsIn(DocumentNode root, JsonObject tree, string file) =>
        Id(root) is { Length: > 0 } id ? [(id, tree)] : [];

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

    /// <summary>What an item says of its parent, where it does; all items of a document have to agree.</summary>
    public Func<DocumentNode, string?>? ParentOfItem { get; init; }

    /// <summary>
    /// What tells apart documents of one parent that are no pages, because each says itself which part it is; null for the whole.
    /// </summary>
    public Func<T, string?>? Part { get; init; }

    /// <summary>What stands for the parent's id until all documents are read; null where nothing can.</summary>
    public Func<DocumentNode, string?>? StandIn { get; init; }

    /// <summary>Whether the items are texts and no objects.</summary>
    public bool AreTexts { get; init; }

    /// <summary>Whether an item is one of ours.</summary>
    public Func<DocumentNode, bool> IsOurs { get; init; } = _ => true;

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
        return value.EnumerateArray().All(item => AreTexts ? item.ValueKind == JsonValueKind.String
            : item.ValueKind == JsonValueKind.Object && IsOurs(root.Item(Key, index++, item)));
    }

    /// <inheritdoc/>
    public override void ReadInto(DocumentNode root, JsonElement value, DocumentWalk walk)
    {
        if (IdOf(root, walk.Contents.File, walk.Contents.Remarks) is not { } id)
            return;
        walk.Contents.Add(Slot, id, root, document => Read(document, id), isPage: walk.IsTruncated && Part is null);
        walk.Contents.AddDocument(Completes, walk.IsTruncated);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Id, JsonObject Item)> ItemsIn(DocumentNode root, JsonObject tree, string file) =>
        IdOf(root, file, remarks: null) is { } id ? [(Part is null ? id : IdOfPart(root, id), tree)] : [];

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, IEnumerable<ItemChange> items)
    {
        foreach (var item in items)
        {
            json.WriteText(Parent.Key, ParentOf(item.Id));
            item.After!(json);
        }
    }

    protected override T ReadItem(DocumentNode item, string id) => Read(item, ParentOf(id));

    /// <summary>The id of a part is its parent's, a slash, and what tells it apart.</summary>
    private static string ParentOf(string id) => id.Split('/')[0];

    private string IdOfPart(DocumentNode root, string parent)
    {
        try
        {
            return Slot.IdOf(Read(root, parent));
        }
        catch (UnreadableValueException)
        {
            return parent;
        }
    }

    private string? IdOf(DocumentNode root, string file, List<string>? remarks)
    {
        try
        {
            if ((ParentInItems(root) ?? Parent.Find(root, file)) is { } id)
                return id;
            if (StandIn?.Invoke(root) is { } standIn)
                return standIn;
            remarks?.Add($"'{file}' has {Noun} and does not say of which: put the id into the file's name, or into the document as "
                + $"\"{Parent.Key}\".");
        }
        catch (UnreadableValueException e)
        {
            remarks?.Add($"'{file}' has {Noun} and does not say of which: {e.Message}.");
        }

        return null;
    }

    private string? ParentInItems(DocumentNode root)
    {
        if (ParentOfItem is null || root.Has(Parent.Key))
            return null;
        var parents = root.Nodes(Key).Select(ParentOfItem).Distinct(StringComparer.Ordinal).Take(2).ToList();
        if (parents.Count != 1 || string.IsNullOrEmpty(parents[0]))
            return parents.Count < 2 ? null : throw new UnreadableValueException("its items belong to several");
        Parent.Form.Check(Parent.Key, parents[0]);
        return parents[0];
    }
}
