using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>
/// The name of an endpoint service of AWS, taken apart: <c>com.amazonaws.us-east-1.sqs-fips</c> is the FIPS one of <c>sqs</c> in
/// <c>us-east-1</c>.
/// </summary>
/// <param name="Code">The service's code, that of the common endpoint where this is the FIPS one.</param>
/// <param name="Region">The Region; null where the name has none, as <c>com.amazonaws.iam</c>.</param>
/// <param name="IsFips">Whether its names are FIPS ones.</param>
/// <param name="Cell">The cell's number, of a service with cells; null without one.</param>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html</remarks>
public sealed record EndpointServiceName(string Code, string? Region, bool IsFips, string? Cell)
{
    // The beginnings that are not those of a partition.
    private static readonly string[] OtherPrefixes = ["aws.sagemaker", "aws.api", "api.aws"];

    /// <summary>The service; null for one that this version does not know.</summary>
    public AwsService? Service => ServiceCatalog.Find(Code);

    /// <summary>
    /// The parts; null for what is no endpoint service of AWS, as those of customers (<c>com.amazonaws.vpce.us-east-1.vpce-svc-…</c>).
    /// </summary>
    public static EndpointServiceName? Parse(string serviceName)
    {
        if (PrefixOf(serviceName) is not { } prefix)
            return null;
        var code = serviceName.Substring(prefix.Length + 1);
        var dot = code.IndexOf('.');
        var region = dot > 0 && AwsRegion.IsName(code.Substring(0, dot)) ? code.Substring(0, dot) : null;
        if (region is not null)
            code = code.Substring(dot + 1);
        if (code.Length == 0 || code == "vpce" || code.StartsWith("vpce.", StringComparison.Ordinal)
            || code.StartsWith("vpce-svc-", StringComparison.Ordinal))
            return null;
        // cn.com.amazonaws.cn-north-1.transcribe.cn
        if (region is not null && region.StartsWith("cn-", StringComparison.Ordinal) && code.EndsWith(".cn", StringComparison.Ordinal))
            code = code.Substring(0, code.Length - 3);
        var cellAt = code.TrimEnd("0123456789".ToCharArray()).Length;
        if (ServiceCatalog.Find(code.Substring(0, cellAt)) is { HasCells: true } cells)
            return new(cells.Code, region, false, cellAt < code.Length ? code.Substring(cellAt) : null);
        if (ServiceCatalog.FindFips(code) is { } fips)
            return new(fips.Code, region, true, null);
        // What this version does not know yet is read by the rule that nearly all follow.
        return ServiceCatalog.Find(code) is null && code.EndsWith("-fips", StringComparison.Ordinal)
            ? new(code.Substring(0, code.Length - 5), region, true, null) : new(code, region, false, null);
    }

    private static string? PrefixOf(string serviceName)
    {
        string? longest = null;
        foreach (var prefix in ServiceCatalog.Partitions.SelectMany(partition => partition.ServicePrefixes).Concat(OtherPrefixes))
            if (prefix.Length > (longest?.Length ?? 0) && serviceName.Length > prefix.Length && serviceName[prefix.Length] == '.'
                && serviceName.StartsWith(prefix, StringComparison.Ordinal))
                longest = prefix;
        return longest;
    }
}
