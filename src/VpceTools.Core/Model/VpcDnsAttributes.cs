namespace VpceTools.Model;

/// <summary>The DNS attributes of a VPC, from two DescribeVpcAttribute calls.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="EnableDnsSupport">Whether the Route 53 Resolver answers in the VPC; null where not known.</param>
/// <param name="EnableDnsHostnames">Whether the VPC has DNS host names; null where not known.</param>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html</remarks>
public sealed record VpcDnsAttributes(string VpcId, bool? EnableDnsSupport, bool? EnableDnsHostnames);
