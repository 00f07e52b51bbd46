using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>Some of the removals of each world; all of them are the benchmark <c>mutate</c>.</summary>
public sealed class RemovedEvidenceTests
{
    /// <summary>One removal in so many is tried of each world.</summary>
    private const int Step = 53;

    [Fact]
    public void Evidence_that_is_taken_away_makes_nothing_pass()
    {
        var faults = new List<string>();
        var tried = RemovedEvidenceRun.Over(Step, 2, faults.Add, TestContext.Current.CancellationToken);
        Assert.Empty(faults);
        Assert.True(tried > 220, $"Only {tried} removals were tried.");
    }
}
