using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>The clients of the endpoints of a VPC, and what was named but not found.</summary>
/// <param name="Clients">The clients; interfaces first, then subnets, then CIDR blocks.</param>
/// <param name="NotFound">What the user named and the evidence does not hold; until it is known, nothing that hangs on clients can pass.</param>
public sealed record ClientSet(ValueList<Client> Clients, ValueList<MissingEvidence> NotFound)
{
    /// <summary>The clients by what every rule judges them by: subnet, groups and kind. Each class is computed once.</summary>
    public IReadOnlyList<ClientClass> Classes { get; } = ClassesBy(Clients, c => c.GroupIds);

    /// <summary>
    /// The clients by subnet and kind, and by groups only in so far as these are open or not: enough for every hop but the client's own
    /// security groups, and far fewer.
    /// </summary>
    public IReadOnlyList<ClientClass> ClassesBySubnet { get; } = ClassesBy(Clients, c => c.GroupIds is null ? null : ValueList<string>.Empty);

    private static ClientClass[] ClassesBy(ValueList<Client> clients, Func<Client, ValueList<string>?> groups) =>
        [.. clients.GroupBy(c => (c.SubnetId, c.VpcId, Groups: groups(c), c.Kind, c.IsNamed)).Select(g => new ClientClass([.. g]))];
}
