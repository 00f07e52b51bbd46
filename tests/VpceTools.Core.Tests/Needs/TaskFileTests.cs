using VpceTools.Needs;
using Xunit;

namespace VpceTools.Core.Tests.Needs;

/// <summary>Files of users: what is read, and the one error with its line where something is wrong.</summary>
public sealed class TaskFileTests
{
    internal const string Whole = """
        {
          "$schema": "tasks.schema.json",
          "tasks": [
            {
              "$comment": "everything that a file can say",
              "name": "Shop",
              "title": "Running the shop",
              "remark": "Its database is not part of it.",
              "page": "https://wiki.example.com/shop",
              "includes": [
                {"task": "EcrPull"},
                {"task": "SecretsRead", "required": false, "condition": "secrets", "when": "the shop reads secrets"}
              ],
              "needs": [
                {
                  "$comment": "the order queue",
                  "name": "orders",
                  "anyOf": [
                    {"service": "sqs", "client": "the shop 2.0 and later", "calls": [
                      {"action": "sqs:SendMessage", "resources": ["arn:{partition}:sqs:{region}:{account}:orders"], "unsigned": false, "essential": true}
                    ]},
                    {"service": "sns", "types": ["Interface"], "in": ["eu-west-1", "aws-cn"], "notIn": ["cn-north-1"]}
                  ],
                  "page": "https://wiki.example.com/shop/orders"
                },
                {
                  "name": "payment",
                  "required": false,
                  "condition": "cards",
                  "when": "cards are taken",
                  "anyOf": [
                    {"service": "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0", "ports": [8443]},
                    {"names": ["pay.example.com"], "ports": [443, 8443]}
                  ]
                }
              ],
              "suggestedBy": [{"service": "sqs", "aloneFor": "half the world has queues"}],
              "signs": [
                {"of": "a shop server", "description": "shop {name}", "documented": true, "page": "https://wiki.example.com/shop"},
                {"of": "a shop server", "interfaceType": "interface", "page": "https://wiki.example.com/shop"}
              ]
            }
          ]
        }
        """;

    /// <summary>
    /// Text with § where the fault is, message, and whether the schema sees the fault too (it knows nothing of repeated names).
    /// </summary>
    public static TheoryData<string, string, bool> Faults => new()
    {
        { "§[]", "the file is a list and should be an object.", true },
        { "§{}", "the file has no 'tasks'.", true },
        { """{"tasks": §{}}""", "'tasks' of the file is an object and should be a list.", true },
        { """{§"task": []}""", "the file has 'task', which is not known there; known are about, tasks.", true },
        { """{"tasks": [§1]}""", "an element of 'tasks' of the file is 1 and should be an object.", true },
        { Task(""" "name": §"A b", """),
            "the name of task 'A b' should be of letters, digits, hyphens and underscores, so that it can be written without quotes.",
            true },
        { Task(""" "name": §" ", """), "'name' of an element of 'tasks' of the file is empty.", true },
        { Task(""" "name": "A", "name": §"B", """), "an element of 'tasks' of the file has 'name' twice.", false },
        { Need("""{"name": "n"}"""), "need 'n' of task 'A' has no 'anyOf'.", true },
        { Need("""{"name": "n", "anyOf": []}"""), "need 'n' of task 'A' has no 'anyOf'.", true },
        { Need("""{"name": "n", "when": "it rains", "anyOf": [{"service": "sqs"}]}"""),
            "need 'n' of task 'A' needs both 'condition' and 'when', or neither.", true },
        { Needs("""{"name": "n", "condition": §"A b", "when": "it rains", "anyOf": [{"service": "sqs"}]}"""),
            "'A b' should be a word of small letters, digits and hyphens.", true },
        { Needs("""{"name": "n", "required": §"yes", "anyOf": [{"service": "sqs"}]}"""),
            "'required' of need 'n' of task 'A' is the text 'yes' and should be true or false.", true },
        { Way("""§{}"""), "way 'without a name' of need 'n' of task 'A' has neither 'service' nor 'names'.", true },
        { Way("""{§"servce": "sqs"}"""),
            "way 'without a name' of need 'n' of task 'A' has 'servce', which is not known there; known are service, names, types, ports, client, in, notIn, calls.", true },
        { Way("""{"service": "sqs", "ports": [§0]}"""),
            "an element of 'ports' of way 'sqs' of need 'n' of task 'A' is 0 and should be a port from 1 to 65535.", true },
        { Way("""{"service": "sqs", "ports": [§"443"]}"""),
            "an element of 'ports' of way 'sqs' of need 'n' of task 'A' is the text '443' and should be a port from 1 to 65535.", true },
        { Way("""{"service": "sqs", "types": [§"gateway"]}"""),
            "'types' of way 'sqs' of need 'n' of task 'A' is 'gateway' and should be one of Other, Interface, Gateway, GatewayLoadBalancer, Resource, ServiceNetwork.", true },
        { Way("""{"service": "sqs", "types": [§"2"]}"""),
            "'types' of way 'sqs' of need 'n' of task 'A' is '2' and should be one of Other, Interface, Gateway, GatewayLoadBalancer, Resource, ServiceNetwork.", true },
        { Way("""{"names": §["a.{region.example.com"]}"""), "the braces of 'a.{region.example.com' do not pair.", false },
        { Way("""{"service": "sqs", "calls": [{"action": §"SendMessage", "resources": ["*"]}]}"""),
            "'SendMessage' should be an action such as 's3:GetObject'.", true },
        { Way("""{"service": "sqs", "calls": [{"action": "sqs:SendMessage", "resources": §["orders"]}]}"""),
            "'orders' should be an ARN, or '*' for an action that has no resource.", true },
        { Way("""{"service": "sqs", "calls": [§{"action": "sqs:SendMessage", "resources": []}]}"""),
            "call 'sqs:SendMessage' has no 'resources'.", true },
        { Task(""" "name": "A", "needs": §[{"name": "n", "anyOf": [{"service": "sqs"}]}, {"name": "N", "anyOf": [{"service": "sqs"}]}], """), "task 'A' has need 'n' twice.", false },
        { Task(""" "name": "A", "signs": [§{"of": "x", "page": "https://example.com"}], """),
            "an element of 'signs' of task 'A' has neither 'interfaceType' nor 'description'.", true },
        { """{"tasks": [{"name": "A", "title": "A", "page": §"http://example.com"}]}""",
            "'page' of task 'A' is 'http://example.com' and should be an https address.", true },
        { """{"tasks": [§{"name": "A", "title": "A"}]}""", "task 'A' has no 'page'.", true },
        { """{"tasks": [{"name": "A", "title": "A", "page": "https://example.com"}, {"name": §"a", "title": "A", "page": "https://example.com"}]}""", "task 'a' is there twice.", false },
    };

    [Fact]
    public void Read_takes_all_that_a_file_can_say()
    {
        var (tasks, error) = TaskFile.Read(Whole);
        Assert.Null(error);
        var task = Assert.Single(tasks);
        Assert.Equal(("Shop", "Running the shop", "Its database is not part of it."), (task.Name, task.Title, task.Remark));
        Assert.Equal([new("EcrPull", null, null, true), new TaskPart("SecretsRead", "secrets", "the shop reads secrets", false)],
            task.Includes);
        var (orders, payment) = (task.Needs[0], task.Needs[1]);
        Assert.Equal((true, "https://wiki.example.com/shop/orders"), (orders.IsRequired, orders.Page.AbsoluteUri));
        Assert.Equal("the shop 2.0 and later", orders.AnyOf[0].Client);
        Assert.Equal([new("sqs:SendMessage", ["arn:{partition}:sqs:{region}:{account}:orders"], false, true)], orders.AnyOf[0].Calls);
        Assert.Equal((false, "cards", "cards are taken", task.Page), (payment.IsRequired, payment.Condition, payment.When, payment.Page));
        Assert.Equal([8443], payment.AnyOf[0].PortsOf());
        Assert.Equal(["com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0"], payment.AnyOf[0].ServiceNamesIn("eu-west-1"));
        Assert.Equal(["pay.example.com"], payment.AnyOf[1].HostsIn("eu-west-1"));
        Assert.Equal([new("sqs", "half the world has queues")], task.SuggestedBy);
        Assert.Equal([true, false], task.Signs.Select(s => s.IsDocumented));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_says_what_is_wrong_and_where(string marked, string message, bool schemaToo)
    {
        _ = schemaToo;
        var (text, line, column) = Unmarked(marked);
        var (tasks, error) = TaskFile.Read(text);
        Assert.Empty(tasks);
        Assert.Equal(new(message, line, column), error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"tasks\": [}")]
    [InlineData("{\"tasks\": [],}")]
    [InlineData("{\"tasks\": \"\\ud800\"}")]
    public void Read_says_that_text_is_not_JSON(string text) =>
        Assert.StartsWith("The text is not JSON", TaskFile.Read(text).Error!.Message);

    /// <summary>The text without its mark, and the place of the mark.</summary>
    internal static (string Text, int Line, int Column) Unmarked(string marked)
    {
        var at = marked.IndexOf('§');
        return (marked.Remove(at, 1), marked[..at].Count(c => c == '\n') + 1, at - marked.LastIndexOf('\n', at));
    }

    private static string Task(string members) => $$"""
        {"tasks": [{
        {{members}} "title": "A", "page": "https://example.com"}]}
        """;

    private static string Need(string need) => Needs("§" + need);

    private static string Needs(string need) => Task($""" "name": "A", "needs": [{need}], """);

    private static string Way(string way) => Needs($$"""{"name": "n", "anyOf": [{{way}}]}""");
}
