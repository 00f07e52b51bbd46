using System.Text;

namespace VpceTools.Policies;

/// <summary>A type of resources that actions are about: the form of their ARNs.</summary>
/// <param name="Name">The name that the Service Authorization Reference gives it, for example <c>object</c>.</param>
/// <param name="Template">
/// The ARN without its first two fields: <c>*</c> where any text may stand, <c>{Name}</c> for a name and <c>{!Name}</c> for one in which
/// no slash can be.
/// </param>
internal sealed record ResourceType(string Name, string Template)
{
    private readonly Lazy<GlobPattern> _any = new(() => Build(Template, "*", "*"));

    /// <summary>The service in the ARNs; <c>*</c> where it may be any.</summary>
    public string ArnService { get; } = Template.StartsWith("{", StringComparison.Ordinal) ? "*"
        : Template.Substring(0, Template.IndexOf(':'));

    /// <summary>The form for people: <c>arn:aws:s3:::BucketName/ObjectName</c>.</summary>
    public string Form => "arn:aws:" + Template.Replace("{!", "").Replace("{", "").Replace("}", "");

    /// <summary>How many slashes are in the ARNs at most: those of the form, where none can be in any of the names.</summary>
    public int Slashes { get; } =
        Template.Contains("{!") && !Template.Replace("{!", "").Contains('{') ? Template.Count(character => character == '/') : int.MaxValue;

    /// <summary>All resources of the type.</summary>
    public GlobPattern All => _any.Value;

    /// <summary>All resources of the type in a Region and its partition; those whose ARNs have no Region are of every one.</summary>
    public GlobPattern In(string region) => Build(Template, AwsPartition.Of(region), region);

    /// <summary>Whether a resource of the type can match the pattern.</summary>
    public bool Overlaps(GlobPattern pattern) => pattern.CountOf('/') <= Slashes && pattern.Overlaps(All);

    private static GlobPattern Build(string template, string partition, string region)
    {
        var fields = template.Split([':'], 3);
        var text = new StringBuilder($"arn:{partition}:{fields[0]}:{(fields[1] == "*" ? region : fields[1])}:");
        var isName = false;
        foreach (var character in fields[2])
        {
            if (character == '{')
                text.Append('*');
            else if (!isName && character != '}')
                text.Append(character);
            isName = character != '}' && (isName || character == '{');
        }

        return new GlobBuilder().AddPattern(text.ToString()).BuildArn()!;
    }
}

/// <summary>The resources that an action takes.</summary>
/// <param name="Types">Their types; none where a call is about no resource and is asked for on <c>*</c>.</param>
/// <param name="IsOptional">Whether a call may be about none of them.</param>
internal sealed record ActionResources(IReadOnlyList<ResourceType> Types, bool IsOptional)
{
    /// <summary>
    /// Whether calls are about no resource: "If this column is empty, the action does not support resource-level permissions and you must
    /// specify all resources ("*")"
    /// (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#actions_table).
    /// </summary>
    public bool TakesNone => Types.Count == 0;

    /// <summary>Whether a call can be about a resource that matches the pattern.</summary>
    public bool CanBeAbout(GlobPattern pattern) => Types.Any(type => type.Overlaps(pattern));

    /// <summary>The types for people: <c>object (arn:aws:s3:::BucketName/ObjectName)</c>.</summary>
    public override string ToString() => string.Join(" or ", Types.Select(type => $"{type.Name} ({type.Form})"));
}
