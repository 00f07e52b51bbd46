using VpceTools.Addressing;
using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>The clients' security groups let them out to the endpoint.</summary>
public sealed class ClientSecurityGroupEgressCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "ClientSecurityGroupEgress",
        Title = "Security groups let clients out",
        Description = "Holds the union of each client's security groups against the endpoint's addresses, or against every block of a "
            + "gateway endpoint's prefix list.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.Path,
        Redirects = RedirectRole.Gates,
        PortRules = PortRules.ClientGroups,
        Explains = CauseKind.SecurityGroup,
        Requires = [ResourceKind.SecurityGroup, ResourceKind.NetworkInterface],
        Reads = ReadKinds.ClientsAnd(ResourceKind.SecurityGroup, ResourceKind.PrefixList),
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var verdict = new ReachabilityVerdict(context.ReachabilityAt(HopKind.ClientSecurityGroup));
        if (EgressToUnseenList.Of(context, verdict.Reachability) is { } decided)
            return WithoutEntries(context, decided);
        var findings = verdict.Reachability.BlockedHops.GroupBy(b => GroupToChange(context, b.Class.Shared.GroupIds!))
            .Select(g => Describe(context, verdict, g.Key, [.. g])).ToArray();
        return verdict.Conclude(context, findings, () => WhenAllPass(context, verdict));
    }

    /// <summary>What holds whatever the entries of the prefix list are.</summary>
    private CheckOutcome WithoutEntries(CheckContext context, EgressToUnseenList decided)
    {
        var (passing, blocked) = (decided.Passing.Sum(c => c.Clients.Count), decided.Blocked.Sum(c => c.Clients.Count));
        if (passing + blocked == 0)
            return CheckOutcome.NotApplicable("No client with known security groups is in the endpoint's VPC.");
        if (blocked == 0)
            return CheckOutcome.Passed($"{(passing == 1 ? "The client is" : $"All {passing} clients are")} let out on {context.PortText} "
                + "to every public address.");
        var (status, severity) = passing == 0 ? (CheckStatus.Failed, Severity.Critical) : (CheckStatus.Warning, Severity.High);
        var problems = decided.Blocked.GroupBy(c => GroupToChange(context, c.Shared.GroupIds!)!).Select(alike =>
        {
            var clients = alike.SelectMany(c => c.Clients).ToList();
            var finding = context.Finding(this, severity, alike.Key, ResourceTypes.SecurityGroup,
                $"{(clients.Count == 1 ? clients[0].Id : $"{clients.Count} clients")} cannot get out on {context.PortText} to the prefix list "
                    + $"of {context.Endpoint.ServiceName}: security group {alike.First().Shared.GroupIds} has no rule for it.") with
            {
                Evidence = new()
                {
                    Component = $"security group {alike.First().Shared.GroupIds}",
                    Rule = $"no outbound rule allows tcp {context.PortRange} to a public address or a prefix list",
                    AffectedClients = [.. clients.Select(c => c.Label)],
                    Detail = "The entries of the list are not known; all are public addresses.",
                    ExplanationCode = "ENI_SG_RULES_MISMATCH",
                },
                Recommendation = $"Allow outbound {context.PortText} from {alike.Key} to the prefix list of the service "
                    + "(in Terraform prefix_list_id of the endpoint).",
            };
            return (status, finding);
        }).ToList();
        return CheckOutcome.From(context.Index, problems, [], "");
    }

    private static CheckOutcome WhenAllPass(CheckContext context, ReachabilityVerdict verdict)
    {
        return verdict.Total == 0
            ? CheckOutcome.NotApplicable("No client with known security groups shares an address family with the endpoint.")
            : CheckOutcome.Passed($"{(verdict.Total == 1 ? "The client is" : $"All {verdict.Total} clients are")} let "
                + $"out on {context.PortText}.");
    }

    /// <summary>The group in which a rule is missing: the first that the evidence holds; null where a client carries none.</summary>
    private static string? GroupToChange(CheckContext context, ValueList<string> groups) =>
        groups.FirstOrDefault(context.Index.SecurityGroups.ContainsKey) ?? groups.FirstOrDefault();

    private Finding Describe(CheckContext context, ReachabilityVerdict verdict, string? group, List<BlockedHop> blockedHops)
    {
        var groups = blockedHops[0].Class.Shared.GroupIds!;
        var affected = blockedHops.SelectMany(b => b.Affected).Distinct().ToList();
        var packet = ExamplePacket.From(blockedHops[0], context.Analyzer);
        var where = blockedHops[0].Target.IsGateway ? $"the prefix list {blockedHops[0].Target.Id}" : "the endpoint's interfaces";
        var lost = LostGroups.All(blockedHops.Select(b => context.Analyzer.LostDestinations(b.Class, b.Target)));
        var clients = affected.Count == 1 ? affected[0].Id : $"{affected.Count} clients";
        var finding = context.Finding(this, verdict.Severity, group ?? affected[0].Id,
            group is null ? ResourceTypes.NetworkInterface : ResourceTypes.SecurityGroup,
            $"{clients} cannot get out on {context.PortText} to {where}: "
                + $"{(groups.Count == 0 ? "no security group is attached" : $"security group {groups} has no rule for it")}.") with
        {
            Evidence = new()
            {
                Packet = packet,
                Component = groups.Count == 0 ? "no security group" : $"security group {groups}",
                Rule = $"no outbound rule allows tcp {context.PortRange} to {packet.Destination}",
                AffectedClients = [.. affected.Select(c => c.Label)],
                Detail = "Blocked destinations: " + string.Join(", ", CidrBlock.Cover(blockedHops.Aggregate(
                    IntervalSet<IpAddress>.Empty, (set, b) => set.Union(b.Hop.BlockedDestinations)))) + "."
                    + (lost.Ids.Count == 0 ? ""
                        : $" Rules name {string.Join(", ", lost.Ids)}, which the endpoint carries, and {lost.Why}."),
                ExplanationCode = lost is { Ids.Count: > 0, IsOverTransitGateway: true } ? "SG_REFERENCES_NOT_PRESERVED"
                    : "ENI_SG_RULES_MISMATCH",
            },
            Recommendation = $"Allow outbound {context.PortText} from {group ?? "the clients' security group"} to "
                + (lost.Ids.Count == 0 ? $"{where}." : $"the addresses of {where}, since {lost.Why}."),
            Repair = group is null ? [] : SecurityGroupFix.Egress(context, group, blockedHops),
            TargetIds = blockedHops.Select(b => b.Target.Id).Distinct().ToValueList(),
        };
        return group is null ? finding
            : finding.At(context.Index.SecurityGroups.TryGetValue(group, out var known) ? Ownership.PlaceOf(context, known) : null)
                .Unless(Ownership.WhyNotModifyGroup(context, group));
    }
}
