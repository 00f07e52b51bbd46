using VpceTools.Repairs.Actions;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>A policy in the lines to paste: quoted so that the shell hands on every character of it.</summary>
public sealed class ModifyVpcEndpointPolicyTests
{
    private const string Document = """
        {
          "Resource": "arn:aws:s3:::b/${aws:PrincipalTag/team, 'none'}/$HOME/`x`/*"
        }
        """;

    private readonly ModifyVpcEndpoint _repair = new("vpce-1") { Region = "eu-west-1", PolicyDocument = Document };

    [Fact]
    public void The_aws_line_is_quoted_for_a_POSIX_shell() => Assert.Equal(
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1 --policy-document "
            + $"'{Document.Replace("'none'", @"'\''none'\''", StringComparison.Ordinal)}' --region eu-west-1",
        _repair.ToAwsCli());

    [Fact]
    public void The_PowerShell_line_has_quotes_twice() => Assert.Equal(
        "Edit-EC2VpcEndpoint -VpcEndpointId vpce-1 -PolicyDocument "
            + $"'{Document.Replace("'none'", "''none''", StringComparison.Ordinal)}' -Region eu-west-1",
        _repair.ToPowerShell());

    [Fact]
    public void PowerShell_takes_typographic_quotes_for_quotes() => Assert.Contains(
        "-PolicyDocument '\"\u2018\u2018a\u2019\u2019\"'", (_repair with { PolicyDocument = "\"\u2018a\u2019\"" }).ToPowerShell(),
        StringComparison.Ordinal);

    [Fact]
    public void A_new_policy_needs_care_and_says_why()
    {
        Assert.Equal(RepairRisk.Caution, _repair.Risk);
        Assert.Equal("replace the policy", _repair.Description);
        Assert.Contains("what this policy allows", _repair.SideEffect, StringComparison.Ordinal);
    }
}
