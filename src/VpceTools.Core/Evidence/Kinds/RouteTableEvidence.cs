using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-route-tables.</summary>
internal static class RouteTableEvidence
{
    /// <summary>
    /// The properties that name a target. A route to an instance names both the instance and its interface, and the interface is where
    /// the packet goes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
    /// </summary>
    private static void Check(RouteTable table)
    {
        IdForm.RouteTable.Check("RouteTableId", table.Id);
        IdForm.Vpc.Check("VpcId", table.VpcId);
        IdForm.Owner.Check("OwnerId", table.OwnerId);
        IdForm.Subnet.Check("SubnetId", table.SubnetIds);
        foreach (var gateway in table.GatewayIds)
            IdForm.Target.Check("GatewayId", gateway);
        foreach (var route in table.Routes)
        {
            IdForm.PrefixList.Check("DestinationPrefixListId", route.DestinationPrefixListId);
            IdForm.Target.Check("The target of a route", route.Target);
        }
    }

    private static readonly string[] Targets =
    [
        "GatewayId", "NatGatewayId", "TransitGatewayId", "VpcPeeringConnectionId", "NetworkInterfaceId", "InstanceId",
        "EgressOnlyInternetGatewayId", "LocalGatewayId", "CarrierGatewayId", "CoreNetworkArn", "OdbNetworkArn", "IpAddress",
    ];

    /// <summary>VPCs with an explicitly associated route table that could not be read.</summary>
    private static readonly ResourceSlot<string> VpcsWithUnreadable = new(vpc => vpc, _ => { });

    public static EvidenceKind<RouteTable> Row { get; } = new(ResourceKind.RouteTable, "ec2", "DescribeRouteTables")
    {
        Purpose = "routes and associations",
        Key = "RouteTables",
        IdProperty = "RouteTableId",
        IdOf = item => item.Id,
        Select = id => id.StartsWith("rtb-", StringComparison.Ordinal) ? $"--route-table-ids {id}"
            : $"--filters Name=association.subnet-id,Values={id}",
        Get = network => network.RouteTables,
        With = (network, items) => network with { RouteTables = items },
        Check = Check,
        Read = Read,
        Write = Write,
        Also = NoteUnreadable,
        Settle = WithdrawMain,
    };

    public static void Write(Utf8JsonWriter json, RouteTable table)
    {
        json.WriteStartArray("Associations");
        if (table.IsMain)
            WriteAssociation(json, table.Id, null, null);
        foreach (var subnet in table.SubnetIds)
            WriteAssociation(json, table.Id, "SubnetId", subnet);
        foreach (var gateway in table.GatewayIds)
            WriteAssociation(json, table.Id, "GatewayId", gateway);
        json.WriteEndArray();
        json.WriteText("RouteTableId", table.Id);
        json.WriteObjects("Routes", table.Routes, RouteWriter.Write);
        json.WriteText("VpcId", table.VpcId);
        json.WriteText("OwnerId", table.OwnerId);
        json.WriteTags(null, table.Stack);
    }

    private static void NoteUnreadable(DocumentNode item, EvidenceContents contents, bool isRead)
    {
        if (!isRead && item.Text("VpcId") is { } vpc && (!item.Has("Associations")
            || Associated(item).Exists(a => a.Has("SubnetId") || IsAnonymous(a))))
            contents.Of(VpcsWithUnreadable).Add(vpc, contents.File, contents.Remarks);
    }

    /// <summary>
    /// A subnet whose own route table could not be read would seem to use the VPC's main one, so that one is withdrawn as well.
    /// </summary>
    private static void WithdrawMain(EvidenceContents contents)
    {
        var tables = contents.Of(Row.Slot);
        foreach (var table in tables.Items.Where(t => t.IsMain && t.VpcId is not null && contents.Of(VpcsWithUnreadable).Contains(t.VpcId))
            .ToList())
        {
            tables.AddUnreadable(table.Id);
            contents.Remarks.Add(
                $"{table.Id}, the main route table of {table.VpcId}, is left out, because subnets whose own table cannot be read would "
                    + "seem to use it.");
        }
    }

    private static RouteTable Read(DocumentNode item)
    {
        // EC2 always says which subnets use the table: without that, a subnet with a table of its own would seem to use the main one.
        if (!item.Has("Associations"))
            throw item.Missing("Associations");
        var associations = Associated(item);
        if (associations.Find(IsAnonymous) is { } anonymous)
            throw anonymous.Missing("SubnetId");
        return new()
        {
            Id = item.RequiredText("RouteTableId"),
            VpcId = item.Text("VpcId"),
            OwnerId = item.Text("OwnerId"),
            Stack = item.StackTags(),
            IsMain = associations.Exists(a => a.Flag("Main") == true),
            SubnetIds = associations.Select(a => a.Text("SubnetId")).OfType<string>().ToValueList(),
            GatewayIds = associations.Select(a => a.Text("GatewayId")).OfType<string>().ToValueList(),
            Routes = item.List("Routes", ReadRoute),
        };
    }

    /// <summary>The associations in force. Those with a gateway (ingress routing) name no subnet.</summary>
    private static List<DocumentNode> Associated(DocumentNode item)
    {
        var result = new List<DocumentNode>();
        foreach (var association in item.Items("Associations"))
            if (association.Object("AssociationState")?.Text("State") is null or "associated" or "associating")
                result.Add(association);
        return result;
    }

    private static bool IsAnonymous(DocumentNode association) =>
        association.Flag("Main") != true && !association.Has("SubnetId") && !association.Has("GatewayId");

    private static Route ReadRoute(DocumentNode route)
    {
        var destination = route.Cidr("DestinationCidrBlock") ?? route.Cidr("DestinationIpv6CidrBlock");
        var prefixList = route.Text("DestinationPrefixListId");
        if (destination is null && prefixList is null)
            throw route.Missing("DestinationCidrBlock");
        var state = route.Text("State");
        var target = Targets.Select(route.Text).FirstOrDefault(t => !string.IsNullOrEmpty(t));
        return new()
        {
            Destination = destination,
            DestinationPrefixListId = prefixList,
            // A blackhole drops the packet whatever it led to, and EC2 may no longer know what that was.
            Target = target ?? (state == "blackhole" ? ""
                : throw new UnreadableValueException($"{route.Path} has no target that is known")),
            State = state,
            Origin = route.Text("Origin"),
        };
    }

    private static void WriteAssociation(Utf8JsonWriter json, string table, string? property, string? id)
    {
        json.WriteStartObject();
        json.WriteFlag("Main", property is null);
        json.WriteText("RouteTableId", table);
        if (property is not null)
            json.WriteText(property, id);
        json.WriteStartObject("AssociationState");
        json.WriteText("State", "associated");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>Writes a route; the form of the target's id tells the property that EC2 uses for it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html</remarks>
internal static class RouteWriter
{
    private static readonly (string Prefix, string Property)[] Properties =
    [
        ("nat-", "NatGatewayId"), ("tgw-", "TransitGatewayId"), ("pcx-", "VpcPeeringConnectionId"), ("eni-", "NetworkInterfaceId"),
        ("i-", "InstanceId"),
        ("eigw-", "EgressOnlyInternetGatewayId"), ("lgw-", "LocalGatewayId"), ("cagw-", "CarrierGatewayId"),
    ];

    public static void Write(Utf8JsonWriter json, Route route)
    {
        if (route.Destination is { } destination)
            json.WriteText(destination.Family == IpFamily.IPv4 ? "DestinationCidrBlock" : "DestinationIpv6CidrBlock",
                destination.ToString());
        json.WriteText("DestinationPrefixListId", route.DestinationPrefixListId);
        if (route.Target.Length > 0)
            json.WriteText(PropertyOf(route.Target), route.Target);
        json.WriteText("Origin", route.Origin);
        json.WriteText("State", route.State);
    }

    private static string PropertyOf(string target)
    {
        foreach (var (prefix, property) in Properties)
            if (target.StartsWith(prefix, StringComparison.Ordinal))
                return property;
        if (IpAddress.TryParse(target, out _))
            return "IpAddress";
        if (!target.StartsWith("arn:", StringComparison.Ordinal))
            return "GatewayId";
        return target.Contains(":odb:") ? "OdbNetworkArn" : "CoreNetworkArn";
    }
}
