namespace VpceTools.Checks.Support;

/// <summary>Resource types as AWS CloudFormation names them.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_EC2.html</remarks>
internal static class ResourceTypes
{
    public const string DhcpOptions = "AWS::EC2::DHCPOptions";
    public const string FirewallRuleGroup = "AWS::Route53Resolver::FirewallRuleGroup";
    public const string HostedZone = "AWS::Route53::HostedZone";
    public const string NetworkAcl = "AWS::EC2::NetworkAcl";
    public const string NetworkInterface = "AWS::EC2::NetworkInterface";
    public const string Profile = "AWS::Route53Profiles::Profile";
    public const string ResolverEndpoint = "AWS::Route53Resolver::ResolverEndpoint";
    public const string ResolverRule = "AWS::Route53Resolver::ResolverRule";
    public const string RouteTable = "AWS::EC2::RouteTable";
    public const string SecurityGroup = "AWS::EC2::SecurityGroup";
    public const string Subnet = "AWS::EC2::Subnet";
    public const string Vpc = "AWS::EC2::VPC";
    public const string VpcEndpoint = "AWS::EC2::VPCEndpoint";

    private static readonly (string Prefix, string Type)[] Prefixes =
    [
        ("pcx-", "AWS::EC2::VPCPeeringConnection"),
        ("tgw-rtb-", "AWS::EC2::TransitGatewayRouteTable"),
        ("tgw-attach-", "AWS::EC2::TransitGatewayAttachment"),
        ("tgw-", "AWS::EC2::TransitGateway"),
        ("vgw-", "AWS::EC2::VPNGateway"),
        ("vpn-", "AWS::EC2::VPNConnection"),
        ("rtb-", RouteTable),
        ("acl-", NetworkAcl),
    ];

    /// <summary>The type of what can stand between VPCs, by its id.</summary>
    public static string Of(string id) => Array.Find(Prefixes, p => id.StartsWith(p.Prefix, StringComparison.Ordinal)).Type ?? "";
}
