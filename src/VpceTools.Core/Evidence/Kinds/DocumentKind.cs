using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>A kind of document.</summary>
/// <param name="Key">The top-level key that tells it.</param>
/// <param name="Resource">The evidence that it is; null where it only adds detail to another.</param>
/// <param name="Read">Reads one item; false when the item is no resource of this kind, since other services use some of the same keys.</param>
internal sealed record DocumentKind(string Key, ResourceKind? Resource, Func<SnapshotNode, SnapshotContents, bool> Read);
