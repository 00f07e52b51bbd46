using System.Globalization;
using VpceTools.Addressing;

namespace VpceTools.Naming;

/// <summary>
/// The names that the Resolver answers itself in every VPC with DNS hostnames: host names of instances, localhost, and the reverse names of
/// private addresses, of the VPC's and of its peers'.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html
/// </remarks>
internal static class AutodefinedNames
{
    private static readonly string[] Fixed =
        ["localhost", "localdomain", "127.in-addr.arpa", "254.169.in-addr.arpa", "10.in-addr.arpa", "168.192.in-addr.arpa"];

    /// <summary>The first Region has names of its own.</summary>
    private static readonly string[] FirstRegion = ["ec2.internal", "compute-1.internal", "compute-1.amazonaws.com"];

    /// <summary>The domain that takes on a name; null for none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="region">The VPC's Region; null where not known, which makes it any.</param>
    /// <param name="blocks">The address blocks of the VPC and of its peers.</param>
    public static string? DomainOf(DomainName name, string? region, IEnumerable<CidrBlock> blocks)
    {
        if (name.LabelCount == 0)
            return null;
        if (name.IsIn("in-addr.arpa"))
            return ReverseDomainOf(name, blocks) ?? Array.Find(Fixed, name.IsIn);
        if (name.IsIn("ip6.arpa"))
            return name.LabelCount > 2 ? "ip6.arpa" : null;
        var ofFirst = region is null or "us-east-1" ? Array.Find(FirstRegion, name.IsIn) : null;
        return Array.Find(Fixed, name.IsIn) ?? ofFirst ?? HostDomainOf(name, region);
    }

    /// <summary>Whether a domain is one of reverse names, which the VPC's Resolver configuration can switch off.</summary>
    public static bool IsReverse(string domain) => domain.EndsWith(".arpa", StringComparison.Ordinal) && domain != "127.in-addr.arpa";

    /// <summary>
    /// The address that the host name of an instance says, as in <c>ip-10-0-1-10.eu-west-1.compute.internal</c>; null for another name.
    /// </summary>
    public static IpAddress? AddressIn(DomainName name)
    {
        var label = name.ToString().Split('.')[0];
        return label.StartsWith("ip-", StringComparison.Ordinal)
            && IpAddress.TryParse(label.Substring(3).Replace('-', '.'), out var address) ? address : null;
    }

    /// <summary><c>REGION.compute.internal</c>, <c>REGION.compute.amazonaws.com</c> and its like in other partitions.</summary>
    private static string? HostDomainOf(DomainName name, string? region)
    {
        foreach (var suffix in new[] { "compute.internal", "compute.amazonaws.com", "compute.amazonaws.com.cn" })
        {
            var labels = DomainName.CountLabels(suffix) + 1;
            if (name.LabelCount >= labels && name.IsIn(suffix)
                && (region is null || (region != "us-east-1" && name.Suffix(labels) == $"{region}.{suffix}")))
                return name.Suffix(labels);
        }

        return null;
    }

    private static string? ReverseDomainOf(DomainName name, IEnumerable<CidrBlock> blocks)
    {
        var octets = ((IEnumerable<string>)name.ToString().Split('.')).Reverse().Skip(2).Take(4)
            .Select(l => byte.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out var octet) ? octet : (byte?)null)
                .TakeWhile(o => o is not null).ToArray();
        if (octets.Length == 0)
            return null;
        if (octets is [172, >= 16 and <= 31, ..])
            return name.Suffix(4);
        var text = string.Join(".", octets.Concat(Enumerable.Repeat((byte?)0, 4 - octets.Length)));
        if (!IpAddress.TryParse(text, out var address))
            return null;
        // Reverse zones end at octets, so a /20 is sixteen of them.
        var block = blocks.Where(b => b.Contains(address)).Select(b => (b.PrefixLength + 7) / 8).Where(o => o <= octets.Length)
            .DefaultIfEmpty(0).Max();
        return block == 0 ? null : name.Suffix(2 + block);
    }
}
