using System.Text;
using VpceTools.Templates;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.Templates;

/// <summary>What AWS::LanguageExtensions adds: loops, JSON as text, defaults of mappings.</summary>
public sealed class TemplateLoopTests
{
    private const string Transform = "Transform: AWS::LanguageExtensions\n";

    [Fact]
    public void A_loop_makes_a_resource_for_each_element()
    {
        var resources = Of(Transform + """
            Resources:
              Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }
              Fn::ForEach::Endpoints:
                - Service
                - [sqs, ecr.api]
                - Endpoint&{Service}:
                    Type: AWS::EC2::VPCEndpoint
                    Properties:
                      VpcId: !Ref Vpc
                      ServiceName: !Sub com.amazonaws.eu-west-1.${Service}
                      Tags: [{ Key: Name, Value: !Ref Service }]

            """);

        Assert.Equal(["Vpc", "Endpointsqs", "Endpointecrapi"], resources.Select(resource => resource.LogicalId));
        Assert.Equal("com.amazonaws.eu-west-1.ecr.api", resources[2].Properties["ServiceName"]!.Canonical);
        Assert.Equal("[{Key:Name,Value:ecr.api}]", resources[2].Properties["Tags"]!.Canonical);
        // It stands where the loop has it.
        Assert.Equal(7, resources[1].Line);
    }

    [Theory]
    [InlineData("Parameters: { Names: { Type: CommaDelimitedList, Default: 'a, b' } }\n", null, "AX BX")]
    [InlineData("Parameters: { Names: { Type: CommaDelimitedList, Default: 'a, b' } }\n", "c", "CX")]
    [InlineData("Parameters: { Names: { Type: CommaDelimitedList } }\n", "a,c", "AX CX")]
    public void A_loop_runs_over_a_parameter(string parameters, string? given, string expected)
    {
        var resources = Of(Transform + parameters
            + "Resources:\n  Fn::ForEach::Many:\n    - X\n    - !Ref Names\n    - '${X}X': { Type: 'Custom::T' }\n", given);
        Assert.Equal(expected, string.Join(' ', resources.Select(resource => resource.LogicalId.ToUpperInvariant())));
    }

    [Fact]
    public void Loops_lie_in_each_other_and_in_properties()
    {
        var resources = Of(Transform + """
            Resources:
              Fn::ForEach::Outer:
                - X
                - [a, b]
                - Fn::ForEach::Inner:
                    - Y
                    - ["1", "2"]
                    - R${X}${Y}:
                        Type: Custom::T
                        Properties:
                          Fn::ForEach::Each:
                            - Z
                            - [P, Q]
                            - Value${Z}: !Sub "${X}${Y}${Z}"

            """);

        Assert.Equal(["Ra1", "Ra2", "Rb1", "Rb2"], resources.Select(resource => resource.LogicalId));
        Assert.Equal("b2Q", resources[3].Properties["ValueQ"]!.Canonical);
    }

    [Theory]
    // Without the transform CloudFormation has no loops, and over what nobody knows nobody can run.
    [InlineData("Resources:\n  Fn::ForEach::Many: [X, [a], { 'R${X}': { Type: T } }]\n", TemplateException.NotProcessed)]
    [InlineData(Transform + "Parameters: { Names: { Type: CommaDelimitedList } }\nResources:\n  Fn::ForEach::Many: [X, !Ref Names, { 'R${X}': { Type: T } }]\n",
        TemplateException.NotProcessed)]
    [InlineData(Transform + "Resources:\n  Fn::ForEach::Many: [X, !GetAZs '', { 'R${X}': { Type: T } }]\n", TemplateException.NotProcessed)]
    [InlineData(Transform + "Resources:\n  Fn::ForEach::Many: [X, [a]]\n", TemplateException.Invalid)]
    [InlineData(Transform + "Resources:\n  Fn::ForEach::Many: 7\n", TemplateException.Invalid)]
    public void What_is_no_loop_is_told(string yaml, string expected) =>
        Assert.Equal(expected, Assert.Throws<TemplateException>(() => Of(yaml)).ErrorId);

    /// <summary>Ten elements in loops six deep would be a million resources.</summary>
    [Fact]
    public void Loops_that_make_too_much_are_told()
    {
        var yaml = new StringBuilder(Transform + "Resources:\n");
        var indent = "  ";
        for (var i = 0; i < 6; i++)
        {
            yaml.Append($"{indent}Fn::ForEach::L{i}:\n{indent}  - X{i}\n{indent}  - [a, b, c, d, e, f, g, h, i, j]\n{indent}  -\n");
            indent += "    ";
        }

        yaml.Append($"{indent}'R${{X0}}${{X1}}${{X2}}${{X3}}${{X4}}${{X5}}': {{ Type: T }}\n");
        Assert.Equal(TemplateException.TooLarge, Assert.Throws<TemplateException>(() => Of(yaml.ToString())).ErrorId);
    }

    /// <summary>Each round puts a text of a thousand signs into a text of a thousand places.</summary>
    [Fact]
    public void Texts_that_grow_in_loops_are_told()
    {
        var places = string.Concat(Enumerable.Repeat("${X}", 1000));
        var yaml = $"{Transform}Resources:\n  Fn::ForEach::Many:\n    - X\n    - ['{new string('a', 1000)}']\n"
            + $"    - R: {{ Type: T, Properties: {{ Value: '{places}' }} }}\n";
        Assert.Equal(TemplateException.TooLarge, Assert.Throws<TemplateException>(() => Of(yaml)).ErrorId);
    }

    [Theory]
    [InlineData("!ToJsonString { a: [b, '1'] }", """{"a":["b","1"]}""")]
    [InlineData("!ToJsonString [!Ref 'AWS::Region', \"x\\\"y\"]", """["${AWS::Region}","x\u0022y"]""")]
    [InlineData("!Base64 hello", "aGVsbG8=")]
    [InlineData("!Length [a, b, c]", "3")]
    [InlineData("!FindInMap [M, a, k, DefaultValue: d]", "v")]
    [InlineData("!FindInMap [M, none, k, DefaultValue: d]", "d")]
    [InlineData("!FindInMap [None, a, k, DefaultValue: d]", "d")]
    // Whatever the key is: the mapping's values and the default are the same.
    [InlineData("!FindInMap [M, !Ref 'AWS::StackId', k, DefaultValue: v]", "v")]
    [InlineData("!FindInMap [M, !Ref 'AWS::StackId', k]", "v")]
    [InlineData("!FindInMap [M, !Ref 'AWS::StackId', k, DefaultValue: d]", "${M.AWS::StackId.k}")]
    public void Functions_come_to(string value, string expected) =>
        Assert.Equal(expected, Evaluated.Value(value, Transform + "Mappings: { M: { a: { k: v }, b: { k: v } } }"));

    private static List<EvaluatedResource> Of(string yaml, string? names = null)
    {
        var (root, error) = TemplateYaml.Read(yaml);
        Assert.Null(error);
        var given = names is null ? [] : new Dictionary<string, string> { ["Names"] = names };
        return [.. new StackEvaluator(Template.From(root!, given), new()).Resources()];
    }
}
