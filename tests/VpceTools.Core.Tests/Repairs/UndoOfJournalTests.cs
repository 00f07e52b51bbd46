using System.Text.Json.Nodes;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// What takes an action back follows from the action. A journal that says otherwise is not one of a repair, and nothing of it is sent.
/// </summary>
public sealed class UndoOfJournalTests
{
    private const string AllowAll = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";
    private const string Narrow = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}""";
    private const string Amended =
        """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"},{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}""";

    public static TheoryData<string, string> Lies { get; } = new()
    {
        // An interface is added; taken back by opening the endpoint, or by removing what was there before.
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","AddSubnetIds":["subnet-2"]}""",
            $$"""ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","PolicyDocument":{{Quoted(AllowAll)}} }""" },
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","AddSubnetIds":["subnet-2"]}""",
            """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","ResetPolicy":true}""" },
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","AddSubnetIds":["subnet-2"]}""",
            """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","RemoveSubnetIds":["subnet-1","subnet-2"]}""" },
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","AddSubnetIds":["subnet-2"]}""",
            """ModifyVpcEndpoint {"VpcEndpointId":"vpce-2","RemoveSubnetIds":["subnet-2"]}""" },
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","AddSubnetIds":["subnet-2"]}""",
            """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","AddSecurityGroupIds":["sg-open"]}""" },
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","AddSubnetIds":["subnet-2"]}""",
            """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1"}""" },
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","AddSubnetIds":["subnet-2"]}""",
            """ModifyVpcAttribute {"VpcId":"vpc-1","EnableDnsSupport":{"Value":false}}""" },
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","AddRouteTableIds":["rtb-1"]}""",
            """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","RemoveRouteTableIds":["rtb-2"]}""" },
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","PrivateDnsEnabled":true}""",
            """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","PrivateDnsEnabled":true}""" },
        { """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","PrivateDnsEnabled":true}""",
            """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","RemoveSubnetIds":["subnet-1"],"PrivateDnsEnabled":false}""" },
        // A statement is added to a policy; taken back to a policy without the deny that stood there all along.
        { Policy(Amended), Policy(AllowAll) },
        { Policy(Amended), Policy("""{"Statement":[]}""") },
        { Policy(Amended),
            Policy("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}""") },
        { Policy(Amended), """ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","ResetPolicy":true}""" },
        { Policy(Amended), Policy("nothing") },
        { """ModifyVpcAttribute {"VpcId":"vpc-1","EnableDnsHostnames":{"Value":true}}""",
            """ModifyVpcAttribute {"VpcId":"vpc-1","EnableDnsSupport":{"Value":false}}""" },
        { """ModifyVpcAttribute {"VpcId":"vpc-1","EnableDnsHostnames":{"Value":true}}""",
            """ModifyVpcAttribute {"VpcId":"vpc-2","EnableDnsHostnames":{"Value":false}}""" },
        { Entry(90), """DeleteNetworkAclEntry {"NetworkAclId":"acl-1","RuleNumber":100,"Egress":true}""" },
        { Entry(90), """DeleteNetworkAclEntry {"NetworkAclId":"acl-2","RuleNumber":90,"Egress":true}""" },
        { Entry(90), """DeleteNetworkAclEntry {"NetworkAclId":"acl-1","RuleNumber":90,"Egress":false}""" },
        { Rule("Authorize", "sg-1", 443), Rule("Revoke", "sg-1", 22) },
        { Rule("Authorize", "sg-1", 443), Rule("Revoke", "sg-2", 443) },
        { Rule("Authorize", "sg-1", 443), Rule("Authorize", "sg-1", 22) },
        { Rule("Authorize", "sg-1", 443), Rule("Revoke", "sg-1", 443).Replace("Ingress", "Egress", StringComparison.Ordinal) },
        { Rule("Authorize", "sg-1", 443), """RevokeSecurityGroupIngress {"GroupId":"sg-2","SecurityGroupRuleIds":["sgr-1"]}""" },
        { Rule("Authorize", "sg-1", 443), """RevokeSecurityGroupIngress {"GroupId":"sg-1","SecurityGroupRuleIds":["sgr-1","sgr-2"]}""" },
    };

    public static TheoryData<int> Places => JournalTests.Places;

    [Theory]
    [MemberData(nameof(Lies))]
    public void What_does_not_take_the_action_back_makes_the_journal_one_that_no_repair_wrote(string action, string undo)
    {
        var error = Assert.Throws<FormatException>(() => JournalReader.Read(Line(action, undo)).Entries);

        Assert.StartsWith("Line 1 is not a line of a repair journal: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    /// <summary>The same for what another session left of a result.</summary>
    [Theory]
    [MemberData(nameof(Lies))]
    public void A_result_is_believed_no_further(string action, string undo) =>
        Assert.Throws<FormatException>(() => RepairActionReader.ParseUndo(undo, RepairActionReader.Parse(action, "us-east-1")));

    [Fact]
    public void A_policy_goes_back_to_what_the_repair_added_to() => Assert.Equal(
        new ModifyVpcEndpoint("vpce-1") { PolicyDocument = Narrow, Region = "us-east-1" },
        Assert.Single(JournalReader.Read(Line(Policy(Amended), Policy(Narrow))).Entries).Repair.Undo);

    [Theory]
    [MemberData(nameof(Places))]
    public void The_inverse_of_every_action_takes_it_back_whatever_was_there_before(int place)
    {
        var action = JournalTests.Actions[place];

        foreach (var network in new[] { World.Healthy, World.Healthy.WithEndpoint(e =>
            e with { SubnetIds = ["subnet-1"], RouteTableIds = ["rtb-2"], GroupIds = [] }) })
            Assert.True(action.IsUndoneBy(action.Inverse(network)));
    }

    /// <summary>The default policy can have stood in the place of any other, and so any other can come back.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void No_action_is_taken_back_by_another_one(int place)
    {
        var action = JournalTests.Actions[place];
        var others = JournalTests.Actions.Where((_, other) => other != place)
            .SelectMany(other => new[] { other, other.Inverse(World.Healthy) });

        Assert.All(others.Where(other => !(IsOfPolicy(action) && IsOfPolicy(other))), other => Assert.False(action.IsUndoneBy(other)));
    }

    /// <summary>
    /// Every value of an undo, one after the other, is replaced by another: what is read then is still the inverse, or nothing is.
    /// </summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void A_journal_with_any_value_of_an_undo_changed_says_the_same_or_nothing(int place)
    {
        var action = JournalTests.Actions[place];
        var undo = action.Inverse(World.Healthy);
        var line = Line(action.ApiCall, undo.ApiCall);
        Assert.Equal(undo.ApiCall, Assert.Single(JournalReader.Read(line).Entries).Repair.Undo.ApiCall);
        foreach (var changed in Changed(JsonNode.Parse(line)!, "undo"))
        {
            try
            {
                Assert.True(action.IsUndoneBy(Assert.Single(JournalReader.Read(changed).Entries).Repair.Undo with
                {
                    Region =
                    action.Region
                }),
                    changed);
            }
            catch (FormatException e)
            {
                Assert.StartsWith("Line 1 is not a line of a repair journal: ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static bool IsOfPolicy(RepairAction action) =>
        action is ModifyVpcEndpoint { PolicyDocument: not null } or ModifyVpcEndpoint { ResetPolicy: true };

    private static IEnumerable<string> Changed(JsonNode line, string part)
    {
        foreach (var path in Leaves(line[part]!, "").ToList())
        {
            foreach (var value in new JsonNode?[] { "other-1", 80, true, false, null, new JsonArray("other-1"), new JsonObject() })
            {
                var copy = line.DeepClone();
                var (holder, steps) = (copy[part]!, path.Split('/', StringSplitOptions.RemoveEmptyEntries));
                foreach (var step in steps[..^1])
                    holder = holder is JsonArray list ? list[int.Parse(step, null)]! : holder[step]!;
                if (holder is JsonArray items)
                    items[int.Parse(steps[^1], null)] = value?.DeepClone();
                else
                    holder[steps[^1]] = value?.DeepClone();
                yield return copy.ToJsonString();
            }
        }
    }

    private static IEnumerable<string> Leaves(JsonNode node, string path) => node switch
    {
        JsonObject members => members.SelectMany(m => m.Value is null ? [] : Leaves(m.Value, $"{path}/{m.Key}")),
        JsonArray items => items.SelectMany((item, i) => item is null ? [] : Leaves(item, $"{path}/{i}")),
        _ => [path],
    };

    private static string Line(string action, string undo) =>
        $$"""{"version":1,"run":"r","number":1,"event":"Applied","time":"2026-11-25T12:00:00.000Z","endpointId":"vpce-1","region":"us-east-1","action":{{Call(action)}},"undo":{{Call(undo)}} }""";

    private static string Call(string apiCall)
    {
        var parts = apiCall.Split(' ', 2);
        return $$"""{"operation":"{{parts[0]}}","parameters":{{parts[1]}} }""";
    }

    private static string Policy(string document) =>
        $$"""ModifyVpcEndpoint {"VpcEndpointId":"vpce-1","PolicyDocument":{{Quoted(document)}} }""";

    private static string Entry(int number) =>
        $$"""CreateNetworkAclEntry {"NetworkAclId":"acl-1","RuleNumber":{{number}},"Protocol":"6","RuleAction":"allow","Egress":true,"CidrBlock":"10.0.0.0/24","PortRange":{"From":443,"To":443} }""";

    private static string Rule(string verb, string group, int port) =>
        $$"""{{verb}}SecurityGroupIngress {"GroupId":"{{group}}","IpPermissions":[{"IpProtocol":"tcp","FromPort":{{port}},"ToPort":{{port}},"UserIdGroupPairs":[{"GroupId":"sg-9"}]}]}""";

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
