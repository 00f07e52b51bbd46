using System.Collections;
using System.Management.Automation;

namespace VpceTools.Parameters;

/// <summary>
/// Takes ids and ARNs of endpoints as text. Any other object is refused, in the way that lets the engine go on to its properties: by default it
/// would take the text of a VPC object, which is the name of its type, for an id.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EndpointIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => Unwrap(inputData) switch
    {
        null => null,
        string id => Id(id),
        IEnumerable items => items.Cast<object?>().Select(item => Unwrap(item) is string id ? Id(id) : throw Refusal(item)).ToArray(),
        var other => throw Refusal(other),
    };

    private static object? Unwrap(object? value) => value is PSObject wrapper ? wrapper.BaseObject : value;

    private static string Id(string text)
    {
        var id = text.Trim().ToLowerInvariant();
        return id.StartsWith("arn:", StringComparison.Ordinal) ? id.Substring(id.LastIndexOf('/') + 1) : id;
    }

    private static ArgumentTransformationMetadataException Refusal(object? value)
    {
        var message = $"An object of type {value?.GetType().Name ?? "null"} is not the id of a VPC endpoint.";
        return new(message, new PSInvalidCastException(message));
    }
}
