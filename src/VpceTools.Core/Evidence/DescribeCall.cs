using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>How a kind of evidence is had: the CLI command and the IAM action that it needs.</summary>
/// <param name="Kind">The evidence.</param>
/// <param name="Operation">The EC2 operation, for example <c>DescribeRouteTables</c>.</param>
/// <param name="Command">The <c>aws</c> CLI command.</param>
public sealed record DescribeCall(ResourceKind Kind, string Operation, string Command)
{
    /// <summary>The IAM action, for example <c>ec2:DescribeRouteTables</c>.</summary>
    public string IamAction => "ec2:" + Operation;

    /// <summary>The call that supplies a kind of evidence.</summary>
    public static DescribeCall For(ResourceKind kind) => kind switch
    {
        ResourceKind.VpcEndpoint => new(kind, "DescribeVpcEndpoints", "aws ec2 describe-vpc-endpoints"),
        ResourceKind.VpcEndpointService => new(kind, "DescribeVpcEndpointServices", "aws ec2 describe-vpc-endpoint-services"),
        ResourceKind.Vpc => new(kind, "DescribeVpcs", "aws ec2 describe-vpcs"),
        ResourceKind.VpcAttribute => new(kind, "DescribeVpcAttribute", "aws ec2 describe-vpc-attribute"),
        ResourceKind.Subnet => new(kind, "DescribeSubnets", "aws ec2 describe-subnets"),
        ResourceKind.SecurityGroup => new(kind, "DescribeSecurityGroups", "aws ec2 describe-security-groups"),
        ResourceKind.NetworkAcl => new(kind, "DescribeNetworkAcls", "aws ec2 describe-network-acls"),
        ResourceKind.RouteTable => new(kind, "DescribeRouteTables", "aws ec2 describe-route-tables"),
        ResourceKind.NetworkInterface => new(kind, "DescribeNetworkInterfaces", "aws ec2 describe-network-interfaces"),
        ResourceKind.Instance => new(kind, "DescribeInstances", "aws ec2 describe-instances"),
        ResourceKind.PrefixList => new(kind, "DescribePrefixLists", "aws ec2 describe-prefix-lists"),
        ResourceKind.DhcpOptions => new(kind, "DescribeDhcpOptions", "aws ec2 describe-dhcp-options"),
        ResourceKind.VpcPeeringConnection => new(kind, "DescribeVpcPeeringConnections", "aws ec2 describe-vpc-peering-connections"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of evidence."),
    };
}
