using System.Text.RegularExpressions;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace VpceTools.Module.Tests.Reports;

/// <summary>The pipelines to copy: they are YAML, their calls fit the cmdlets, and their scripts do what they say.</summary>
public sealed class PipelineFileTests
{
    public static TheoryData<string> Files => ["github-actions.yml", "gitlab-ci.yml", "azure-pipelines.yml"];

    [Theory, MemberData(nameof(Files))]
    public void A_pipeline_stops_for_what_is_shut_and_not_for_what_is_well(string file)
    {
        var script = Script(file);
        using (var parser = new ModuleSession())
            PastedScript.Check(parser, script);

        Assert.Null(Run(script, "healthy", out var files).TerminatingError);
        Assert.NotEmpty(files);
        Assert.StartsWith("GateFailed,", Run(script, "security-group", out var same).TerminatingError?.FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.Equal(files, same);
        // What the later steps take is what was written.
        var text = RepositoryFiles.Read("docs", "guides", "ci", file);
        Assert.All(Regex.Matches(text, @"(sarif_file|junit|testResultsFiles|publish): (?<name>\S+)", RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)), match =>
            Assert.Contains(match.Groups["name"].Value, files));
    }

    /// <summary>The script of a file: the one that diagnoses, without the shell around it.</summary>
    private static string Script(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(RepositoryFiles.Read("docs", "guides", "ci", file)));
        var script = Assert.Single(yaml.Documents[0].AllNodes.OfType<YamlScalarNode>().Select(node => node.Value!)
            .Where(text => text.Contains("Test-VpcEndpoint", StringComparison.Ordinal)).Distinct());
        return Regex.Match(script, @"\Apwsh -NoProfile -Command '(?<inner>[^']*)'\s*\z", RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)) is { Success: true } match
            ? match.Groups["inner"].Value : script;
    }

    private static ModuleResult Run(string script, string sample, out List<string> files)
    {
        var folder = Directory.CreateTempSubdirectory("vpce-pipeline-").FullName;
        try
        {
            using var session = new ModuleSession();
            session.Runspace.SessionStateProxy.Path.SetLocation(folder);
            File.Copy(Path.Combine(RepositoryFiles.Root, "samples", "vpce.yaml"), Path.Combine(folder, "vpce.yaml"));
            Assert.Contains("-VpcId vpc-0abc -Region eu-west-1", script, StringComparison.Ordinal);
            var result = session.Invoke("$ErrorActionPreference = 'Stop'\n"
                + script.Replace("Import-Module ./tools/VpceTools", "", StringComparison.Ordinal)
                .Replace("-VpcId vpc-0abc -Region eu-west-1", $"-SnapshotPath '{Path.Combine(RepositoryFiles.Root, "samples", sample)}'",
                    StringComparison.Ordinal));
            files = [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
            return result;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
