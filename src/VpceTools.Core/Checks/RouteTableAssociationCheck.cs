using VpceTools.Addressing;
using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks;

/// <summary>The route table of every client subnet is associated with the gateway endpoint.</summary>
public sealed class RouteTableAssociationCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "RouteTableAssociation",
        Title = "Clients' route tables are associated",
        Description =
            "Takes the route table that each client subnet uses, its own or the VPC's main one, and looks for it among the endpoint's.",
        AppliesTo = EndpointType.Gateway,
        Severity = Severity.Critical,
        Layer = CheckLayer.Path,
        Explains = CauseKind.Route,
        ChecklistItem = 5,
        Cause = "Gateway endpoint route table issues",
        Requires = [ResourceKind.RouteTable, ResourceKind.Subnet],
        Reads = ReadKinds.ClientsAnd(ResourceKind.PrefixList),
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var missing = new HashSet<MissingEvidence>();
        var clients = GatewayRoutes.ClientsByTable(context, missing);
        var associated = GatewayRoutes.Associated(context.Endpoint, context.Index);
        var others = clients.Select(g => GatewayRoutes.Other(context, g.Key)).OfType<VpcEndpoint>().Select(o => o.Id).Distinct().ToList();
        var lacking = clients.Where(g => !associated.Contains(g.Key) && GatewayRoutes.Other(context, g.Key) is null)
            .OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var problems = new List<(CheckStatus, Finding)>();
        if (lacking.Count > 0)
            problems.Add(Lacking(context, clients, lacking));
        else if (associated.Count == 0 && others.Count == 0 && missing.Count == 0)
            problems.Add((CheckStatus.Failed, NoTable(context)));
        if (context.Vpc is null && context.Clients.Clients.Any(c => c.VpcId is null))
            missing.Add(context.Missing(ResourceKind.Vpc, context.Endpoint.VpcId));
        var outside = ClientSubnets.Outside(context).ToList();
        if (outside.Count > 0)
            problems.Add((CheckStatus.Failed, Outside(context, outside)));
        var passed = others.Count == 0
            ? $"{Prose.Count(clients.Count, "route table")} of {Prose.Count(clients.Sum(g => g.Count()), "client")} associated."
            : $"Every client's route table is associated, with this endpoint or with {string.Join(", ", others)} of the same service.";
        return CheckOutcome.From(context.Index, problems, missing, passed
            + (context.Options.Clients.IncludesRemote
                ? " Clients of other VPCs are left out: a gateway endpoint serves its own VPC only." : ""));
    }

    private (CheckStatus, Finding) Lacking(CheckContext context, ILookup<string, Client> all, List<IGrouping<string, Client>> lacking)
    {
        var affected = lacking.SelectMany(g => g).ToList();
        var total = all.Sum(g => g.Count());
        var (status, severity) = affected.Count == total ? (CheckStatus.Failed, Severity.Critical)
            : affected.Exists(c => c.IsNamed) ? (CheckStatus.Failed, Severity.High)
            // Subnets that hold no workload are affected only once one is started there.
            : (CheckStatus.Warning, affected.Exists(c => c.Kind != ClientKind.Subnet) || !context.Index.Has(ResourceKind.NetworkInterface)
                ? Severity.Medium : Severity.Low);
        var tables = lacking.ConvertAll(g => g.Key);
        var subnets = affected.Select(c => c.SubnetId!).Distinct().OrderBy(s => s, StringComparer.Ordinal).ToList();
        var finding = context.Finding(this, severity, tables[0], ResourceTypes.RouteTable,
            $"Route table {string.Join(", ", tables)} of {Prose.List(subnets, "subnet")} is not associated with "
                + $"endpoint {context.Endpoint.Id}: "
            + $"{affected.Count} of {Prose.Count(total, "client")} cannot use it.") with
        {
            Evidence = new()
            {
                Component = $"route table {string.Join(", ", tables)} of {string.Join(", ", subnets)}",
                Rule = $"no route to {context.Endpoint.Id}",
                AffectedClients = [.. affected.Select(c => c.Label).Distinct()],
                Detail = Detour(context, tables, out var code),
                ExplanationCode = code,
            },
            Recommendation =
                $"Associate {string.Join(", ", tables)} with the endpoint; EC2 then writes the route, which cannot be written by hand.",
            Repair = [new ModifyVpcEndpoint(context.Endpoint.Id) { AddRouteTableIds = [.. tables], Region = context.Region }],
        };
        return (status, finding.Unless(Ownership.WhyNotModify(context)));
    }

    private Finding NoTable(CheckContext context) =>
        context.Finding(this, Severity.Critical, context.Endpoint.Id, ResourceTypes.VpcEndpoint,
            $"Endpoint {context.Endpoint.Id} is associated with no route table, so nothing uses it.") with
        {
            Evidence = new() { Component = $"endpoint {context.Endpoint.Id}", Rule = "no route table" },
            Recommendation = "Associate the route tables of the subnets whose clients are to use the endpoint.",
        };

    /// <summary>No route leads to a gateway endpoint from outside its VPC.</summary>
    private Finding Outside(CheckContext context, List<Client> outside) =>
        context.Finding(this, Severity.High, context.Endpoint.Id, ResourceTypes.VpcEndpoint,
            $"{Prose.List(outside.ConvertAll(c => c.Id), "client")} {(outside.Count == 1 ? "is" : "are")} outside "
                + $"{context.Endpoint.VpcId}, and gateway endpoint {context.Endpoint.Id} serves only its own VPC.") with
        {
            Evidence = new()
            {
                Component = $"endpoint {context.Endpoint.Id} in {context.Endpoint.VpcId}",
                Rule = "gateway endpoints cannot be reached over peering, transit gateways, VPN or Direct Connect",
                AffectedClients = [.. outside.Select(c => c.Label)],
            },
            Aspect = "clients outside the VPC",
            Recommendation = "Create an interface endpoint for the service, which can be reached from outside, or a gateway endpoint "
                + "in the clients' own VPC.",
        };

    /// <summary>Where the clients' packets go instead: often to the internet, which hides the fault and costs money.</summary>
    private static string? Detour(CheckContext context, List<string> tables, out string? code)
    {
        code = null;
        if (context.Targets.Targets.Count == 0)
            return null;
        var targets = context.Targets.Targets.Aggregate(IntervalSet<IpAddress>.Empty, (set, t) => set.Union(t.Addresses));
        var routes = tables.SelectMany(id => new RouteEvaluator(context.Index.RouteTables[id], context.Index).Evaluate(targets)).ToList();
        var instead = routes.Where(r => r.Route is { IsBlackhole: false }).Select(r => r.Route!.ToString()).Distinct().ToList();
        if (instead.Count > 0)
            return "Packets to the service take another route: " + string.Join(", ", instead) + ".";
        code = "NO_ROUTE_TO_DESTINATION";
        return "Packets to the service have no other route and are dropped.";
    }
}
