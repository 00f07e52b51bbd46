using VpceTools.Model;

namespace VpceTools.Checks.Support;

/// <summary>Names of a service that its endpoint does not answer although clients use them. The one place of this data.</summary>
/// <param name="Code">The service's code.</param>
/// <param name="Names">The names; <c>{region}</c> stands for the Region.</param>
/// <param name="IsDefault">Whether SDKs that are still in use take such a name without being told to.</param>
/// <param name="Advice">What to use instead.</param>
/// <param name="Page">The AWS page that says so.</param>
internal sealed record HostNameTrap(string Code, ValueList<string> Names, bool IsDefault, string Advice, Uri Page)
{
    /// <summary>All that AWS documents and that diagnoses have met.</summary>
    public static ValueList<HostNameTrap> All { get; } =
    [
        new("sts", ["sts.amazonaws.com"], true,
            "Let clients use the Region's endpoint: AWS_STS_REGIONAL_ENDPOINTS=regional, sts_regional_endpoints = regional in the "
                + "profile, or an SDK of mid-2025 or later.",
            new("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sts_vpc_endpoint_create.html")),
        new("sqs", ["queue.amazonaws.com", "{region}.queue.amazonaws.com"], false,
            "Use sqs.{region}.amazonaws.com; AWS CLI and Boto3 versions before 2023 take the legacy names, unless they "
                + "are given --endpoint-url.",
            new("https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-internetwork-traffic-privacy.html")),
        new("s3", ["s3.amazonaws.com", "s3.dualstack.{region}.amazonaws.com"], false,
            "Use s3.{region}.amazonaws.com; the global and, with an IPv4 endpoint, the dual-stack names lead to public addresses.",
            new("https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html")),
    ];

    /// <summary>The names in a Region.</summary>
    public ValueList<string> In(string region) => [.. Names.Select(n => n.Replace("{region}", region))];
}
