using System.Management.Automation;
using VpceTools.Formatting;

namespace VpceTools.Parameters;

/// <summary>
/// Takes endpoints as people have them at hand: ids in any case and with blanks around and between them, ARNs, the endpoints' own DNS
/// names or URLs with them, and addresses in code. An object that is no text is refused, in the way that lets the engine go on to its
/// properties: by default it would take the text of a VPC object, which is the name of its type, for an id.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EndpointIdTransformationAttribute : ArgumentTransformationAttribute
{
    private const string IdPrefix = "vpce-";
    private const string ServicePrefix = "vpce-svc-";
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ','];
    private static readonly char[] AfterScheme = ['/', ':'];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => AwsToolsObject.Unwrap(inputData) switch
    {
        null => null,
        string { Length: 0 } nothing => nothing,
        _ => ObjectText.Items(inputData)
            .SelectMany(item => AwsToolsObject.Unwrap(item) is string text ? Ids(text) : throw Refusal(item)).ToArray(),
    };

    /// <summary>The ids in a text; one that is empty where there is none.</summary>
    public static IEnumerable<string> Ids(string text) => EndpointPattern.IsAddress(text) ? [text.Trim()]
        : text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(Id).DefaultIfEmpty("");

    private static string Id(string text)
    {
        var id = text.ToLowerInvariant();
        if (id.StartsWith("arn:", StringComparison.Ordinal))
            return id.Substring(id.LastIndexOf('/') + 1);
        // Of what is no id, such as the logical id of a template, the case is kept for messages.
        if (id.IndexOf('.') < 0)
            return id.StartsWith(IdPrefix, StringComparison.Ordinal) ? id : text;

        // Of vpce-0abc-1xyz.sqs.us-east-1.vpce.amazonaws.com, of a zone's name, and of a bucket's that stands before it, the label that
        // begins with the id.
        var scheme = id.IndexOf("://", StringComparison.Ordinal);
        var host = id.Substring(scheme < 0 ? 0 : scheme + 3).Split(AfterScheme)[0];
        var label = Array.Find(host.Split('.'), part =>
            part.StartsWith(IdPrefix, StringComparison.Ordinal) && !part.StartsWith(ServicePrefix, StringComparison.Ordinal));
        return label is null ? id : IdPrefix + label.Substring(IdPrefix.Length).Split('-')[0];
    }

    private static ArgumentTransformationMetadataException Refusal(object? value)
    {
        var message = $"An object of type {AwsToolsObject.Unwrap(value)?.GetType().Name ?? "null"} is not the id of a VPC endpoint.";
        return new(message, new PSInvalidCastException(message));
    }
}
