using System.Collections;
using System.Management.Automation;
using VpceTools.Formatting;
using VpceTools.Model;

namespace VpceTools.Parameters;

/// <summary>A filter for endpoints, as <c>Get-EC2VpcEndpoint -Filter</c> takes it: a name with values, of which one has to fit.</summary>
/// <remarks>
/// Values are compared as EC2 does, with <c>*</c> and <c>?</c> as wildcards and case as it is:
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
/// </remarks>
public sealed class EndpointFilter
{
    private const string TagPrefix = "tag:";

    private static readonly Dictionary<string, Func<VpcEndpoint, string?>> Names = new(StringComparer.Ordinal)
    {
        ["ip-address-type"] = endpoint => endpoint.IpAddressType,
        ["service-name"] = endpoint => endpoint.ServiceName,
        ["service-region"] = endpoint => endpoint.ServiceRegion,
        ["vpc-endpoint-id"] = endpoint => endpoint.Id,
        ["vpc-endpoint-state"] = endpoint => endpoint.StateName,
        ["vpc-endpoint-type"] = endpoint => endpoint.TypeName,
        ["vpc-id"] = endpoint => endpoint.VpcId,
    };

    private readonly WildcardPattern[] _patterns;

    private EndpointFilter(string name, IReadOnlyList<string> values)
    {
        Name = name;
        Values = values;
        // EC2 itself writes states and types in differing case.
        var options = name is "vpc-endpoint-state" or "vpc-endpoint-type" ? WildcardOptions.IgnoreCase : WildcardOptions.None;
        _patterns = [.. values.Select(value => WildcardPattern.Get(
            WildcardPattern.Escape(value).Replace("`*", "*").Replace("`?", "?"), options | WildcardOptions.CultureInvariant))];
    }

    /// <summary>The name of the filter.</summary>
    public string Name { get; }

    /// <summary>The values.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>A filter of a known name.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The name is none, or there is no value.</exception>
    internal static EndpointFilter Of(string name, object? values)
    {
        if (!Names.ContainsKey(name) && name != "tag-key"
            && !(name.StartsWith(TagPrefix, StringComparison.Ordinal) && name.Length > TagPrefix.Length))
            throw Refusal($"'{name}' is no filter of VPC endpoints. Those of EC2 are {string.Join(", ", Names.Keys)}, tag-key and tag:KEY.");
        string[] texts = [.. ObjectText.Items(values).Select(value => AwsToolsObject.Unwrap(value)?.ToString() ?? "")];
        return texts.Length > 0 ? new(name, texts) : throw Refusal($"Filter '{name}' has no value.");
    }

    /// <summary>The filter for a tag.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">There is no value.</exception>
    internal static EndpointFilter OfTag(string key, object? values) => Of(TagPrefix + key, values);

    internal static ArgumentTransformationMetadataException Refusal(string message) => new(message, new PSInvalidCastException(message));

    /// <summary>Whether an endpoint has one of the values.</summary>
    internal bool Matches(VpcEndpoint endpoint)
    {
        if (Names.TryGetValue(Name, out var value))
            return value(endpoint) is { } text && IsOne(text);
        return Name == "tag-key" ? endpoint.Tags.Any(tag => IsOne(tag.Key))
            : endpoint.Tags.Any(tag => tag.Key == Name.Substring(TagPrefix.Length) && IsOne(tag.Value));
    }

    private bool IsOne(string text) => Array.Exists(_patterns, pattern => pattern.IsMatch(text));
}

/// <summary>
/// Takes filters as AWS.Tools does, as its own objects or as <c>@{ Name = 'vpc-id'; Values = 'vpc-1' }</c>, and by their names alone:
/// <c>@{ 'vpc-id' = 'vpc-1' }</c>. Tags likewise: <c>@{ Key = 'Stage'; Value = 'prod' }</c> or <c>@{ Stage = 'prod' }</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FilterTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether tags are given.</summary>
    public bool AreTags { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (AwsToolsObject.Unwrap(inputData) is IDictionary ? [inputData] : ObjectText.Items(inputData)).SelectMany(Read).ToArray();

    private IEnumerable<EndpointFilter> Read(object? item)
    {
        var (name, values) = AreTags ? ("Key", "Value") : ("Name", "Values");
        switch (AwsToolsObject.Unwrap(item))
        {
            case EndpointFilter filter:
                return [filter];
            case IDictionary table when !table.Contains(name):
                return table.Keys.Cast<object>().Select(key => Make(key.ToString()!, table[key])).ToArray();
            case IDictionary table:
                return [Make(table[name]?.ToString() ?? "", table[values] ?? table[AreTags ? "Values" : "Value"])];
            case not null and not string when PSObject.AsPSObject(item).Properties is var properties && properties[name] is { } own:
                return [Make(own.Value?.ToString() ?? "", properties[values]?.Value)];
            default:
                throw EndpointFilter.Refusal(AreTags ? "A tag is a hashtable such as @{ Stage = 'prod' }."
                    : "A filter is a hashtable such as @{ Name = 'vpc-endpoint-type'; Values = 'Interface' }.");
        }
    }

    private EndpointFilter Make(string name, object? values) =>
        AreTags ? EndpointFilter.OfTag(name, values) : EndpointFilter.Of(name, values);
}
