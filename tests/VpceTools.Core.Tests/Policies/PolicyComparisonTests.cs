using CsCheck;
using VpceTools.Model;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

public class PolicyComparisonTests
{
    private static readonly VpcEndpoint Queues = new()
    {
        Id = "vpce-1", VpcId = "vpc-1", ServiceName = "com.amazonaws.us-east-1.sqs",
        TypeName = "Interface"
    };

    private static string Allow(string more) => TestPolicy.Statement("Allow", more);

    private static string Deny(string more) => TestPolicy.Statement("Deny", more);

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static ValueList<EndpointPolicyChange> Compare(PolicyDocument reference, PolicyDocument document,
        params PolicyRequest[] calls) =>
        PolicyComparison.Compare(reference, document, calls, Queues, "us-east-1", "111122223333");

    [Fact]
    public void What_is_taken_away_is_told_action_by_action_and_once()
    {
        var change = Assert.Single(Compare(TestPolicy.Of(Allow("\"Action\":\"sqs:*\"")),
            TestPolicy.Of(Allow("\"Action\":[\"sqs:Send*\",\"sqs:Receive*\",\"sqs:Get*\"]"))));

        Assert.Equal((PolicyDecisionKind.Allowed, PolicyDecisionKind.ImplicitDeny, "*"),
            (change.ReferenceDecision, change.Decision, change.Resource));
        Assert.Contains("sqs:DeleteQueue", change.Action);
        Assert.DoesNotContain(change.Action, action => action.StartsWith("sqs:Send", StringComparison.Ordinal));
        Assert.Equal(("vpce-1", "111122223333"), (change.EndpointId, change.AccountId));
    }

    [Fact]
    public void Statements_in_another_order_and_words_decide_the_same()
    {
        string[] statements = [Allow(
            "\"Action\":[\"sqs:SendMessage\",\"sqs:ReceiveMessage\"],\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}"),
                Deny("\"Action\":\"sqs:Delete*\"")];

        Assert.Empty(Compare(TestPolicy.Of(statements),
            TestPolicy.Of(statements[1], statements[0].Replace("sqs:SendMessage", "SQS:sendmessage", StringComparison.Ordinal))));
    }

    [Fact]
    public void Another_value_of_a_condition_is_a_change_that_names_both()
    {
        static PolicyDocument If(string organization) => TestPolicy.Of(Allow($$$"""
            "Condition":{"StringEquals":{"aws:PrincipalOrgID":"{{{organization}}}"}}
            """));
        var change = Assert.Single(Compare(If("o-1"), If("o-2")));

        Assert.Equal((PolicyDecisionKind.Conditional, PolicyDecisionKind.Conditional), (change.ReferenceDecision, change.Decision));
        Assert.Equal(("it depends on aws:PrincipalOrgID (StringEquals o-1)", "it depends on aws:PrincipalOrgID (StringEquals o-2)"),
            (change.ReferenceReason, change.Reason));
    }

    [Fact]
    public void A_resource_that_only_one_of_them_names_is_asked_about()
    {
        const string Queue = "arn:aws:sqs:us-east-1:111122223333:orders";
        var changes = Compare(TestPolicy.Of(Allow("")),
            TestPolicy.Of(Allow(""), Deny($"\"Action\":\"sqs:SendMessage\",\"Resource\":\"{Queue}\"")));

        Assert.Contains(changes, change => change.Resource == Queue && change.Decision == PolicyDecisionKind.ExplicitDeny
            && change.Action.Single() == "sqs:SendMessage");
    }

    [Fact]
    public void A_principal_that_only_one_of_them_names_is_asked_about()
    {
        const string Role = "arn:aws:iam::111122223333:role/app";
        var changes = Compare(TestPolicy.Of(Allow("")),
            TestPolicy.Of($$"""{"Effect":"Allow","Principal":{"AWS":"{{Role}}"},"Action":"*","Resource":"*"}"""));

        Assert.Equal([(null, PolicyDecisionKind.Conditional)], changes.Select(change => (change.Principal, change.Decision)));
        Assert.Contains("Principal", changes[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_that_are_named_are_the_only_ones()
    {
        var changes = Compare(
            TestPolicy.Of(Allow("\"Action\":\"sqs:*\"")), TestPolicy.Of(Allow("\"Action\":\"sqs:Send*\"")),
            new() { Action = "sqs:SendMessage" }, new() { Action = "sqs:PurgeQueue" },
            new() { Action = "s3:GetObject" });

        Assert.Equal(["sqs:PurgeQueue"], Assert.Single(changes).Action);
    }

    [Fact]
    public void Without_an_endpoint_the_services_that_the_policies_name_are_compared()
    {
        var change = Assert.Single(PolicyComparison.Compare(TestPolicy.Of(Allow("\"Action\":\"sqs:SendMessage\"")), TestPolicy.Of(), [],
            isGateway: false));

        Assert.Equal(["sqs:SendMessage"], change.Action);
    }

    /// <summary>What the comparison says of named calls is what deciding them one by one says.</summary>
    [Fact]
    public void A_change_is_where_the_decisions_differ()
    {
        var statement =
            from effect in OneOf("Allow", "Deny")
            from action in OneOf("sqs:*", "sqs:Send*", "sqs:SendMessage", "*")
            from resource in OneOf("*", "arn:aws:sqs:us-east-1:111122223333:orders", "arn:aws:sqs:us-east-1:111122223333:o*")
            select TestPolicy.Statement(effect, $"\"Action\":\"{action}\",\"Resource\":\"{resource}\"");
        var policy = statement.Array[0, 4].Select(statements => TestPolicy.Of(statements));
        PolicyRequest[] calls =
        [
            .. from action in (string[])["sqs:SendMessage", "sqs:DeleteQueue"]
               from name in (string[])["orders", "others"]
               select new PolicyRequest { Action = action, Resource = $"arn:aws:sqs:us-east-1:111122223333:{name}" },
        ];
        Gen.Select(policy, policy).Sample((reference, document) => Compare(reference, document, calls).Sum(change => change.Action.Count)
            == calls.Count(call => PolicyEvaluator.Evaluate(reference, call).Decision != PolicyEvaluator.Evaluate(document,
                call).Decision));
    }

    [Fact]
    public void A_policy_is_the_same_as_itself()
    {
        foreach (var path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Policies", "Samples"), "*.json"))
        {
            var policy = TestPolicy.Parse(System.Text.Json.JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("Policy")
                .GetRawText());
            Assert.Empty(PolicyComparison.Compare(policy, policy, [], isGateway: false));
        }
    }
}
