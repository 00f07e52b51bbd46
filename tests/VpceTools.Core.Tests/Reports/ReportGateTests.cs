using VpceTools.Findings;
using VpceTools.Reports;
using Xunit;

namespace VpceTools.Core.Tests.Reports;

public sealed class ReportGateTests
{
    [Fact]
    public void Nothing_that_was_examined_is_no_pass() =>
        Assert.NotNull(new ReportGate { FailOn = Severity.Critical, AllowsUnknown = true, AllowsErrors = true }.Reason(Report([])));

    /// <summary>An error that may pass leaves nothing where it was the only one to come.</summary>
    [Fact]
    public void Errors_alone_are_no_pass_either()
    {
        var report = Report([], [new() { ErrorId = "EndpointNotFound", Message = "gone" }]);

        Assert.Equal("1 error", new ReportGate { FailOn = Severity.High }.Reason(report));
        Assert.Equal("nothing was examined, which proves nothing",
            new ReportGate { FailOn = Severity.High, AllowsErrors = true }.Reason(report));
    }

    [Theory]
    [InlineData("Passed", false, false)]
    [InlineData("Failed", true, true)]
    [InlineData("Unknown", true, false)]
    [InlineData("", true, false)]
    public void An_expectation_closes_it_whatever_the_severity_unless_it_holds(string status, bool fails, bool failsStill)
    {
        var intent = new ReportIntent
        {
            Name = "a", Status = status, Expectation = "", Verdict = "", Message = "", File = "vpce.yaml",
            Line = 1
        };

        Assert.Equal(fails, new ReportGate { FailOn = Severity.Critical }.Fails(intent));
        Assert.Equal(failsStill, new ReportGate { FailOn = Severity.Critical, AllowsUnknown = true }.Fails(intent));
        Assert.Equal(fails, new ReportGate { FailOn = Severity.Critical }.Reason(
            new() { Created = DateTimeOffset.UnixEpoch, ToolVersion = "1", Title = "t", Gate = new(), Intents = [intent] }) is not null);
    }

    [Theory]
    [InlineData(Severity.Critical, CheckStatus.Passed, null, null)]
    [InlineData(Severity.High, CheckStatus.Failed, Severity.High, "1 finding of severity High or worse")]
    [InlineData(Severity.High, CheckStatus.Failed, Severity.Critical, "1 finding of severity High or worse")]
    [InlineData(Severity.High, CheckStatus.Failed, Severity.Medium, null)]
    [InlineData(Severity.Medium, CheckStatus.Warning, Severity.Medium, "1 finding of severity Medium or worse")]
    [InlineData(Severity.Critical, CheckStatus.Failed, null, "1 failed check without a finding")]
    [InlineData(Severity.Critical, CheckStatus.Unknown, null, "1 result that the evidence does not decide (Unknown)")]
    [InlineData(Severity.Critical, CheckStatus.NotApplicable, null, null)]
    public void What_is_as_bad_as_was_said_closes_it_and_so_does_what_was_not_seen(Severity failOn, CheckStatus status, Severity? severity,
        string? reason) =>
        Assert.Equal(reason, new ReportGate { FailOn = failOn }.Reason(Report([(status, severity)])));

    [Fact]
    public void What_may_pass_is_said_for_Unknown_and_for_errors_apart()
    {
        var report = Report([(CheckStatus.Unknown, null)], [new() { ErrorId = "Throttled", Message = "slow" }]);

        Assert.Equal("1 result that the evidence does not decide (Unknown) and 1 error",
            new ReportGate { FailOn = Severity.Low }.Reason(report));
        Assert.Equal("1 error", new ReportGate { FailOn = Severity.Low, AllowsUnknown = true }.Reason(report));
        Assert.Null(new ReportGate { FailOn = Severity.Low, AllowsUnknown = true, AllowsErrors = true }.Reason(report));
    }

    /// <summary>A later release, or another tool's object, may say a word that is not known here.</summary>
    [Theory]
    [InlineData("Reachable", false)]
    [InlineData("ReachableOverInternet", false)]
    [InlineData("Blocked", true)]
    [InlineData("NoEndpoint", true)]
    [InlineData("Intermittent", true)]
    [InlineData("Unknown", true)]
    [InlineData("", true)]
    public void A_path_closes_it_unless_the_call_goes_through(string verdict, bool fails) =>
        Assert.Equal(fails, new ReportGate { FailOn = Severity.Critical }.Fails(new ReportPath
        {
            From = "a", To = "b", Port = "443",
            Verdict = verdict, Message = ""
        }));

    private static Report Report(IReadOnlyList<(CheckStatus Status, Severity? Severity)> results, IReadOnlyList<ReportError>? errors = null)
    {
        var endpoint = new ReportEndpoint { Id = "vpce-1" };
        var made = results.Select(result => new ReportResult
        {
            Endpoint = endpoint, Check = "Route", Title = "routes", Status = result.Status, Message = "m",
            Findings = result.Severity is { } severity
                ? [new() { Severity = severity, Check = "Route", Endpoint = endpoint, ResourceId = "rtb-1", Summary = "s" }] : [],
        }).ToList();
        return new()
        {
            Created = DateTimeOffset.UnixEpoch, ToolVersion = "1", Title = "t", Gate = new(), Results = made,
            Findings = [.. made.SelectMany(result => result.Findings)],
            Errors = errors ?? [],
        };
    }
}
