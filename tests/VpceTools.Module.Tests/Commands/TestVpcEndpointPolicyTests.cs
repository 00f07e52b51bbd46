using System.Management.Automation;
using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

public sealed class TestVpcEndpointPolicyTests(TestVpcEndpointPolicyTests.PolicySession session)
    : IClassFixture<TestVpcEndpointPolicyTests.PolicySession>
{
    private const string Queue = "arn:aws:sqs:us-east-1:111122223333:orders";

    [Fact]
    public void A_decision_has_the_properties_of_the_contract_and_its_type_name()
    {
        var decision = Assert.Single(session.Invoke(
            $"Test-VpcEndpointPolicy vpce-0a1 sqs:SendMessage {Queue} -Principal 111122223333 -SnapshotPath $s").Succeeded());

        Assert.Equal("VpceTools.EndpointPolicyDecision", decision.TypeNames[0]);
        Assert.Equal(
            ["Decision", "Action", "Resource", "Principal", "EndpointId", "ServiceName", "VpcId", "Region", "AccountId", "Reason",
                "Statements", "OtherStatements", "MissingContextKeys", "AssumedContextKeys"],
            decision.Properties.Select(p => p.Name));
        Assert.Equal(
            ("Allowed", "sqs:SendMessage", Queue, "111122223333", "vpce-0a1"),
            (decision.Properties["Decision"].Value.ToString(), decision.Properties["Action"].Value, decision.Properties["Resource"].Value,
                decision.Properties["Principal"].Value, decision.Properties["EndpointId"].Value));
    }

    [Fact]
    public void Each_action_resource_and_principal_is_one_decision() => Assert.Equal(
        ["Allowed", "Allowed", "ExplicitDeny", "ExplicitDeny"],
        session.Invoke($"Test-VpcEndpointPolicy vpce-0a1 sqs:SendMessage, sqs:DeleteQueue {Queue} -Principal 111122223333, arn:aws:iam::111122223333:role/app -SnapshotPath $s").Texts("Decision"));

    [Fact]
    public void A_decision_names_its_statement_with_sid_index_and_place_and_says_why_the_others_have_no_say() => Assert.Equal(
        [
            "0 Own Allow 1:38 it does not match because Action sqs:Send*, sqs:Receive* does not match sqs:DeleteQueue",
            "1 NoDelete Deny 1:138 it denies the request: Action sqs:Delete*, Resource * and Principal * match",
        ],
        session.Invoke($$"""
            $d = Test-VpcEndpointPolicy vpce-0a1 sqs:DeleteQueue {{Queue}} -SnapshotPath $s
            @($d.OtherStatements) + @($d.Statements) | ForEach-Object { "$($_.Index) $($_.Sid) $($_.Effect) $($_.Line):$($_.Column) $($_.Why)" }
            """).Succeeded().Select(o => o.ToString()));

    [Fact]
    public void What_hangs_on_a_key_names_the_key_and_its_values() => Assert.Equal(
        ["Conditional", "aws:PrincipalOrgID (StringEquals o-1, o-2)"],
        session.Invoke("$d = Test-VpcEndpointPolicy vpce-0b1 s3:GetObject arn:aws:s3:::own/x -SnapshotPath $s; $d.Decision; $d.MissingContextKeys").Succeeded().Select(o => o.ToString()));

    [Theory]
    [InlineData("@{ 'AWS:principalorgid' = 'o-2' }", "Allowed")]
    [InlineData("@{ 'aws:PrincipalOrgID' = 'o-3' }", "ImplicitDeny")]
    [InlineData("@{ 'aws:PrincipalOrgID' = $null }", "ImplicitDeny")]
    [InlineData("@{ 'aws:PrincipalOrgID' = @() }", "ImplicitDeny")]
    [InlineData("([ordered]@{ 'aws:PrincipalOrgID' = 'o-1' })", "Allowed")]
    [InlineData("([pscustomobject]@{ 'aws:PrincipalOrgID' = @('o-1') })", "Allowed")]
    [InlineData("'aws:PrincipalOrgID=o-1; aws:TagKeys=a,b'", "Allowed")]
    public void The_context_is_a_hashtable_an_object_or_text(string context, string decision) =>
        Assert.Equal([decision], session.Invoke(
            $"Test-VpcEndpointPolicy vpce-0b1 s3:GetObject arn:aws:s3:::own/x -SnapshotPath $s -Context {context}").Texts("Decision"));

    [Theory]
    [InlineData("StringEquals", "aws:SourceVpce", "vpce-0a1", "", "aws:SourceVpce = vpce-0a1")]
    [InlineData("StringEquals", "aws:SourceVpc", "vpc-0a1", "", "aws:SourceVpc = vpc-0a1")]
    [InlineData("StringEquals", "aws:RequestedRegion", "us-east-1", "", "aws:RequestedRegion = us-east-1")]
    [InlineData("Null", "aws:SourceIp", "true", "", "aws:SourceIp absent")]
    [InlineData("IpAddress", "aws:VpcSourceIp", "10.0.3.20", "-ClientInstanceId i-0f1", "aws:VpcSourceIp = 10.0.3.20")]
    [InlineData("StringEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/app", "-Principal arn:aws:iam::111122223333:role/app",
        "aws:PrincipalArn = arn:aws:iam::111122223333:role/app")]
    [InlineData("StringEquals", "aws:SourceVpce", "vpce-9", "-Context @{ 'aws:SourceVpce' = 'vpce-9' }", "")]
    public void What_endpoint_client_and_principal_fix_is_filled_in_and_told_and_the_caller_wins(string @operator, string key, string value,
        string arguments, string assumed)
    {
        using var folder = session.Snapshot("vpce-0a1",
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"{{{@operator}}}":{"{{{key}}}":"{{{value}}}"} } } }""");

        var decision = Assert.Single(session.Invoke(
            $"Test-VpcEndpointPolicy vpce-0a1 sqs:SendMessage {Queue} -SnapshotPath '{folder.Path}' {arguments}").Succeeded());

        Assert.Equal(("Allowed", assumed), (decision.Properties["Decision"].Value.ToString(),
            decision.Properties["AssumedContextKeys"].Value.ToString()));
    }

    [Fact]
    public void Without_a_client_or_with_many_addresses_VpcSourceIp_stays_open()
    {
        using var folder = session.Snapshot("vpce-0a1",
            """{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}}}}""");

        Assert.Equal(
            ["Conditional", "Conditional"],
            session.Invoke($"'', '10.0.3.0/24' | ForEach-Object {{ $c = @{{}}; if ($_) {{ $c.ClientCidr = $_ }}; Test-VpcEndpointPolicy vpce-0a1 sqs:SendMessage {Queue} -SnapshotPath '{folder.Path}' @c }}").Texts("Decision"));
    }

    [Fact]
    public void Calls_come_from_a_table()
    {
        var decisions = session.Invoke($$"""
            @(
                [pscustomobject]@{ Action = 'sqs:SendMessage'; Resource = '{{Queue}}'; Principal = ''; Context = '' }
                [pscustomobject]@{ Action = 'sqs:DeleteQueue'; Resource = '{{Queue}}'; Principal = 'arn:aws:iam::111122223333:role/app'; Context = 'aws:TagKeys=a' }
                [pscustomobject]@{ Action = 'sqs:GetQueueUrl'; Resource = ''; Principal = ''; Context = '' }
            ) | Test-VpcEndpointPolicy -Id vpce-0a1 -SnapshotPath $s
            """);

        Assert.Equal(["Allowed", "ExplicitDeny", "ImplicitDeny"], decisions.Texts("Decision"));
        Assert.Equal(["", "arn:aws:iam::111122223333:role/app", ""], decisions.Texts("Principal"));
        Assert.Equal(["*"], decisions.Texts("Resource").Skip(2));
    }

    [Fact]
    public void A_table_may_name_the_endpoint_of_each_call() => Assert.Equal(
        ["vpce-0a1 sqs:SendMessage", "vpce-0b1 s3:GetObject"],
        session.Invoke("[pscustomobject]@{ EndpointId = 'vpce-0a1'; Action = 'sqs:SendMessage' }, [pscustomobject]@{ EndpointId = 'vpce-0b1'; Action = 's3:GetObject' } | Test-VpcEndpointPolicy -SnapshotPath $s | ForEach-Object { \"$($_.EndpointId) $($_.Action)\" }")
            .Succeeded().Select(o => o.ToString()));

    [Fact]
    public void Endpoints_come_by_id_too() => Assert.Equal(
        ["vpce-0b1", "vpce-0a1"], session.Invoke("'vpce-0b1', 'vpce-0a1' | Test-VpcEndpointPolicy -Action s3:GetObject -SnapshotPath $s")
            .Texts("EndpointId"));

    [Theory]
    [InlineData("'{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}}'")]
    [InlineData("policy.json")]
    [InlineData("file://policy.json")]
    [InlineData("\"$PWD/policy.json\"")]
    public void A_document_is_text_or_a_file_and_needs_no_endpoint(string document)
    {
        session.Write("policy.json",
            "\uFEFF{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}}");

        var result = session.Invoke($"Test-VpcEndpointPolicy -PolicyDocument {document} -Action s3:GetObject, s3:PutObject");

        Assert.Equal(["Allowed", "ImplicitDeny"], result.Texts("Decision"));
        Assert.Equal(["", ""], result.Texts("EndpointId"));
    }

    // "access is granted to the AWS account root user only, not all users and roles for the account":
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
    [Theory]
    [InlineData("", "Allowed")]
    [InlineData("-Gateway", "ImplicitDeny")]
    public void A_document_is_an_interface_endpoints_unless_it_is_said(string arguments, string decision) => Assert.Equal(
        [decision],
        session.Invoke($$"""
            Test-VpcEndpointPolicy -PolicyDocument '{"Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"} }' -Action s3:GetObject -Principal arn:aws:iam::111122223333:role/app {{arguments}}
            """).Texts("Decision"));

    [Theory]
    [InlineData("vpce-0a1 sqs:SendMessage", "True")]
    [InlineData("vpce-0a1 sqs:SendMessage, sqs:DeleteQueue", "False")]
    [InlineData("vpce-0b1 s3:GetObject arn:aws:s3:::own/x", "False")]
    [InlineData("vpce-0b1 s3:GetObject arn:aws:s3:::own/x -Context @{ 'aws:PrincipalOrgID' = 'o-1' }", "True")]
    [InlineData("vpce-0[ab]1 sqs:SendMessage, s3:GetObject -Context @{ 'aws:PrincipalOrgID' = 'o-9' }", "True False")]
    // Calls of another service than the endpoint's do not count.
    [InlineData("vpce-0[ab]1 sqs:SendMessage, s3:GetObject -Context @{ 'aws:PrincipalOrgID' = 'o-1' }", "True True")]
    [InlineData("vpce-0[ab]1 sqs:SendMessage", "True")]
    [InlineData("vpce-0a1", "True")]
    [InlineData("vpce-0a1 -ReferencePolicyDocument '{\"Statement\":[]}'", "False")]
    [InlineData("vpce-0a1 sqs:DeleteQueue -ReferencePolicyDocument '{\"Statement\":[]}'", "False")]
    [InlineData("vpce-0a1 sqs:PurgeQueue -ReferencePolicyDocument '{\"Statement\":[]}'", "True")]
    // An action that takes none of the resources cannot be decided.
    [InlineData("vpce-0b1 s3:GetObject, s3:ListBucket arn:aws:s3:::own -Context @{ 'aws:PrincipalOrgID' = 'o-1' }", "False")]
    public void Quiet_is_true_where_every_call_is_surely_allowed(string arguments, string expected) => Assert.Equal(
        expected.Split(' ').Order(), session.Invoke($"Test-VpcEndpointPolicy {arguments} -SnapshotPath $s -Quiet -WarningAction Ignore")
            .Succeeded().Select(o => o.ToString()).Order());

    [Fact]
    public void A_policy_that_is_not_well_formed_is_one_error_and_the_others_are_decided()
    {
        using var folder = session.Snapshot("vpce-0a1", "{\n  \"Statement\": [ { \"Effect\": \"Permit\" } ]\n}");

        var result = session.Invoke($"Test-VpcEndpointPolicy -Id vpce-0a1, vpce-0b1 -Action s3:GetObject -SnapshotPath '{folder.Path}'");
        var quiet = session.Invoke(
            $"Test-VpcEndpointPolicy -Id vpce-0a1, vpce-0b1 -Action s3:GetObject -SnapshotPath '{folder.Path}' -Quiet -Context @{{ 'aws:PrincipalOrgID' = 'o-1' }}");

        Assert.Equal("PolicyInvalid,VpceTools.Commands.TestVpcEndpointPolicyCommand", result.SingleError.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, result.SingleError.CategoryInfo.Category);
        Assert.Contains("line 2, column 30", result.SingleError.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["vpce-0b1"], result.Output.Select(o => o.Properties["EndpointId"].Value));
        Assert.Equal([false, true], quiet.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void An_endpoint_whose_policy_is_not_in_the_evidence_is_an_error() => Assert.Equal(
        "PolicyUnknown,VpceTools.Commands.TestVpcEndpointPolicyCommand",
        session.Invoke("Test-VpcEndpointPolicy vpce-0c1 ecr:GetAuthorizationToken -SnapshotPath $s").SingleError.FullyQualifiedErrorId);

    [Theory]
    [InlineData("vpce-0a1 SendMessage -SnapshotPath $s", "ActionInvalid", "SendMessage")]
    [InlineData("vpce-0a1 sqs:SendMessage -SnapshotPath $s -Principal arn:aws:iam::111122223333:role/*", "PrincipalInvalid",
        "arn:aws:iam::111122223333:role/*")]
    [InlineData("vpce-0a1 sqs:SendMessage -SnapshotPath $s -Principal 111122223333, ' admin '", "PrincipalInvalid", "admin")]
    [InlineData("vpce-0b1 s3:GetObject b/k -SnapshotPath $s", "ResourceInvalid", "b/k")]
    [InlineData("vpce-0b1 s3:GetObject 's3://b/k' -SnapshotPath $s", "ResourceInvalid", "s3://b/k")]
    [InlineData("vpce-0a1 sqs:SendMessage -SnapshotPath $s -Principal 11112222333", "PrincipalInvalid", "11112222333")]
    [InlineData("vpce-0a1 sqs:SendMessage -SnapshotPath $s -Context @{ 1 = 'a' }", "ContextInvalid", "1")]
    [InlineData("vpce-0a1 sqs:SendMessage -SnapshotPath $s -Context @{ 'a:b' = @{} }", "ContextInvalid", "a:b")]
    [InlineData("vpce-0a1 sqs:SendMessage -SnapshotPath $s -Context @{ 'a:b' = [datetime]::UtcNow, $null }", "ContextInvalid", "a:b")]
    [InlineData("vpce-0b1 s3:GetObject arn:aws:s3:::own -SnapshotPath $s", "ResourceInvalid", "arn:aws:s3:::own")]
    [InlineData("vpce-0b1 -Call s3:GetObject -SnapshotPath $s", "CallInvalid", "s3:GetObject")]
    [InlineData("vpce-0b1 -Call @{ Action = 's3:GetObject'; Resuorce = '*' } -SnapshotPath $s", "CallInvalid", "Resuorce")]
    [InlineData("vpce-0b1 -Call @{ Resource = 'arn:aws:s3:::own' } -SnapshotPath $s", "CallInvalid", "Resource=arn:aws:s3:::own")]
    [InlineData("vpce-0b1 -Call @{ Action = 's3:GetObject'; Context = 'x' } -SnapshotPath $s", "ContextInvalid", "x")]
    [InlineData("vpce-0b1 -Call @{ 's3:GetObject' = 'own' } -SnapshotPath $s", "ResourceInvalid", "own")]
    [InlineData("-Action sqs:SendMessage -PolicyDocument nothing.json", "PolicyNotFound", "nothing.json")]
    [InlineData("-PolicyDocument '{\"Statement\":[]}' -ReferencePolicyDocument nothing.json", "PolicyNotFound", "nothing.json")]
    [InlineData("-Action sqs:SendMessage -PolicyDocument nowhere:\\x", "PolicyNotFound", "nowhere:\\x")]
    [InlineData("-Action sqs:SendMessage -PolicyDocument '{'", "PolicyInvalid", "The policy")]
    public void A_wrong_argument_is_one_clear_error(string arguments, string errorId, string target)
    {
        var result = session.Invoke($"Test-VpcEndpointPolicy {arguments}");

        Assert.Empty(result.Output);
        Assert.Equal($"{errorId},VpceTools.Commands.TestVpcEndpointPolicyCommand", result.SingleError.FullyQualifiedErrorId);
        Assert.Equal(target, result.SingleError.TargetObject);
    }

    [Theory]
    [InlineData("vpce-0ffffffffffffffff sqs:SendMessage -SnapshotPath $s", "EndpointNotFound")]
    [InlineData("vpce-0a1 sqs:SendMessage -SnapshotPath nowhere", "SnapshotNotFound")]
    [InlineData("vpce-0a1 sqs:SendMessage -EndpointUrl http://127.0.0.1:9 -Region us-east-1 -AccessKey A -SecretKey B",
        "EndpointUnreachable")]
    [InlineData("vpce-0a1 SendMessage -SnapshotPath $s", "ActionInvalid")]
    [InlineData("vpce-0c1 ecr:GetAuthorizationToken -SnapshotPath $s", "PolicyUnknown")]
    [InlineData("-Action sqs:SendMessage -PolicyDocument nothing.json", "PolicyNotFound")]
    [InlineData("-Action sqs:SendMessage -PolicyDocument '{'", "PolicyInvalid")]
    [InlineData("-Action SendMessage -PolicyDocument '{\"Statement\":[]}'", "ActionInvalid")]
    [InlineData("-Action SendMessage -PolicyDocument '{\"Statement\":[]}' -ReferencePolicyDocument '{\"Statement\":[]}'", "ActionInvalid")]
    [InlineData("vpce-0a1 -Resource arn:aws:sqs:us-east-1:111122223333:orders -SnapshotPath $s", "ActionMissing")]
    [InlineData("vpce-0a1 -Compare -SnapshotPath $s", "NothingToCompare")]
    [InlineData("-PolicyDocument '{\"Statement\":[]}' -Compare", "NothingToCompare")]
    public void A_gate_stays_shut_where_nothing_could_be_decided(string arguments, string errorId)
    {
        var result = session.Invoke($"if ((Test-VpcEndpointPolicy {arguments} -Quiet) -contains $false) {{ 'shut' }} else {{ 'open' }}");

        Assert.StartsWith(errorId + ",", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["shut"], result.Output.Select(o => o.BaseObject));
    }

    [Theory]
    [InlineData("", "arn:aws:s3:::b/k")]
    [InlineData("-Region cn-north-1", "arn:aws-cn:s3:::b/k")]
    public void The_address_of_an_object_is_no_resource_and_its_ARN_is_suggested(string arguments, string arn) => Assert.EndsWith(
        $"such as {arn}.", session.Invoke(
            $"Test-VpcEndpointPolicy vpce-0b1 s3:GetObject s3://b/k -SnapshotPath $s {arguments}").SingleError.Exception.Message,
                StringComparison.Ordinal);

    [Fact]
    public void An_action_that_no_service_has_is_a_warning_once() => Assert.Equal(
        ["The service 'sqs' has no action that 'sqs:SendMesage' matches."],
        session.Invoke("'vpce-0a1', 'vpce-0b1' | Test-VpcEndpointPolicy -Action sqs:SendMesage -SnapshotPath $s").Warnings);

    [Theory]
    [InlineData("@{ 's3:GetObject' = 'arn:aws:s3:::own/*'; 's3:ListBucket' = 'arn:aws:s3:::own' }")]
    [InlineData("@{ Action = 's3:GetObject'; Resource = 'arn:aws:s3:::own/*' }, @{ Action = 's3:ListBucket'; Resource = 'arn:aws:s3:::own' }")]
    [InlineData("([pscustomobject]@{ Action = 's3:GetObject'; Resource = 'arn:aws:s3:::own/*'; Note = 'x' }), ([pscustomobject]@{ actionname = 's3:ListBucket'; RESOURCEARN = 'arn:aws:s3:::own'; Principal = '' })")]
    [InlineData("('Action,Resource,Context', 's3:GetObject,arn:aws:s3:::own/*,', 's3:ListBucket,arn:aws:s3:::own,aws:TagKeys=a' | ConvertFrom-Csv)")]
    public void Calls_are_given_one_by_one(string calls) => Assert.Equal(
        ["s3:GetObject on arn:aws:s3:::own/*", "s3:ListBucket on arn:aws:s3:::own"],
        session.Invoke($"Test-VpcEndpointPolicy vpce-0b1 -Call {calls} -SnapshotPath $s | ForEach-Object {{ \"$($_.Action) on $($_.Resource)\" }}").Succeeded().Select(o => o.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public void Of_actions_and_resources_only_the_pairs_that_can_be_are_asked_about() => Assert.Equal(
        ["s3:GetObject on arn:aws:s3:::own/*", "s3:ListAllMyBuckets on *", "s3:ListBucket on arn:aws:s3:::own"],
        session.Invoke("Test-VpcEndpointPolicy vpce-0b1 s3:GetObject, s3:ListBucket, s3:ListAllMyBuckets arn:aws:s3:::own, arn:aws:s3:::own/* -SnapshotPath $s | ForEach-Object { \"$($_.Action) on $($_.Resource)\" }")
            .Succeeded().Select(o => o.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public void An_action_that_takes_none_of_the_resources_is_a_warning() => Assert.Matches(
        @"^None of the resources given is one that 's3:GetObject' takes: .*\bobject \(arn:aws:s3:::BucketName/ObjectName\)\.$",
        Assert.Single(session.Invoke(
            "Test-VpcEndpointPolicy vpce-0b1 s3:GetObject, s3:ListBucket arn:aws:s3:::own -SnapshotPath $s").Warnings));

    [Fact]
    public void Calls_of_another_service_are_not_the_policys_business()
    {
        var result = session.Invoke("Test-VpcEndpointPolicy vpce-0a1 s3:GetObject, sqs:SendMessage -SnapshotPath $s");
        var quiet = session.Invoke("Test-VpcEndpointPolicy vpce-0a1 s3:GetObject -SnapshotPath $s -Quiet");

        Assert.Equal(["NotApplicable", "Allowed"], result.Texts("Decision"));
        Assert.Equal(["None of the endpoints carries calls of s3:GetObject, so nothing is decided about them."], quiet.Warnings);
        Assert.Empty(quiet.Output);
    }

    [Theory]
    [InlineData("-Id vpce-0a1 -SnapshotPath $s", "vpce-0a1", "ImplicitDeny NotApplicable")]
    [InlineData("-ServiceName s3 -SnapshotPath $s", "vpce-0b1", "NotApplicable Allowed")]
    [InlineData("", "", "ImplicitDeny Allowed")]
    public void A_document_is_tried_at_the_endpoints_that_are_named(string arguments, string endpoint, string decisions)
    {
        var result = session.Invoke(
            $$"""Test-VpcEndpointPolicy {{arguments}} -PolicyDocument '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"} }' -Action sqs:SendMessage, s3:GetObject""");

        Assert.Equal(decisions.Split(' '), result.Texts("Decision"));
        Assert.Equal([endpoint, endpoint], result.Texts("EndpointId"));
    }

    // Its principal means the root user only at a gateway endpoint, and the endpoint tells that it is one.
    [Fact]
    public void A_document_is_read_as_that_of_the_endpoint() => Assert.Equal(
        ["ImplicitDeny"],
        session.Invoke("""
            Test-VpcEndpointPolicy vpce-0b1 -SnapshotPath $s -PolicyDocument '{"Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"} }' -Action s3:GetObject -Principal arn:aws:iam::111122223333:role/app
            """).Texts("Decision"));

    [Fact]
    public void Without_calls_a_policy_is_linted()
    {
        const string Document = "'{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:SendMesage\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipleOrgID\":\"o-1\"}}}}'";
        var alone = session.Invoke($"Test-VpcEndpointPolicy -PolicyDocument {Document}").Succeeded();
        var at = session.Invoke("""Test-VpcEndpointPolicy vpce-0b1 -SnapshotPath $s -PolicyDocument '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"} }'""").Succeeded();

        Assert.All(alone, remark => Assert.Equal("VpceTools.EndpointPolicyRemark", remark.TypeNames[0]));
        Assert.Contains(alone, remark => remark.Properties["Rule"].Value.ToString() == "UnknownConditionKey"
            && remark.Properties["Message"].Value.ToString()!.Contains("'aws:PrincipalOrgID' is meant", StringComparison.Ordinal));
        Assert.Equal("Error", alone[0].Properties["Severity"].Value.ToString());
        Assert.Contains(at, remark => remark.Properties["Rule"].Value.ToString() == "NeverMatchesService");
        Assert.All(at, remark => Assert.Equal("vpce-0b1", remark.Properties["EndpointId"].Value));
        Assert.Equal([false], session.Invoke($"Test-VpcEndpointPolicy -PolicyDocument {Document} -Quiet").Succeeded()
            .Select(o => o.BaseObject));
    }

    [Fact]
    public void Remarks_are_a_table_below_each_policy() => Assert.Equal("""

           Policy:   the document given

        Severity    Remark
        --------    ------
        Error       The policy lets no request pass: what it does not allow is denied.
                    AllowsNothing, 1:1


        """, session.Text("Test-VpcEndpointPolicy -PolicyDocument '{\"Version\":\"2012-10-17\",\"Statement\":[]}'"));

    [Fact]
    public void A_document_is_compared_with_the_policy_that_the_endpoint_has()
    {
        var change = Assert.Single(session.Invoke($$"""
            Test-VpcEndpointPolicy vpce-0a1 sqs:ReceiveMessage, sqs:SendMessage {{Queue}} -SnapshotPath $s -Compare -PolicyDocument '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:Send*","Resource":"*"} }'
            """).Succeeded());

        Assert.Equal(
            ("VpceTools.EndpointPolicyChange", "Allowed", "ImplicitDeny", "sqs:ReceiveMessage", Queue, "vpce-0a1"),
            (change.TypeNames[0], change.Properties["ReferenceDecision"].Value.ToString(), change.Properties["Decision"].Value.ToString(),
                change.Properties["Action"].Value.ToString(),
                change.Properties["Resource"].Value, change.Properties["EndpointId"].Value));
    }

    [Fact]
    public void Changes_are_a_table() => Assert.Equal("""

           Policy:   the document given

        ReferenceDecision Decision     Change
        ----------------- --------     ------
        Allowed           ImplicitDeny sqs:SendMessage on *
                                       before: statement 1 allows it and no statement
                                       denies it
                                       after: no statement allows it


        """, session.Text("Test-VpcEndpointPolicy -PolicyDocument '{\"Statement\":[]}' -ReferencePolicyDocument '{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}}'"));

    [Fact]
    public void Two_documents_that_decide_alike_are_the_same() => Assert.Equal(
        [true],
        session.Invoke("""
            $a = '{"Statement":{"Effect":"Allow","Principal":"*","Action":["sqs:SendMessage","sqs:GetQueueUrl"],"Resource":"*"} }'
            $b = '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"SQS:getqueueurl","Resource":"*"},{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":["*"]}]}'
            Test-VpcEndpointPolicy -PolicyDocument $a -ReferencePolicyDocument $b -Quiet
            """).Succeeded().Select(o => o.BaseObject));

    [Fact]
    public void Decisions_are_a_table_below_each_policy() => Assert.Equal("""

           Endpoint: vpce-0a1 in vpc-0a1 (us-east-1)
           Service:  com.amazonaws.us-east-1.sqs

        Decision     Call
        --------     ----
        Allowed      sqs:SendMessage on arn:aws:sqs:us-east-1:111122223333:orders
                     statement 1 ('Own') allows it and no statement denies it
        ExplicitDeny sqs:DeleteQueue on arn:aws:sqs:us-east-1:111122223333:orders
                     statement 2 ('NoDelete') denies it


        """, session.Text($"Test-VpcEndpointPolicy vpce-0a1 sqs:SendMessage, sqs:DeleteQueue {Queue} -SnapshotPath $s"));

    [Fact]
    public void Decisions_of_a_document_say_so() => Assert.Equal("""

           Policy:   the document given

        Decision     Call
        --------     ----
        ImplicitDeny s3:GetObject on *
                     by arn:aws:iam::111122223333:role/app
                     no statement allows it


        """, session.Text("Test-VpcEndpointPolicy -PolicyDocument '{\"Statement\":[]}' -Action s3:GetObject -Principal arn:aws:iam::111122223333:role/app"));

    [Fact]
    public void A_decision_as_a_list_shows_statements_and_keys() => Assert.Equal("""

        Decision        : Conditional
        Endpoint        : vpce-0b1 in vpc-0a1 (us-east-1)
        Service         : com.amazonaws.us-east-1.s3
        Action          : s3:GetObject
        Resource        : arn:aws:s3:::own/x
        Reason          : it depends on aws:PrincipalOrgID
        Statements      : statement 1 at 1:38: it allows the request if StringEquals
                          aws:PrincipalOrgID ['o-1', 'o-2'] holds
        OtherStatements : statement 2 ('Bound') at 1:167: it does not match because
                          StringNotEquals aws:SourceVpce 'vpce-0b1' does not hold: the
                          request has 'vpce-0b1'
        MissingKeys     : aws:PrincipalOrgID (StringEquals o-1, o-2)
        AssumedKeys     : aws:SourceVpce = vpce-0b1


        """, session.Text("Test-VpcEndpointPolicy vpce-0b1 s3:GetObject arn:aws:s3:::own/x -SnapshotPath $s | Format-List"));

    [Theory]
    [InlineData("Format-Table")]
    [InlineData("Format-List")]
    public void What_a_job_brings_back_looks_the_same(string format)
    {
        const string Command = "Test-VpcEndpointPolicy vpce-0b1 s3:GetObject arn:aws:s3:::own/x -SnapshotPath $s";

        Assert.Equal(
            session.Text($"{Command} | {format}"),
            session.Text($"[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(({Command}))) | {format}"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-ClientInstanceId i-0f1", false)]
    public void Live_only_the_endpoints_are_read_unless_a_client_is_named(string arguments, bool isOneCall)
    {
        using var live = new LiveSession(new Testing.Ec2World().Add(PolicySession.Document()));

        Assert.Equal(["ExplicitDeny"], live.Invoke($"Test-VpcEndpointPolicy vpce-0a1 sqs:DeleteQueue {Queue} @live {arguments}")
            .Texts("Decision"));
        Assert.Equal(isOneCall, live.Server.Calls.Count == 1);
    }

    [Fact]
    public void The_syntax_is_shown_by_parameter_set_and_has_no_checks()
    {
        Assert.Equal(["Document", "Live", "Snapshot"], session.Invoke("(Get-Command Test-VpcEndpointPolicy).ParameterSets").Texts("Name")
            .Order());
        Assert.DoesNotContain("Check", session.Invoke("(Get-Command Test-VpcEndpointPolicy).Parameters.Values").Texts("Name"));
    }

    /// <summary>The small world with policies of its own for SQS and S3, which scripts call <c>$s</c>.</summary>
    public sealed class PolicySession : IDisposable
    {
        private const string SqsPolicy =
            """{"Version":"2012-10-17","Statement":[{"Sid":"Own","Effect":"Allow","Principal":"*","Action":["sqs:Send*","sqs:Receive*"],"Resource":"*"},{"Sid":"NoDelete","Effect":"Deny","Principal":"*","Action":"sqs:Delete*","Resource":"*"}]}""";

        private const string S3Policy =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":["o-1","o-2"]}}},{"Sid":"Bound","Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-0b1"}}}]}""";

        private readonly SnapshotFolder _folder = new(Document());
        private readonly ModuleSession _session = new(width: 80);

        public PolicySession()
        {
            _session.Runspace.SessionStateProxy.SetVariable("s", _folder.Path);
            _session.Runspace.SessionStateProxy.Path.SetLocation(_folder.Parent);
        }

        public ModuleResult Invoke(string script) => _session.Invoke(script);

        public string Text(string script) => _session.InvokeText(script);

        public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.Parent, file), text);

        /// <summary>Another snapshot, in which one endpoint has another policy.</summary>
        public SnapshotFolder Snapshot(string endpointId, string policy)
        {
            var document = Document();
            document["VpcEndpoints"]!.AsArray().Single(e => (string?)e!["VpcEndpointId"] == endpointId)!["PolicyDocument"] = policy;
            return new(document);
        }

        public void Dispose()
        {
            _session.Dispose();
            _folder.Dispose();
        }

        internal static JsonObject Document()
        {
            var document = SmallWorld.Document();
            foreach (var endpoint in document["VpcEndpoints"]!.AsArray())
            {
                if (endpoint!["VpcEndpointId"]!.GetValue<string>() is SmallWorld.Sqs or SmallWorld.S3)
                    endpoint["PolicyDocument"] = endpoint["VpcEndpointId"]!.GetValue<string>() == SmallWorld.Sqs ? SqsPolicy : S3Policy;
            }

            return document;
        }
    }
}
