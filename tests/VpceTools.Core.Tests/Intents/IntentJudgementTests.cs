using VpceTools.Findings;
using VpceTools.Intents;
using VpceTools.Paths;
using Xunit;

namespace VpceTools.Core.Tests.Intents;

/// <summary>Every verdict against every expectation: what was not seen has not passed.</summary>
public sealed class IntentJudgementTests
{
    [Theory]
    [InlineData(PathVerdict.Unknown, "Unknown Unknown Unknown Unknown")]
    [InlineData(PathVerdict.Reachable, "Passed Passed Failed Passed")]
    [InlineData(PathVerdict.ReachableOverInternet, "Failed Passed Failed Failed")]
    [InlineData(PathVerdict.Intermittent, "Failed Failed Failed Unknown")]
    [InlineData(PathVerdict.Blocked, "Failed Failed Passed Passed")]
    [InlineData(PathVerdict.NoEndpoint, "Failed Failed Passed Passed")]
    public void A_path_is_held_against_each_expectation(PathVerdict verdict, string expected) =>
        Assert.Equal(expected, string.Join(' ', Enum.GetValues<IntentReach>().Select(reach => IntentJudgement.Judge(reach, verdict))));

    [Fact]
    public void Every_verdict_is_in_the_table() => Assert.Equal(6, Enum.GetValues<PathVerdict>().Length);

    [Theory]
    [InlineData("", "", IntentStatus.Unknown, PathVerdict.Unknown, "No client was found, so that nothing was judged.")]
    [InlineData("Reachable", "", IntentStatus.Passed, PathVerdict.Reachable, "0: Reachable")]
    [InlineData("Reachable Reachable", "", IntentStatus.Passed, PathVerdict.Reachable, "Both paths are as they should be. 0: Reachable")]
    [InlineData("Reachable Reachable", "no i-1", IntentStatus.Unknown, PathVerdict.Unknown, "no i-1")]
    [InlineData("Reachable Unknown", "", IntentStatus.Unknown, PathVerdict.Unknown, "1 of 2 paths cannot be told. 1: Unknown")]
    [InlineData("Unknown Blocked", "no i-1", IntentStatus.Failed, PathVerdict.Blocked, "1 of 2 paths is not as it should be. 1: Blocked")]
    [InlineData("Reachable Blocked NoEndpoint", "", IntentStatus.Failed, PathVerdict.Blocked,
        "2 of 3 paths are not as they should be. 1: Blocked")]
    public void One_path_that_is_against_it_decides_then_one_that_is_not_known(
        string verdicts, string open, IntentStatus status, PathVerdict verdict, string message)
    {
        var result = Conclude(IntentReach.Privately, verdicts, open);

        Assert.Equal((status, verdict, message), (result.Status, result.Verdict, result.Message));
        Assert.Equal(status == IntentStatus.Passed ? 0 : verdicts.Split(' ')
            .Count(v => status == IntentStatus.Failed ? v is "Blocked" or "NoEndpoint" : v == "Unknown"), result.Paths.Count);
    }

    [Fact]
    public void What_stops_a_client_that_must_not_get_through_is_no_problem()
    {
        Assert.Equal(["a wall"], Conclude(IntentReach.Privately, "Blocked", "").Findings.Select(finding => finding.Summary));
        Assert.Empty(Conclude(IntentReach.Never, "Blocked Reachable", "").Findings);
        Assert.Empty(Conclude(IntentReach.NeverOverInternet, "Blocked", "").Findings);
    }

    [Fact]
    public void What_would_tell_is_said_where_it_is_not_known_alone()
    {
        Assert.Equal(["aws ec2 x"], Conclude(IntentReach.Never, "Unknown", "").Missing);
        Assert.Empty(Conclude(IntentReach.Never, "Unknown Reachable", "").Missing);
    }

    private static EndpointIntentResult Conclude(IntentReach reach, string verdicts, string open) => IntentJudgement.Conclude(
        new() { Name = "a", Reach = reach, Line = 3 }, "vpce.yaml",
        [.. verdicts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((verdict, i) => new EndpointPath
        {
            From = "eni-1", To = "sqs", Port = 443, Verdict = Enum.Parse<PathVerdict>(verdict), Message = $"{i}: {verdict}",
            Missing = verdict == "Unknown" ? ["aws ec2 x"] : [], Findings = verdict == "Blocked" ? [Wall] : [],
        })],
        open.Length == 0 ? [] : [open]);

    private static Finding Wall => new()
    {
        Severity = Severity.High, Check = "NetworkAcl", EndpointId = "vpce-1", ServiceName = "", VpcId = "vpc-1", ResourceId = "acl-1",
        ResourceType = "", Summary = "a wall",
        Evidence = new(), Recommendation = "",
    };
}
