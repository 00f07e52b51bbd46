namespace VpceTools.Naming;

/// <summary>
/// The names that AWS chose for its services, as against names below them that customers choose (buckets, APIs, repositories).
/// </summary>
internal static class ServiceNames
{
    /// <summary>
    /// A name that AWS lists as a service's private name, that of an endpoint, or <c>SERVICE.REGION.amazonaws.com</c> (<c>api.aws</c>): one
    /// label before the Region, since of two the first may be a customer's.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/general/latest/gr/rande.html</remarks>
    public static bool Contains(NameEvidence evidence, DomainName name)
    {
        var text = name.ToString();
        if (text.EndsWith(".vpce.amazonaws.com", StringComparison.Ordinal)
            || text.EndsWith(".vpce.amazonaws.com.cn", StringComparison.Ordinal))
            return true;
        foreach (var suffix in new[] { ".amazonaws.com", ".amazonaws.com.cn", ".api.aws" })
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
                return HasServiceAndRegion(text.Substring(0, text.Length - suffix.Length)) || evidence.AmazonNames.Contains(text);
        }

        return evidence.AmazonNames.Contains(text);
    }

    private static bool HasServiceAndRegion(string text)
    {
        var labels = text.Split('.');
        return labels.Length == 2 && IsRegion(labels[1]);
    }

    /// <summary>For example <c>us-east-1</c>, <c>us-gov-west-1</c>.</summary>
    private static bool IsRegion(string label)
    {
        var parts = label.Split('-');
        return parts.Length is 3 or 4 && parts[0].Length is 2 or 4 && parts[parts.Length - 1].Length == 1
            && char.IsDigit(parts[parts.Length - 1][0]);
    }
}
