using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>A form of document: how it is recognised, read and written. What one <c>aws</c> command prints is one.</summary>
internal abstract class EvidenceDocument
{
    /// <summary>The top-level key that tells it.</summary>
    public required string Key { get; init; }

    /// <summary>The name of the file that it is written to, without the extension.</summary>
    public required string FileName { get; init; }

    /// <summary>The evidence that it is; null where it only adds detail to another.</summary>
    public ResourceKind? Completes { get; init; }

    /// <summary>Whether answers that are none of ours have the same key, so that only the shape of the items tells.</summary>
    public virtual bool IsLookAlike => false;

    /// <summary>Whether each item is a document of its own, in a file that is named for it too.</summary>
    public abstract bool IsOneAFile { get; }

    /// <summary>What the name of such a file ends with.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether a document with this key is one of this form.</summary>
    public abstract bool Fits(DocumentNode root, JsonElement value, string file);

    /// <summary>Reads what the key holds.</summary>
    public abstract void ReadInto(DocumentNode root, JsonElement value, DocumentWalk walk);

    /// <summary>What this form of document says of a network and did not of another, or no more.</summary>
    public abstract IReadOnlyList<ItemChange> Changes(VpcNetwork before, VpcNetwork after);

    /// <summary>The items that a document holds, each with its id. The two trees are one document.</summary>
    public abstract IEnumerable<(string Id, JsonObject Item)> ItemsIn(DocumentNode root, JsonObject tree, string file);

    /// <summary>What the form writes of an item that was read from it; null where the item cannot be read.</summary>
    public abstract string? Rewritten(DocumentNode item, string id, VpcNetwork network);

    /// <summary>Writes items into the object that is a document.</summary>
    public abstract void Write(Utf8JsonWriter json, IEnumerable<ItemChange> items);
}

/// <summary>An item of a document that another network has, has not, or has in another way.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Before">Writes what the item was; null where there was none.</param>
/// <param name="After">Writes what it is; null where there is none any more.</param>
internal sealed record ItemChange(string Id, Action<Utf8JsonWriter>? Before, Action<Utf8JsonWriter>? After)
{
    /// <summary>Its place among the items of the kind, which a reader keeps.</summary>
    public int Position { get; init; }

    /// <summary>The JSON of either.</summary>
    public static string Text(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}

/// <summary>A form of document whose items are of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="slot">What the items are gathered in.</param>
internal abstract class EvidenceDocument<T>(ResourceSlot<T> slot) : EvidenceDocument
    where T : class
{
    /// <summary>The items of a network.</summary>
    public required Func<VpcNetwork, IEnumerable<T>> Items { get; init; }

    /// <summary>Whether this form says something of an item; null where it does of all.</summary>
    public Func<T, bool>? Holds { get; init; }

    /// <summary>What writes the items of a network.</summary>
    public required Func<VpcNetwork, Action<Utf8JsonWriter, T>> Writer { get; init; }

    /// <summary>What else of the network an item's text is drawn from; null where the item is all.</summary>
    public Func<VpcNetwork, object>? DrawsOn { get; init; }

    protected ResourceSlot<T> Slot => slot;

    /// <inheritdoc/>
    public override IReadOnlyList<ItemChange> Changes(VpcNetwork before, VpcNetwork after)
    {
        var changes = new List<ItemChange>();
        var (writeBefore, writeAfter) = (Writer(before), Writer(after));
        var known = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in Items(before))
            if (Holds?.Invoke(item) ?? true)
                known[slot.IdOf(item)] = item;
        var isDrawn = DrawsOn is not null && known.Count > 0 && !ReferenceEquals(DrawsOn(before), DrawsOn(after));
        var position = -1;
        foreach (var item in Items(after))
        {
            position++;
            if (Holds?.Invoke(item) == false)
                continue;
            var id = slot.IdOf(item);
            var isKnown = known.TryGetValue(id, out var was);
            if (isKnown && ReferenceEquals(was, item) && !isDrawn)
            {
                known.Remove(id);
                continue;
            }

            var change = new ItemChange(
                id, isKnown ? json => writeBefore(json, was!) : null, json => writeAfter(json, item))
            { Position = position };
            if (was is null || !was.Equals(item) || (isDrawn && ItemChange.Text(change.Before!) != ItemChange.Text(change.After!)))
                changes.Add(change);
            known.Remove(id);
        }

        changes.AddRange(known.Select(gone => new ItemChange(gone.Key, json => writeBefore(json, gone.Value), null)));
        return changes;
    }

    /// <inheritdoc/>
    public override string? Rewritten(DocumentNode item, string id, VpcNetwork network)
    {
        try
        {
            var read = ReadItem(item, id);
            slot.Check(read);
            return ItemChange.Text(json => Writer(network)(json, read));
        }
        catch (UnreadableValueException)
        {
            return null;
        }
    }

    protected abstract T ReadItem(DocumentNode item, string id);
}

/// <summary><c>{"Subnets": [{"SubnetId": …}, …]}</c>: a list of items that name themselves; or the one item in the list's place.</summary>
/// <typeparam name="T">The items' type.</typeparam>
/// <param name="slot">What the items are gathered in.</param>
internal sealed class ListDocument<T>(ResourceSlot<T> slot) : EvidenceDocument<T>(slot)
    where T : class
{
    private static readonly string[] Arns = ["SubnetArn", "SecurityGroupArn", "SecurityGroupRuleArn", "PrefixListArn"];

    /// <summary>The id of an item; null where it is no item of this form.</summary>
    public required Func<DocumentNode, string?> Id { get; init; }

    /// <summary>Reads an item.</summary>
    public required Func<DocumentNode, T> Read { get; init; }

    /// <summary>The list within each element where the items lie one deeper, as instances do in their reservations.</summary>
    public string? Inner { get; init; }

    /// <summary>Whether the key holds one item and no list.</summary>
    public bool IsSingle { get; init; }

    /// <summary>What else an item holds, or what follows when it could not be read.</summary>
    public Action<DocumentNode, EvidenceContents, bool>? Also { get; init; }

    /// <inheritdoc/>
    public override bool IsOneAFile => false;

    /// <inheritdoc/>
    public override bool Fits(DocumentNode root, JsonElement value, string file)
    {
        if (IsSingle)
            return value.ValueKind == JsonValueKind.Object && Id(root.Item(Key, -1, value)) is { Length: > 0 };
        return value.ValueKind == JsonValueKind.Array && (value.GetArrayLength() == 0
            || (Inner is null ? root.Nodes(Key).Any(IsNamed) : root.Nodes(Key).Any(element => element.Has(Inner))));
    }

    /// <inheritdoc/>
    public override void ReadInto(DocumentNode root, JsonElement value, DocumentWalk walk)
    {
        if (IsSingle)
        {
            if (value.ValueKind != JsonValueKind.Object)
                throw MalformedDocumentException.WrongType("$." + Key, value.ValueKind, "an object");
            if (Add(root.Item(Key, -1, value), walk))
                walk.Contents.AddDocument(Completes, walk.IsTruncated);
            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
            throw MalformedDocumentException.WrongType("$." + Key, value.ValueKind, "an array");
        int items = 0, foreign = 0;
        foreach (var element in value.EnumerateArray())
        {
            walk.ThrowIfCancelled();
            // 'aws efs describe-mount-target-security-groups', for one, lists bare ids under the same key.
            if (element.ValueKind == JsonValueKind.String || !AddElement(root.Item(Key, items, element), isFirst: items == 0, walk))
                foreign++;
            items++;
        }

        if (foreign > 0)
            walk.Contents.Remarks.Add(
                $"'{walk.Contents.File}': {foreign} of {items} items of {Key} are not what 'aws ec2 describe-…' gives and are ignored.");
        // An item that does not name itself may be one of ours, so that the list is not known to be whole.
        var isWhole = foreign == 0 || Completes is not { } kind || EvidenceKinds.For(kind).CountsInPart;
        if (items == 0 || foreign < items)
            walk.Contents.AddDocument(isWhole ? Completes : null, walk.IsTruncated);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Id, JsonObject Item)> ItemsIn(DocumentNode root, JsonObject tree, string file)
    {
        if (IsSingle)
            return Named(root.Object(Key), tree[Key] as JsonObject);
        var elements = Pairs(root, Key, tree);
        return (Inner is null ? elements : elements.SelectMany(e => Pairs(e.Node, Inner, e.Tree)))
            .SelectMany(item => Named(item.Node, item.Tree));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, IEnumerable<ItemChange> items)
    {
        if (IsSingle)
            json.WriteStartObject(Key);
        else
            json.WriteStartArray(Key);
        foreach (var item in items)
        {
            if (!IsSingle)
                json.WriteStartObject();
            if (Inner is not null)
            {
                json.WriteStartArray(Inner);
                json.WriteStartObject();
            }

            item.After!(json);
            if (Inner is not null)
            {
                json.WriteEndObject();
                json.WriteEndArray();
            }

            if (!IsSingle)
                json.WriteEndObject();
        }

        if (IsSingle)
            json.WriteEndObject();
        else
            json.WriteEndArray();
    }

    protected override T ReadItem(DocumentNode item, string id) => Read(item);

    private static IEnumerable<(DocumentNode Node, JsonObject Tree)> Pairs(DocumentNode node, string key, JsonObject tree)
    {
        if (tree[key] is not JsonArray array)
            yield break;
        var index = 0;
        foreach (var element in node.Elements(key))
        {
            if (array[index] is JsonObject found)
                yield return (node.Item(key, index, element), found);
            index++;
        }
    }

    private bool IsNamed(DocumentNode item) => Id(item) is { Length: > 0 };

    private IEnumerable<(string Id, JsonObject Item)> Named(DocumentNode? node, JsonObject? tree)
    {
        if (node is not null && tree is not null && Id(node) is { Length: > 0 } id)
            yield return (id, tree);
    }

    private bool AddElement(DocumentNode element, bool isFirst, DocumentWalk walk)
    {
        // The ARN names the Region; the first of a list speaks for all.
        if (isFirst && Arns.Select(element.Text).Select(AwsRegion.OfArn).FirstOrDefault(r => r is not null) is { } region)
            walk.Contents.ArnRegions.Add(region);
        if (Inner is null)
            return Add(element, walk);
        // Other services have lists of that name too; those of EC2 hold instances.
        if (!element.Has(Inner))
            return false;
        foreach (var item in element.Items(Inner))
            Add(item, walk);
        return true;
    }

    private bool Add(DocumentNode item, DocumentWalk walk)
    {
        if (Id(item) is not { Length: > 0 } id)
            return false;
        var isRead = walk.Contents.Add(Slot, id, item, Read);
        Also?.Invoke(item, walk.Contents, isRead);
        return true;
    }
}
