namespace VpceTools.Policies;

/// <summary>Says of a text whether it is a resource that a call can be about.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html</remarks>
public static class ResourceNames
{
    private const string S3Scheme = "s3://";

    /// <summary>
    /// Why no resource has that name; null for ARNs, also with wildcards, and for <c>*</c>, which is any. A statement about ARNs matches no other text, so that the answer to a call
    /// on one would be sure and say nothing.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="region">The Region of the call, for the ARN that is suggested; null where it is not known.</param>
    public static string? WhyNone(string text, string? region = null)
    {
        // A star at the end stands for the fields that are missing.
        if (text == "*" || Arn.TryParse(text) is not null || (text.StartsWith("arn:", StringComparison.Ordinal) && text.EndsWith("*", StringComparison.Ordinal)))
            return null;
        var arn = new Arn(region is null ? "aws" : AwsPartition.Of(region), "s3", "", "", text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase) ? text.Substring(S3Scheme.Length) : "my-bucket/*");
        return $"'{text}' is no resource: one is * or an ARN, such as {arn}.";
    }
}
