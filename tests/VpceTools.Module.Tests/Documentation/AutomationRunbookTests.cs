using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace VpceTools.Module.Tests.Documentation;

/// <summary>
/// The runbook of docs/guides/organization.md against what AWS documents of such documents, as far as the runbook uses it: elements and
/// parameters (https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html), the properties
/// of steps (https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html), the inputs of a script
/// (https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html) and system variables
/// (https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html).
/// </summary>
public sealed partial class AutomationRunbookTests
{
    private const int LongestScript = 600;
    private static readonly string[] TopLevel = ["schemaVersion", "description", "assumeRole", "parameters", "variables", "mainSteps",
        "outputs", "files"];
    private static readonly string[] ParameterKeys = ["type", "description", "default", "allowedValues", "allowedPattern", "minItems",
        "maxItems", "minChars", "maxChars", "displayType"];
    private static readonly string[] ParameterTypes =
        ["String", "StringList", "Boolean", "Integer", "MapList", "StringMap", "AWS::IAM::Role::Arn", "AWS::S3::Bucket::Name",
            "AWS::EC2::Instance::Id", "List<AWS::EC2::Instance::Id>"];
    private static readonly string[] StepKeys =
        ["name", "action", "description", "inputs", "outputs", "maxAttempts", "timeoutSeconds", "onFailure", "onCancel", "isEnd",
            "nextStep", "isCritical"];
    private static readonly string[] ScriptInputs = ["Runtime", "Handler", "InputPayload", "Script", "Attachment"];
    private static readonly string[] Runtimes =
        ["PowerShell Core 6.0", "PowerShell 7.0", "PowerShell 7.4", "python3.7", "python3.8", "python3.9", "python3.10", "python3.11"];
    private static readonly string[] SystemVariables =
        ["global:ACCOUNT_ID", "global:DATE", "global:DATE_TIME", "global:REGION", "automation:EXECUTION_ID"];

    private static readonly string Text = RepositoryFiles.Read("docs", "guides", "automation", "export-snapshot.yaml");
    private static readonly YamlMappingNode Runbook = Read();

    [Fact]
    public void It_has_the_elements_of_schema_0_3()
    {
        Only(Runbook, TopLevel, "schemaVersion", "mainSteps");
        Assert.Equal("0.3", Scalar(Runbook, "schemaVersion"));
        Assert.All(Mapping(Runbook, "parameters").Children, parameter =>
        {
            Assert.Matches("^[a-zA-Z0-9_]{1,50}$", ((YamlScalarNode)parameter.Key).Value);
            var definition = Only((YamlMappingNode)parameter.Value, ParameterKeys, "type");
            Assert.Contains(Scalar(definition, "type"), ParameterTypes);
            if (definition.Children.TryGetValue("allowedPattern", out var pattern)
                && definition.Children.TryGetValue("default", out var value))
                Assert.Matches(((YamlScalarNode)pattern).Value!, ((YamlScalarNode)value).Value);
        });
    }

    [Fact]
    public void Its_steps_are_scripts_that_may_run_so_long()
    {
        var steps = ((YamlSequenceNode)Runbook.Children["mainSteps"]).Children.Cast<YamlMappingNode>().ToList();

        Assert.True((bool?)(Scalar(steps[^1], "isEnd") == "true"));
        Assert.All(steps, step =>
        {
            Only(step, StepKeys, "name", "action", "inputs");
            Assert.Matches("^[a-zA-Z0-9_]{3,128}$", Scalar(step, "name"));
            Assert.Equal("aws:executeScript", Scalar(step, "action"));
            Assert.InRange(int.Parse(Scalar(step, "timeoutSeconds"), System.Globalization.CultureInfo.InvariantCulture), 1, LongestScript);
            Assert.Contains(Scalar(step, "onFailure"), (string[])["Abort", "Continue"]);
            var inputs = Only(Mapping(step, "inputs"), ScriptInputs, "Runtime", "Script");
            Assert.Contains(Scalar(inputs, "Runtime"), Runtimes);
        });
    }

    [Fact]
    public void What_it_refers_to_is_a_parameter_or_a_variable_of_Automation()
    {
        var known = Mapping(Runbook, "parameters").Children.Keys.Select(key => ((YamlScalarNode)key).Value!).Concat(SystemVariables)
            .ToList();
        var references = Reference().Matches(Text).Select(match => match.Groups["name"].Value).ToList();

        Assert.All(references, reference => Assert.Contains(reference, known));
        // A parameter that nothing uses would be asked for in vain.
        Assert.Empty(known.Except(SystemVariables).Except(references));
        // Values reach the script as data, never as text of the script.
        Assert.DoesNotMatch(Reference(), Script());
    }

    [Fact]
    public void Its_script_is_PowerShell_and_reads_from_its_payload_what_the_step_hands_over()
    {
        var ast = Parser.ParseInput(Script(), out _, out var errors);

        Assert.Empty(errors);
        var read = ast.FindAll(node =>
            node is MemberExpressionAst { Expression: VariableExpressionAst { VariablePath.UserPath: "payload" } },
            searchNestedScriptBlocks: true)
            .Select(node => ((MemberExpressionAst)node).Member.Extent.Text).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Mapping(Inputs(), "InputPayload").Children.Keys.Select(key => ((YamlScalarNode)key).Value)
            .Order(StringComparer.Ordinal), read);
    }

    private static YamlMappingNode Inputs() =>
        Mapping((YamlMappingNode)((YamlSequenceNode)Runbook.Children["mainSteps"]).Children[0], "inputs");

    private static string Script() => Scalar(Inputs(), "Script");

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static YamlMappingNode Only(YamlMappingNode node, string[] allowed, params string[] required)
    {
        var keys = node.Children.Keys.Select(key => ((YamlScalarNode)key).Value!).ToList();
        Assert.Empty(keys.Except(allowed));
        Assert.Empty(required.Except(keys));
        return node;
    }

    private static string Scalar(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;

    private static YamlMappingNode Mapping(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    [GeneratedRegex(@"\{\{\s*(?<name>[\w:.]+)\s*\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
