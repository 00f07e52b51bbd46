using System.Management.Automation.Language;
using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>The calls that a user requires of endpoint policies, in a diagnosis.</summary>
public sealed class RequiredCallTests : IDisposable
{
    private const string Queue = "arn:aws:sqs:us-east-1:111122223333:orders";
    private const string Policy = """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": "*",
              "Action": "sqs:Receive*",
              "Resource": "arn:aws:sqs:*:*:${aws:PrincipalTag/team, 'none'}"
            }
          ]
        }
        """;

    private readonly SnapshotFolder _folder = new(Document());
    private readonly ModuleSession _session = new(width: 80);

    public RequiredCallTests() => _session.Runspace.SessionStateProxy.SetVariable("s", _folder.Path);

    [Theory]
    [InlineData("-RequiredAction sqs:SendMessage", "Failed")]
    [InlineData("-RequiredAction sqs:ReceiveMessage -RequiredResource arn:aws:sqs:us-east-1:111122223333:x", "Unknown")]
    [InlineData("-RequiredAction s3:GetObject", "Passed")]
    [InlineData("", "Passed")]
    public void Test_VpcEndpoint_judges_the_policy_by_the_required_calls(string arguments, string status) =>
        Assert.Equal([status], _session.Invoke($"Test-VpcEndpoint vpce-0a1 -SnapshotPath $s -Check EndpointPolicy {arguments}")
            .Texts("Status"));

    [Fact]
    public void Every_action_is_required_on_every_resource_by_every_principal() => Assert.Contains(
        "stops 8 required calls",
        _session.Invoke($"Test-VpcEndpoint vpce-0a1 -SnapshotPath $s -Check EndpointPolicy -RequiredAction sqs:SendMessage, sqs:DeleteMessage -RequiredResource {Queue}, {Queue}-dlq -RequiredPrincipal 111122223333, arn:aws:iam::111122223333:role/app")
            .Texts("Message").Single(), StringComparison.Ordinal);

    [Theory]
    [InlineData("-RequiredCall @{ 'sqs:SendMessage' = 'arn:aws:sqs:us-east-1:111122223333:orders' }",
        "stops the required call: no statement allows sqs:SendMessage on arn:aws:sqs:us-east-1:111122223333:orders")]
    [InlineData("-RequiredCall @{ Action = 'sqs:SendMessage' }, @{ Action = 'sqs:PurgeQueue'; Principal = '111122223333' }",
        "stops 2 required calls")]
    [InlineData("-RequiredCall ('Action,Resource', 'sqs:SendMessage,', 's3:GetObject,arn:aws:s3:::b/*' | ConvertFrom-Csv)",
        "stops the required call: no statement allows sqs:SendMessage on *")]
    [InlineData("-RequiredAction sqs:PurgeQueue -RequiredCall @{ Action = 'sqs:SendMessage' }", "stops 2 required calls")]
    [InlineData("-RequiredCall @{ Action = 'sqs:ReceiveMessage'; Resource = 'arn:aws:sqs:us-east-1:111122223333:x'; Context = @{ 'aws:PrincipalTag/team' = 'x' } }", "lets the required call pass")]
    // s3:ListBucket is about buckets, sqs:ListQueues about nothing: no policy lacks a statement that allows either on a queue.
    [InlineData("-RequiredAction sqs:SendMessage, sqs:ListQueues, s3:ListBucket -RequiredResource arn:aws:sqs:us-east-1:111122223333:orders, arn:aws:s3:::b", "no statement allows sqs:SendMessage on arn:aws:sqs:us-east-1:111122223333:orders.")]
    public void Calls_are_required_one_by_one_and_only_those_that_can_be(string arguments, string message) => Assert.Contains(
        message, _session.Invoke($"Test-VpcEndpoint vpce-0a1 -SnapshotPath $s -Check EndpointPolicy {arguments}").Texts("Message").Single(),
        StringComparison.Ordinal);

    [Fact]
    public void A_repair_adds_what_each_of_the_required_calls_lacks()
    {
        var script = string.Join("\n", _session.Invoke(
            $"Repair-VpcEndpoint vpce-0a1 -SnapshotPath $s -Check EndpointPolicy -RequiredCall @{{ 'sqs:SendMessage' = '{Queue}' }}, @{{ 'sqs:ListQueues' = '*' }} -AsScript AwsCli").Succeeded());

        Assert.Contains("sqs:SendMessage", script, StringComparison.Ordinal);
        Assert.Contains("sqs:ListQueues", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-RequiredAction sqs:SendMessage -RequiredResource arn:aws:s3:::b", "ResourceInvalid")]
    [InlineData("-RequiredCall sqs:SendMessage", "CallInvalid")]
    [InlineData("-RequiredCall @{ Action = 'sqs:SendMessage'; Resuorce = '*' }", "CallInvalid")]
    [InlineData("-RequiredCall @{ Action = 'SendMessage' }", "ActionInvalid")]
    [InlineData("-RequiredResource *", "RequiredActionMissing")]
    [InlineData("-RequiredPrincipal 111122223333", "RequiredActionMissing")]
    [InlineData("-RequiredAction SendMessage", "ActionInvalid")]
    [InlineData("-RequiredAction sqs:SendMessage -RequiredPrincipal arn:aws:iam::111122223333:role/*", "PrincipalInvalid")]
    [InlineData("-RequiredAction sqs:SendMessage -RequiredResource orders", "ResourceInvalid")]
    [InlineData("-RequiredAction sqs:SendMessage -RequiredPrincipal admin", "PrincipalInvalid")]
    [InlineData("-RequiredAction sqs:SendMessage -RequiredPrincipal 11112222333", "PrincipalInvalid")]
    public void A_wrong_argument_ends_the_command_with_a_clear_error(string arguments, string errorId)
    {
        var result = _session.Invoke($"Get-VpcEndpointFinding vpce-0a1 -SnapshotPath $s {arguments}");

        Assert.Empty(result.Output);
        Assert.Equal($"{errorId},VpceTools.Commands.GetVpcEndpointFindingCommand", result.SingleError.FullyQualifiedErrorId);
    }

    [Fact]
    public void An_action_that_no_service_has_is_a_warning() => Assert.Contains(
        "IAM knows no service prefix 'sqz'.", _session.Invoke(
            "Test-VpcEndpoint vpce-0a1 -SnapshotPath $s -Check EndpointPolicy -RequiredAction sqz:SendMessage").Warnings);

    /// <summary>The line is read as PowerShell reads it, by its own parser.</summary>
    [Fact]
    public void The_line_for_PowerShell_hands_on_the_policy_character_by_character()
    {
        var finding = Assert.Single(_session.Invoke(
            $"Get-VpcEndpointFinding vpce-0a1 -SnapshotPath $s -Check EndpointPolicy -RequiredAction sqs:SendMessage -RequiredResource {Queue}").Succeeded());
        var line = (string)finding.Properties["PowerShell"].Value;

        var command = (CommandAst)Parser.ParseInput(line, out _, out var errors)
            .Find(ast => ast is CommandAst, searchNestedScriptBlocks: false)!;

        Assert.Empty(errors);
        Assert.Equal(
            Policy.Replace("\n  ]", $$"""
            ,
                {
                  "Effect": "Allow",
                  "Principal": "*",
                  "Action": "sqs:SendMessage",
                  "Resource": "{{Queue}}"
                }
              ]
            """, StringComparison.Ordinal),
            ((StringConstantExpressionAst)command.CommandElements[4]).Value);
    }

    [Fact]
    public void A_finding_as_a_list_shows_lines_that_can_be_pasted()
    {
        var text = _session.InvokeText(
            $"Get-VpcEndpointFinding vpce-0a1 -SnapshotPath $s -Check EndpointPolicy -RequiredAction sqs:SendMessage -RequiredResource {Queue} | Format-List");

        Assert.Contains("""
            AwsCli     : aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0a1 \
                         --policy-document \
                         '{
                           "Version": "2012-10-17",
            """, text, StringComparison.Ordinal);
        Assert.Contains("""
                         }' \
                         --region us-east-1
            """, text, StringComparison.Ordinal);
        // A line of the policy that is wider than the console is broken by the engine; the property has it whole.
        var line = Assert.Single(_session.Invoke(
            $"(Get-VpcEndpointFinding vpce-0a1 -SnapshotPath $s -Check EndpointPolicy -RequiredAction sqs:SendMessage -RequiredResource {Queue}).AwsCli").Succeeded());
        Assert.Contains(@"${aws:PrincipalTag/team, '\''none'\''}", (string)line.BaseObject, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    private static JsonObject Document()
    {
        var document = SmallWorld.Document();
        document["VpcEndpoints"]!.AsArray().Single(endpoint => (string?)endpoint!["VpcEndpointId"] == SmallWorld.Sqs)!["PolicyDocument"] =
            Policy;
        return document;
    }
}
