using VpceTools.Templates;
using Xunit;

namespace VpceTools.Core.Tests.Templates;

/// <summary>
/// What each function gives, as its page says:
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html.
/// </summary>
public sealed class TemplateFunctionTests
{
    private const string Sections = """
        Parameters:
          Given: { Type: String, Default: here }
          Open: { Type: String }
          Blocks: { Type: CommaDelimitedList, Default: "10.0.0.0/24, 10.0.1.0/24" }
          Subnets: { Type: "List<AWS::EC2::Subnet::Id>" }
          Image: { Type: "AWS::SSM::Parameter::Value<String>", Default: /image }
          Secret: { Type: String, NoEcho: true, Default: hidden }
        Mappings:
          Sizes:
            small: { mask: 24, zones: [a, b] }
            large: { mask: 24, zones: [a, c] }
        Conditions:
          IsHere: !Equals [!Ref Given, here]
          IsThere: !Equals [!Ref Given, there]
          IsOpen: !Equals [!Ref Open, x]
          IsNotOpen: !Not [!Condition IsOpen]
        """;

    private const string Resources = """

          Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.1.0.0/16 } }
          Group: { Type: "AWS::EC2::SecurityGroup" }
        """;

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html and -getatt.html</summary>
    [Theory]
    [InlineData("!Ref Given", "here")]
    [InlineData("{ Ref: Given }", "here")]
    [InlineData("!Ref Open", "${Open}")]
    [InlineData("!Ref Blocks", "[10.0.0.0/24,10.0.1.0/24]")]
    [InlineData("!Ref Subnets", "${Subnets}")]
    [InlineData("!Ref Image", "${Image}")]
    [InlineData("!Ref Secret", "${Secret}")]
    [InlineData("!Ref Vpc", "${Vpc}")]
    [InlineData("!GetAtt Vpc.CidrBlock", "10.1.0.0/16")]
    [InlineData("!GetAtt Vpc.VpcId", "${Vpc}")]
    [InlineData("{ 'Fn::GetAtt': [Vpc, CidrBlock] }", "10.1.0.0/16")]
    [InlineData("!GetAtt Group.GroupId", "${Group}")]
    [InlineData("!GetAtt Vpc.DefaultSecurityGroup", "${Vpc.DefaultSecurityGroup}")]
    [InlineData("!Ref AWS::Region", "${AWS::Region}")]
    [InlineData("!Ref AWS::NoValue", "(nothing)")]
    public void A_reference_is_what_it_refers_to(string value, string expected) => Assert.Equal(expected, ValueOf(value));

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html</summary>
    [Theory]
    [InlineData("!Ref AWS::Region", "cn-north-1")]
    [InlineData("!Ref AWS::Partition", "aws-cn")]
    [InlineData("!Ref AWS::URLSuffix", "amazonaws.com.cn")]
    [InlineData("!Ref AWS::AccountId", "111122223333")]
    [InlineData("!Ref AWS::StackName", "net")]
    [InlineData("!Sub 'com.amazonaws.${AWS::Region}.s3'", "com.amazonaws.cn-north-1.s3")]
    [InlineData("!GetAZs ''", "[cn-north-1a,cn-north-1b]")]
    [InlineData("!GetAZs", "[cn-north-1a,cn-north-1b]")]
    [InlineData("!Select [1, !GetAZs { Ref: 'AWS::Region' }]", "cn-north-1b")]
    public void A_pseudo_parameter_is_what_the_run_says(string value, string expected) => Assert.Equal(expected, ValueOf(value, new()
    {
        Region = "cn-north-1",
        AccountId = "111122223333",
        StackName = "net",
        Zones = ["cn-north-1a", "cn-north-1b"],
    }));

    /// <summary>
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html, -join, -split, -select
    /// </summary>
    [Theory]
    [InlineData("!Sub 'a-${Given}-${!Given}'", "a-here-${Given}")]
    [InlineData("!Sub ['${x}-${Vpc.CidrBlock}', { x: !Ref Given }]", "here-10.1.0.0/16")]
    [InlineData("!Sub 'vpc ${Vpc}'", "vpc ${Vpc}")]
    [InlineData("!Join ['', [a, !Ref Given, 1]]", "ahere1")]
    [InlineData("!Join [', ', !Ref Blocks]", "10.0.0.0/24, 10.0.1.0/24")]
    [InlineData("!Join ['.', [com.amazonaws, !Ref 'AWS::Region', sqs]]", "com.amazonaws.${AWS::Region}.sqs")]
    [InlineData("!Split ['|', 'a|b||c']", "[a,b,,c]")]
    [InlineData("!Split [',', !Join [',', [!Ref Vpc, !Ref Group]]]", "[${Vpc},${Group}]")]
    [InlineData("!Select [1, !Split [',', !Join [',', [!Ref Vpc, !Ref Group]]]]", "${Group}")]
    [InlineData("!Select ['2', [a, b, c]]", "c")]
    [InlineData("!Select [0, !Ref Subnets]", "${Subnets[0]}")]
    [InlineData("!Select [1, !GetAZs '']", "${zones[1]}")]
    [InlineData("!Select [1, !GetAZs { Ref: 'AWS::Region' }]", "${zones[1]}")]
    public void Texts_and_lists_are_put_together_and_taken_apart(string value, string expected) => Assert.Equal(expected, ValueOf(value));

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html</summary>
    [Theory]
    [InlineData("!Cidr [192.168.0.0/24, 6, 5]",
        "[192.168.0.0/27,192.168.0.32/27,192.168.0.64/27,192.168.0.96/27,192.168.0.128/27,192.168.0.160/27]")]
    [InlineData("!Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]", "10.1.1.0/24")]
    [InlineData("!Select [1, !Cidr ['2001:db8::/56', '2', '64']]", "2001:db8:0:1::/64")]
    [InlineData("!Select [0, !Cidr [!Ref Open, 4, 8]]", "${blocks of Open by 4 and 8[0]}")]
    public void Blocks_are_cut(string value, string expected) => Assert.Equal(expected, ValueOf(value));

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html</summary>
    [Theory]
    [InlineData("!FindInMap [Sizes, small, mask]", "24")]
    [InlineData("!FindInMap [Sizes, large, zones]", "[a,c]")]
    [InlineData("!FindInMap [Sizes, !Ref Open, mask]", "24")]
    [InlineData("!FindInMap [Sizes, !Ref Open, zones]", "${Sizes.Open.zones}")]
    [InlineData("!FindInMap [Sizes, huge, mask, { DefaultValue: 16 }]", "16")]
    public void A_mapping_tells_what_is_the_same_for_every_key_too(string value, string expected) => Assert.Equal(expected, ValueOf(value));

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html</summary>
    [Theory]
    [InlineData("!If [IsHere, a, b]", "a")]
    [InlineData("!If [IsThere, a, b]", "b")]
    [InlineData("!If [IsThere, !Select [9, [a]], b]", "b")]
    [InlineData("!If [IsThere, a, !Ref AWS::NoValue]", "(nothing)")]
    [InlineData("!If [IsOpen, a, b]", "(${Open} is x ? a : b)")]
    [InlineData("!If [IsOpen, a, a]", "a")]
    [InlineData("!If [IsOpen, !If [IsNotOpen, a, b], c]", "(${Open} is x ? b : c)")]
    [InlineData("!Join ['-', [!If [IsOpen, a, b], !If [IsOpen, c, d]]]", "(${Open} is x ? a-c : b-d)")]
    [InlineData("!Select [1, [!If [IsOpen, !Ref AWS::NoValue, a], b, c]]", "(${Open} is x ? c : b)")]
    [InlineData("!Sub ['${a}', { a: !If [IsNotOpen, 1, 2] }]", "(not (${Open} is x) ? 1 : 2)")]
    public void A_condition_chooses_where_it_is_known_and_leaves_both_where_not(string value, string expected) =>
        Assert.Equal(expected, ValueOf(value));

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html</summary>
    [Fact]
    public void An_import_is_what_another_stack_of_the_run_exports()
    {
        var inputs = new TemplateInputs { Export = name => name == "net-vpc" ? new ResourceReference("Net/Vpc", null) : null };
        Assert.Equal("${Net/Vpc}", ValueOf("!ImportValue net-vpc", inputs));
        Assert.Equal("${Net/Vpc}", ValueOf("{ 'Fn::ImportValue': !Sub 'net-vpc' }", inputs));
        Assert.Equal("${export other}", ValueOf("!ImportValue other", inputs));
    }

    [Theory]
    [InlineData("AWS::LanguageExtensions", null)]
    [InlineData("AWS::Serverless-2016-10-31", null)]
    [InlineData("Mine", TemplateException.NotProcessed)]
    [InlineData("AWS::Include", TemplateException.NotProcessed)]
    public void A_macro_that_may_make_anything_leaves_nothing_to_judge(string transform, string? error)
    {
        var yaml = $"Transform: {transform}\nResources: {{ A: {{ Type: 'AWS::EC2::VPC' }} }}\n";
        if (error is null)
            Assert.Single(Evaluated.Stack(yaml).Resources());
        else
            Assert.Equal(error, Evaluated.Error(yaml).ErrorId);
    }

    private static string ValueOf(string value, TemplateInputs? inputs = null) =>
        Evaluated.Stack($"{Sections}\nResources:{Resources}\n  It:\n    Type: Custom::Thing\n    Properties:\n      Value: {value}\n",
            inputs)
            .Resources().Single(resource => resource.LogicalId == "It").Properties["Value"]?.Canonical ?? "(nothing)";
}
