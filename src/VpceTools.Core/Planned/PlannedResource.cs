using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// A resource that code describes, whatever its language: in the words of CloudFormation, whose resource types follow EC2's own calls. What
/// an unset property means differs from tool to tool, so that whoever reads the code sets what its tool would.
/// </summary>
/// <param name="Type">The type, for example <c>AWS::EC2::VPCEndpoint</c>; see <see cref="PlannedTypes"/>.</param>
/// <param name="Id">The id: the real one where it is known, else one that is made up from the address.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record PlannedResource(string Type, string Id, CodeOrigin Origin)
{
    /// <summary>The properties; what is absent is unset.</summary>
    public IReadOnlyDictionary<string, PlannedValue> Properties { get; init; } = new Dictionary<string, PlannedValue>();

    /// <summary>
    /// Whether it will be there, true or false by a choice; null for what will. A condition that stays open counts as one of which nobody
    /// has seen the outcome.
    /// </summary>
    public PlannedValue? Existence { get; init; }

    /// <summary>The directions in which a group has its rules inside; outbound is true.</summary>
    public IReadOnlyCollection<bool> InlineRules => Type != PlannedTypes.SecurityGroup ? []
        : OwnInlineRules ?? [.. new[] { false, true }.Where(isEgress =>
            Properties.ContainsKey(isEgress ? "SecurityGroupEgress" : "SecurityGroupIngress"))];

    /// <summary>The same where a property stands for what its tool makes of it, and not for what is written.</summary>
    public IReadOnlyCollection<bool>? OwnInlineRules { get; init; }

    /// <summary>Whether it is there already.</summary>
    public bool IsDeployed { get; init; }

    /// <summary>Whether the code takes it away; its properties are those that it has now.</summary>
    public bool IsRemoved { get; init; }
}

/// <summary>The types of resource that make a network. Those of our own say what CloudFormation has no resource for.</summary>
internal static class PlannedTypes
{
    public const string Vpc = "AWS::EC2::VPC";
    public const string VpcCidrBlock = "AWS::EC2::VPCCidrBlock";
    public const string Subnet = "AWS::EC2::Subnet";
    public const string SubnetCidrBlock = "AWS::EC2::SubnetCidrBlock";
    public const string SecurityGroup = "AWS::EC2::SecurityGroup";
    public const string SecurityGroupIngress = "AWS::EC2::SecurityGroupIngress";
    public const string SecurityGroupEgress = "AWS::EC2::SecurityGroupEgress";
    public const string NetworkAcl = "AWS::EC2::NetworkAcl";
    public const string NetworkAclEntry = "AWS::EC2::NetworkAclEntry";
    public const string SubnetNetworkAclAssociation = "AWS::EC2::SubnetNetworkAclAssociation";
    public const string RouteTable = "AWS::EC2::RouteTable";
    public const string Route = "AWS::EC2::Route";
    public const string SubnetRouteTableAssociation = "AWS::EC2::SubnetRouteTableAssociation";
    public const string DhcpOptions = "AWS::EC2::DHCPOptions";
    public const string DhcpOptionsAssociation = "AWS::EC2::VPCDHCPOptionsAssociation";
    public const string VpcEndpoint = "AWS::EC2::VPCEndpoint";
    public const string NetworkInterface = "AWS::EC2::NetworkInterface";
    public const string PrefixList = "AWS::EC2::PrefixList";
    public const string VpcPeeringConnection = "AWS::EC2::VPCPeeringConnection";
    public const string NatGateway = "AWS::EC2::NatGateway";
    public const string VpnGateway = "AWS::EC2::VPNGateway";
    public const string VpcGatewayAttachment = "AWS::EC2::VPCGatewayAttachment";
    public const string TransitGateway = "AWS::EC2::TransitGateway";
    public const string TransitGatewayVpcAttachment = "AWS::EC2::TransitGatewayVpcAttachment";
    public const string TransitGatewayPeeringAttachment = "AWS::EC2::TransitGatewayPeeringAttachment";
    public const string TransitGatewayRouteTable = "AWS::EC2::TransitGatewayRouteTable";
    public const string TransitGatewayAssociation = "AWS::EC2::TransitGatewayRouteTableAssociation";
    public const string TransitGatewayPropagation = "AWS::EC2::TransitGatewayRouteTablePropagation";
    public const string TransitGatewayRoute = "AWS::EC2::TransitGatewayRoute";
    public const string HostedZone = "AWS::Route53::HostedZone";
    public const string RecordSet = "AWS::Route53::RecordSet";
    public const string ResolverRule = "AWS::Route53Resolver::ResolverRule";
    public const string ResolverRuleAssociation = "AWS::Route53Resolver::ResolverRuleAssociation";
    public const string ResolverEndpoint = "AWS::Route53Resolver::ResolverEndpoint";
    public const string FirewallRuleGroupAssociation = "AWS::Route53Resolver::FirewallRuleGroupAssociation";
    public const string Profile = "AWS::Route53Profiles::Profile";
    public const string ProfileAssociation = "AWS::Route53Profiles::ProfileAssociation";
    public const string ProfileResourceAssociation = "AWS::Route53Profiles::ProfileResourceAssociation";

    /// <summary>Whether a type leads out of VPCs, or decides names.</summary>
    public static bool IsBeyondVpcs(string type) => type.StartsWith("AWS::Route53", StringComparison.Ordinal)
        || type is HostedZoneAssociation or VpcPeeringConnection or NatGateway or VpnGateway or VpcGatewayAttachment
            or TransitGatewayAcceptance or TransitGatewayOtherAttachment or VpcPeeringAcceptance
        || type.StartsWith(TransitGateway, StringComparison.Ordinal);

    /// <summary>Accepts a peering connection: <c>VpcPeeringConnectionId</c>, <c>IsAccepted</c>.</summary>
    public const string VpcPeeringAcceptance = "VpceTools::VPCPeeringAcceptance";

    /// <summary>Accepts an attachment of a transit gateway: <c>TransitGatewayAttachmentId</c>.</summary>
    public const string TransitGatewayAcceptance = "VpceTools::TransitGatewayAcceptance";

    /// <summary>What is attached to a transit gateway and is no VPC: <c>TransitGatewayId</c>.</summary>
    public const string TransitGatewayOtherAttachment = "VpceTools::TransitGatewayOtherAttachment";

    /// <summary>Adds an entry to a prefix list: <c>PrefixListId</c>, <c>Cidr</c>.</summary>
    public const string PrefixListEntry = "VpceTools::PrefixListEntry";

    /// <summary>Associates a hosted zone with a further VPC: <c>HostedZoneId</c>, <c>VPCId</c>, <c>VPCRegion</c>.</summary>
    public const string HostedZoneAssociation = "VpceTools::HostedZoneAssociation";

    /// <summary>Makes a route table the main one of a VPC: <c>VpcId</c>, <c>RouteTableId</c>.</summary>
    public const string MainRouteTableAssociation = "VpceTools::MainRouteTableAssociation";

    /// <summary>
    /// Adds to an endpoint: <c>VpcEndpointId</c>, and <c>SubnetIds</c>, <c>RouteTableIds</c>, <c>SecurityGroupIds</c>,
    /// <c>PolicyDocument</c> or <c>PrivateDnsEnabled</c>.
    /// </summary>
    public const string VpcEndpointAddition = "VpceTools::VPCEndpointAddition";

    /// <summary>
    /// Whether what a deployed stack has and its template names no longer stays, true or false by a choice: <c>Stay</c>; of one part of a
    /// table or ACL with <c>Of</c> and <c>Key</c>, else of all rules of its groups.
    /// </summary>
    public const string StackLeftovers = "VpceTools::StackLeftovers";

    /// <summary>What AWS says of a service: the properties of <c>ServiceDetails</c> of describe-vpc-endpoint-services.</summary>
    public const string Service = "VpceTools::VPCEndpointService";
}
