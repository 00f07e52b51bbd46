using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>What checks say of places between VPCs, where it is the fault of one of several resources that packets are dropped.</summary>
internal static class WayFindings
{
    /// <summary>What tells of ways between VPCs; read only where a client is outside the endpoint's and a route leads there.</summary>
    public static readonly ValueList<ResourceKind> OnDemand =
    [
        ResourceKind.TransitGatewayVpcAttachment, ResourceKind.TransitGatewayAttachment, ResourceKind.TransitGatewayPeeringAttachment,
        ResourceKind.TransitGatewayRoute, ResourceKind.TransitGatewayRouteTable, ResourceKind.TransitGatewayAssociation,
        ResourceKind.TransitGatewayPropagation, ResourceKind.VpnGateway, ResourceKind.VpnConnection,
    ];

    /// <summary>What comes of one kind of place, there and back.</summary>
    public static CheckOutcome Judge(ICheck check, CheckContext context, HopKind there, HopKind back, string notApplicable, string passed)
    {
        var verdict = new ReachabilityVerdict(context.ReachabilityAt(there, back));
        context.Wanted?.UnionWith(verdict.Reachability.Missing.SelectMany(m => Telling(m.Kind, context)));
        var findings = Describe(check, context, verdict, verdict.Reachability.BlockedHops).ToArray();
        if (findings.Length == 0 && verdict is { Total: 0, Reachability.Missing.Count: 0 })
            return CheckOutcome.NotApplicable(notApplicable);
        return Noting(verdict.Conclude(context, findings, () => CheckOutcome.Passed(
            $"{passed} {(verdict.Total == 1 ? "the client" : $"all {verdict.Total} clients")} "
                + $"{Directions(context, verdict.Total, there, back)}."
                + Caveat(context))), OneSided(check, context, there, back));
    }

    /// <summary>An outcome with findings that say more of what is not known.</summary>
    public static CheckOutcome Noting(CheckOutcome outcome, IReadOnlyCollection<Finding> findings) => findings.Count == 0 ? outcome
        : outcome with
        {
            Status = outcome.Status is CheckStatus.Passed or CheckStatus.NotApplicable ? CheckStatus.Warning : outcome.Status,
            Message = $"{outcome.Message} {string.Join(" ", findings.Select(f => f.Summary).Distinct())}",
            Findings = [.. outcome.Findings, .. findings],
        };

    /// <summary>
    /// Firewalls and appliances that see one direction only. Those that keep track of connections drop them, whatever their rules are:
    /// https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html.
    /// </summary>
    public static IReadOnlyList<Finding> OneSided(ICheck check, CheckContext context, HopKind there, HopKind back)
    {
        var found = new Dictionary<(string Id, bool IsReturn), (ClientClass Clients, Target Target)>();
        foreach (var clients in context.Clients.ClassesBySubnet)
            foreach (var target in context.Targets.Targets)
            {
                if (context.Analyzer.JourneyOf(clients, target) is not { IsTranslated: false } journey
                    || !(journey.There.HasMiddleboxes || journey.Back.HasMiddleboxes)
                    || !journey.There.IsSeenButForMiddleboxes || !journey.Back.IsSeenButForMiddleboxes)
                    continue;
                var (onWay, home) = (journey.There.Middleboxes.ToList(), journey.Back.Middleboxes.ToList());
                if (onWay.Exists(box => home.Exists(other => Middlebox.MayBeOne(box.Id, other.Id, context.Index))))
                    continue;
                foreach (var box in onWay.Where(box => box.Kind == there))
                    found[(box.Id, false)] = (clients, target);
                foreach (var box in home.Where(box => box.Kind == back))
                    found[(box.Id, true)] = (clients, target);
            }

        return [.. found.OrderBy(pair => pair.Key.Id, StringComparer.Ordinal).ThenBy(pair => pair.Key.IsReturn)
            .Select(pair => OneSided(check, context, pair.Key.Id, pair.Key.IsReturn, pair.Value.Clients, pair.Value.Target))];
    }

    private static Finding OneSided(ICheck check, CheckContext context, string id, bool isReturn, ClientClass clients, Target target) =>
        context.Finding(check, Severity.Medium, id, ResourceTypes.Of(id),
            $"{(isReturn ? "Return traffic passes" : "Requests pass")} {id}, and {(isReturn ? "requests do" : "return traffic does")} not: "
                + "a firewall that keeps track of connections drops what it sees one direction of only.") with
        {
            Evidence = new()
            {
                Component = id,
                AffectedClients = [.. clients.Clients.Select(c => c.Label)],
                Detail = $"Between {clients.Shared.Label} and {target.Id}.",
            },
            Recommendation = $"Lead both directions through {id}, or none; where a transit gateway attachment of its VPC spans zones, "
                + "switch on appliance mode.",
            Aspect = $"one direction through {id} {isReturn}",
            TargetIds = [target.Id],
        };

    /// <summary>
    /// The kinds that may tell what is missing. An attachment whose own description names no route table is in the list of one: first it
    /// takes to know which tables there are.
    /// </summary>
    private static IEnumerable<ResourceKind> Telling(ResourceKind kind, CheckContext context) =>
        kind != ResourceKind.TransitGatewayAttachment || !context.Index.Has(kind) ? [kind]
            : context.Index.Has(ResourceKind.TransitGatewayRouteTable) ? [ResourceKind.TransitGatewayAssociation]
            : [ResourceKind.TransitGatewayRouteTable];

    /// <summary>What explains a fault and mends it, beyond what proves it.</summary>
    private static IEnumerable<ResourceKind> Explaining(WayFault fault) => fault.Remedy?.Kind switch
    {
        WayRemedyKind.TransitRoute => [ResourceKind.TransitGatewayPropagation],
        WayRemedyKind.Association => [ResourceKind.TransitGatewayRouteTable],
        _ => [],
    };

    /// <summary>What was judged: where a route is missing, or leads another way, packets of one direction alone come by.</summary>
    private static string Directions(CheckContext context, int clients, HopKind there, HopKind back)
    {
        bool AreAll(HopKind kind) => new ReachabilityVerdict(context.ReachabilityAt(kind)).Total == clients;
        return (AreAll(there), AreAll(back)) switch
        {
            (true, false) => "to the endpoint; not all that comes back takes this way",
            (false, true) => "back from the endpoint; not all requests take this way",
            (true, true) => "there and back",
            _ => "in the direction that leads there",
        };
    }

    /// <summary>What is not seen of clients outside AWS; empty where there are none.</summary>
    public static string Caveat(CheckContext context) =>
        ClientSubnets.Outside(context).Where(c => c.VpcId is null).Select(c => c.Label).ToList() is { Count: > 0 } outside
            ? $" AWS's side of the way to {string.Join(", ", outside.Take(3))} is whole; the customer's router and firewall are not seen."
            : "";

    /// <summary>One finding for each fault that drops packets of clients that count.</summary>
    public static IEnumerable<Finding> Describe(
        ICheck check, CheckContext context, ReachabilityVerdict verdict, IEnumerable<BlockedHop> blockedHops)
    {
        var faults = blockedHops.SelectMany(b => b.Hop.Faults.Where(f => b.Affected.Any(c =>
            !f.Dropped.IsEmpty && f.Dropped.Addresses.Intersect(c.Addresses) is { IsEmpty: false })), (blocked, fault) => (blocked, fault));
        foreach (var alike in faults.GroupBy(p => (p.fault.ResourceId, p.fault.Rule, p.fault.Code, p.blocked.Hop.Kind))
            .OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.ResourceId, StringComparer.Ordinal))
            yield return Describe(check, context, verdict, [.. alike]);
    }

    private static Finding Describe(
        ICheck check, CheckContext context, ReachabilityVerdict verdict, List<(BlockedHop Blocked, WayFault Fault)> alike)
    {
        var (fault, blockedHops) = (alike[0].Fault, alike.ConvertAll(pair => pair.Blocked));
        context.Wanted?.UnionWith(Explaining(fault));
        var packet = ExamplePacket.From(blockedHops[0], context.Analyzer);
        var isReturn = packet.Direction == PacketDirection.Response;
        var place = char.ToUpperInvariant(fault.Component[0]) + fault.Component.Substring(1);
        var fix = WayFix.For(context, alike);
        var whose = fix.Elsewhere is { } elsewhere ? $" {elsewhere}"
            : fix.Actions.Select(action => action.AccountId).FirstOrDefault(id => id is not null) is { } maker
                ? $" The call is made in account {maker}."
            : fault.AccountId is { } account && account != context.AccountId ? $" That is for account {account} to do." : "";
        return context.Finding(check, verdict.Severity, fault.ResourceId, ResourceTypes.Of(fault.ResourceId),
            $"{place} {fault.Problem}: {verdict.Counts}.") with
        {
            Evidence = new()
            {
                Packet = context.Ports.Knowledge == PortKnowledge.Unknown ? null : packet,
                Component = fault.Component,
                Rule = fault.Rule,
                AffectedClients = [.. blockedHops.SelectMany(b => b.Affected).Distinct().Select(c => c.Label)],
                Detail = blockedHops[0].Hop.Places.Count == 0 ? null
                    : $"{(isReturn ? "Return traffic" : "Requests")}: {string.Join("; ", blockedHops[0].Hop.Places)}.",
                ExplanationCode = fault.Code,
            },
            Recommendation = fault.Advice + whose,
            Repair = fix.Actions,
            Aspect = $"{blockedHops[0].Hop.Kind} {fault.Rule}",
            TargetIds = blockedHops.Select(b => b.Target.Id).Distinct().ToValueList(),
        };
    }
}
