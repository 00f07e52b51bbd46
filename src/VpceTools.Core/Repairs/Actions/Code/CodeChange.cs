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
internal sealed record CodeChange(string Type, string ResourceId, IReadOnlyList<CodeProperty> Properties)
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
            new("AWS::EC2::VPCEndpoint", endpoint.EndpointId, properties),
        _ => null,
    };

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

    /// <summary>A first and a last port.</summary>
    Ports,

    /// <summary>A document in JSON.</summary>
    Document,
}
