using VpceTools.Addressing;
using VpceTools.Intents;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.Intents;

/// <summary>Files of intents: what they say, and what is refused, at which place.</summary>
public sealed class IntentFileTests
{
    private const string Head = "version: 1\nexpectations:\n";

    /// <summary>A file, and the error with the place, line:column. Where the schema can say it too, an editor does.</summary>
    public static TheoryData<string, string, bool> Faults { get; } = new()
    {
        { "version: 2\nexpectations: []", "1:10 'version' is the number 2, and this release reads version 1 of the format: 'version: 1'.",
            true },
        { "version: '1'\nexpectations: []", "1:10 'version' is '1', and this release reads version 1 of the format: 'version: 1'.", true },
        { "version: 1", "1:1 the file has no 'expectations'.", true },
        { "version: 1\nexpectations: []", "2:15 'expectations' should be a list of at least one expectation, each after a hyphen.", true },
        { "version: 1\nexpectations:\n  name: a", "3:3 'expectations' should be a list of at least one expectation, each after a hyphen.",
            true },
        { "- a", "1:1 the file is a list and should have the keys version, expectations.", true },
        { "version: 1\nexpectation: []",
            "2:1 the file has 'expectation' as a key, which is not known there; known are version, expectations. Did you mean 'expectations'?", true },
        { "version: 1\nversion: 1", "2:1 the file has 'version' twice, before in line 1.", false },
        { Head + "  - name: a\n    form: x\n    to: sqs\n    reach: never",
            "4:5 an expectation has 'form' as a key, which is not known there; known are name, from, to, task, port, action, resource, reach. Did you mean 'from'?", true },
        { Head + "  - name: a\n    ? [x]\n    : y\n    reach: never",
            "4:7 an expectation has a list as a key, which is not known there; known are name, from, to, task, port, action, resource, reach.", false },
        { Head + "  - <<: {}\n    name: a",
            "3:5 an expectation has '<<' as a key, which is not known there; known are name, from, to, task, port, action, resource, reach.", true },
        { Head + "  - sqs", "3:5 an expectation is text and should have the keys name, from, to, task, port, action, resource, reach.",
            true },
        { Head + "  - to: sqs\n    reach: never", "3:5 an expectation has no 'name', which its result is known by.", true },
        { Head + "  - name: a\n    to: sqs", "3:5 expectation 'a' has no 'reach'.", true },
        { Head + "  - name: a\n    to: sqs\n    reach: privatly",
            "5:12 'reach' is 'privatly' and should be one of privately, anyWay, never, neverOverInternet. Did you mean 'privately'?",
            true },
        { Head + "  - name: a\n    to: sqs\n    reach: Never",
            "5:12 'reach' is 'Never' and should be one of privately, anyWay, never, neverOverInternet. Did you mean 'never'?", true },
        { Head + "  - name: a\n    to: sqs\n    reach: true", "5:12 'reach' is true and should be text: put it in quotes.", true },
        { Head + "  - name: a\n    to: sqs\n    reach:", "5:11 'reach' is empty and should be text.", true },
        { Head + "  - name: a\n    to: sqs\n    reach: [never]", "5:12 'reach' is a list and should be text.", true },
        { Head + "  - name: a\n    reach: never",
            "3:5 expectation 'a' should have either 'to', which says what is called, or 'task', which says what the clients do.", true },
        { Head + "  - name: a\n    to: sqs\n    task: EcrPull\n    reach: privately",
            "5:5 expectation 'a' should have either 'to', which says what is called, or 'task', which says what the clients do.", true },
        { Head + "  - name: a\n    to: []\n    reach: never", "4:9 'to' is an empty list: name something, or leave it out.", true },
        { Head + "  - name: a\n    to: [sqs, {b: c}]\n    reach: never",
            "4:15 an element of 'to' is a mapping of keys to values and should be text.", true },
        { Head + "  - name: a\n    to: 443\n    reach: never", "4:9 'to' is the number 443 and should be text: put it in quotes.", true },
        { Head + "  - name: a\n    from: ''\n    to: sqs\n    reach: never", "4:11 'from' is an empty text and should be text.", true },
        { Head + "  - name: a\n    to: no_service\n    reach: never",
            "4:9 'no_service' is neither a host name, an address, a bucket nor the code of a service, such as sqs.us-east-1.amazonaws.com, 10.0.10.11, s3://my-bucket or sqs.", false },
        { Head + "  - name: a\n    to: sqs\n    port: 70000\n    reach: never",
            "5:11 'port' is the number 70000 and should be a number from 1 to 65535.", true },
        { Head + "  - name: a\n    to: sqs\n    port: '443'\n    reach: never",
            "5:11 'port' is '443' and should be a number from 1 to 65535.", true },
        { Head + "  - name: a\n    to: sqs\n    port: 4.5\n    reach: never",
            "5:11 'port' is the number 4.5 and should be a number from 1 to 65535.", true },
        { Head + "  - name: a\n    to: sqs\n    action: GetObject\n    reach: never",
            "5:13 'GetObject' is not an action: an action is a service prefix, a colon and a name, such as s3:GetObject.", false },
        { Head + "  - name: a\n    to: s3\n    resource: arn:aws:s3:::b\n    reach: never",
            "5:5 'resource' says more of the calls of 'action', which is missing.", true },
        { Head + "  - name: a\n    to: s3\n    action: s3:GetObject\n    resource: my-bucket\n    reach: never",
            "6:15 'my-bucket' is not a resource: one is * or an ARN, such as arn:aws:s3:::my-bucket/*.", false },
        { Head + "  - name: a\n    to: s3\n    action: s3:GetObject\n    resource: arn:aws:s3:::b\n    reach: never",
            "6:15 None of the resources given is one that 's3:GetObject' takes*", false },
        { Head + "  - name: a\n    task: EcrPul\n    reach: privately", "*Did you mean 'EcrPull'?", false },
        { Head + "  - name: a\n    task: EcrPull\n    reach: never",
            "4:5 'reach: never' of a task could mean each or all of what it needs: name what must not be reached with 'to'.", true },
        { Head + "  - name: a\n    task: EcrPull\n    port: 443\n    reach: privately",
            "5:5 'port' belongs to 'to', and a task says itself what it needs.", true },
        { Head + "  - name: a\n    to: sqs\n    reach: never\n  - name: a\n    to: s3\n    reach: never",
            "6:11 there is an expectation 'a' already, in line 3.", false },
    };

    [Fact]
    public void A_file_says_who_reaches_what_with_which_call_and_how()
    {
        var read = Read(Head + """
              - name: One
                from: i-1
                to: [sqs, "s3://bucket", vault.example.internal:8200]
                port: 8443
                action: [s3:GetObject, s3:ListBucket]
                resource: [arn:aws:s3:::bucket/*, arn:aws:s3:::bucket]
                reach: anyWay
              - { name: Two, from: [subnet-1+sg-1, 10.0.0.0/8], task: ecrpull, reach: neverOverInternet }
            """);

        Assert.Null(read.Error);
        var (one, two) = (read.Intents[0], read.Intents[1]);
        Assert.Equal(("One", IntentReach.AnyWay, 3, new Port(8443)), (one.Name, one.Reach, one.Line, one.Port!.Value));
        Assert.Equal((["i-1"], ["sqs", "s3://bucket", "vault.example.internal:8200"]), (one.From, one.To));
        Assert.Equal(["s3:GetObject arn:aws:s3:::bucket/*", "s3:ListBucket arn:aws:s3:::bucket"],
            one.Calls.Select(call => $"{call.Action} {call.Resource}"));
        Assert.Equal(("Two", IntentReach.NeverOverInternet, 10), (two.Name, two.Reach, two.Line));
        Assert.Equal((["subnet-1+sg-1", "10.0.0.0/8"], []), (two.From, two.To));
        Assert.Equal(["EcrPull"], two.Tasks.Select(task => task.Name));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_not_known_is_one_error_with_its_place(string text, string expected, bool schemaToo)
    {
        _ = schemaToo;
        var read = Read(text);

        Assert.Empty(read.Intents);
        var error = $"{read.Error!.Line}:{read.Error.Column} {read.Error.Message}";
        if (expected.StartsWith('*'))
            Assert.EndsWith(expected[1..], error, StringComparison.Ordinal);
        else if (expected.EndsWith('*'))
            Assert.StartsWith(expected[..^1], error, StringComparison.Ordinal);
        else
            Assert.Equal(expected, error);
    }

    /// <summary>IAM's list grows, so that this is no error.</summary>
    [Fact]
    public void An_action_that_IAM_does_not_list_is_a_doubt() =>
        Assert.Contains("GetObjekt", Assert.Single(Read(Head
            + "  - name: a\n    to: s3\n    action: s3:GetObjekt\n    reach: privately").Doubts), StringComparison.Ordinal);

    internal static IntentFileResult Read(string text)
    {
        var (root, error) = IntentYaml.Read(text);
        return root is null ? new([], [], error) : IntentFile.Read(root);
    }
}
