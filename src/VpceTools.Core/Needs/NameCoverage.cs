namespace VpceTools.Needs;

/// <summary>What the private names of endpoints make of a name.</summary>
public enum NameCoverage
{
    /// <summary>Nothing: the name is resolved as if the endpoints were not there.</summary>
    NotCovered,

    /// <summary>A private name, a wildcard perhaps, is it.</summary>
    Covered,

    /// <summary>
    /// It lies below a private name that has no wildcard for it: the zone of that name answers that there is no such name, where without
    /// the endpoint the public one would be found.
    /// </summary>
    Hidden,
}

/// <summary>Holds names against private names as DescribeVpcEndpointServices gives them, wildcards included.</summary>
/// <remarks>
/// Each private name, less its <c>*.</c>, is a hosted zone in the VPC, and the longest zone that a name is in decides it:
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html. A wildcard answers for every depth
/// below it, not for its own apex:
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk. This is about the names
/// of endpoints only; other hosted zones and rules of the VPC can decide otherwise.
/// </remarks>
public static class PrivateNameCoverage
{
    /// <summary>Whether a private name covers a name. Variables that stay in the name, as <c>{bucket}</c>, count as labels.</summary>
    public static bool Covers(string privateName, string name) => Of(name, [privateName]) == NameCoverage.Covered;

    /// <summary>What private names make of a name.</summary>
    public static NameCoverage Of(string name, IEnumerable<string> privateNames)
    {
        var (host, longest, coverage) = (Normal(name), -1, NameCoverage.NotCovered);
        foreach (var privateName in privateNames.Select(Normal))
        {
            var isWildcard = privateName.StartsWith("*.", StringComparison.Ordinal);
            var zone = isWildcard ? privateName.Substring(2) : privateName;
            if (zone.Length < longest || !IsIn(zone, host))
                continue;
            if (zone.Length > longest)
                (longest, coverage) = (zone.Length, NameCoverage.Hidden);
            if (isWildcard != (host.Length == zone.Length))
                coverage = NameCoverage.Covered;
        }

        return coverage;
    }

    private static bool IsIn(string zone, string host) => zone.Length > 0 && host.EndsWith(zone, StringComparison.Ordinal)
        && (host.Length == zone.Length || host[host.Length - zone.Length - 1] == '.');

    // The API writes * as \052 in the names of records.
    private static string Normal(string name) => name.TrimEnd('.').Replace("\\052", "*").ToLowerInvariant();
}
