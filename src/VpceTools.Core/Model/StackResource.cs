namespace VpceTools.Model;

/// <summary>
/// Which resource of which CloudFormation stack something is, as the tags <c>aws:cloudformation:stack-name</c> and
/// <c>aws:cloudformation:logical-id</c> tell that CloudFormation puts on what it makes. Nobody else can set them.
/// </summary>
/// <param name="StackName">The name of the stack; a nested one has a name of its own.</param>
/// <param name="LogicalId">The logical id in its template.</param>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html</remarks>
public sealed record StackResource(string StackName, string LogicalId)
{
    /// <summary>The tag with the name of the stack.</summary>
    internal const string StackNameTag = "aws:cloudformation:stack-name";

    /// <summary>The tag with the logical id.</summary>
    internal const string LogicalIdTag = "aws:cloudformation:logical-id";

    /// <summary>What tags tell; null where they tell of no stack.</summary>
    /// <param name="tags">The tags of a resource, by key.</param>
    internal static StackResource? From(IEnumerable<(string? Key, string? Value)> tags)
    {
        string? stack = null, logical = null;
        foreach (var (key, value) in tags)
            if (key == StackNameTag)
                stack = value;
            else if (key == LogicalIdTag)
                logical = value;
        return string.IsNullOrEmpty(stack) || string.IsNullOrEmpty(logical) ? null : new(stack!, logical!);
    }
}
