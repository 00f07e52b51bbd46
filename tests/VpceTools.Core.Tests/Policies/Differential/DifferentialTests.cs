using Xunit;

namespace VpceTools.Core.Tests.Policies.Differential;

public class DifferentialTests
{
    private const int Policies = 700;
    private const int RequestsPerPolicy = 8;

    [Fact]
    public async Task Both_evaluators_decide_thousands_of_generated_requests_alike()
    {
        if (IamSimulate.SkipReason is { } reason)
            Assert.Skip(reason);
        var generator = new PolicyGenerator(seed: 20240229);
        var cases = Enumerable.Range(0, Policies).Select(_ => generator.Next(RequestsPerPolicy)).ToArray();

        var theirs = await IamSimulate.DecideAsync(cases, TestContext.Current.CancellationToken);

        Assert.Equal(cases.Length, theirs.Count);
        var answers = cases.Zip(theirs).SelectMany(pair => pair.First.Requests
            .Zip(pair.First.Decide(), pair.Second)
            .Select(answer => (Request: answer.First, Ours: answer.Second, Theirs: answer.Third, pair.First.Policy)))
            .ToArray();
        var disagreements = answers
            .Where(answer => answer.Ours != answer.Theirs)
            .Select(answer => $"ours {answer.Ours}, theirs {answer.Theirs}\n{answer.Request}\n{answer.Policy.ToJsonString()}")
            .OrderBy(text => text.Length)
            .ToArray();
        Assert.True(disagreements.Length == 0,
            $"{disagreements.Length} disagreements, the shortest of them:\n\n{string.Join("\n\n", disagreements.Take(5))}");
        // Agreement on one answer only would say little.
        Assert.All(answers.GroupBy(answer => answer.Ours), group => Assert.InRange(group.Count(), answers.Length / 20, answers.Length));
        Assert.Equal(3, answers.Select(answer => answer.Ours).Distinct().Count());
    }

    [Fact]
    public async Task Where_they_disagree_ours_follows_the_documentation()
    {
        if (IamSimulate.SkipReason is { } reason)
            Assert.Skip(reason);
        var theirs = await IamSimulate.DecideAsync(KnownDisagreements.All.Select(item => new GeneratedCase(item.Policy, [item.Request])),
            TestContext.Current.CancellationToken);

        var actual = KnownDisagreements.All.Zip(theirs, (item, answer) =>
            (item.Name, Ours: new GeneratedCase(item.Policy, [item.Request]).Decide().Single(), Theirs: answer.Single()));

        Assert.Equal(KnownDisagreements.All.Select(item => (item.Name, item.Ours, item.Theirs)), actual);
    }
}
