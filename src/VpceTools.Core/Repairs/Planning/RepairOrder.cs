using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Policies;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Planning;

/// <summary>What sends clients to an endpoint, and what must be well, or fixed, before it does.</summary>
internal static class RepairOrder
{
    /// <summary>The checks that together say whether a client gets an answer from an endpoint, from the endpoint outwards.</summary>
    private static readonly IReadOnlyList<string> Gates =
        [.. CheckCatalog.All.Select(c => c.Descriptor).Where(d => d.Redirects == RedirectRole.Gates).OrderBy(d => d.Layer)
            .Select(d => d.Name)];

    /// <summary>Whether sending clients to an endpoint depends on what a check says.</summary>
    public static bool IsOnTheWay(string check) =>
        CheckCatalog.Find(check)?.Descriptor.Redirects is RedirectRole.Enables or RedirectRole.Gates;

    /// <summary>
    /// Whether an interface that is added gets return traffic through to clients only because of an earlier action: in the ACL or a group
    /// that guards it, or towards it in those that guard the clients.
    /// </summary>
    public static bool Opens(RepairAction earlier, ModifyVpcEndpoint addition, VpcNetwork network)
    {
        var subnets = network.Subnets.Where(s => addition.AddSubnetIds.Contains(s.Id)).ToList();
        var groups = network.FindEndpoint(addition.EndpointId)?.GroupIds ?? [];
        bool LeadsThere(CidrBlock block) => subnets.Exists(s => s.CidrBlocks.Any(block.Overlaps));
        return earlier switch
        {
            CreateNetworkAclEntry entry => LeadsThere(entry.Block)
                || network.FindAcl(entry.NetworkAclId)?.SubnetIds.Any(id => addition.AddSubnetIds.Contains(id)) == true,
            AuthorizeSecurityGroupIngress rule => groups.Contains(rule.GroupId),
            AuthorizeSecurityGroupEgress { Permission: { } to } =>
                (to.PeerGroupId is { } peer && groups.Contains(peer)) || (to.Block is { } block && LeadsThere(block)),
            _ => earlier is ModifyVpcEndpoint && earlier.ResourceId == addition.EndpointId,
        };
    }

    /// <summary>The endpoints to which an action sends clients that now go elsewhere.</summary>
    public static IEnumerable<string> Redirects(RepairAction action, VpcNetwork network) => action switch
    {
        ModifyVpcEndpoint { PrivateDnsEnabled: true } or ModifyVpcEndpoint { AddRouteTableIds.Count: > 0 } => [action.ResourceId],
        // Private DNS that was switched on has an effect from then on. Where enableDnsSupport is off no client resolves anything yet.
        ModifyVpcAttribute { Attribute: VpcDnsAttribute.EnableDnsHostnames, Value: true } attribute => network.Endpoints
            .Where(e => e.VpcId == attribute.VpcId && e.HasInterfaces && PrivateNames.IsOn(e) == true && PrivateNames.IsAlive(e))
            .Select(e => e.Id),
        AssociateVpcWithHostedZone zone => LedBy(network.HostedZoneRecords
            .Where(part => NameEvidence.ZoneId(part.HostedZoneId) == zone.HostedZoneId).SelectMany(part => part.RecordSets), network),
        ChangeResourceRecordSets records => LedBy(records.Created, network),
        _ => [],
    };

    /// <summary>
    /// Whether an action sends clients to an endpoint that went elsewhere until now, so that they have to get through there. Those that a
    /// zone gave no answer, or an address that nobody has, went nowhere.
    /// </summary>
    public static bool TakesFromElsewhere(RepairAction action) => action is not ChangeResourceRecordSets;

    /// <summary>The VPC, other than the endpoint's, whose clients an action sends there; null for none.</summary>
    public static string? OtherVpcOf(RepairAction action) => (action as AssociateVpcWithHostedZone)?.VpcId;

    private static IEnumerable<string> LedBy(IEnumerable<ResourceRecordSet> sets, VpcNetwork network)
    {
        var list = sets.ToList();
        var named = list.Where(set => set.AliasTarget is not null).Select(set => EndpointDirectory.EndpointIdIn(set.AliasTarget!.DnsName));
        var addresses = new HashSet<string>(list.SelectMany(set => set.Values), StringComparer.Ordinal);
        var held = network.NetworkInterfaces.Where(n => n.Addresses.Any(a => addresses.Contains(a.ToString()))).Select(n => n.Id).ToList();
        return network.Endpoints.Where(e => named.Contains(e.Id) || e.NetworkInterfaceIds.Any(held.Contains)).Select(e => e.Id);
    }

    /// <summary>
    /// An action that says what it does where it sends clients to an endpoint whose policy is not the default, and none of the required
    /// calls is one that the policy was held against.
    /// </summary>
    public static RepairAction OverPolicy(RepairAction action, VpcNetwork network, CheckOptions options) =>
        !Redirects(action, network).Any(id => network.FindEndpoint(id) is { } endpoint && IsUndecided(endpoint, network, options)) ? action
        : action switch
        {
            ModifyVpcEndpoint endpoint => endpoint with { IsOverPolicy = true },
            ModifyVpcAttribute attribute => attribute with { IsOverPolicy = true },
            AssociateVpcWithHostedZone zone => zone with { IsOverPolicy = true },
            _ => action,
        };

    private static bool IsUndecided(VpcEndpoint endpoint, VpcNetwork network, CheckOptions options)
    {
        var service = network.Services.FirstOrDefault(s => s.ServiceName == endpoint.ServiceName);
        if (EndpointPolicies.TakesNone(endpoint, service) || PolicyDocument.Parse(endpoint.PolicyDocument ?? "").Document is not { } policy)
            return false;
        var prefixes = PolicyTarget.Of(endpoint).ServicePrefixes;
        return !PolicyAnalysis.IsDefaultPolicy(policy) && !options.RequiredCalls.Any(call => prefixes.Count == 0
            || prefixes.Any(new ActionPattern(call.Action, default).CanMatchService));
    }

    /// <summary>The problems that keep clients from getting through to an endpoint.</summary>
    public static IEnumerable<Finding> Blocking(string endpointId, VpcDiagnosis diagnosis) => Gates
        .Select(check => diagnosis.Result(endpointId, check)).OfType<EndpointTestResult>()
        .Where(result => result.Status is CheckStatus.Failed or CheckStatus.Warning).SelectMany(result => result.Findings)
        .Where(finding => finding.Severity > Severity.Information);

    /// <summary>Why clients must not be sent to an endpoint; null where every client is known to get through.</summary>
    public static string? WhyNotRedirectTo(string endpointId, VpcNetwork network, VpcDiagnosis diagnosis)
    {
        var closed = Gates.Select(check => diagnosis.Result(endpointId, check))
            .FirstOrDefault(result => result is { Status: CheckStatus.Failed or CheckStatus.Warning or CheckStatus.Unknown });
        if (closed is null)
            return null;
        return network.FindEndpoint(endpointId)?.Type == EndpointType.Gateway
            ? $"It would send clients through {endpointId}, while {closed.Check} says: {closed.Message}"
            : $"It would send every client of the VPC to {endpointId}, while {closed.Check} says: {closed.Message}";
    }
}
