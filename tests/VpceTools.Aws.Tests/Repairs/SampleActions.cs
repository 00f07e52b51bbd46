using VpceTools.Addressing;
using VpceTools.Repairs.Actions;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>Every kind of action with every option, each possible in the sample world; by name, since test data must be text.</summary>
internal static class SampleActions
{
    public const string Group = "sg-0e1";
    public const string Clients = "sg-0f1";
    public const string Acl = "acl-0a1";
    public const string Vpc = "vpc-0a1";
    public const string Table = "rtb-0b1";
    public const string TransitTable = "tgw-rtb-0a1";
    public const string Attachment = "tgw-attach-0a1";
    public const string Interface = "vpce-0a1";
    public const string Gateway = "vpce-0b1";

    public const string Policy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1 & 'é'"}}}]}""";

    public static readonly CreateNetworkAclEntry Entry = new(Acl, 90, IsEgress: false, CidrBlock.Parse("10.0.0.0/16"), 443, 443);

    public static IReadOnlyDictionary<string, RepairAction> All { get; } = new Dictionary<string, RepairAction>(StringComparer.Ordinal)
    {
        ["ingress from IPv4"] = new AuthorizeSecurityGroupIngress(Group,
            new(443, 443, CidrBlock.Parse("10.1.0.0/16"), Description: "Clients of vpce-0a1")),
        ["ingress from IPv6"] = new AuthorizeSecurityGroupIngress(Group,
            new(443, 443, CidrBlock.Parse("2001:db8::/56"), Description: "Clients of vpce-0a1")),
        ["ingress from a group"] = new AuthorizeSecurityGroupIngress(Group,
            new(443, 443, PeerGroupId: Clients, Description: "Clients of vpce-0a1")),
        ["ingress from a list"] = new AuthorizeSecurityGroupIngress(Group, new(8000, 8080, PrefixListId: "pl-0b1")),
        ["egress to IPv4"] = new AuthorizeSecurityGroupEgress(Clients, new(443, 443, CidrBlock.Parse("10.0.1.10/32"))),
        ["egress to a group"] = new AuthorizeSecurityGroupEgress(Clients,
            new(443, 443, PeerGroupId: Group, Description: "Clients of vpce-0a1")),
        ["egress to a list"] = new AuthorizeSecurityGroupEgress(Clients, new(80, 80, PrefixListId: "pl-0a1")),
        ["revoke ingress"] = new RevokeSecurityGroupIngress(Group, new(443, 443, CidrBlock.Parse("10.0.0.0/16"), Description: "the VPC")),
        ["revoke ingress by id"] = new RevokeSecurityGroupIngress(Group,
            new(443, 443, CidrBlock.Parse("10.0.0.0/16")))
        { RuleId = "sgr-0a1" },
        ["revoke egress"] = new RevokeSecurityGroupEgress(Clients, new(443, 443, CidrBlock.Parse("10.0.0.0/16"))),
        ["revoke egress by id"] = new RevokeSecurityGroupEgress(Clients,
            new(443, 443, CidrBlock.Parse("10.0.0.0/16")))
        { RuleId = "sgr-0b1" },
        ["create an inbound entry"] = Entry,
        ["create an outbound entry"] = new CreateNetworkAclEntry(Acl, 91, IsEgress: true, CidrBlock.Parse("10.0.0.0/16"), 1024, 65535),
        ["create an IPv6 entry"] = new CreateNetworkAclEntry(Acl, 92, IsEgress: true, CidrBlock.Parse("2001:db8::/56"), 443, 443),
        ["delete an entry"] = new DeleteNetworkAclEntry(Acl, 100, IsEgress: false) { Added = Entry with { RuleNumber = 100 } },
        ["create a route over a peering connection"] = new CreateRoute(Table, CidrBlock.Parse("10.9.1.10/32"), "pcx-0a1"),
        ["create a route to a transit gateway"] = new CreateRoute(Table, CidrBlock.Parse("2001:db8:9::/64"), "tgw-0a1"),
        ["create a route to a virtual private gateway"] = new CreateRoute(Table, CidrBlock.Parse("192.168.7.0/24"), "vgw-0a1"),
        ["delete a route"] = new DeleteRoute(Table,
            CidrBlock.Parse("10.9.1.10/32"))
        { Added = new(Table, CidrBlock.Parse("10.9.1.10/32"), "pcx-0a1") },
        ["associate a transit gateway route table"] = new AssociateTransitGatewayRouteTable(TransitTable, Attachment),
        ["disassociate a transit gateway route table"] = new DisassociateTransitGatewayRouteTable(TransitTable, Attachment),
        ["propagate routes"] = new EnableTransitGatewayRouteTablePropagation(TransitTable, Attachment),
        ["propagate routes no longer"] = new DisableTransitGatewayRouteTablePropagation(TransitTable, Attachment),
        ["create a transit gateway route"] = new CreateTransitGatewayRoute(TransitTable, CidrBlock.Parse("10.0.1.10/32"), Attachment),
        ["delete a transit gateway route"] = new DeleteTransitGatewayRoute(TransitTable, CidrBlock.Parse("10.0.1.10/32"))
        {
            Added = new(TransitTable, CidrBlock.Parse("10.0.1.10/32"), Attachment),
        },
        ["attach a further subnet"] = new ModifyTransitGatewayVpcAttachment(Attachment) { AddSubnetId = "subnet-0b1" },
        ["attach a subnet less"] = new ModifyTransitGatewayVpcAttachment(Attachment) { RemoveSubnetId = "subnet-0b1" },
        ["DNS support off"] = new ModifyVpcAttribute(Vpc, VpcDnsAttribute.EnableDnsSupport, false),
        ["DNS support on"] = new ModifyVpcAttribute(Vpc, VpcDnsAttribute.EnableDnsSupport),
        ["DNS host names off"] = new ModifyVpcAttribute(Vpc, VpcDnsAttribute.EnableDnsHostnames, false),
        ["add a subnet"] = new ModifyVpcEndpoint(Interface) { AddSubnetIds = ["subnet-0b1"] },
        ["remove a subnet"] = new ModifyVpcEndpoint(Interface) { RemoveSubnetIds = ["subnet-0a1"] },
        ["add a route table"] = new ModifyVpcEndpoint(Gateway) { AddRouteTableIds = ["rtb-0b1"] },
        ["remove a route table"] = new ModifyVpcEndpoint(Gateway) { RemoveRouteTableIds = ["rtb-0a1"] },
        ["exchange groups"] = new ModifyVpcEndpoint(Interface) { AddSecurityGroupIds = [Clients], RemoveSecurityGroupIds = [Group] },
        ["private DNS off"] = new ModifyVpcEndpoint(Interface) { PrivateDnsEnabled = false },
        ["private DNS for inbound resolvers only"] =
            new ModifyVpcEndpoint(Interface) { PrivateDnsEnabled = true, PrivateDnsOnlyForInboundResolverEndpoint = true },
        ["private DNS for all"] = new ModifyVpcEndpoint(Interface)
        {
            PrivateDnsEnabled = true,
            PrivateDnsOnlyForInboundResolverEndpoint = false, AddSubnetIds = ["subnet-0b1"]
        },
        ["put a policy"] = new ModifyVpcEndpoint(Interface) { PolicyDocument = Policy },
        ["reset the policy"] = new ModifyVpcEndpoint(Interface) { ResetPolicy = true, AddSubnetIds = ["subnet-0b1"] },
    };

    /// <summary>The kinds of action of EC2 that the code knows, whether there is a sample or not.</summary>
    public static IEnumerable<Type> Kinds => typeof(RepairAction).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(RepairAction)) && !type.IsSubclassOf(typeof(HostedZoneAction)));

    /// <summary>The same of Route 53.</summary>
    public static IReadOnlyList<HostedZoneAction> OfZones { get; } =
    [
        new AssociateVpcWithHostedZone("Z0123456789ABCDEFGHIJ", "vpc-0b1", "us-east-1"),
        new DisassociateVpcFromHostedZone("Z0123456789ABCDEFGHIJ", "vpc-0b1", "us-east-1"),
        new ChangeResourceRecordSets("Z0123456789ABCDEFGHIJ")
        {
            Deleted = [new() { Name = "sqs.us-east-1.amazonaws.com.", Type = "A", Ttl = 60, Values = ["10.0.9.9", "10.0.9.8"] }],
            Created = [new() { Name = "sqs.us-east-1.amazonaws.com", Type = "A",
                AliasTarget = new("Z7HUB22UULQXV", "vpce-0a1-1.sqs.us-east-1.vpce.amazonaws.com") }],
        },
    ];
}
