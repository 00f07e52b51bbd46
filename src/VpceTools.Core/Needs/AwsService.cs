using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>A service of AWS that VPC endpoints can be made for, with the names that clients call it by.</summary>
public sealed record AwsService
{
    /// <summary>The code, which is the end of the endpoint service's name: <c>ecr.api</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The service's name in AWS's documentation.</summary>
    public required string Title { get; init; }

    /// <summary>How the endpoint service's name begins; null where the partition decides.</summary>
    public string? Prefix { get; init; }

    /// <summary>Whether the endpoint service's name has no Region: <c>com.amazonaws.iam</c>.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Whether there is one endpoint service a cell, with the cell's number at the end: <c>timestream.ingest-cell2</c>.</summary>
    public bool HasCells { get; init; }

    /// <summary>The types of endpoint, the one to prefer inside a VPC first.</summary>
    public ValueList<EndpointType> Types { get; init; } = [];

    /// <summary>The code of the endpoint service with FIPS names; null where AWS lists none.</summary>
    public string? FipsCode { get; init; }

    /// <summary>What the AWS SDK for Python calls the clients of the service; none where it has no client.</summary>
    public ValueList<string> SdkNames { get; init; } = [];

    /// <summary>The TCP ports.</summary>
    public ValueList<int> Ports { get; init; } = [];

    /// <summary>Whether clients need every one of <see cref="Ports"/>; else one is enough, and which it is, is theirs to choose.</summary>
    public bool NeedsAllPorts { get; init; }

    /// <summary>The AWS page about its endpoints, or the list of endpoint services.</summary>
    public required Uri Page { get; init; }

    /// <summary>What its endpoints have of their own, as AWS documents it; null for nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>The names that clients call it by; none where no name was found in AWS's documentation.</summary>
    public ValueList<DefaultName> Names { get; init; } = [];

    /// <summary>
    /// The names that endpoint services for it can have in a Region, the most likely first; of a service with cells, without the cell's
    /// number.
    /// </summary>
    /// <remarks>
    /// Which one there is, DescribeVpcEndpointServices tells; in <c>aws</c> and <c>aws-us-gov</c> there is one candidate only.
    /// </remarks>
    public ValueList<string> ServiceNamesIn(string region, Partition partition, bool fips = false)
    {
        if ((fips ? FipsCode : Code) is not { } code)
            return [];
        var place = IsGlobal ? "" : region + ".";
        return (Prefix is null ? partition.ServicePrefixes : [Prefix]).Select(prefix => $"{prefix}.{place}{code}").ToValueList();
    }
}
