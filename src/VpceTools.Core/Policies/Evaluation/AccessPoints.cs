namespace VpceTools.Policies;

/// <summary>
/// Calls through an S3 access point are about two resources, the access point and the bucket behind it, and an endpoint policy must allow
/// both.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html</remarks>
internal static class AccessPoints
{
    private const string ArnKey = "s3:DataAccessPointArn";
    private const string AccountKey = "s3:DataAccessPointAccount";
    private const string ResourceStart = "accesspoint/";
    private const string ObjectStart = "/object/";

    /// <summary>
    /// The calls that the policy must allow for a call: the call itself, and where it is through an access point, that on the other
    /// resource.
    /// </summary>
    public static IReadOnlyList<PolicyRequest> Asked(PolicyRequest request)
    {
        if (request.IsPartOfCall || Arn.TryParse(request.Resource) is not { Service: "s3" } arn || !CanGoThrough(request.Action))
            return [request];
        if (IsAccessPoint(arn))
            return Behind(request, arn);
        return request.Context.Values.TryGetValue(ArnKey, out var values) && values.Count == 1 && Arn.TryParse(values[0]) is not null
            ? [WithAccessPoint(request, values[0]) with { Resource = AccessPointOf(values[0], arn.Resource) },
                WithAccessPoint(request, values[0])]
            : [request];
    }

    /// <summary>Whether the call is through an access point and does not tell the bucket behind it.</summary>
    public static bool LeavesBucketOpen(PolicyRequest request) =>
        Arn.TryParse(request.Resource) is { Service: "s3" } arn && IsAccessPoint(arn) && CanGoThrough(request.Action)
        && !request.Context.Values.ContainsKey(ArnKey);

    // Which bucket is behind an access point its ARN does not tell; the object's key is the same.
    private static PolicyRequest[] Behind(PolicyRequest request, Arn arn)
    {
        var start = arn.Resource.IndexOf(ObjectStart, StringComparison.Ordinal);
        var name = start < 0 ? arn.Resource : arn.Resource.Substring(0, start);
        var known = WithAccessPoint(request, new Arn(arn.Partition, "s3", arn.Region, arn.Account, name).ToString());
        var behind = start < 0 ? "*" : $"*/{arn.Resource.Substring(start + ObjectStart.Length)}";
        return [known, known with { Resource = new Arn(arn.Partition, "s3", "", "", behind).ToString() }];
    }

    private static string AccessPointOf(string accessPoint, string bucketResource)
    {
        var slash = bucketResource.IndexOf('/');
        return slash < 0 ? accessPoint : $"{accessPoint}{ObjectStart}{bucketResource.Substring(slash + 1)}";
    }

    private static PolicyRequest WithAccessPoint(PolicyRequest request, string accessPoint) => request with
    {
        IsPartOfCall = true,
        AssumedContext = request.AssumedContext.With(ArnKey, accessPoint).With(AccountKey, Arn.TryParse(accessPoint)!.Account),
    };

    private static bool IsAccessPoint(Arn arn) =>
        arn.Account.Length > 0 && arn.Resource.StartsWith(ResourceStart, StringComparison.Ordinal);

    // Calls about objects, and those about buckets that access points take too; not those that manage access points.
    private static bool CanGoThrough(string action) => ServiceAuthorization.ResourcesOf(action) is { } takes
        && takes.Types.Any(type => type.Name is "bucket" or "object")
            && takes.Types.Any(type => type.Name is "accesspoint" or "accesspointobject");
}
