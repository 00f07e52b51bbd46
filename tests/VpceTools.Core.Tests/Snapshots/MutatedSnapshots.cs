using System.Globalization;
using System.Text;
using VpceTools.Checks;
using VpceTools.Repairs.Planning;
using VpceTools.Snapshots;
using VpceTools.Sources;
using VpceTools.Testing.Hostile;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>A snapshot that is changed at random, read, diagnosed and planned for; says what should not have happened.</summary>
internal static class MutatedSnapshots
{
    /// <summary>One change after the other to a document.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string document, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var text = document;
        for (var changes = random.Next(1, 6); changes > 0; changes--)
            text = MutatingProxy.Mutated(text, random);
        var folder = Directory.CreateTempSubdirectory("vpce-mutated-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "all.json"), text, new UTF8Encoding(false, throwOnInvalidBytes: false),
                cancellationToken);
            var shown = new List<string?>();
            foreach (var network in await new SnapshotSource(folder).ReadAsync(new NetworkQuery(), null, cancellationToken))
            {
                var runner = new CheckRunner(network);
                shown.AddRange(network.Remarks);
                foreach (var result in network.Endpoints.SelectMany(e => runner.Run(e)))
                    shown.AddRange([result.Message, .. result.Findings.SelectMany(f =>
                        (string?[])[f.Summary, f.Recommendation, f.Evidence.Component, f.Evidence.Rule])]);
                var plan = RepairPlanner.Plan(network, network.Endpoints, new(), cancellationToken);
                _ = RepairScript.ToAwsCli([plan]) + RepairScript.ToPowerShell([plan]);
            }

            return [.. shown.OfType<string>().Where(IsHidden).Select(line => $"seed {seed}: shown: {line}")];
        }
        catch (NetworkSourceException e)
        {
            return IsHidden(e.Message) || e.Message.Length > 3_000 ? [$"seed {seed}: shown: {e.Message}"] : [];
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return [$"seed {seed}: thrown: {e}"];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsHidden(string text) => text.EnumerateRunes()
        .Any(rune => Rune.GetUnicodeCategory(
            rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
