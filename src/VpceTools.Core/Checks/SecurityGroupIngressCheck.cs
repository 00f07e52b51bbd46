using VpceTools.Addressing;
using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>The endpoint's security groups let every client in on the service port.</summary>
public sealed class SecurityGroupIngressCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "SecurityGroupIngress",
        Title = "Security groups let clients in",
        Description =
            "Holds the union of the security groups on the endpoint's interfaces against every client address on the service port.",
        AppliesTo = EndpointType.Interface | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.Path,
        Redirects = RedirectRole.Gates,
        PortRules = PortRules.EndpointGroups,
        Explains = CauseKind.SecurityGroup,
        ChecklistItem = 1,
        Cause = "Security group blocking traffic",
        Requires = [ResourceKind.SecurityGroup],
        Reads = ReadKinds.ClientsAnd(ResourceKind.SecurityGroup, ResourceKind.PrefixList),
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var verdict = new ReachabilityVerdict(ClientReachability.From(
            context.Analyzer, context.Clients, TargetSet.ForSecurityGroups(context.Endpoint, context.Index),
            HopKind.EndpointSecurityGroup));
        var findings = verdict.Reachability.BlockedHops.GroupBy(b => GroupToChange(context, b.Target))
            .Select(g => Describe(context, verdict, g.Key, [.. g])).ToArray();
        return verdict.Conclude(context, findings, () => WhenAllPass(context, verdict));
    }

    private CheckOutcome WhenAllPass(CheckContext context, ReachabilityVerdict verdict)
    {
        if (verdict.Reachability.NamedAndOpen.ToList() is { Count: > 0 } open)
            return DescribeOpen(context, verdict.Reachability, open);
        if (verdict.IsEmpty)
            return CheckOutcome.NotApplicable("The endpoint has no interface, or no client shares an address family with it.");
        return CheckOutcome.Passed(verdict.Total == 0
            ? $"Only workloads in {verdict.Reachability.AdmittedGroups} are let in on {context.PortText}."
            : $"{PortAtStart(context)} is open to {(verdict.Total == 1 ? "the client" : $"all {verdict.Total} clients")}."
            + (context.Clients.Classes.Any(c => context.Targets.Targets.Any(t => context.Analyzer.NeedsPeeredGroup(c, t)))
                ? " That depends on rules that name a group of a peered VPC, which AWS documents for peering and not for interface "
                    + "endpoints in particular: a CIDR rule is surer." : ""));
    }

    private static string PortAtStart(CheckContext context) => char.ToUpperInvariant(context.PortText[0]) + context.PortText.Substring(1);

    private CheckOutcome DescribeOpen(CheckContext context, ClientReachability reachability, List<Client> open)
    {
        var finding = context.Finding(this, Severity.Low, context.Endpoint.GroupIds.FirstOrDefault()
            ?? context.Endpoint.Id, ResourceTypes.SecurityGroup,
            $"Workloads in {string.Join(", ", open.Select(c => c.Id))} are let in on {context.PortText} only "
            + (reachability.AdmittedGroups.Count > 0 ? $"if they carry {string.Join(" or ", reachability.AdmittedGroups)}."
                : "at some of the subnet's addresses.")) with
        {
            Evidence =
                new() { AffectedClients = [.. open.Select(c => c.Label)], Component = $"security group {context.Endpoint.GroupIds}" },
            Recommendation = reachability.AdmittedGroups.Count > 0
                ? $"Attach {string.Join(" or ", reachability.AdmittedGroups)} to the workloads, or name it with -ClientSecurityGroupId to "
                    + "see whether that is enough."
                : "Allow the whole subnet, or the workloads' own security group.",
        };
        return CheckOutcome.Warning(finding.Summary, finding);
    }

    /// <summary>
    /// The group in which a rule is missing: one that was chosen for the endpoint, rather than the default one; null where an interface
    /// carries none.
    /// </summary>
    private static string? GroupToChange(CheckContext context, Target target) =>
        target.GroupIds!.FirstOrDefault(id => context.Index.SecurityGroups.TryGetValue(id, out var g) && g.Name != "default")
            ?? target.GroupIds!.FirstOrDefault();

    private Finding Describe(CheckContext context, ReachabilityVerdict verdict, string? group, List<BlockedHop> blockedHops)
    {
        var groups = blockedHops[0].Target.GroupIds!;
        var affected = blockedHops.SelectMany(b => b.Affected).Distinct().ToList();
        var packet = ExamplePacket.From(blockedHops[0], context.Analyzer);
        // Interfaces may differ in their further groups; what all of them admit needs no rule.
        var admitted = blockedHops.Select(b => b.Target.GroupIds!).Distinct()
            .Select(g => context.Analyzer.Admitted(g, context.Endpoint.VpcId))
            .Aggregate((all, next) => all.Intersect(next));
        var rules = groups.Count == 0 ? "the interface carries no security group"
            : $"no inbound rule of {groups} allows tcp {context.PortRange} from {packet.Source}";
        var lost = LostGroups.All(blockedHops.Select(b => context.Analyzer.LostReferences(b.Class, b.Target)));
        return context.Finding(this, verdict.Severity, group ?? blockedHops[0].Target.Id,
            group is null ? ResourceTypes.NetworkInterface : ResourceTypes.SecurityGroup,
            $"Security group {groups} does not let clients in on {context.PortText}: {verdict.Counts}.") with
        {
            Evidence = new()
            {
                // An interface that is not in the evidence has no known address to send a packet to.
                Packet = blockedHops[0].Target.IsAssumed ? null : packet,
                Component = $"security group {groups} of {string.Join(", ", blockedHops.Select(b => b.Target.Id).Distinct())}",
                Rule = rules,
                AffectedClients = [.. affected.Select(c => c.Label)],
                Detail = lost.Ids.Count > 0
                    ? $"Rules name {string.Join(", ", lost.Ids)}, which the clients carry, and {lost.Why}."
                    : admitted.IsEmpty ? $"Nothing is admitted on {context.PortText}."
                    : $"Admitted on {context.PortText}: {string.Join(", ", CidrBlock.Cover(admitted))}.",
                ExplanationCode = lost is { Ids.Count: > 0, IsOverTransitGateway: true } ? "SG_REFERENCES_NOT_PRESERVED"
                    : "ENI_SG_RULES_MISMATCH",
            },
            Recommendation = $"Allow inbound {context.PortText} to {group ?? "a security group of the endpoint"} from the clients' "
                + (lost.Ids.Count == 0 ? "security groups or addresses."
                    : lost.IsOverTransitGateway ? "addresses: over a transit gateway only CIDR rules count."
                    : $"addresses, since {lost.Why}."),
            Repair = group is null ? [] : SecurityGroupFix.Ingress(context, group, affected, admitted),
            TargetIds = blockedHops.Select(b => b.Target.Id).Distinct().ToValueList(),
        };
    }
}
