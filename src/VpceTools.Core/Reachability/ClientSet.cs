using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>The clients of the endpoints of a VPC, and what was named but not found.</summary>
/// <param name="Clients">The clients; interfaces first, then subnets, then CIDR blocks.</param>
/// <param name="NotFound">What the user named and the evidence does not hold; until it is known, nothing that hangs on clients can pass.</param>
public sealed record ClientSet(ValueList<Client> Clients, ValueList<MissingEvidence> NotFound)
{
    /// <summary>The clients that share subnet, groups and kind, so that each class is computed once.</summary>
    public IReadOnlyList<ClientClass> Classes { get; } =
    [
        .. Clients.GroupBy(c => (c.SubnetId, c.VpcId, c.GroupIds, c.Kind, c.IsNamed)).Select(g => new ClientClass([.. g])),
    ];
}
