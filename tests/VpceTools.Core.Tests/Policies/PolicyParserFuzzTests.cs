using System.Text;
using CsCheck;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

[Collection(nameof(AloneCollection))]
public class PolicyParserFuzzTests
{
    private const int MaximumLength = 100_000;
    private static readonly TimeSpan MaximumTime = TimeSpan.FromMilliseconds(50);

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", " ", "null", "true", "1e9", "-", "\"*\"", "\"Statement\":", "\"Effect\":",
        "\"Allow\"", "\"Deny\"", "\"Principal\":",
        "\"NotPrincipal\":", "\"AWS\":", "\"Action\":", "\"NotAction\":", "\"Resource\":", "\"NotResource\":", "\"Condition\":",
        "\"StringLike\":", "\"aws:SourceVpce\":", "\"Version\":",
        "\"2012-10-17\"", "\"Sid\":", "\"${aws:username}\"", "\"${\"", "\"s3:*\"", "\"arn:aws:s3:::*\"", "\\uD800", "\uD800", "ä", "😀",
        "\0", "\uFEFF", "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}",
    ];

    [Fact]
    public void Any_text_has_a_result() => Gen.String[0, 400].Sample(HasResult, iter: 5_000);

    [Fact]
    public void Any_text_of_pieces_of_policies_has_a_result() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 60].Sample(indexes => HasResult(string.Concat(indexes.Select(index => Pieces[index]))),
            iter: 20_000);

    [Fact]
    public void A_policy_with_a_hole_a_swap_or_an_insertion_has_a_result()
    {
        var policy = "{\"Version\":\"2012-10-17\",\"Statement\":["
            + TestPolicy.Statement("Allow", "\"Condition\":{\"StringLike\":{\"aws:username\":[\"a*\",\"${aws:userid, 'x'}\"]}}") + "]}";
        Gen.Select(Gen.Int[0, policy.Length - 1], Gen.Int[0, 20], Gen.Int[0, Pieces.Length - 1]).Array[1, 4].Sample(edits =>
        {
            var text = policy;
            foreach (var (at, length, piece) in edits)
                text = at >= text.Length ? text + Pieces[piece] : text.Remove(at, Math.Min(length, text.Length - at))
                    .Insert(at, length % 2 == 0 ? Pieces[piece] : "");
            return HasResult(text);
        }, iter: 20_000);
    }

    [Theory]
    [MemberData(nameof(LargeTexts))]
    public void No_text_of_100_kB_takes_longer_than_50_ms(string name, string text)
    {
        Assert.InRange(text.Length, MaximumLength / 2, MaximumLength);
        HasResult(text);

        // The best of several runs, in time of the processors: other programs share them, and on a busy machine no run is left alone for
        // that long.
        var best = Enumerable.Range(0, 8).Min(_ =>
        {
            var before = Environment.CpuUsage.TotalTime;
            PolicyDocument.Parse(text);
            return Environment.CpuUsage.TotalTime - before;
        });

        Assert.True(best < MaximumTime, $"{name}: {best.TotalMilliseconds:F1} ms");
    }

    [Fact]
    public void Linting_and_deciding_end_for_every_large_policy()
    {
        var policies = LargeTexts().Select(row => (row.Data.Item1, PolicyDocument.Parse(row.Data.Item2).Document))
            .Where(item => item.Document is not null).ToArray();
        Assert.InRange(policies.Length, 5, 20);
        Assert.All(policies, item => AssertEnds(item.Item1, item.Document!));
    }

    // The largest policies of which statements and values are compared with each other.
    [Theory]
    [InlineData("\"s3:Get*\",")]
    [InlineData("\"s3:Get*Acl\",\"s3:?et*\",")]
    [InlineData("\"s3:a\",")]
    public void Linting_of_many_values_ends(string values) =>
        AssertEnds(values, TestPolicy.Allow("\"Action\":[" + string.Concat(Enumerable.Repeat(values, 20_000 / values.Length))
            + "\"s3:*\"]"));

    [Fact]
    public void Linting_of_many_statements_ends() =>
        AssertEnds("statements", TestPolicy.Of([.. Enumerable.Range(0, 180)
            .Select(i => TestPolicy.Statement(i % 2 == 0 ? "Allow" : "Deny", $"\"Action\":[\"s3:Get*{i}*\",\"s3:*{i}\"]"))]));

    public static TheoryData<string, string> LargeTexts()
    {
        var statement = TestPolicy.Statement("Allow");
        return new()
        {
            { "open lists", new string('[', MaximumLength) },
            { "open objects", Fill("{\"a\":", "") },
            { "one long text", "{\"Id\":\"" + new string('x', MaximumLength - 100) + "\",\"Statement\":[]}" },
            { "escapes", Fill("\\u00e4", "\",\"Statement\":[]}", "{\"Id\":\"") },
            { "characters of four bytes", Fill("😀", "\",\"Statement\":[]}", "{\"Id\":\"") },
            { "many statements in one line", Fill(statement + ",", statement + "]}", "{\"Statement\":[") },
            { "many statements in many lines", Fill("\n" + statement + "\n,", statement + "]}", "{\"Statement\":[") },
            { "many errors", Fill("1,", "1]}", "{\"Statement\":[") },
            { "many unknown elements", Fill("\"x\":1,", "\"x\":1}", "{") },
            { "many repeated elements", Fill("\"Action\":\"*\",", "\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{") },
            { "many stars", Fill("*", "\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Action\":\"s3:") },
            { "many variables", Fill("${a:b}", "\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Resource\":\"arn:aws:s3:::") },
            { "open variables", Fill("${", "\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Resource\":\"arn:aws:s3:::") },
            { "many keys", "{\"Statement\":{\"Condition\":{\"StringLike\":{"
                + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"\"k:{i}\":1,")).TrimEnd(',') + "}}}}" },
            { "many principal kinds", "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":{"
                + string.Concat(Enumerable.Range(0, 11_000).Select(i => $"\"{i}\":1,")).TrimEnd(',') + "}}}" },
            { "blanks", Fill(" \n", "") },
        };
    }

    private static void AssertEnds(string name, PolicyDocument document)
    {
        var before = Environment.CpuUsage.TotalTime;
        PolicyLinter.Lint(document, TestPolicy.Target("com.amazonaws.us-east-1.s3"));
        PolicyEvaluator.Evaluate(document, TestPolicy.Get());
        var spent = Environment.CpuUsage.TotalTime - before;
        Assert.True(spent < TimeSpan.FromSeconds(10), $"{name}: {spent} of processor time");
    }

    private static string Fill(string piece, string end, string start = "")
    {
        var text = new StringBuilder(start);
        while (text.Length + piece.Length + end.Length <= MaximumLength)
            text.Append(piece);
        return text.Append(end).ToString();
    }

    private static bool HasResult(string text)
    {
        var result = PolicyDocument.Parse(text);
        var lines = text.Split('\n');
        return (result.Document is null) == (result.Errors.Count > 0)
            && result.Errors.All(error => error.Line >= 1 && error.Line <= lines.Length && error.Column >= 1
                && error.Column <= lines[error.Line - 1].Length + 1)
            && (result.Document is null || result.Document.Statements.All(statement =>
                text[statement.Position.Offset] == '{' && text[statement.Position.Offset + statement.Length - 1] == '}'));
    }
}
