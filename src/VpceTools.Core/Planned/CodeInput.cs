using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>Code that describes a network, or what a tool made of it.</summary>
/// <param name="Kind">What the path leads to.</param>
/// <param name="Path">A file or folder.</param>
public sealed record CodeInput(CodeKind Kind, string Path)
{
    /// <summary>The output of a run of the test file that <c>Export-VpcEndpointPlanTest</c> writes; only with a plan.</summary>
    public string? GraphPath { get; init; }

    /// <summary>
    /// Whether it is what was before: of a plan the state from which it starts, of a template one that another one replaces.
    /// </summary>
    public bool IsBefore { get; init; }

    /// <summary>The Region that a template goes to; null where nobody said.</summary>
    public string? Region { get; init; }

    /// <summary>The stack that a template is deployed as; null where nobody said.</summary>
    public string? StackName { get; init; }

    /// <summary>The parameters of a template, by name.</summary>
    public ValueList<KeyValuePair<string, string>> Parameters { get; init; } = [];
}

/// <summary>What a path to code leads to.</summary>
public enum CodeKind
{
    /// <summary>A plan of Terraform or OpenTofu, as <c>terraform show -json</c> prints it.</summary>
    Plan,

    /// <summary>A state of Terraform or OpenTofu, as <c>terraform show -json</c> prints it.</summary>
    State,

    /// <summary>A template of CloudFormation, or the folder that the CDK writes.</summary>
    Template,
}
