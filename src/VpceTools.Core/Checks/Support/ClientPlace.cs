using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// Where clients ask for names from: a VPC, whose resolver gives all of them one answer, or a place that the evidence does not hold.
/// </summary>
/// <param name="VpcId">The VPC; null where it is not known.</param>
/// <param name="IsHome">Whether it is the endpoint's own.</param>
/// <param name="Clients">The clients that the user named; empty where the question is about whoever runs in the VPC.</param>
internal sealed record ClientPlace(string? VpcId, bool IsHome, ValueList<Client> Clients)
{
    /// <summary>For people, as those who ask.</summary>
    public string Label => VpcId is not null ? $"clients of {VpcId}" : string.Join(", ", Clients.Take(3).Select(c => c.Label));

    /// <summary>Who asks, for the engine.</summary>
    public NameClient Asker => VpcId is null ? NameClient.From(Clients[0]) : NameClient.InVpc(VpcId);

    /// <summary>The labels of the named clients.</summary>
    public ValueList<string> Labels => Clients.Select(c => c.Label).ToValueList();

    /// <summary>What would tell where such clients are; null where that is known.</summary>
    public MissingEvidence? Missing(CheckContext context) => VpcId is null ? UnseenPlace.Of(context, Clients, Label) : null;

    /// <summary>
    /// What the user named and the evidence does not hold: it may be anywhere; and other VPCs of which nothing is known. Workloads of a VPC
    /// that were not seen are answered as all of that VPC are.
    /// </summary>
    public static IEnumerable<MissingEvidence> NotFound(CheckContext context)
    {
        var named = new HashSet<string>(context.Options.Clients.Ids, StringComparer.Ordinal);
        return context.Clients.NotFound.Where(missing => missing.ResourceId is { } id && named.Contains(id))
            .Concat(context.Clients.Outside ?? []);
    }

    /// <summary>
    /// The places of an endpoint's clients: its own VPC where none is named. Addresses of the VPC that no subnet has are nobody's, and
    /// count as its own.
    /// </summary>
    public static IReadOnlyList<ClientPlace> Of(CheckContext context)
    {
        var (home, selection) = (context.Endpoint.VpcId, context.Options.Clients);
        if (selection is { IsEmpty: true, IncludesRemote: false })
            return [new(home, IsHome: true, [])];
        var outside = context.Clients.Clients.Any(c => c.VpcId is null) ? new HashSet<Client>(ClientSubnets.Outside(context)) : [];
        return
        [
            .. context.Clients.Clients.Where(c => c.Kind != ClientKind.NatGateway)
                .GroupBy(c => c.VpcId ?? (outside.Contains(c) ? null : home), StringComparer.Ordinal)
                .OrderBy(g => g.Key == home ? 0 : 1).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new ClientPlace(g.Key, g.Key == home, g.Key == home && selection.IsEmpty ? [] : g.ToValueList())),
        ];
    }
}
