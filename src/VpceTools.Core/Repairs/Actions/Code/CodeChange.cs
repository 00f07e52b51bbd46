using System.Globalization;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions.Code;

/// <summary>
/// What has to stand in code so that a repair is made there: a resource that is added, or properties of one that is there. It is told in
/// the words of CloudFormation, whose resources follow EC2's calls; whoever writes another language translates them.
/// </summary>
/// <param name="Type">The type of the resource.</param>
/// <param name="ResourceId">The resource that is changed, or to which the new one belongs.</param>
/// <param name="Properties">The properties.</param>
internal sealed record CodeChange(string Type, string ResourceId, ValueList<CodeProperty> Properties)
{
    /// <summary>
    /// The name of a resource that is added, in front of which the name of that to which it belongs stands; null for a change.
    /// </summary>
    public string? Suffix { get; init; }

    /// <summary>Whether the resource is outbound, where one can be both.</summary>
    public bool IsEgress { get; init; }

    /// <summary>The change that an action is; null where code has no word for it.</summary>
    public static CodeChange? From(RepairAction action) => action switch
    {
        AuthorizeSecurityGroupIngress ingress => Rule(ingress.GroupId, ingress.Permission, isEgress: false),
        AuthorizeSecurityGroupEgress egress => Rule(egress.GroupId, egress.Permission, isEgress: true),
        CreateNetworkAclEntry entry => Entry(entry),
        CreateRoute route => Route(route),
        ModifyVpcAttribute attribute => new("AWS::EC2::VPC", attribute.VpcId, [Flag($"{attribute.Attribute}", attribute.Value)]),
        ModifyVpcEndpoint endpoint when Of(endpoint) is { Count: > 0 } properties =>
            new("AWS::EC2::VPCEndpoint", endpoint.EndpointId, [.. properties]),
        _ => null,
    };

    /// <summary>An endpoint that is not there yet, in the way of one that is.</summary>
    /// <param name="vpcId">The VPC.</param>
    /// <param name="code">The service, for example <c>ecr.dkr</c>.</param>
    /// <param name="service">The name of the endpoint service.</param>
    /// <param name="region">The Region that the name has.</param>
    /// <param name="subnetIds">The subnets of an interface endpoint; none for a gateway endpoint.</param>
    /// <param name="groupIds">Its groups.</param>
    /// <param name="routeTableIds">The route tables of a gateway endpoint.</param>
    public static CodeChange Endpoint(string vpcId, string code, string service, string region, ValueList<string> subnetIds,
        ValueList<string> groupIds, ValueList<string> routeTableIds) =>
        new("AWS::EC2::VPCEndpoint", vpcId,
        [
            Id("VpcId", vpcId), new("ServiceName", CodeValueKind.Service, [service, region]),
            Text("VpcEndpointType", routeTableIds.Count > 0 ? "Gateway" : "Interface"),
            .. routeTableIds.Count > 0 ? (CodeProperty[])[new("RouteTableIds", CodeValueKind.Ids, routeTableIds)]
                : [new("SubnetIds", CodeValueKind.Ids, subnetIds), new("SecurityGroupIds", CodeValueKind.Ids, groupIds),
                    Flag("PrivateDnsEnabled", true)],
        ])
        {
            Suffix = string.Concat(code.Split('.', '-').Where(part => part.Length > 0)
                .Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1))),
        };

    /// <summary>The same without what cannot be written in the code; null where nothing is left.</summary>
    public CodeChange? Writable(CodeNames names)
    {
        if (Properties.All(IsWritable))
            return this;
        ValueList<CodeProperty> rest = [.. Properties.Where(IsWritable)];
        return rest.Count == 0 ? null : this with { Properties = rest };

        bool IsWritable(CodeProperty property) =>
            property.Kind != CodeValueKind.Document || names.DocumentOf(property.Values[0], _ => "") is not null;
    }

    private static CodeChange Rule(string groupId, SecurityGroupPermission permission, bool isEgress)
    {
        var (group, list) = isEgress ? ("DestinationSecurityGroupId", "DestinationPrefixListId")
            : ("SourceSecurityGroupId", "SourcePrefixListId");
        return new(isEgress ? "AWS::EC2::SecurityGroupEgress" : "AWS::EC2::SecurityGroupIngress", groupId,
        [
            Id("GroupId", groupId), Text("IpProtocol", "tcp"), Number("FromPort", permission.FromPort), Number("ToPort", permission.ToPort),
            permission.Block is { } block
                ? new(block.Family == Addressing.IpFamily.IPv4 ? "CidrIp" : "CidrIpv6", CodeValueKind.Block, [$"{block}"])
                : permission.PeerGroupId is { } peer ? Id(group, peer) : Id(list, permission.PrefixListId ?? ""),
        ])
        {
            IsEgress = isEgress,
            Suffix = (isEgress ? "To" : "From") + Text(permission.FromPort),
        };
    }

    private static CodeChange Entry(CreateNetworkAclEntry entry) => new("AWS::EC2::NetworkAclEntry", entry.NetworkAclId,
    [
        Id("NetworkAclId", entry.NetworkAclId), Number("RuleNumber", entry.RuleNumber), Flag("Egress", entry.IsEgress),
        Number("Protocol", 6), Text("RuleAction", "allow"),
        new(entry.Block.Family == Addressing.IpFamily.IPv4 ? "CidrBlock" : "Ipv6CidrBlock", CodeValueKind.Block, [entry.Cidr]),
        new("PortRange", CodeValueKind.Ports, [Text(entry.FromPort), Text(entry.ToPort)]),
    ])
    {
        IsEgress = entry.IsEgress, Suffix = (entry.IsEgress ? "Out" : "In") + Text(entry.RuleNumber),
    };

    private static CodeChange Route(CreateRoute route) => new("AWS::EC2::Route", route.RouteTableId,
    [
        Id("RouteTableId", route.RouteTableId),
        new(route.Block.Family == Addressing.IpFamily.IPv4 ? "DestinationCidrBlock" : "DestinationIpv6CidrBlock", CodeValueKind.Block,
            [route.Cidr]),
        Id(route.Target.Split('-')[0] switch { "pcx" => "VpcPeeringConnectionId", "tgw" => "TransitGatewayId", _ => "GatewayId" },
            route.Target),
    ])
    {
        Suffix = "Route",
    };

    private static List<CodeProperty> Of(ModifyVpcEndpoint endpoint)
    {
        var properties = new List<CodeProperty>();
        if (endpoint.PrivateDnsEnabled is { } isOn)
            properties.Add(Flag("PrivateDnsEnabled", isOn));
        foreach (var (name, ids) in new[]
        {
            ("SubnetIds", endpoint.AddSubnetIds), ("RouteTableIds", endpoint.AddRouteTableIds),
            ("SecurityGroupIds", endpoint.AddSecurityGroupIds),
        })
            if (ids.Count > 0)
                properties.Add(new(name, CodeValueKind.Added, [.. ids]));
        if (endpoint.PolicyDocument is { } policy)
            properties.Add(new("PolicyDocument", CodeValueKind.Document, [policy]));
        return properties;
    }

    private static CodeProperty Id(string name, string id) => new(name, CodeValueKind.Id, [id]);

    private static CodeProperty Text(string name, string text) => new(name, CodeValueKind.Text, [text]);

    private static CodeProperty Number(string name, int number) => new(name, CodeValueKind.Number, [Text(number)]);

    private static CodeProperty Flag(string name, bool flag) => new(name, CodeValueKind.Number, [flag ? "true" : "false"]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A property and what it is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What the values are.</param>
/// <param name="Values">The values; one, but for lists and ranges.</param>
internal sealed record CodeProperty(string Name, CodeValueKind Kind, ValueList<string> Values);

/// <summary>What a value in code is.</summary>
internal enum CodeValueKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number or a flag.</summary>
    Number,

    /// <summary>The id of a resource, for which a reference stands where the code makes it.</summary>
    Id,

    /// <summary>A block of addresses, for which a reference stands where it is that of a VPC or subnet.</summary>
    Block,

    /// <summary>Ids that are added to a list.</summary>
    Added,

    /// <summary>Ids that are all of a list.</summary>
    Ids,

    /// <summary>The name of a service of AWS, and the Region that it has.</summary>
    Service,

    /// <summary>A first and a last port.</summary>
    Ports,

    /// <summary>A document in JSON.</summary>
    Document,
}
