namespace VpceTools.Model;

/// <summary>A DHCP option set as DescribeDhcpOptions gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html</remarks>
public sealed record DhcpOptions
{
    /// <summary>The id, <c>dopt-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What CloudFormation's tags tell; null without them.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The resolvers: <c>AmazonProvidedDNS</c> or addresses.</summary>
    public ValueList<string> DomainNameServers { get; init; } = [];

    /// <summary>The domain name that hosts append.</summary>
    public string? DomainName { get; init; }
}
