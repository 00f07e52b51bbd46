using System.Globalization;
using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What AWS services put into their answers, wherever it was received.</summary>
public static class ServiceAnswer
{
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html#access-denied-vpc-endpoint-policies: "… because no
    // VPC endpoint policy allows the … action", "… with an explicit deny in a VPC endpoint policy".
    private static readonly Regex Policy = new(
        @"[^<>""{}\r\n]*\bVPC endpoint polic(y|ies)\b[^<>""{}\r\n]*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
            TimeSpan.FromMinutes(1));

    // Ids are UUIDs, base64 or letters and digits, whatever the service.
    private static readonly Regex Id = new(@"^[A-Za-z0-9+/=_.:-]{1,200}\z", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    /// <summary>The headers in which services give the id of a request; S3 has a name of its own.</summary>
    public static ValueList<string> RequestIdHeaders { get; } = ["x-amzn-RequestId", "x-amz-request-id", "x-amzn-request-id"];

    /// <summary>The id of a request; null where the text cannot be one.</summary>
    public static string? RequestId(string? text) => text?.Trim() is { } id && Id.IsMatch(id) ? id : null;

    /// <summary>The status of an answer, three digits (RFC 9110 section 15); null where the text is none.</summary>
    public static int? Status(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599 ? status : null;

    /// <summary>The sentence of an answer's body that blames a policy of an endpoint; null for none.</summary>
    public static string? PolicyMessage(string body) => Policy.Match(body) is { Success: true } match ? ShownText.Error(match.Value) : null;
}
