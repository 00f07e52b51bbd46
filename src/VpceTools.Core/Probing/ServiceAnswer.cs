using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What AWS services put into their answers, wherever it was received.</summary>
public static class ServiceAnswer
{
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html#access-denied-vpc-endpoint-policies: "… because no VPC endpoint
    // policy allows the … action", "… with an explicit deny in a VPC endpoint policy".
    private static readonly Regex Policy = new(
        @"[^<>""{}\r\n]*\bVPC endpoint polic(y|ies)\b[^<>""{}\r\n]*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>The headers in which services give the id of a request; S3 has a name of its own.</summary>
    public static ValueList<string> RequestIdHeaders { get; } = ["x-amzn-RequestId", "x-amz-request-id", "x-amzn-request-id"];

    /// <summary>The sentence of an answer's body that blames a policy of an endpoint; null for none.</summary>
    public static string? PolicyMessage(string body) => Policy.Match(body) is { Success: true } match ? match.Value.Trim() : null;
}
