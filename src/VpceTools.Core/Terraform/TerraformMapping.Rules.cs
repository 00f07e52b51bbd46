using VpceTools.Planned;

namespace VpceTools.Terraform;

/// <content>Security groups, network ACLs and route tables.</content>
internal static partial class TerraformMapping
{
    private static IEnumerable<PlannedPart> SecurityGroup(TerraformAttributes a)
    {
        var isDefault = a.Resource.Type == "aws_default_security_group";
        yield return new(PlannedTypes.SecurityGroup, ("GroupName", isDefault ? PlannedValue.Of("default") : a.Plain("name")),
            ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)),
            ("SecurityGroupIngress", Inline(a, "ingress", "Source", isDefault)),
            ("SecurityGroupEgress", Inline(a, "egress", "Destination", isDefault)));
    }

    /// <summary>
    /// The rules in blocks. Without a block the rules of their own are all there is; adopting the default group takes all rules from it
    /// that are not listed (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group).
    /// </summary>
    private static PlannedValue? Inline(TerraformAttributes a, string attribute, string peer, bool adopts)
    {
        if (a.Blocks(attribute, out var open) is not { } blocks)
            return adopts ? PlannedValue.Of(Array.Empty<PlannedValue>()) : null;
        return open is not null ? new PlannedOpen(open) : PlannedValue.Of(blocks.SelectMany(block => Rules(block, peer)));
    }

    private static IEnumerable<PlannedValue> Rules(TerraformBlock block, string peer)
    {
        PlannedValue Rule(string name, PlannedValue value) => PlannedValue.Of(("IpProtocol", block.Plain("protocol")),
            ("FromPort", block.Plain("from_port")), ("ToPort", block.Plain("to_port")), (name, value));
        foreach (var cidr in block.Several("cidr_blocks"))
            yield return Rule("CidrIp", cidr);
        foreach (var cidr in block.Several("ipv6_cidr_blocks"))
            yield return Rule("CidrIpv6", cidr);
        foreach (var list in block.Several("prefix_list_ids", IdKinds.PrefixList))
            yield return Spread(list, one => Rule(peer + "PrefixListId", one));
        foreach (var group in block.Several("security_groups", IdKinds.SecurityGroup))
            yield return Spread(group, one => Rule(peer + "SecurityGroupId", one));
        if (block.Plain("self") is PlannedText { Text: "true" } self)
            yield return Rule("Self", self);
    }

    /// <summary>A selection of several peers is a selection of as many rules.</summary>
    private static PlannedValue Spread(PlannedValue peer, Func<PlannedValue, PlannedValue> rule) => peer is PlannedChoice choice
        ? new PlannedChoice(choice.Open, [.. choice.Alternatives.Select(one =>
            one is PlannedList list ? PlannedValue.Of(list.Items.Select(rule)) : rule(one))])
        : rule(peer);

    private static IEnumerable<PlannedPart> SecurityGroupRule(TerraformAttributes a)
    {
        var (type, peer) = a.Text("type") == "egress" ? (PlannedTypes.SecurityGroupEgress, "Destination")
            : (PlannedTypes.SecurityGroupIngress, "Source");
        var group = a.Id("security_group_id", IdKinds.SecurityGroup);
        PlannedPart Rule(string name, PlannedValue value) => new(type, ("GroupId", group), ("IpProtocol", a.Plain("protocol")),
            ("FromPort", a.Plain("from_port")), ("ToPort", a.Plain("to_port")), (name, value));
        foreach (var cidr in Items(a.Plain("cidr_blocks")))
            yield return Rule("CidrIp", cidr);
        foreach (var cidr in Items(a.Plain("ipv6_cidr_blocks")))
            yield return Rule("CidrIpv6", cidr);
        foreach (var list in Items(a.Ids("prefix_list_ids", IdKinds.PrefixList)))
            yield return Rule(peer + "PrefixListId", list);
        if (a.Id("source_security_group_id", IdKinds.SecurityGroup) is { } other)
            yield return Rule(peer + "SecurityGroupId", other);
        if (a.Text("self") == "true")
            yield return Rule("Self", PlannedValue.Of(true));
    }

    private static PlannedPart OneRule(TerraformAttributes a, string type, string peer) => new(type,
        ("GroupId", a.Id("security_group_id", IdKinds.SecurityGroup)), ("IpProtocol", a.Plain("ip_protocol")),
        ("FromPort", a.Plain("from_port")), ("ToPort", a.Plain("to_port")), ("CidrIp", a.Plain("cidr_ipv4")),
        ("CidrIpv6", a.Plain("cidr_ipv6")), (peer + "PrefixListId", a.Id("prefix_list_id", IdKinds.PrefixList)),
        (peer + "SecurityGroupId", a.Id("referenced_security_group_id", IdKinds.SecurityGroup)));

    private static IEnumerable<PlannedPart> NetworkAcl(TerraformAttributes a)
    {
        var isDefault = a.Resource.Type == "aws_default_network_acl";
        var (inbound, outbound) = (a.Blocks("ingress", out var openIn), a.Blocks("egress", out var openOut));
        var entries = (inbound ?? []).Select(block => Entry(block, false)).Concat((outbound ?? []).Select(block => Entry(block, true)));
        yield return new(PlannedTypes.NetworkAcl,
            ("VpcId", isDefault ? a.VpcOfDefaultAcl() : a.Id("vpc_id", IdKinds.Vpc, isRequired: true)),
            ("SubnetIds", a.Ids("subnet_ids", IdKinds.Subnet)),
            // Adopting the default ACL takes all entries from it that are not listed, as it does with the default group's rules.
            ("Entries", (openIn ?? openOut) is { } open ? new PlannedOpen(open)
                : inbound is null && outbound is null && !isDefault ? null : PlannedValue.Of(entries)));
    }

    private static PlannedValue Entry(TerraformBlock block, bool isEgress) => PlannedValue.Of(
        ("RuleNumber", block.Plain("rule_no")), ("Egress", PlannedValue.Of(isEgress)), ("RuleAction", block.Plain("action")),
        ("Protocol", block.Plain("protocol")), ("CidrBlock", block.Plain("cidr_block")), ("Ipv6CidrBlock", block.Plain("ipv6_cidr_block")),
        ("PortRange", PlannedValue.Of(("From", block.Plain("from_port")), ("To", block.Plain("to_port")))));

    private static IEnumerable<PlannedPart> NetworkAclRule(TerraformAttributes a) =>
    [
        new(PlannedTypes.NetworkAclEntry, ("NetworkAclId", a.Id("network_acl_id", IdKinds.NetworkAcl)),
            ("RuleNumber", a.Plain("rule_number")), ("Egress", a.PlainOrDefault("egress")), ("RuleAction", a.Plain("rule_action")),
            ("Protocol", a.Plain("protocol")), ("CidrBlock", a.Plain("cidr_block")), ("Ipv6CidrBlock", a.Plain("ipv6_cidr_block")),
            ("PortRange", PlannedValue.Of(("From", a.Plain("from_port")), ("To", a.Plain("to_port"))))),
    ];

    private static IEnumerable<PlannedPart> RouteTable(TerraformAttributes a)
    {
        var isDefault = a.Resource.Type == "aws_default_route_table";
        var routes = a.Blocks("route", out var open);
        yield return new(PlannedTypes.RouteTable,
            ("VpcId", isDefault ? a.VpcOfDefaultTable() : a.Id("vpc_id", IdKinds.Vpc, isRequired: true)),
            ("Routes", open is not null ? new PlannedOpen(open) : routes is null ? null
                : PlannedValue.Of(routes.Select(route => PlannedValue.Of([
                    .. Targets.Select(t => (t.Property, Target(route, t.Property, t.InBlock))),
                    .. Destinations.Select(t => (t.Property, route.Plain(t.InBlock)))])))));
    }

    private static IEnumerable<PlannedPart> Route(TerraformAttributes a)
    {
        var part = new PlannedPart(PlannedTypes.Route, ("RouteTableId", a.Id("route_table_id", IdKinds.RouteTable, isRequired: true)),
            ("DestinationCidrBlock", a.Plain("destination_cidr_block")),
            ("DestinationIpv6CidrBlock", a.Plain("destination_ipv6_cidr_block")),
            ("DestinationPrefixListId", a.Id("destination_prefix_list_id", IdKinds.PrefixList)));
        foreach (var (property, attribute) in Targets)
            if (a.Plain(attribute) is { } target and not PlannedText { Text.Length: 0 })
                part.Properties[property] = KindOf(property) is { } kind ? a.Id(attribute, kind)! : target;
        yield return part;
    }

    private static string? KindOf(string target) => target switch
    {
        "GatewayId" => IdKinds.Gateway,
        "NatGatewayId" => IdKinds.NatGateway,
        "TransitGatewayId" => IdKinds.TransitGateway,
        "VpcPeeringConnectionId" => IdKinds.Peering,
        "NetworkInterfaceId" => IdKinds.NetworkInterface,
        "EgressOnlyInternetGatewayId" => IdKinds.EgressOnlyGateway,
        "CarrierGatewayId" => IdKinds.CarrierGateway,
        "VpcEndpointId" => IdKinds.VpcEndpoint,
        _ => null,
    };

    /// <summary>A target in a block, which is the only one of its kind that the blocks name, or not known.</summary>
    private static PlannedValue? Target(TerraformBlock route, string property, string attribute) =>
        route.Plain(attribute) is not PlannedOpen open || KindOf(property) is not { } kind ? route.Plain(attribute)
            : route.Several(attribute, kind).ToList() is [PlannedText only] ? only : open;

    private static readonly (string Property, string InBlock)[] Targets =
    [
        ("GatewayId", "gateway_id"), ("NatGatewayId", "nat_gateway_id"), ("TransitGatewayId", "transit_gateway_id"),
        ("VpcPeeringConnectionId", "vpc_peering_connection_id"), ("NetworkInterfaceId", "network_interface_id"),
        ("EgressOnlyInternetGatewayId", "egress_only_gateway_id"), ("LocalGatewayId", "local_gateway_id"),
        ("CarrierGatewayId", "carrier_gateway_id"), ("CoreNetworkArn", "core_network_arn"), ("VpcEndpointId", "vpc_endpoint_id"),
    ];

    private static readonly (string Property, string InBlock)[] Destinations =
    [
        ("DestinationCidrBlock", "cidr_block"), ("DestinationIpv6CidrBlock", "ipv6_cidr_block"),
        ("DestinationPrefixListId", "destination_prefix_list_id"),
    ];

    private static IEnumerable<PlannedValue> Items(PlannedValue? value) => value switch
    {
        null => [],
        PlannedList list => list.Items.SelectMany(item => item is PlannedChoice { Alternatives: [PlannedList, ..] } choice
            ? [new PlannedOpen(choice.Open)] : Items(item)),
        _ => [value],
    };
}
