using VpceTools.Templates;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.Templates;

/// <summary>Evaluates texts, for tests.</summary>
internal static class Evaluated
{
    /// <summary>The evaluator of a template in YAML.</summary>
    public static StackEvaluator Stack(string yaml, TemplateInputs? inputs = null)
    {
        var (root, error) = TemplateYaml.Read(yaml);
        Assert.Null(error);
        return new(Template.From(root!), inputs ?? new());
    }

    /// <summary>What the property Value of the resource It comes to, as its canonical text.</summary>
    public static string Value(string value, string sections = "", TemplateInputs? inputs = null) =>
        Stack($"{sections}\nResources:\n  It:\n    Type: Custom::Thing\n    Properties:\n      Value: {value}\n", inputs)
            .Resources().Single(resource => resource.LogicalId == "It").Properties["Value"]?.Canonical ?? "(nothing)";

    /// <summary>The error that reading or evaluating a template ends with.</summary>
    public static TemplateException Error(string yaml, TemplateInputs? inputs = null) =>
        Assert.Throws<TemplateException>(() => Stack(yaml, inputs).Resources().ToList());
}
