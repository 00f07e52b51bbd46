using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>A host name by which clients call a service, as a pattern.</summary>
/// <remarks>
/// Known variables are <c>{region}</c>, <c>{globalRegion}</c>, <c>{dnsSuffix}</c> and <c>{dualStackDnsSuffix}</c>, which the Region
/// decides, and <c>{account}</c>. What else stands in braces (<c>{bucket}</c>, <c>{api}</c>, <c>{zone}</c> …) is the resource's.
/// </remarks>
public sealed record DefaultName
{
    /// <summary>The name, for example <c>sqs.{region}.{dnsSuffix}</c>.</summary>
    public required string Pattern { get; init; }

    /// <summary>What the name is made of.</summary>
    public NameForm Form { get; init; }

    /// <summary>
    /// Whether it is the name of an endpoint with FIPS 140 validated cryptography. In some Regions that is the common name.
    /// </summary>
    public bool IsFips { get; init; }

    /// <summary>Whether the name has IPv6 addresses too.</summary>
    public bool IsDualStack { get; init; }

    /// <summary>How clients come to ask it.</summary>
    public NameUse Use { get; init; }

    /// <summary>Who asks it.</summary>
    public ValueList<NameClient> AskedBy { get; init; } = [];

    /// <summary>The only operations that it is asked for; none where it is asked for all.</summary>
    public ValueList<string> Operations { get; init; } = [];

    /// <summary>The partitions and Regions where it is asked; none for all.</summary>
    public ValueList<string> In { get; init; } = [];

    /// <summary>Partitions and Regions where it is not asked.</summary>
    public ValueList<string> NotIn { get; init; } = [];

    /// <summary>The types of endpoint of the service that do not answer it, as AWS documents; private names decide the rest.</summary>
    public ValueList<EndpointType> NotAnsweredBy { get; init; } = [];

    /// <summary>What goes wrong because private DNS does answer it; null where nothing does.</summary>
    public string? Capture { get; init; }

    /// <summary>What to do where no endpoint answers it; null where there is nothing to say but to create one.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether the name is asked in a Region.</summary>
    public bool IsAskedIn(string region, Partition partition) =>
        (In.Count == 0 || In.Contains(partition.Id) || In.Contains(region)) && !NotIn.Contains(region) && !NotIn.Contains(partition.Id);
}

/// <summary>What a name is made of.</summary>
public enum NameForm
{
    /// <summary>The service and the Region: <c>sqs.us-east-1.amazonaws.com</c>.</summary>
    Regional,

    /// <summary>The service without the caller's Region: <c>sts.amazonaws.com</c>.</summary>
    Global,

    /// <summary>A form that AWS still serves and no longer recommends.</summary>
    Legacy,

    /// <summary>With the account, or with what stands for it: <c>111122223333.ddb.us-east-1.amazonaws.com</c>.</summary>
    Account,

    /// <summary>With a resource: a bucket, an API, a function.</summary>
    Resource,

    /// <summary>With an Availability Zone: <c>s3express-use1-az4.us-east-1.amazonaws.com</c>.</summary>
    Zonal,

    /// <summary>Given by a call that clients make first: <c>ingest-cell2.timestream.us-east-1.amazonaws.com</c>.</summary>
    Discovery,
}

/// <summary>How clients come to ask a name.</summary>
public enum NameUse
{
    /// <summary>Without being told to.</summary>
    Default,

    /// <summary>By one documented setting that changes every client of an environment.</summary>
    Setting,

    /// <summary>Only where somebody wrote the name down.</summary>
    Explicit,
}

/// <summary>Who asks a name.</summary>
/// <param name="Product">The product.</param>
/// <param name="Versions">Its versions, in words; null for all.</param>
/// <param name="When">The condition, as the end of a sentence that begins with "when" or "for"; null for none.</param>
/// <param name="Page">The AWS page that says so.</param>
/// <param name="Evidence">Where else it can be seen; null where the page suffices.</param>
public sealed record NameClient(string Product, string? Versions, string? When, Uri Page, Uri? Evidence)
{
    /// <summary>Product, versions and condition as a phrase.</summary>
    public override string ToString() => Product + (Versions is null ? "" : $" ({Versions})") + Condition;

    private string Condition => When is null ? "" : When.StartsWith("for ", StringComparison.Ordinal) ? $" {When}" : $" when {When}";
}
