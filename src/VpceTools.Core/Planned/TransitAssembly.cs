using System.Text.Json.Nodes;

namespace VpceTools.Planned;

/// <summary>
/// Puts transit gateways together: attachments with the tables that direct their packets, by an association of their own or by default, and
/// the routes that propagations write into tables.
/// </summary>
/// <param name="assembly">What they are part of.</param>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html</remarks>
internal sealed class TransitAssembly(PlannedAssembly assembly)
{
    private readonly Dictionary<string, TransitTableDraft> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PropertyReader> _attachments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _associations = new(StringComparer.Ordinal);
    private bool _hasOpenAssociation;
    private bool _areAllOpen;

    /// <summary>The route tables, those to which the code only adds included.</summary>
    public IEnumerable<TransitTableDraft> Tables => _tables.Values;

    /// <summary>Whether every attachment of the VPCs that the code makes is known.</summary>
    public bool SeesAttachments => _attachments.Values.All(one => one.Text("VpcId") is not null && one.Text("TransitGatewayId") is not null);

    public void Assemble()
    {
        foreach (var gateway in assembly.There(PlannedTypes.TransitGateway))
            AddGateway(gateway);
        foreach (var table in assembly.There(PlannedTypes.TransitGatewayRouteTable))
        {
            var draft = DraftOf(table.Id);
            (draft.IsWhole, draft.GatewayId) = (true, table.Text("TransitGatewayId"));
        }

        foreach (var attachment in assembly.There(PlannedTypes.TransitGatewayVpcAttachment))
            _attachments[attachment.Id] = attachment;
        foreach (var association in assembly.Of(PlannedTypes.TransitGatewayAssociation))
            Associate(association);
        foreach (var propagation in assembly.Of(PlannedTypes.TransitGatewayPropagation))
            Propagate(propagation);
        foreach (var attachment in _attachments.Values)
            Default(attachment);
        foreach (var attachment in assembly.There(PlannedTypes.TransitGatewayOtherAttachment))
            if (attachment.Text("TransitGatewayId") is { } gateway && DefaultTable(gateway, "DefaultRouteTablePropagation") is { } table)
                DraftOf(table).IsOpen = true;
        foreach (var route in assembly.Of(PlannedTypes.TransitGatewayRoute))
            AddRoute(route);
    }

    /// <summary>What the calls of EC2 would give.</summary>
    public IEnumerable<JsonObject> Documents()
    {
        yield return new()
        {
            ["TransitGateways"] = Array(assembly.There(PlannedTypes.TransitGateway).Select(gateway => new JsonObject
            {
                ["TransitGatewayId"] = gateway.Id, ["State"] = "available", ["OwnerId"] = gateway.Text("OwnerId"),
            })),
            ["TransitGatewayVpcAttachments"] = Array(_attachments.Values.Select(VpcAttachment)),
            ["TransitGatewayAttachments"] = Array(_attachments.Values.Select(Attachment).OfType<JsonObject>()),
            // One of which nobody knows whether it is accepted was not seen.
            ["TransitGatewayPeeringAttachments"] = Array(assembly.There(PlannedTypes.TransitGatewayPeeringAttachment).Select(Peering)
                .Where(peering => peering["State"] is not null)),
            ["TransitGatewayRouteTables"] = Array(_tables.Values.Where(table => table.IsWhole).Select(table => new JsonObject
            {
                ["TransitGatewayRouteTableId"] = table.Id, ["TransitGatewayId"] = table.GatewayId, ["State"] = "available",
                ["DefaultAssociationRouteTable"] = table.IsDefault, ["DefaultPropagationRouteTable"] = table.IsDefault,
            })),
        };
        foreach (var table in _tables.Values.Where(table => table.IsWhole || assembly.HasBase))
        {
            if (!_hasOpenAssociation)
                yield return Of(table.Id, "Associations", table.Associations, "associated");
            if (table.IsOpen)
                continue;
            yield return Of(table.Id, "TransitGatewayRouteTablePropagations", table.Propagations, "enabled");
            if (RoutesOf(table) is { } routes)
                yield return routes;
        }
    }

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);

    private TransitTableDraft DraftOf(string id) =>
        _tables.TryGetValue(id, out var draft) ? draft : _tables[id] = new(id) { IsOpen = _areAllOpen };

    private void AddGateway(PropertyReader gateway)
    {
        if (gateway.Text("DefaultRouteTableAssociation") == "disable" && gateway.Text("DefaultRouteTablePropagation") == "disable")
            return;
        var draft = DraftOf(gateway.Text("DefaultRouteTableId") ?? PlannedId.TransitTableOf(gateway.Id));
        (draft.IsWhole, draft.IsDefault, draft.GatewayId) = (true, true, gateway.Id);
    }

    /// <summary>The table that attachments get by default; null where there is none, or nobody knows which.</summary>
    private string? DefaultTable(string gatewayId, string setting)
    {
        var gateway = assembly.There(PlannedTypes.TransitGateway).FirstOrDefault(one => one.Id == gatewayId);
        return gateway is null ? assembly.BaseDefaultTransitTable(gatewayId, setting == "DefaultRouteTableAssociation")
            : gateway.Text(setting) == "enable" ? gateway.Text("DefaultRouteTableId") ?? PlannedId.TransitTableOf(gatewayId) : null;
    }

    private void Associate(PropertyReader association)
    {
        var (attachment, table) = (association.Text("TransitGatewayAttachmentId"), association.Text("TransitGatewayRouteTableId"));
        if (attachment is null || table is null)
        {
            _hasOpenAssociation |= !association.Resource.IsRemoved;
            return;
        }

        if (association.Resource.IsRemoved)
        {
            DraftOf(table).RemovedAssociations.Add(attachment);
            return;
        }

        _associations[attachment] = table;
        DraftOf(table).Associations.Add(Described(attachment));
    }

    private void Propagate(PropertyReader propagation)
    {
        var (attachment, table) = (propagation.Text("TransitGatewayAttachmentId"), propagation.Text("TransitGatewayRouteTableId"));
        if (table is not null && attachment is not null && propagation.Resource.IsRemoved)
            DraftOf(table).RemovedPropagations.Add(attachment);
        else if (propagation.Resource.IsRemoved)
            return;
        else if (table is not null)
            PropagateTo(DraftOf(table), attachment);
        else
            // It may write into any of them.
            OpenAll();
    }

    private void PropagateTo(TransitTableDraft table, string? attachment)
    {
        // What is attached and no VPC announces routes that no code tells.
        if (attachment is null || !_attachments.ContainsKey(attachment))
            table.IsOpen = true;
        else if (!table.Propagations.Exists(one => (string?)one["TransitGatewayAttachmentId"] == attachment))
            table.Propagations.Add(Described(attachment));
    }

    private void Default(PropertyReader attachment)
    {
        if (attachment.Text("TransitGatewayId") is not { } gateway)
            return;
        if (attachment.Flag("AssociatesByDefault") != false && !_associations.ContainsKey(attachment.Id)
            && DefaultTable(gateway, "DefaultRouteTableAssociation") is { } table)
        {
            _associations[attachment.Id] = table;
            DraftOf(table).Associations.Add(Described(attachment.Id));
        }

        if (attachment.Flag("PropagatesByDefault") != false && DefaultTable(gateway, "DefaultRouteTablePropagation") is { } target)
            PropagateTo(DraftOf(target), attachment.Id);
    }

    private JsonObject Described(string attachment) => new()
    {
        ["TransitGatewayAttachmentId"] = attachment,
        ["ResourceType"] = _attachments.ContainsKey(attachment) ? "vpc" : IsPeering(attachment) ? "peering" : null,
        ["ResourceId"] = _attachments.TryGetValue(attachment, out var known) ? VpcOf(known) : null,
    };

    private bool IsPeering(string attachment) =>
        assembly.There(PlannedTypes.TransitGatewayPeeringAttachment).Any(peering => peering.Id == attachment);

    private string? VpcOf(PropertyReader attachment) => attachment.Text("VpcId")
        ?? (attachment.Open("VpcId") is { } open ? assembly.StandIn("vpc", open) : null);

    private string? GatewayOf(PropertyReader attachment) => attachment.Text("TransitGatewayId")
        ?? (attachment.Open("TransitGatewayId") is { } open ? assembly.StandIn("tgw", open) : null);

    private void AddRoute(PropertyReader route)
    {
        if (route.Text("TransitGatewayRouteTableId") is not { } id)
        {
            if (!route.Resource.IsRemoved)
                OpenAll();
            return;
        }

        var (draft, block, list) = (DraftOf(id), route.Text("DestinationCidrBlock"), route.Text("PrefixListId"));
        var attachment = route.Text("TransitGatewayAttachmentId");
        var isBlackhole = route.Flag("Blackhole") == true;
        if (route.Resource.IsRemoved)
            draft.RemovedDestinations.Add(block ?? list ?? "");
        else if (block is null && list is null)
            draft.IsOpen = true;
        else
            draft.Routes.Add(new()
            {
                ["DestinationCidrBlock"] = block, ["PrefixListId"] = list, ["Type"] = "static",
                ["State"] = isBlackhole ? "blackhole" : "active",
                // Without one it leads nobody knows where.
                ["TransitGatewayAttachments"] = isBlackhole || attachment is null ? new JsonArray() : new JsonArray(Described(attachment)),
            });
    }

    private void OpenAll()
    {
        if (_areAllOpen)
            return;
        _areAllOpen = true;
        foreach (var table in _tables.Values)
            table.IsOpen = true;
    }

    private JsonObject VpcAttachment(PropertyReader attachment)
    {
        var (subnets, open) = attachment.Texts("SubnetIds");
        var options = attachment.Objects("Options").Known?.FirstOrDefault();
        var gateway = attachment.Text("TransitGatewayId");
        return new()
        {
            ["TransitGatewayAttachmentId"] = attachment.Id,
            ["TransitGatewayId"] = GatewayOf(attachment),
            ["VpcId"] = VpcOf(attachment),
            ["State"] = StateOf(attachment, gateway),
            ["SubnetIds"] = new JsonArray([.. subnets.Concat(open is null ? [] : [assembly.StandIn("subnet", open)])
                .Select(subnet => (JsonNode?)JsonValue.Create(subnet))]),
            ["Options"] = new JsonObject
            {
                ["ApplianceModeSupport"] = options?.Text("ApplianceModeSupport"),
                ["DnsSupport"] = options?.Text("DnsSupport"),
                ["Ipv6Support"] = options?.Text("Ipv6Support"),
                ["SecurityGroupReferencingSupport"] = options?.Text("SecurityGroupReferencingSupport"),
            },
        };
    }

    /// <summary>
    /// An attachment of one's own gateway is accepted by itself; that of another account's waits for that account, unless it accepts all.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html</remarks>
    private string? StateOf(PropertyReader attachment, string? gateway) => attachment.Text("State")
        ?? (gateway is not null && (assembly.There(PlannedTypes.TransitGateway).Any(one => one.Id == gateway)
            || assembly.OwnsTransitGateway(gateway)) || assembly.There(PlannedTypes.TransitGatewayAcceptance)
                .Any(one => one.Text("TransitGatewayAttachmentId") == attachment.Id) ? "available" : null);

    /// <summary>Null where nobody knows which table it has.</summary>
    private JsonObject? Attachment(PropertyReader attachment)
    {
        var table = _associations.TryGetValue(attachment.Id, out var known) ? known : null;
        var gateway = attachment.Text("TransitGatewayId");
        var isOwn = gateway is not null && assembly.There(PlannedTypes.TransitGateway).Any(one => one.Id == gateway);
        if (table is null && (_hasOpenAssociation || !isOwn))
            return null;
        return new()
        {
            ["TransitGatewayAttachmentId"] = attachment.Id,
            ["TransitGatewayId"] = GatewayOf(attachment),
            ["ResourceType"] = "vpc",
            ["ResourceId"] = VpcOf(attachment),
            ["State"] = StateOf(attachment, gateway),
            ["Association"] = table is null ? null
                : new JsonObject { ["TransitGatewayRouteTableId"] = table, ["State"] = "associated" },
        };
    }

    private JsonObject Peering(PropertyReader peering)
    {
        var isAccepted = assembly.There(PlannedTypes.TransitGatewayAcceptance)
            .Any(one => one.Text("TransitGatewayAttachmentId") == peering.Id);
        return new()
        {
            ["TransitGatewayAttachmentId"] = peering.Id,
            ["State"] = isAccepted ? "available" : peering.Text("State"),
            ["RequesterTgwInfo"] = new JsonObject { ["TransitGatewayId"] = GatewayOf(peering) },
            ["AccepterTgwInfo"] = new JsonObject
            {
                ["TransitGatewayId"] = peering.Text("PeerTransitGatewayId"), ["OwnerId"] = peering.Text("PeerAccountId"),
                ["Region"] = peering.Text("PeerRegion"),
            },
        };
    }

    private static JsonObject Of(string table, string key, IEnumerable<JsonObject> attachments, string state) => new()
    {
        ["TransitGatewayRouteTableId"] = table,
        [key] = new JsonArray([.. attachments.Select(one =>
        {
            var described = (JsonObject)one.DeepClone();
            described["State"] = state;
            return (JsonNode?)described;
        })]),
    };

    /// <summary>The routes of a table; null where some of what propagates to it is not known.</summary>
    private JsonObject? RoutesOf(TransitTableDraft table)
    {
        var propagated = new List<JsonObject>();
        foreach (var propagation in table.Propagations)
        {
            var attachment = _attachments[(string)propagation["TransitGatewayAttachmentId"]!];
            if (attachment.Text("VpcId") is not { } vpc || assembly.AllBlocksOf(vpc) is not { Open: null, Known: { Count: > 0 } blocks })
                return null;
            propagated.AddRange(blocks.Select(block => new JsonObject
            {
                ["DestinationCidrBlock"] = block, ["Type"] = "propagated", ["State"] = "active",
                ["TransitGatewayAttachments"] = new JsonArray(propagation.DeepClone()),
            }));
        }

        return new()
        {
            ["TransitGatewayRouteTableId"] = table.Id,
            ["Routes"] = new JsonArray([.. table.Routes.Concat(propagated)]),
            ["AdditionalRoutesAvailable"] = false,
        };
    }
}

/// <summary>A route table of a transit gateway that is being put together.</summary>
internal sealed class TransitTableDraft(string id)
{
    public string Id => id;

    public string? GatewayId { get; set; }

    /// <summary>Whether the code makes it, and does not only add to it.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether attachments get it where nothing else is said.</summary>
    public bool IsDefault { get; set; }

    /// <summary>Whether it may have routes that nobody knows.</summary>
    public bool IsOpen { get; set; }

    public List<JsonObject> Associations { get; } = [];

    public List<JsonObject> Propagations { get; } = [];

    public List<JsonObject> Routes { get; } = [];

    public List<string> RemovedAssociations { get; } = [];

    public List<string> RemovedPropagations { get; } = [];

    public List<string> RemovedDestinations { get; } = [];
}
