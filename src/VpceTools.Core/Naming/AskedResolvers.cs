using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>The DNS servers that DHCP gives to the clients of a VPC, by what they are.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#AmazonDNS</remarks>
internal sealed record AskedResolvers
{
    private static readonly IpAddress[] LinkLocal = [IpAddress.Parse("169.254.169.253"), IpAddress.Parse("fd00:ec2::253")];

    /// <summary>The option set; null where the VPC has none of its own.</summary>
    public string? OptionsId { get; private init; }

    /// <summary>Those that are the VPC's own resolver, as the option set writes them.</summary>
    public ValueList<string> Own { get; private init; } = [];

    /// <summary>Inbound Resolver endpoints.</summary>
    public ValueList<ResolverEndpoint> Inbound { get; private init; } = [];

    /// <summary>Servers of which nothing tells what they answer.</summary>
    public ValueList<string> Foreign { get; private init; } = [];

    /// <summary>What would tell which servers clients ask.</summary>
    public MissingNameEvidence? Missing { get; private init; }

    public static AskedResolvers Of(NameIndex index, VpcNames vpc)
    {
        var unknown = $"Which resolver clients of {vpc.Id} ask is not known";
        if (vpc.Vpc.DhcpOptionsId is not { Length: > 0 } id)
            return new() { Missing = new(NameEvidenceKind.Vpc, vpc.Id, vpc.AccountId, $"{unknown}: its DHCP option set is not.") };
        // AssociateDhcpOptions takes "default" for no option set at all; instances then ask 169.254.169.253.
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html
        if (id == "default")
            return new() { Own = ["no DHCP option set"] };
        if (!index.Evidence.DhcpOptions.TryGetValue(id, out var options))
            return new() { OptionsId = id, Missing = new(NameEvidenceKind.DhcpOptions, id, vpc.AccountId, unknown + ".") };
        var (own, inbound, foreign) = (new List<string>(), new List<ResolverEndpoint>(), new List<string>());
        foreach (var server in options.Item.DomainNameServers)
        {
            if (IsOwn(server, vpc.Vpc))
                own.Add(server);
            else if (IpAddress.TryParse(server, out var address) && index.Resolvers.Inbound(address, vpc.Id) is { } endpoint)
                inbound.Add(endpoint);
            else
                foreign.Add(server);
        }

        return new()
        {
            OptionsId = id,
            Own = own.ToValueList(),
            Inbound = inbound.Distinct().ToValueList(),
            Foreign = foreign.ToValueList(),
            Missing = options.Item.DomainNameServers.Count > 0 ? null : new(NameEvidenceKind.Undocumented, id, vpc.AccountId,
                $"DHCP option set {id} names no DNS server, and what clients of {vpc.Id} ask then is not documented."),
        };
    }

    /// <summary>
    /// The base of the primary IPv4 block plus two is the resolver's; the same place in secondary blocks is only reserved.
    /// </summary>
    private static bool IsOwn(string server, Vpc vpc)
    {
        if (ResolverEndpoints.Is(server, "AmazonProvidedDNS"))
            return true;
        if (!IpAddress.TryParse(server, out var address))
            return false;
        return LinkLocal.Contains(address) || vpc.CidrBlocks.Where(b => b.Family == IpFamily.IPv4).Take(1)
            .Any(b => b.First.TryGetNext(out var one) && one.TryGetNext(out var two) && two == address);
    }
}
