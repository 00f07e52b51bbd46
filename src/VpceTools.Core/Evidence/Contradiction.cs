using System.Runtime.CompilerServices;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>
/// What networks that were read together say differently of one resource, where both see it: a state, a block, a rule. Which of them is
/// right nobody can tell, so that what depends on it is not known.
/// </summary>
/// <param name="Kind">The kind of the resource.</param>
/// <param name="Id">The resource.</param>
/// <param name="Text">Which field, and whose values, as a sentence without its full stop.</param>
/// <param name="Readings">The networks as each of the descriptions would have all of them.</param>
internal sealed record Contradiction(ResourceKind Kind, string Id, string Text, IReadOnlyList<Func<VpcNetwork, VpcNetwork>> Readings)
{
    private static readonly ConditionalWeakTable<JoinedNetworks, IReadOnlyList<Contradiction>> Known = new();

    /// <summary>What would tell which is right.</summary>
    public string Command => EvidenceKinds.For(Kind).CommandFor(CommandText.Posix(Id));

    /// <summary>For whoever reads the evidence.</summary>
    public string Remark => $"{Text}. What depends on it is Unknown; this would tell: {Command}.";

    /// <summary>The contradictions of the networks that a network was read with; none for one by itself.</summary>
    public static IReadOnlyList<Contradiction> Around(VpcNetwork network) => network.Place.Joined is not { } joined ? []
        : Known.GetValue(joined, key => [.. ComparedFields.All.SelectMany(kind => kind.Compare(key.Networks))]);
}
