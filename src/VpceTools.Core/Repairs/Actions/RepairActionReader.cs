using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Makes actions of the calls that a journal or a result has as text: the operation and its parameters.</summary>
internal static class RepairActionReader
{
    /// <summary>The action of <see cref="RepairAction.ApiCall"/>.</summary>
    /// <exception cref="FormatException">The text is not such a call.</exception>
    public static RepairAction Parse(string apiCall, string? region)
    {
        var (operation, parameters) = Split(apiCall);
        using (parameters)
            return Read(operation, parameters.RootElement, region);
    }

    /// <summary>The action that takes another one back.</summary>
    /// <exception cref="FormatException">The text is not such a call.</exception>
    public static RepairAction ParseUndo(string apiCall, RepairAction undone)
    {
        var (operation, parameters) = Split(apiCall);
        using (parameters)
            return ReadUndo(operation, parameters.RootElement, undone);
    }

    public static RepairAction Read(string operation, JsonElement json, string? region) => operation switch
    {
        "AuthorizeSecurityGroupIngress" => new AuthorizeSecurityGroupIngress(Text(json, "GroupId"), Permission(json)) { Region = region },
        "AuthorizeSecurityGroupEgress" => new AuthorizeSecurityGroupEgress(Text(json, "GroupId"), Permission(json)) { Region = region },
        "RevokeSecurityGroupIngress" => new RevokeSecurityGroupIngress(Text(json, "GroupId"), Permission(json)) { Region = region },
        "RevokeSecurityGroupEgress" => new RevokeSecurityGroupEgress(Text(json, "GroupId"), Permission(json)) { Region = region },
        "CreateNetworkAclEntry" => new CreateNetworkAclEntry(
            Text(json, "NetworkAclId"), json.GetProperty("RuleNumber").GetInt32(), json.GetProperty("Egress").GetBoolean(),
            CidrBlock.Parse(Optional(json, "CidrBlock") ?? Text(json, "Ipv6CidrBlock")),
            json.GetProperty("PortRange").GetProperty("From").GetInt32(), json.GetProperty("PortRange").GetProperty("To").GetInt32())
        { Region = region },
        "CreateRoute" => new CreateRoute(Text(json, "RouteTableId"), Destination(json), Optional(json, "VpcPeeringConnectionId")
            ?? Optional(json, "TransitGatewayId") ?? Text(json, "GatewayId"))
        { Region = region },
        "AssociateTransitGatewayRouteTable" =>
            new AssociateTransitGatewayRouteTable(TransitTable(json), Attachment(json)) { Region = region },
        "DisassociateTransitGatewayRouteTable" =>
            new DisassociateTransitGatewayRouteTable(TransitTable(json), Attachment(json)) { Region = region },
        "EnableTransitGatewayRouteTablePropagation" =>
            new EnableTransitGatewayRouteTablePropagation(TransitTable(json), Attachment(json)) { Region = region },
        "DisableTransitGatewayRouteTablePropagation" =>
            new DisableTransitGatewayRouteTablePropagation(TransitTable(json), Attachment(json)) { Region = region },
        "CreateTransitGatewayRoute" =>
            new CreateTransitGatewayRoute(TransitTable(json), Destination(json), Attachment(json)) { Region = region },
        "ModifyTransitGatewayVpcAttachment" => new ModifyTransitGatewayVpcAttachment(Attachment(json))
        {
            AddSubnetId = List(json, "AddSubnetIds").SingleOrDefault(), RemoveSubnetId = List(json, "RemoveSubnetIds").SingleOrDefault(),
            Region = region,
        },
        "ModifyVpcAttribute" => Attribute(json) with { Region = region },
        "ModifyVpcEndpoint" => Endpoint(json) with { Region = region },
        "AssociateVPCWithHostedZone" =>
            new AssociateVpcWithHostedZone(Text(json, "HostedZoneId"), Vpc(json, "VPCId"), Vpc(json, "VPCRegion"))
            { Region = region },
        "DisassociateVPCFromHostedZone" => new DisassociateVpcFromHostedZone(
            Text(json, "HostedZoneId"), Vpc(json, "VPCId"), Vpc(json, "VPCRegion"))
        { Region = region },
        "ChangeResourceRecordSets" => new ChangeResourceRecordSets(Text(json, "HostedZoneId"))
        {
            Deleted = RecordSets(json, "DELETE"),
            Created = RecordSets(json, "CREATE"),
            Region = region,
        },
        _ => throw new FormatException($"'{operation}' is not an operation of a repair."),
    };

    /// <summary>
    /// The action that takes another one back. It is made of the one that it takes back, and what is written has to say the same.
    /// </summary>
    /// <exception cref="FormatException">What is written takes back something else.</exception>
    public static RepairAction ReadUndo(string operation, JsonElement json, RepairAction undone)
    {
        RepairAction undo = (operation, undone) switch
        {
            ("DeleteNetworkAclEntry", CreateNetworkAclEntry added) =>
                new DeleteNetworkAclEntry(Text(json, "NetworkAclId"), json.GetProperty("RuleNumber").GetInt32(), json.GetProperty("Egress")
                    .GetBoolean())
                { Added = added, Region = undone.Region },
            ("DeleteRoute", CreateRoute added) => new DeleteRoute(Text(json, "RouteTableId"), Destination(json))
            { Added = added, Region = undone.Region },
            ("DeleteTransitGatewayRoute", CreateTransitGatewayRoute added) =>
                new DeleteTransitGatewayRoute(TransitTable(json), Destination(json))
                { Added = added, Region = undone.Region },
            ("RevokeSecurityGroupIngress", AuthorizeSecurityGroupIngress rule) when RuleId(json) is { } id =>
                new RevokeSecurityGroupIngress(Text(json, "GroupId"), rule.Permission) { RuleId = id, Region = undone.Region },
            ("RevokeSecurityGroupEgress", AuthorizeSecurityGroupEgress rule) when RuleId(json) is { } id =>
                new RevokeSecurityGroupEgress(Text(json, "GroupId"), rule.Permission) { RuleId = id, Region = undone.Region },
            _ => Read(operation, json, undone.Region),
        };
        return undone.IsUndoneBy(undo) ? undo
            : throw new FormatException($"{undo.Operation} of {undo.ResourceId} ({undo.Description}) does not take back what "
                + $"{undone.Operation} of {undone.ResourceId} ({undone.Description}) did.");
    }

    private static (string Operation, JsonDocument Parameters) Split(string apiCall)
    {
        var space = apiCall.IndexOf(' ');
        try
        {
            return space > 0 ? (apiCall.Substring(0, space), JsonDocument.Parse(apiCall.Substring(space + 1)))
                : throw new FormatException($"'{apiCall}' is not an operation with its parameters.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"'{apiCall}' is not an operation with its parameters: {e.Message}", e);
        }
    }

    private static ModifyVpcAttribute Attribute(JsonElement json)
    {
        var support = json.TryGetProperty("EnableDnsSupport", out var value);
        if (!support)
            value = json.GetProperty("EnableDnsHostnames");
        return new(Text(json, "VpcId"), support ? VpcDnsAttribute.EnableDnsSupport
            : VpcDnsAttribute.EnableDnsHostnames, value.GetProperty("Value").GetBoolean());
    }

    private static ModifyVpcEndpoint Endpoint(JsonElement json) => new(Text(json, "VpcEndpointId"))
    {
        AddSubnetIds = List(json, "AddSubnetIds"),
        RemoveSubnetIds = List(json, "RemoveSubnetIds"),
        AddRouteTableIds = List(json, "AddRouteTableIds"),
        RemoveRouteTableIds = List(json, "RemoveRouteTableIds"),
        AddSecurityGroupIds = List(json, "AddSecurityGroupIds"),
        RemoveSecurityGroupIds = List(json, "RemoveSecurityGroupIds"),
        PrivateDnsEnabled = json.TryGetProperty("PrivateDnsEnabled", out var on) ? on.GetBoolean() : null,
        PrivateDnsOnlyForInboundResolverEndpoint = json.TryGetProperty("DnsOptions", out var options)
            ? options.GetProperty("PrivateDnsOnlyForInboundResolverEndpoint").GetBoolean() : null,
        PolicyDocument = Optional(json, "PolicyDocument"),
        ResetPolicy = json.TryGetProperty("ResetPolicy", out var reset) && reset.GetBoolean(),
    };

    private static SecurityGroupPermission Permission(JsonElement json)
    {
        var permission = json.GetProperty("IpPermissions")[0];
        var (from, to) = (permission.GetProperty("FromPort").GetInt32(), permission.GetProperty("ToPort").GetInt32());
        foreach (var (list, member) in new[] { ("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6"), ("UserIdGroupPairs", "GroupId"),
            ("PrefixListIds", "PrefixListId") })
        {
            if (!permission.TryGetProperty(list, out var peers))
                continue;
            var (peer, description) = (Text(peers[0], member), Optional(peers[0], "Description"));
            return member switch
            {
                "GroupId" => new(from, to, PeerGroupId: peer, Description: description),
                "PrefixListId" => new(from, to, PrefixListId: peer, Description: description),
                _ => new(from, to, CidrBlock.Parse(peer), Description: description),
            };
        }

        throw new FormatException("A permission has no peer.");
    }

    private static CidrBlock Destination(JsonElement json) =>
        CidrBlock.Parse(Optional(json, "DestinationCidrBlock") ?? Text(json, "DestinationIpv6CidrBlock"));

    private static string TransitTable(JsonElement json) => Text(json, "TransitGatewayRouteTableId");

    private static string Attachment(JsonElement json) => Text(json, "TransitGatewayAttachmentId");

    private static string Vpc(JsonElement json, string name) => Text(json.GetProperty("VPC"), name);

    private static ValueList<ResourceRecordSet> RecordSets(JsonElement json, string action)
    {
        var changes = json.GetProperty("ChangeBatch").GetProperty("Changes").EnumerateArray().ToList();
        return changes.TrueForAll(change => Text(change, "Action") is "CREATE" or "DELETE")
            ? changes.Where(change => Text(change, "Action") == action).Select(change => RecordSet(change.GetProperty("ResourceRecordSet")))
                .ToValueList()
            : throw new FormatException("A repair creates and deletes records, and nothing else.");
    }

    private static ResourceRecordSet RecordSet(JsonElement json) => new()
    {
        Name = Text(json, "Name"),
        Type = Text(json, "Type"),
        Ttl = json.TryGetProperty("TTL", out var ttl) ? ttl.GetInt64() : null,
        Values = json.TryGetProperty("ResourceRecords", out var values)
            ? values.EnumerateArray().Select(value => Text(value, "Value")).ToValueList() : [],
        AliasTarget = json.TryGetProperty("AliasTarget", out var alias)
            ? new(Text(alias, "HostedZoneId"), Text(alias, "DNSName"), alias.GetProperty("EvaluateTargetHealth").GetBoolean()) : null,
    };

    private static string? RuleId(JsonElement json) => !json.TryGetProperty("SecurityGroupRuleIds", out var ids) ? null
        : ids.GetArrayLength() == 1 ? ids[0].GetString() : throw new FormatException("A repair adds one rule.");

    private static ValueList<string> List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var values) ? values.EnumerateArray().Select(v => v.GetString()!).ToValueList() : [];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()
        ?? throw new FormatException($"{name} has no value.");

    private static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
