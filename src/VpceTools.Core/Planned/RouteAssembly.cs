using System.Text.Json.Nodes;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>Puts the route tables together: routes inside and on their own, associations, and what EC2 writes itself.</summary>
/// <param name="assembly">What the tables are part of.</param>
internal sealed class RouteAssembly(PlannedAssembly assembly)
{
    // The properties that name a target, and the form of an id where nobody knows it:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-route.html
    private static readonly (string Property, string Described, string Prefix)[] Targets =
    [
        ("GatewayId", "GatewayId", "igw"), ("NatGatewayId", "NatGatewayId", "nat"), ("TransitGatewayId", "TransitGatewayId", "tgw"),
        ("VpcPeeringConnectionId", "VpcPeeringConnectionId", "pcx"), ("NetworkInterfaceId", "NetworkInterfaceId", "eni"),
        ("InstanceId", "InstanceId", "i"), ("EgressOnlyInternetGatewayId", "EgressOnlyInternetGatewayId", "eigw"),
        ("LocalGatewayId", "LocalGatewayId", "lgw"), ("CarrierGatewayId", "CarrierGatewayId", "cagw"),
        ("VpcEndpointId", "GatewayId", "vpce"), ("CoreNetworkArn", "CoreNetworkArn", "core-network"),
    ];

    private readonly Dictionary<string, TableDraft> _tables = new(StringComparer.Ordinal);

    /// <summary>The tables.</summary>
    public IEnumerable<TableDraft> Drafts => _tables.Values;

    public void Assemble()
    {
        foreach (var table in assembly.There(PlannedTypes.RouteTable))
            AddTable(table);
        foreach (var vpc in assembly.Made)
            AddMain(vpc);
        foreach (var main in assembly.Of(PlannedTypes.MainRouteTableAssociation))
            MakeMain(main);
        foreach (var route in assembly.Of(PlannedTypes.Route))
            AddRoute(route);
        foreach (var association in assembly.Of(PlannedTypes.SubnetRouteTableAssociation))
            Associate(association);
        // A subnet with a table that is neither in the code nor there has not the main one.
        foreach (var table in _tables.Values.Where(table => !table.IsWhole && table.Subnets.Count > 0 && !assembly.HasTable(table.Id)))
        {
            table.IsWhole = true;
            table.Open ??= assembly.StandIns.TryGetValue(table.Id, out var open) ? open
                : new(table.Id, table.Id, "its routes") { Reason = "are not in the code" };
        }

        // A list of which nobody knows the entries may hold a more specific destination than any route.
        foreach (var table in _tables.Values.Where(table => table.Open is not null))
            table.Routes.Add(new()
            {
                ["DestinationPrefixListId"] = assembly.StandIn("pl", table.Open!), ["GatewayId"] = assembly.StandIn("igw", table.Open!),
                ["Origin"] = "CreateRoute", ["State"] = "active",
            });
    }

    /// <summary>The table of an id, if only as one to which something is added.</summary>
    public TableDraft DraftOf(string id) => _tables.TryGetValue(id, out var draft) ? draft : _tables[id] = new(id);

    /// <summary>The tables of a VPC.</summary>
    public IEnumerable<TableDraft> OfVpc(string vpcId) => _tables.Values.Where(table => table.IsWhole && table.VpcId == vpcId);

    private void AddTable(PropertyReader table)
    {
        var draft = DraftOf(table.Id);
        draft.IsWhole = true;
        draft.VpcId = table.Text("VpcId");
        draft.Open = table.Open("VpcId");
        draft.IsMain = draft.VpcId is { } vpc && assembly.MainTableOf(vpc) == table.Id;
        var (routes, open) = table.Objects("Routes");
        draft.SetsRoutes = routes is not null;
        draft.Open ??= open;
        foreach (var route in routes ?? [])
            Add(route, draft);
        AddLocal(draft);
    }

    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html#main-route-table</remarks>
    private void AddMain(PropertyReader vpc)
    {
        var id = assembly.MainTableOf(vpc.Id);
        if (_tables.TryGetValue(id, out var known) && known.IsWhole)
            return;
        var draft = DraftOf(id);
        (draft.IsWhole, draft.IsImplicit, draft.IsMain, draft.VpcId) = (true, true, true, vpc.Id);
        AddLocal(draft);
    }

    private void AddLocal(TableDraft draft)
    {
        if (draft.VpcId is not { } vpc || !assembly.IsMade(vpc))
            return;
        var (blocks, open) = assembly.BlocksOf(vpc);
        draft.Open ??= open;
        foreach (var block in blocks)
            draft.Routes.Add(new()
            {
                [Destination(block)] = block, ["GatewayId"] = "local", ["Origin"] = "CreateRouteTable",
                ["State"] = "active"
            });
    }

    private void MakeMain(PropertyReader main)
    {
        if (main.Resource.IsRemoved || main.Text("VpcId") is not { } vpc)
            return;
        foreach (var table in OfVpc(vpc))
            table.IsMain = false;
        if (main.Text("RouteTableId") is { } id)
        {
            DraftOf(id).IsMain = true;
            assembly.MainTables[vpc] = id;
        }
    }

    private void AddRoute(PropertyReader route)
    {
        if (route.Text("RouteTableId") is { } id)
        {
            if (route.Resource.IsRemoved)
                DraftOf(id).RemovedDestinations.AddRange(Destinations(route));
            else
                Add(route, DraftOf(id));
        }
        else if (route.Open("RouteTableId") is { } open)
        {
            // It may be in any of them.
            foreach (var table in _tables.Values)
                table.Open ??= open;
        }
    }

    private void Add(PropertyReader route, TableDraft draft)
    {
        string[] destinations = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];
        var target = Targets.FirstOrDefault(t => route.Text(t.Property) is not null || route.Open(t.Property) is not null);
        var known = destinations.Where(name => route.Text(name) is not null).ToList();
        if (known.Count == 0 || target.Property is null)
        {
            draft.Open ??= destinations.Concat(Targets.Select(t => t.Property)).Select(route.Open).FirstOrDefault(open => open is not null)
                ?? new(route.Id, route.Resource.Origin.Address, "the destination or target") { Reason = "is not one that is known here" };
            return;
        }

        foreach (var destination in known)
            draft.Routes.Add(new()
            {
                [destination == "DestinationCidrBlock" ? Destination(route.Text(destination)!) : destination] = route.Text(destination),
                [target.Described] = route.Text(target.Property) ?? assembly.StandIn(target.Prefix, route.Open(target.Property)!),
                ["Origin"] = "CreateRoute",
                ["State"] = "active",
            });
    }

    private static IEnumerable<string> Destinations(PropertyReader route) =>
        new[] { "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId" }.Select(route.Text).OfType<string>();

    private void Associate(PropertyReader association)
    {
        if (association.Text("SubnetId") is not { } subnet)
        {
            // Some subnet has another table than it seems to have.
            if (association.Open("SubnetId") is not null && association.Text("RouteTableId") is { } of)
                assembly.WithdrawMainTables(DraftOf(of).VpcId);
            else if (association.Open("SubnetId") is not null)
                assembly.WithdrawMainTables(null);
            return;
        }

        if (association.Text("RouteTableId") is { } id)
            (association.Resource.IsRemoved ? DraftOf(id).RemovedSubnets : DraftOf(id).Subnets).Add(subnet);
        else if (association.Open("RouteTableId") is { } open)
            DraftOf(assembly.StandIn("rtb", open)).Subnets.Add(subnet);
    }

    private static string Destination(string block) => block.Contains(':') ? "DestinationIpv6CidrBlock" : "DestinationCidrBlock";
}

/// <summary>A route table that is being put together, as describe-route-tables would give it.</summary>
internal sealed class TableDraft(string id)
{
    public string Id => id;

    public string? VpcId { get; set; }

    public bool IsMain { get; set; }

    /// <summary>Whether the code describes the table itself, and not only something in it.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether it comes with its VPC and no code speaks of it.</summary>
    public bool IsImplicit { get; set; }

    /// <summary>Whether the routes are all that the table has, but for those that EC2 writes.</summary>
    public bool SetsRoutes { get; set; }

    /// <summary>Something of it that is not known and can decide where packets go.</summary>
    public OpenValue? Open { get; set; }

    public List<JsonObject> Routes { get; } = [];

    public List<string> Subnets { get; } = [];

    public List<string> RemovedSubnets { get; } = [];

    public List<string> RemovedDestinations { get; } = [];

    public JsonObject ToJson()
    {
        var associations = new JsonArray();
        if (IsMain)
            associations.Add(new JsonObject { ["Main"] = true, ["RouteTableId"] = Id });
        foreach (var subnet in Subnets.Distinct(StringComparer.Ordinal))
            associations.Add(new JsonObject { ["Main"] = false, ["RouteTableId"] = Id, ["SubnetId"] = subnet });
        return new()
        {
            ["RouteTableId"] = Id, [nameof(VpcId)] = VpcId, ["Associations"] = associations, [nameof(Routes)] = new JsonArray([.. Routes]),
        };
    }
}
