using System.Globalization;
using System.Text;
using VpceTools.Checks;
using VpceTools.Sources;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Reads a network from whoever answers at a URL, diagnoses it, and says what should not have happened.</summary>
internal static class MutatedReading
{
    public static async Task<(IReadOnlyList<string> Problems, bool IsNetwork)> RunAsync(string url, CancellationToken cancellationToken)
    {
        var connection = new AwsConnection
        {
            AccessKey = "AKIAEXAMPLE", SecretKey = "wJalrXUtnFEMI/K7MDENG", Region = "us-east-1",
            EndpointUrl = url, MaximumRetries = 0, RequestTimeout = TimeSpan.FromSeconds(10)
        };
        try
        {
            var network = (await AwsSourceFactory.Open().Network(connection).ReadAsync(new NetworkQuery(), null, cancellationToken))
                .Single();
            var runner = new CheckRunner(network);
            var texts = network.Remarks.Concat(network.Failures.Select(f => f.Message))
                .Concat(network.Endpoints.SelectMany(e => runner.Run(e)).SelectMany(r => (string?[])
                [r.Message, .. r.Findings.SelectMany(f =>
                    (string?[])[f.Summary, f.Recommendation, f.Evidence.Component, f.Evidence.Rule])]));
            return ([.. texts.OfType<string>().Where(IsHidden).Select(text => $"shown: {text}")], true);
        }
        catch (NetworkSourceException e)
        {
            return (IsHidden(e.Message) || e.Message.Length > 3_000 ? [$"shown: {e.Message}"] : [], false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return ([$"thrown: {e}"], false);
        }
    }

    private static bool IsHidden(string text) => text.EnumerateRunes()
        .Any(rune => Rune.GetUnicodeCategory(
            rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
