using VpceTools.Model;

namespace VpceTools.Aws.Calling;

/// <summary>One kind of evidence: what EC2 listed, or why it gave nothing.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Items">What was listed; empty where nothing was given.</param>
/// <param name="Error">Why nothing was given.</param>
internal sealed record Evidence<T>(ResourceKind Kind, IReadOnlyList<T> Items, CallError? Error = null) : IEvidence
{
    /// <summary>The one item of a call that gives one; the default where it gave nothing.</summary>
    public T? Only => Items.Count == 0 ? default : Items[0];
}
