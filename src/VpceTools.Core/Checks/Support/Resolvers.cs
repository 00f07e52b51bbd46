using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Checks.Support;

/// <summary>The DNS resolvers that DHCP gives to the clients of a VPC.</summary>
internal sealed record Resolvers
{
    // https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#AmazonDNS
    private static readonly IpAddress[] LinkLocal = [IpAddress.Parse("169.254.169.253"), IpAddress.Parse("fd00:ec2::253")];

    /// <summary>Those that are the VPC's own Route 53 Resolver.</summary>
    public ValueList<string> OfVpc { get; private init; } = [];

    /// <summary>Those that are somebody's: they may forward to the VPC's resolver, or may not.</summary>
    public ValueList<string> Custom { get; private init; } = [];

    /// <summary>The DHCP option set; null where the VPC has none.</summary>
    public string? OptionsId { get; private init; }

    /// <summary>What would have to be known to tell.</summary>
    public MissingEvidence? Missing { get; private init; }

    /// <summary>Reads the DHCP options of the endpoint's VPC.</summary>
    public static Resolvers From(CheckContext context) => From(context, context.Endpoint.VpcId);

    /// <summary>Reads the DHCP options of a VPC.</summary>
    public static Resolvers From(CheckContext context, string vpcId)
    {
        if (!context.Index.Vpcs.TryGetValue(vpcId, out var vpc) || vpc.DhcpOptionsId is not { Length: > 0 } id)
            return new() { Missing = context.Missing(ResourceKind.Vpc, vpcId) };
        // AssociateDhcpOptions takes "default" for no option set at all:
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html
        if (id == "default")
            return new();
        if (!context.Index.DhcpOptions.TryGetValue(id, out var options))
            return new() { OptionsId = id, Missing = context.Missing(ResourceKind.DhcpOptions, id) };
        return new()
        {
            OptionsId = id,
            OfVpc = options.DomainNameServers.Where(s => IsOfVpc(s, vpc)).ToValueList(),
            Custom = options.DomainNameServers.Where(s => !IsOfVpc(s, vpc)).ToValueList(),
        };
    }

    /// <summary>
    /// The base of the primary IPv4 range plus two is the resolver's; the same place in secondary ranges is only reserved.
    /// </summary>
    private static bool IsOfVpc(string server, Vpc vpc)
    {
        if (string.Equals(server, "AmazonProvidedDNS", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!IpAddress.TryParse(server, out var address))
            return false;
        return LinkLocal.Contains(address) || vpc.CidrBlocks.Where(b => b.Family == IpFamily.IPv4).Take(1)
            .Any(b => b.First.TryGetNext(out var one) && one.TryGetNext(out var two) && two.Equals(address));
    }
}
