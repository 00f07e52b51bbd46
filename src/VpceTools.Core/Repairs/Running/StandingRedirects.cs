using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;

namespace VpceTools.Repairs.Running;

/// <summary>
/// What sends clients to endpoints now, whoever set it: private DNS, and the route tables of gateway endpoints. As long as it stands,
/// nothing is taken back that lets these clients through: they would be blocked.
/// </summary>
internal static class StandingRedirects
{
    /// <summary>
    /// Why a repair must stay; null where no client is sent to an endpoint that it opened, or the person accepts it by name.
    /// </summary>
    /// <param name="repair">The repair.</param>
    /// <param name="now">The network with what the repair touches.</param>
    /// <param name="executor">Reads endpoints.</param>
    /// <param name="allowed">Endpoints whose clients may be blocked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Sources.NetworkSourceException">The endpoints could not be read.</exception>
    public static async Task<string?> WhyKeepAsync(PlannedRepair repair, VpcNetwork now, IRepairExecutor executor,
        ValueList<string> allowed, CancellationToken cancellationToken)
    {
        // Private DNS and the routes of gateway endpoints send nobody there from another network.
        if (IsRedirect(repair.Action) || repair.Action.Phase is RepairPhase.TransitGateways or RepairPhase.Routes)
            return null;
        var endpoints = await executor.EndpointsAsync([.. VpcsOf(repair.Action, now)], [repair.EndpointId, .. repair.Unblocks],
            cancellationToken).ConfigureAwait(false);
        var standing = endpoints.Where(e => Opens(repair, e, now) && !allowed.Contains(e.Id, StringComparer.OrdinalIgnoreCase))
            .Select(e => (e.Id, How: HowSent(e))).Where(e => e.How is not null).ToList();
        return standing.Count == 0 ? null
            : $"{string.Join("; ", standing.Select(e => e.How))}. What this repair added may be all that lets clients through: "
                + "take back first what sends them there, or say that they may be blocked with "
                + $"-AllowBlockClients {string.Join(", ", standing.Select(e => e.Id))}.";
    }

    /// <summary>Whether an action is itself what sends clients to an endpoint; taking that back blocks nobody there.</summary>
    private static bool IsRedirect(RepairAction action) => action
        is ModifyVpcEndpoint { PrivateDnsEnabled: not null } or ModifyVpcEndpoint { AddRouteTableIds.Count: > 0 }
        or ModifyVpcAttribute { Attribute: VpcDnsAttribute.EnableDnsHostnames } or HostedZoneAction;

    /// <summary>The VPCs in which other endpoints may share what the action touches.</summary>
    private static IEnumerable<string> VpcsOf(RepairAction action, VpcNetwork now) => action switch
    {
        SecurityGroupRuleAction rule => now.SecurityGroups.Where(g => g.Id == rule.GroupId).Select(g => g.VpcId).OfType<string>(),
        CreateNetworkAclEntry entry => now.NetworkAcls.Where(a => a.Id == entry.NetworkAclId).Select(a => a.VpcId).OfType<string>(),
        ModifyVpcAttribute attribute => [attribute.VpcId],
        _ => [],
    };

    /// <summary>Whether a repair may be what lets clients through to an endpoint.</summary>
    private static bool Opens(PlannedRepair repair, VpcEndpoint endpoint, VpcNetwork now) =>
        endpoint.Id == repair.EndpointId || repair.Unblocks.Contains(endpoint.Id)
        || repair.Action switch
        {
            SecurityGroupRuleAction rule => endpoint.GroupIds.Contains(rule.GroupId)
                || (rule.Permission.PeerGroupId is { } peer && endpoint.GroupIds.Contains(peer)),
            CreateNetworkAclEntry entry => now.FindAcl(entry.NetworkAclId) is { } acl && acl.SubnetIds.Any(endpoint.SubnetIds.Contains),
            ModifyVpcAttribute attribute => endpoint.VpcId == attribute.VpcId,
            _ => false,
        };

    /// <summary>What sends clients to an endpoint, as a sentence without its full stop; null for nothing.</summary>
    private static string? HowSent(VpcEndpoint endpoint) => !PrivateNames.IsAlive(endpoint) ? null
        : endpoint.Type == EndpointType.Gateway ? endpoint.RouteTableIds.Count == 0 ? null
            : $"{endpoint.RouteTableIds} {(endpoint.RouteTableIds.Count == 1 ? "leads" : "lead")} to {endpoint.Id}"
        : PrivateNames.IsOn(endpoint) == true ? $"Private DNS of {endpoint.Id} is on" : null;
}
