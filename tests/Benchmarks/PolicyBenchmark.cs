using System.Diagnostics;
using VpceTools.Core.Tests.Policies.Differential;
using VpceTools.Policies;

namespace VpceTools.Benchmarks;

/// <summary>
/// Decisions per second of the policy engine against @cloud-copilot/iam-simulate, on the same generated policies and requests in one run.
/// </summary>
internal static class PolicyBenchmark
{
    private const int Policies = 500;
    private const int RequestsPerPolicy = 8;
    private const int WantedRatio = 20;

    /// <summary>Prints the rates; 0 when ours is at least twenty times the other's or the other cannot run here.</summary>
    public static async Task<int> Run(TextWriter output)
    {
        var generator = new PolicyGenerator(seed: 1);
        var cases = Enumerable.Range(0, Policies).Select(_ => generator.Next(RequestsPerPolicy)).ToArray();
        var texts = Array.ConvertAll(cases, item => item.Policy.ToJsonString());
        var documents = Array.ConvertAll(texts, Parse);
        var requests = Array.ConvertAll(cases, item => item.Requests.Select(request => request.ToPolicyRequest()).ToArray());

        // The other evaluator loads the policy for every request, so both ways of ours are told.
        var evaluating = Measure(i => documents[i], requests);
        var readingToo = Measure(i => Parse(texts[i]), requests);
        await output.WriteLineAsync($"ours, policy read once:            {evaluating,12:N0} decisions/s").ConfigureAwait(false);
        await output.WriteLineAsync($"ours, policy read for each request: {readingToo,11:N0} decisions/s").ConfigureAwait(false);
        if (IamSimulate.SkipReason is { } reason)
        {
            await output.WriteLineAsync($"@cloud-copilot/iam-simulate:       not run: {reason}").ConfigureAwait(false);
            return 0;
        }

        var theirs = await IamSimulate.MeasureAsync(cases, CancellationToken.None).ConfigureAwait(false);
        await output.WriteLineAsync($"@cloud-copilot/iam-simulate:       {theirs,12:N0} decisions/s").ConfigureAwait(false);
        await output.WriteLineAsync(
            $"ratio:                             {evaluating / theirs,12:N0} (policy read once), {readingToo / theirs:N0} (policy read for each request)").ConfigureAwait(false);
        return readingToo / theirs >= WantedRatio ? 0 : 1;
    }

    private static PolicyDocument Parse(string text) => PolicyDocument.Parse(text).Document!;

    private static double Measure(Func<int, PolicyDocument> documentOf, PolicyRequest[][] requests)
    {
        // One round warms up; the rounds of at least two seconds count.
        Round(documentOf, requests);
        var decisions = 0L;
        var stopwatch = Stopwatch.StartNew();
        while (stopwatch.Elapsed < TimeSpan.FromSeconds(2))
            decisions += Round(documentOf, requests);
        return decisions / stopwatch.Elapsed.TotalSeconds;
    }

    private static long Round(Func<int, PolicyDocument> documentOf, PolicyRequest[][] requests)
    {
        var decisions = 0L;
        for (var i = 0; i < requests.Length; i++)
        {
            foreach (var request in requests[i])
            {
                PolicyEvaluator.Evaluate(documentOf(i), request);
                decisions++;
            }
        }

        return decisions;
    }
}
