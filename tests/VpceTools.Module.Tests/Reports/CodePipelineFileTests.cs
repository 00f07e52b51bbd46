using System.Text.RegularExpressions;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Reports;

/// <summary>
/// The pipelines to copy that judge code before it is deployed: their commands run, and stop for what a change introduces.
/// </summary>
public sealed class CodePipelineFileTests
{
    private static readonly string Templates = Path.Combine(RepositoryFiles.Root, "docs", "guides", "templates");

    [Theory]
    [InlineData("github-actions-template.yml")]
    [InlineData("gitlab-ci-template.yml")]
    [InlineData("azure-pipelines-template.yml")]
    public void A_template_stops_for_what_it_introduces_and_for_nothing_else(string file)
    {
        var script = Script(file);
        Assert.Null(Run(script, before: "healthy", after: "healthy", out var files).TerminatingError);
        Assert.Contains("vpce.sarif", files);
        Assert.StartsWith("GateFailed,", Run(script, "healthy", "group-without-443", out _).TerminatingError?.FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.Null(Run(script, "group-without-443", "group-without-443", out _).TerminatingError);
        Assert.Null(Run(script, "group-without-443", "healthy", out _).TerminatingError);
    }

    [Fact]
    public void What_the_cdk_synthesized_stops_where_an_endpoint_will_not_work()
    {
        var script = Script("cdk-pipelines.ts");
        Assert.Null(Run(script, "healthy", "healthy", out _).TerminatingError);
        Assert.StartsWith("GateFailed,", Run(script, "healthy", "no-subnet", out _).TerminatingError?.FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    /// <summary>Atlantis puts the plan as JSON where SHOWFILE says: https://www.runatlantis.io/docs/custom-workflows.</summary>
    [Theory]
    [InlineData("healthy", false)]
    [InlineData("no-subnet", true)]
    public void Atlantis_stops_where_an_endpoint_of_the_plan_will_not_work(string plan, bool stops)
    {
        var text = RepositoryFiles.Read("docs", "guides", "ci", "atlantis.yaml");
        Assert.Matches(@"steps:\n\s+- init\n\s+- plan\n\s+- show\n\s+- run:", text.ReplaceLineEndings("\n"));
        var shown = Path.Combine(RepositoryFiles.Root, "plans", plan, "plan.json");
        var result = Run($"$env:SHOWFILE = '{shown}';" + Script("atlantis.yaml") + "; Remove-Item env:SHOWFILE", "healthy", "healthy",
            out var files);
        if (stops)
            Assert.StartsWith("GateFailed,", result.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        else
            Assert.Null(result.TerminatingError);
        Assert.Contains("vpce.junit.xml", files);
    }

    /// <summary>The shell takes what stands between single quotes as it is, if there is none in it.</summary>
    [Theory]
    [InlineData("gitlab-ci-template.yml")]
    [InlineData("cdk-pipelines.ts")]
    [InlineData("atlantis.yaml")]
    public void A_command_between_quotes_holds_none(string file) => Assert.Matches(
        @"pwsh -NoProfile -Command '[^'`]*Import-Module \./tools/VpceTools;[^'`]*-AllowUnknown'",
        RepositoryFiles.Read("docs", "guides", "ci", file));

    [Fact]
    public void A_report_points_to_the_line_and_says_what_is_new()
    {
        Run(Script("github-actions-template.yml"), "healthy", "group-without-443", out _, folder =>
        {
            var sarif = File.ReadAllText(Path.Combine(folder, "vpce.sarif"));
            Assert.Contains("\"uri\": \"network.yaml\"", sarif, StringComparison.Ordinal);
            Assert.Contains("\"fullyQualifiedName\": \"EndpointGroup\"", sarif, StringComparison.Ordinal);
            Assert.Contains("\"baselineState\": \"new\"", sarif, StringComparison.Ordinal);
            var markdown = File.ReadAllText(Path.Combine(folder, "vpce.md"));
            Assert.Matches(@"Decided \d+ of \d+\. Introduced 1, existing \d+, mended 0\.", markdown);
        });
        Run(Script("github-actions-template.yml"), "group-without-443", "healthy", out _, folder =>
            Assert.Contains("\"baselineState\": \"absent\"", File.ReadAllText(Path.Combine(folder, "vpce.sarif")),
                StringComparison.Ordinal));
    }

    [Fact]
    public void What_nobody_can_decide_passes_with_a_line_and_not_where_it_must_be_decided()
    {
        using var session = new ModuleSession();
        var folder = Directory.CreateTempSubdirectory("vpce-gate-").FullName;
        try
        {
            session.Runspace.SessionStateProxy.Path.SetLocation(folder);
            var judge = $"$ErrorActionPreference = 'Stop'; Test-VpcEndpoint -TemplatePath '{Path.Combine(Templates, "healthy.yaml")}' -Region eu-west-1 | Export-VpcEndpointReport r.md ";
            var passed = session.Invoke(judge + "-FailOn Medium -AllowUnknown");
            Assert.Null(passed.TerminatingError);
            Assert.Contains(passed.Warnings, warning =>
                Regex.IsMatch(warning, @"Decided \d+ of \d+\.", RegexOptions.None, TimeSpan.FromSeconds(10)));
            Assert.StartsWith("GateFailed,", session.Invoke(judge + "-FailOnUnknown").TerminatingError?.FullyQualifiedErrorId,
                StringComparison.Ordinal);
            Assert.StartsWith("ParametersConflict,",
                session.Invoke(judge + "-FailOnUnknown -AllowUnknown").TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The lines of a file from the import of the module to the report, whatever shell is around them.</summary>
    private static string Script(string file) => Regex.Match(RepositoryFiles.Read("docs", "guides", "ci", file),
        @"Import-Module \./tools/VpceTools;?(?<script>.*?-AllowUnknown)", RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(10))
        .Groups["script"].Value;

    private static ModuleResult Run(string script, string before, string after, out List<string> files, Action<string>? look = null)
    {
        var folder = Directory.CreateTempSubdirectory("vpce-pipeline-").FullName;
        try
        {
            using var session = new ModuleSession();
            session.Runspace.SessionStateProxy.Path.SetLocation(folder);
            File.Copy(Path.Combine(Templates, before + ".yaml"), Path.Combine(folder, "before.yaml"));
            File.Copy(Path.Combine(Templates, after + ".yaml"), Path.Combine(folder, "network.yaml"));
            Directory.CreateDirectory(Path.Combine(folder, "cdk.out"));
            File.Copy(Path.Combine(Templates, after + ".yaml"), Path.Combine(folder, "cdk.out", "Net.template.yaml"));
            File.WriteAllText(Path.Combine(folder, "cdk.out", "manifest.json"), """
                { "version": "54.0.0", "artifacts": { "Net": { "type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-west-1",
                  "properties": { "templateFile": "Net.template.yaml" } } } }
                """);
            var result = session.Invoke("$ErrorActionPreference = 'Stop'\n" + script);
            files = [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
            look?.Invoke(folder);
            return result;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
