using VpceTools.Addressing;
using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>The network ACLs of both subnets let requests and return traffic through.</summary>
public sealed class NetworkAclCheck : ICheck
{
    private static readonly HopKind[] Hops =
        [HopKind.ClientAclOutbound, HopKind.EndpointAclInbound, HopKind.EndpointAclOutbound, HopKind.ClientAclInbound];

    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "NetworkAcl",
        Title = "Network ACLs let requests and return traffic through",
        Description = "Follows requests and return traffic through the ACLs of the client's and the endpoint's subnet, entry by "
            + "entry, for every source port.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.Path,
        Redirects = RedirectRole.Gates,
        PortRules = PortRules.NetworkAcls,
        Explains = CauseKind.NetworkAcl,
        ChecklistItem = 6,
        Cause = "Network ACLs",
        Requires = [ResourceKind.NetworkAcl, ResourceKind.Subnet],
        // Which packets of clients in other VPCs are lost on the way already, is not the fault of an ACL.
        Reads = ReadKinds.ClientsAnd([ResourceKind.NetworkAcl, ResourceKind.PrefixList, .. WayFindings.OnDemand]),
        Link = new("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var verdict = new ReachabilityVerdict(context.ReachabilityAt(Hops));
        var used = context.EntryNumbers ?? [];
        var findings = verdict.Reachability.BlockedHops.GroupBy(b => (b.Hop.ResourceId, b.Hop.Kind)).OrderBy(g => g.Key.Kind)
            .Select(g => Describe(context, verdict, context.Index.NetworkAcls[g.Key.ResourceId!], g.Key.Kind, [.. g], used)).ToArray();
        return verdict.Conclude(context, findings, () => WhenAllPass(context, verdict));
    }

    private static CheckOutcome WhenAllPass(CheckContext context, ReachabilityVerdict verdict)
    {
        if (verdict.Total > 0)
            return CheckOutcome.Passed(
                $"Requests and return traffic of {(verdict.Total == 1 ? "the client" : $"all {verdict.Total} clients")} get through.");
        return CheckOutcome.NotApplicable(context.Targets.Targets.Count == 0 ? "The endpoint has no address to send packets to."
            : "No packet between clients and endpoint crosses a subnet boundary, so that none meets a network ACL.");
    }

    private Finding Describe(CheckContext context, ReachabilityVerdict verdict, NetworkAcl acl, HopKind kind, List<BlockedHop> blockedHops,
        Dictionary<(string Acl, bool Egress), HashSet<int>> used)
    {
        var affected = blockedHops.SelectMany(b => b.Affected).Distinct().ToList();
        var egress = kind is HopKind.ClientAclOutbound or HopKind.EndpointAclOutbound;
        var isReturn = kind is HopKind.EndpointAclOutbound or HopKind.ClientAclInbound;
        var packet = ExamplePacket.From(blockedHops[0], context.Analyzer);
        var rule = NetworkAclEvaluator.Deciding(acl, egress, egress ? packet.To : packet.From, new(packet.DestinationPort));
        var atClient = kind is HopKind.ClientAclOutbound or HopKind.ClientAclInbound;
        var subnets = blockedHops.SelectMany(b => atClient ? b.Affected.Select(c => c.SubnetId) : [b.Target.SubnetId]).Distinct().ToList();
        var peers = PeersOf(context, blockedHops, atClient).ToList();
        if (!used.TryGetValue((acl.Id, egress), out var numbers))
            used[(acl.Id, egress)] = numbers = [];
        var isPublic = peers.Exists(FixBlocks.IsPublic);
        var repair = isPublic ? [] : NetworkAclFix.Allow(context, acl, egress, peers, isReturn ? context.Options.EphemeralPorts
            : context.PortRange, numbers);
        var place = Ownership.PlaceOf(context, acl);
        return (context.Finding(this, verdict.Severity, acl.Id, ResourceTypes.NetworkAcl,
            $"Network ACL {acl.Id} drops {(isReturn ? "return traffic" : "requests")} {(egress ? "leaving" : "entering")} "
            + $"{(subnets.Count == 1 ? subnets[0] : $"{subnets.Count} subnets")}: {verdict.Counts}.") with
        {
            Evidence = new()
            {
                Packet = packet,
                Component = $"network ACL {acl.Id} of {string.Join(", ", subnets)}",
                Rule = rule is null ? $"no {(egress ? "outbound" : "inbound")} entry matches, which denies" : rule.ToString(),
                AffectedClients = [.. affected.Select(c => c.Label)],
                Detail = Passing(blockedHops),
                ExplanationCode = "SUBNET_ACL_RESTRICTION",
            },
            Recommendation = isPublic
                ? "The clients' blocks reach beyond any private network, so no entry is proposed for them; allow the "
                    + $"intended ones in {acl.Id}."
                : repair.Count == 0
                ? $"Renumber the {(egress ? "outbound" : "inbound")} entries of {acl.Id}: no number is free in front "
                    + "of the entry that denies."
                : $"Allow {(isReturn ? $"return traffic to TCP {context.Options.EphemeralPorts}" : context.PortText)} "
                    + $"{(egress ? "outbound" : "inbound")} in {acl.Id}; ACLs are stateless, so both directions need an entry."
                    + (Ownership.WhyNotModifyAcl(context, acl) is { } reason ? " " + reason : ""),
            Repair = place is not null || context.Index.Network.NetworkAcls.Any(own => own.Id == acl.Id) ? repair : [],
            Aspect = kind.ToString(),
            TargetIds = blockedHops.Select(b => b.Target.Id).Distinct().ToValueList(),
        }).At(place);
    }

    /// <summary>Says exactly which source ports and addresses still work, since a half-open ACL looks like an unreliable network.</summary>
    private static string? Passing(List<BlockedHop> blockedHops)
    {
        var passing = blockedHops.Select(b => b.Hop.Passed).FirstOrDefault(p => !p.IsEmpty);
        if (passing is null)
            return "Nothing gets through.";
        var box = passing.Boxes[0];
        return $"Intermittent: only {box} get{(passing.Boxes.Length > 1 ? " through, among others" : " through")}.";
    }

    /// <summary>The other end, as narrow as it is: the endpoint's addresses, or the blocks of the clients' subnets.</summary>
    private static IEnumerable<CidrBlock> PeersOf(CheckContext context, List<BlockedHop> blockedHops, bool atClient) =>
        atClient
            ? blockedHops.SelectMany(b => FixBlocks.Of(b.Target, context.Index, b.Hop.BlockedDestinations.IsEmpty ? null
                : b.Hop.BlockedDestinations)).Distinct()
            : blockedHops.SelectMany(b => b.Class.Clients.Select(c => c.SubnetId).Distinct(), (b, subnetId) => (b, subnetId))
                .SelectMany(p => p.subnetId is { } id && p.b.Class.Shared.Kind != ClientKind.CidrBlock
                    && context.Index.Subnets.TryGetValue(id, out var subnet)
                    ? subnet.CidrBlocks.Where(c => c.Family == p.b.Target.Family)
                    : CidrBlock.Cover(p.b.Class.AddressesOf(p.b.Target.Family))).Distinct();
}
