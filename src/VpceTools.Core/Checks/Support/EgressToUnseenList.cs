using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// Whether clients are let out to a gateway endpoint of code, of which nobody knows the entries of the prefix list: groups that let out to
/// every public address let out to any entries, and those that let out to none, and to no prefix list, let out to no entry.
/// </summary>
/// <remarks>
/// The lists of gateway endpoints hold public addresses:
/// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing
/// </remarks>
internal sealed class EgressToUnseenList
{
    private EgressToUnseenList(IReadOnlyList<ClientClass> passing, IReadOnlyList<ClientClass> blocked) =>
        (Passing, Blocked) = (passing, blocked);

    /// <summary>Clients that are let out whatever the list holds.</summary>
    public IReadOnlyList<ClientClass> Passing { get; }

    /// <summary>Clients that are not, whatever it holds.</summary>
    public IReadOnlyList<ClientClass> Blocked { get; }

    /// <summary>The verdict; null where the list is known, something else is not, or the entries decide.</summary>
    public static EgressToUnseenList? Of(CheckContext context, ClientReachability reachability)
    {
        // Of what is there a call tells the entries; of code nothing does.
        if (context.Index.Network.Plan is not { } plan || (plan.Base is not null && !plan.IsPlanned(context.Endpoint.Id))
            || context.Endpoint.Type != EndpointType.Gateway
            || reachability.BlockedHops.Count > 0 || reachability.Missing.Count == 0
            || !reachability.Missing.All(missing => missing is { Kind: ResourceKind.PrefixList, ResourceId: null })
            || AddressFamilies.NeededBy(context.Endpoint.IpAddressType).Any(family => family != IpFamily.IPv4))
            return null;
        var needed = PacketSet.Of(PublicAddresses.IPv4, IntervalSet<Port>.Of(context.PortRange));
        var (passing, blocked) = (new List<ClientClass>(), new List<ClientClass>());
        foreach (var clients in context.Clients.Classes.Where(c => c.Shared.GroupIds is not null
            && c.Shared.VpcId == context.Endpoint.VpcId))
        {
            var groups = clients.Shared.GroupIds!;
            var filter = SecurityGroupEvaluator.Evaluate(groups, egress: true, clients.Shared.VpcId, context.Index);
            if (needed.Except(filter.Admitted).IsEmpty)
                passing.Add(clients);
            else if (groups.Count > 0 && filter.Unresolved.Count == 0 && needed.Intersect(filter.Admitted).IsEmpty
                && !groups.Any(id => context.Index.SecurityGroups[id].Egress.Any(rule => rule.PrefixListId is not null)))
                blocked.Add(clients);
            else
                return null;
        }

        return new(passing, blocked);
    }
}
