using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>
/// One row a kind of evidence: how it is had, what its documents look like, how an item is read, checked, merged and written, and where it
/// lies in the
/// network. Reading, writing, messages and pages are derived from the rows; <see cref="EvidenceKinds"/> lists them.
/// </summary>
internal abstract class EvidenceKind(ResourceKind kind, string service, string operation)
{
    private DescribeCall? _call;

    /// <summary>The kind.</summary>
    public ResourceKind Kind => kind;

    /// <summary>The call that supplies it.</summary>
    public DescribeCall Call => _call ??= new(kind, service, operation) { Purpose = Purpose };

    /// <summary>
    /// What a diagnosis takes from the answer, or when it asks at all, for the page about permissions; null as long as none asks.
    /// </summary>
    public string? Purpose { get; init; }

    /// <summary>A call that supplies one resource where the first does not; null where the first does.</summary>
    public DescribeCall? CallOfOne { get; init; }

    /// <summary>All of its calls.</summary>
    public IEnumerable<DescribeCall> Calls => CallOfOne is null ? [Call] : [Call, CallOfOne];

    /// <summary>The arguments that ask for one resource, by its id; null where the call takes none.</summary>
    public Func<string, string>? Select { get; init; }

    /// <summary>
    /// Whether a part of the list counts as evidence. In most kinds a missing item would pass for one that does not exist.
    /// </summary>
    public bool CountsInPart { get; init; }

    /// <summary>
    /// Whether one item that cannot be read leaves the list as good as unread: it says what is at work where, and nobody can tell of
    /// what else.
    /// </summary>
    public bool NeedsEveryItem { get; init; }

    /// <summary>The forms of document that hold it.</summary>
    public abstract IReadOnlyList<EvidenceDocument> Documents { get; }

    /// <summary>What is to be done when all documents are read and before the items are placed.</summary>
    public Action<EvidenceContents>? Settle { get; init; }

    /// <summary>The command that supplies one resource.</summary>
    public string CommandFor(string id) => (CallOfOne ?? Call).Command + (Select is null ? "" : " " + Select(id));

    /// <summary>The network with what the documents hold of the kind.</summary>
    public abstract VpcNetwork Place(VpcNetwork network, EvidenceContents contents);

    /// <summary>The ids of the resources that could not be read.</summary>
    public abstract IEnumerable<string> UnreadableIn(EvidenceContents contents);

    /// <summary>The items of a network, each with its id.</summary>
    public abstract IReadOnlyList<(string Id, object Item)> ItemsOf(VpcNetwork network);

    /// <summary>A network with other items.</summary>
    public abstract VpcNetwork WithItems(VpcNetwork network, IEnumerable<object> items);
}

/// <summary>A row whose items are of one type.</summary>
/// <typeparam name="T">The record of the model.</typeparam>
/// <param name="kind">The kind.</param>
/// <param name="service">The service as the CLI and IAM name it.</param>
/// <param name="operation">The operation.</param>
internal sealed class EvidenceKind<T>(ResourceKind kind, string service, string operation) : EvidenceKind(kind, service, operation)
    where T : class
{
    private IReadOnlyList<EvidenceDocument>? _documents;
    private ResourceSlot<T>? _slot;

    /// <summary>The top-level key of its document; null where <see cref="Forms"/> lists several documents.</summary>
    public string? Key { get; init; }

    /// <summary>The property of an item that holds its id.</summary>
    public string? IdProperty { get; init; }

    /// <summary>The id of an item.</summary>
    public required Func<T, string> IdOf { get; init; }

    /// <summary>The items of a network.</summary>
    public required Func<VpcNetwork, ValueList<T>> Get { get; init; }

    /// <summary>A network with other items.</summary>
    public required Func<VpcNetwork, ValueList<T>, VpcNetwork> With { get; init; }

    /// <summary>Refuses an item with an id that AWS cannot have given: its own, and those that it refers to.</summary>
    public required Action<T> Check { get; init; }

    /// <summary>
    /// What two descriptions of one resource say together; null where they contradict each other. By default they must be equal.
    /// </summary>
    public Func<T, T, T?>? Merge { get; init; }

    /// <summary>Whether an item is one of this kind, where others use the key too; null where the id alone tells.</summary>
    public Func<DocumentNode, bool>? IsOurs { get; init; }

    /// <summary>What follows when an item was read, or could not be.</summary>
    public Action<DocumentNode, EvidenceContents, bool>? Also { get; init; }

    /// <summary>
    /// Adds an earlier page to the last one, for answers that do not name their parent; null where what is known is no last page.
    /// </summary>
    public Func<T, T, T?>? WithPage { get; init; }

    /// <summary>Whether pages without a last one are of use, because an item says itself that there is more.</summary>
    public bool KeepsPages { get; init; }

    /// <summary>Reads an item of the one document.</summary>
    public Func<DocumentNode, T>? Read { get; init; }

    /// <summary>Writes an item of the one document.</summary>
    public Action<Utf8JsonWriter, T>? Write { get; init; }

    /// <summary>The documents where there are several, or one of another form than a list.</summary>
    public Func<ResourceSlot<T>, IReadOnlyList<EvidenceDocument>>? Forms { get; init; }

    /// <summary>The items and the unreadable ids where they are not simply those that the documents hold.</summary>
    public Func<EvidenceContents, (IEnumerable<T> Items, IEnumerable<string> Unreadable)>? Collect { get; init; }

    /// <summary>What the items are gathered in: one only, however many threads ask for it first, since it is a key.</summary>
    public ResourceSlot<T> Slot =>
        LazyInitializer.EnsureInitialized(ref _slot, () =>
            new ResourceSlot<T>(IdOf, Check, Merge) { WithPage = WithPage, KeepsPages = KeepsPages })!;

    /// <inheritdoc/>
    public override IReadOnlyList<EvidenceDocument> Documents =>
        LazyInitializer.EnsureInitialized(ref _documents, () => Forms?.Invoke(Slot) ??
    [
        new ListDocument<T>(Slot)
        {
            Completes = Kind,
            Key = Key!,
            FileName = Call.CommandName,
            Items = network => Get(network),
            Id = item => IsOurs is null || IsOurs(item) ? item.Text(IdProperty!) : null,
            Read = Read!,
            Also = Also,
            Writer = _ => Write!,
        },
    ])!;

    /// <inheritdoc/>
    public override VpcNetwork Place(VpcNetwork network, EvidenceContents contents) => With(network, ItemsIn(contents).ToValueList());

    /// <inheritdoc/>
    public override IEnumerable<string> UnreadableIn(EvidenceContents contents) => Collect?.Invoke(contents).Unreadable
        ?? contents.Of(Slot).Unreadable;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Id, object Item)> ItemsOf(VpcNetwork network) =>
        [.. Get(network).Select(item => (IdOf(item), (object)item))];

    /// <inheritdoc/>
    public override VpcNetwork WithItems(VpcNetwork network, IEnumerable<object> items) => With(network, items.Cast<T>().ToValueList());

    private IEnumerable<T> ItemsIn(EvidenceContents contents) => Collect?.Invoke(contents).Items ?? contents.Of(Slot).Items;
}
