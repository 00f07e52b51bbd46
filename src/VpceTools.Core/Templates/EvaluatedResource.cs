namespace VpceTools.Templates;

/// <summary>A resource of a template, as far as it can be told before it is deployed.</summary>
/// <param name="Address">What it is called in the run: the logical id, behind the path of its nested stack.</param>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Existence">Whether it will exist.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="File">The file that it stands in.</param>
/// <param name="Line">The line of its logical id.</param>
/// <param name="ConstructPath">Its path among CDK constructs; null where the CDK did not write it.</param>
internal sealed record EvaluatedResource(
    string Address, string LogicalId, string Type, TemplateCondition Existence, MemberMap Properties, string File, int Line,
    string? ConstructPath)
{
    /// <summary>The name of the stack that is deployed, in which nested ones are; null where it is not known.</summary>
    public string? StackName { get; init; }
}
