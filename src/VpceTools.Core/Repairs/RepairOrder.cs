using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>
/// The order in which nothing breaks between two actions: first what opens the way to an endpoint, last what sends clients there. Private DNS
/// redirects every client of a VPC, a gateway endpoint's route every client of its table.
/// </summary>
internal static class RepairOrder
{
    /// <summary>The checks that together say whether a client gets an answer from an endpoint.</summary>
    private static readonly string[] WayThere =
        ["EndpointState", "NetworkInterface", "SecurityGroupIngress", "ClientSecurityGroupEgress", "NetworkAcl", "Route", "EndpointPolicy", "PrefixListRoute", "AddressFamily"];

    /// <summary>Whether clients can be sent to an endpoint hangs on what a check says; that private DNS can be switched on hangs on the VPC's attributes.</summary>
    public static bool IsOnTheWay(string check) => check == "VpcDns" || WayThere.Contains(check);

    /// <summary>
    /// Whether an interface that is added gets answers through to clients only because of an earlier action: in the ACL or a group that guards it, or
    /// towards it in those that guard the clients.
    /// </summary>
    public static bool Opens(RepairAction earlier, ModifyVpcEndpoint addition, VpcNetwork network)
    {
        var subnets = network.Subnets.Where(s => addition.AddSubnetIds.Contains(s.Id)).ToList();
        var groups = network.FindEndpoint(addition.EndpointId)?.GroupIds ?? [];
        bool LeadsThere(CidrBlock block) => subnets.Exists(s => s.CidrBlocks.Any(block.Overlaps));
        return earlier switch
        {
            CreateNetworkAclEntry entry => LeadsThere(entry.Block) || network.FindAcl(entry.NetworkAclId)?.SubnetIds.Any(id => addition.AddSubnetIds.Contains(id)) == true,
            AuthorizeSecurityGroupIngress rule => groups.Contains(rule.GroupId),
            AuthorizeSecurityGroupEgress { Permission: { } to } => (to.PeerGroupId is { } peer && groups.Contains(peer)) || (to.Block is { } block && LeadsThere(block)),
            _ => earlier is ModifyVpcEndpoint && earlier.ResourceId == addition.EndpointId,
        };
    }

    /// <summary>The phase of a problem's fix; the highest of its actions.</summary>
    public static int PhaseOf(Finding finding) => finding.Repair.Count == 0 ? int.MaxValue : finding.Repair.Max(PhaseOf);

    /// <summary>The endpoints to which an action sends clients that now go elsewhere.</summary>
    public static IEnumerable<string> Redirects(RepairAction action, VpcNetwork network) => action switch
    {
        ModifyVpcEndpoint { PrivateDnsEnabled: true } or ModifyVpcEndpoint { AddRouteTableIds.Count: > 0 } => [action.ResourceId],
        // Private DNS that was switched on has an effect from then on. Where enableDnsSupport is off no client resolves anything yet.
        ModifyVpcAttribute { Attribute: VpcDnsAttribute.EnableDnsHostnames, Value: true } attribute =>
            network.Endpoints.Where(e => e.VpcId == attribute.VpcId && e.HasInterfaces && PrivateNames.IsOn(e) == true && PrivateNames.IsAlive(e)).Select(e => e.Id),
        _ => [],
    };

    /// <summary>Why clients must not be sent to an endpoint; null where every client is known to get through.</summary>
    public static string? WhyNotRedirectTo(string endpointId, VpcNetwork network, VpcDiagnosis diagnosis)
    {
        foreach (var check in WayThere)
        {
            if (diagnosis.Result(endpointId, check) is { Status: CheckStatus.Failed or CheckStatus.Warning or CheckStatus.Unknown } result)
            {
                return network.FindEndpoint(endpointId)?.Type == EndpointType.Gateway
                    ? $"It would send clients through {endpointId}, while {check} says: {result.Message}"
                    : $"It would send every client of the VPC to {endpointId}, while {check} says: {result.Message}";
            }
        }

        return null;
    }

    private static int PhaseOf(RepairAction action) => action switch
    {
        SecurityGroupRuleAction => 0,
        ModifyVpcEndpoint { PrivateDnsEnabled: not null } => 7,
        ModifyVpcEndpoint { AddRouteTableIds.Count: > 0 } => 8,
        ModifyVpcEndpoint { AddSubnetIds.Count: > 0 } => 3,
        ModifyVpcEndpoint { AddSecurityGroupIds.Count: > 0 } => 1,
        ModifyVpcEndpoint => 4,
        CreateNetworkAclEntry => 2,
        ModifyVpcAttribute { Attribute: VpcDnsAttribute.EnableDnsSupport } => 5,
        _ => 6,
    };
}
