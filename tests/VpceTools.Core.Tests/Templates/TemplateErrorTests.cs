using System.Text;
using VpceTools.Templates;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.Templates;

/// <summary>Templates that are none, that contradict themselves, or that were made to hurt.</summary>
public sealed class TemplateErrorTests
{
    private const string Vpc = "\nResources:\n  Vpc: { Type: 'AWS::EC2::VPC' }\n";

    [Theory]
    [InlineData("a: 1", TemplateException.Invalid, 0)]
    [InlineData("Resources: [1]", TemplateException.Invalid, 1)]
    [InlineData("Resources:\n  A: 1", TemplateException.Invalid, 2)]
    [InlineData("Resources:\n  A: { Properties: {} }", TemplateException.Invalid, 2)]
    [InlineData("Resources:\n  A:\n    Type: X\n    Properties: []", TemplateException.Invalid, 4)]
    [InlineData("Resources:\n  A:\n    Type: X\n    Properties:\n      P: !Ref Nowhere", TemplateException.Invalid, 5)]
    [InlineData("Resources:\n  A:\n    Type: X\n    Properties:\n      P: !GetAtt Nowhere.Id", TemplateException.Invalid, 5)]
    [InlineData("Resources:\n  A:\n    Type: X\n    Properties:\n      P: !Sub '${Nowhere}'", TemplateException.Invalid, 5)]
    [InlineData("Resources:\n  A:\n    Type: X\n    Properties:\n      P: !Odd a", TemplateException.Invalid, 5)]
    [InlineData("Resources:\n  A:\n    Type: X\n    Properties:\n      P: !Select [3, [a]]", TemplateException.Invalid, 5)]
    [InlineData("Resources:\n  A:\n    Type: X\n    Properties:\n      P: !Cidr [10.0.0.0/30, 9, 8]", TemplateException.Invalid, 5)]
    [InlineData("Resources:\n  A:\n    Type: X\n    Condition: Nowhere", TemplateException.Invalid, 2)]
    [InlineData("Resources:\n  'Fn::ForEach::Many': [X, [a], {}]", TemplateException.NotProcessed, 2)]
    [InlineData("Parameters: { A: 1 }" + Vpc, TemplateException.Invalid, 1)]
    [InlineData("Parameters: { A: { Type: String, Default: c, AllowedValues: [a, b] } }\nResources: { X: { Type: T, Properties: { P: !Ref A } } }",
        TemplateException.ParameterInvalid, 1)]
    public void What_is_wrong_is_said_with_its_line(string yaml, string id, int line)
    {
        var error = Evaluated.Error(yaml);
        Assert.Equal((id, line), (error.ErrorId, error.Line));
    }

    [Theory]
    [InlineData("Conditions:\n  A: !Condition B\n  B: !Not [!Condition A]\nResources:\n  X: { Type: T, Condition: A }")]
    [InlineData("Resources:\n  A: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: !GetAtt B.CidrBlock } }\n"
        + "  B: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: !GetAtt A.CidrBlock } }")]
    public void What_depends_on_itself_is_told(string yaml) => Assert.Equal(TemplateException.Cycle, Evaluated.Error(yaml).ErrorId);

    [Fact]
    public void Conditions_in_a_chain_of_thousands_are_told_and_do_no_harm()
    {
        var yaml = new StringBuilder("Conditions:\n  C0: !Equals [a, b]\n");
        for (var i = 1; i <= 5000; i++)
            yaml.Append($"  C{i}: !Not [!Condition C{i - 1}]\n");
        yaml.Append("Resources:\n  X: { Type: T, Condition: C5000 }\n");
        Assert.Equal(TemplateException.TooLarge, Evaluated.Error(yaml.ToString()).ErrorId);
    }

    /// <summary>Each text is the one before it twice: thirty lines would make a text of a thousand million signs.</summary>
    [Fact]
    public void Texts_that_double_are_told()
    {
        var yaml = new StringBuilder("Resources:\n  V0: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: abcdefghijklmnop } }\n");
        for (var i = 1; i <= 30; i++)
            yaml.Append($"  V{i}: {{ Type: 'AWS::EC2::VPC', Properties: {{ CidrBlock: !Sub '${{V{i - 1}.CidrBlock}}${{V{i - 1}.CidrBlock}}' }} }}\n");
        Assert.Equal(TemplateException.TooLarge, Evaluated.Error(yaml.ToString()).ErrorId);
    }

    /// <summary>Conditions that refer to the one before twice: as a tree, the last would have a thousand million comparisons.</summary>
    [Fact]
    public void Conditions_that_double_stay_small()
    {
        var yaml = new StringBuilder("Parameters:\n");
        for (var i = 0; i <= 40; i++)
            yaml.Append($"  P{i}: {{ Type: String }}\n");
        yaml.Append("Conditions:\n  C0: !Equals [!Ref P0, a]\n");
        for (var i = 1; i <= 40; i++)
            yaml.Append($"  C{i}: !Or [!And [!Condition C{i - 1}, !Equals [!Ref P{i}, a]], !And [!Not [!Condition C{i - 1}], !Equals [!Ref P{i}, b]]]\n");
        yaml.Append("Resources:\n  X: { Type: T, Condition: C40 }\n");
        var resource = Assert.Single(Evaluated.Stack(yaml.ToString()).Resources());
        Assert.Null(resource.Existence.Value);
        Assert.InRange(resource.Existence.Size, 1, 300);
    }

    [Theory]
    [InlineData("A: &a 1\nB: *a", 2)]
    [InlineData("A: 1\nA: 2", 2)]
    [InlineData("? [a]\n: 1", 1)]
    [InlineData("A: [", 1)]
    [InlineData("# nothing", 2)]
    [InlineData("A: 1\n---\nB: 2", 2)]
    public void Yaml_that_CloudFormation_does_not_take_is_told_with_its_line(string yaml, int line)
    {
        var (root, error) = TemplateYaml.Read(yaml);
        Assert.Null(root);
        Assert.Equal(line, error!.Line);
    }

    [Fact]
    public void Depth_is_bounded_in_both_languages()
    {
        Assert.NotNull(TemplateYaml.Read(new string('[', 500) + new string(']', 500)).Error);
        Assert.Throws<TemplateException>(() => TemplateJson.Read(new string('[', 500) + new string(']', 500)));
    }

    [Fact]
    public void Json_and_Yaml_give_the_same_tree()
    {
        const string Json = """{ "Resources": { "A": { "Type": "T", "Properties": { "B": true, "C": [1, "x", null], "D": { "Fn::Sub": "y" } } } } }""";
        var fromJson = new StackEvaluator(Template.From(TemplateJson.Read(Json)), new());
        var fromYaml = new StackEvaluator(Template.From(TemplateYaml.Read(Json).Root!), new());
        Assert.Equal(fromJson.Resources().Single().Properties.Canonical, fromYaml.Resources().Single().Properties.Canonical);
        Assert.Equal("{B:true,C:[1,x],D:y}", fromJson.Resources().Single().Properties.Canonical);
    }
}
