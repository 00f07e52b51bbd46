using System.Management.Automation;
using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Reports;

/// <summary>Reports as users make them, in a folder of their own.</summary>
public sealed class ExportReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-report-").FullName;
    private readonly ModuleSession _session = new();

    public ExportReportTests()
    {
        _session.Runspace.SessionStateProxy.SetVariable("samples", Path.Combine(RepositoryFiles.Root, "samples"));
        _session.Runspace.SessionStateProxy.Path.SetLocation(_folder);
    }

    [Fact]
    public void The_end_of_each_name_tells_its_format_and_the_files_come_out()
    {
        var files = _session.Invoke("""
            Test-VpcEndpoint -SnapshotPath $samples/several-causes |
                Export-VpcEndpointReport a.html, b.md, sub/c.json, d.junit.xml, e.sarif, f.csv
            """).Succeeded().Select(file => Assert.IsType<FileInfo>(file.BaseObject)).ToList();

        Assert.Equal(["a.html", "b.md", "c.json", "d.junit.xml", "e.sarif", "f.csv"], files.Select(file => file.Name));
        Assert.Equal(["<!DOCTYPE html>", "# VPC endpoint report", "{", "<?xml ", "{", "\uFEFFKind,"],
            files.Zip([15, 21, 1, 6, 1, 6], (file, length) => Raw(file.FullName)[..length]));
        Assert.Empty(Directory.EnumerateFiles(_folder, ".*", SearchOption.AllDirectories));
    }

    /// <summary>The system's opener is one of our own, which notes what it is given.</summary>
    [Fact]
    public async Task Show_opens_the_report_and_says_where_nothing_opens_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The opener is xdg-open.");
        if (!OperatingSystem.IsLinux())
            return;
        var (opener, noted, report) = (Path.Combine(_folder, "bin", "xdg-open"), Path.Combine(_folder, "noted"),
            Path.Combine(_folder, "r.html"));
        Directory.CreateDirectory(Path.GetDirectoryName(opener)!);
        var script = $"""
            Import-Module '{ModuleSession.StagedModule}'
            Get-VpcEndpointFinding -SnapshotPath '{RepositoryFiles.Root}/samples/network-acl' | Export-VpcEndpointReport '{report}' -Show -ErrorVariable failed -ErrorAction SilentlyContinue | Out-Null
            $failed.FullyQualifiedErrorId
            """;
        var dotnet = Path.GetDirectoryName(Environment.ProcessPath)!;
        var path = new Dictionary<string, string> { ["PATH"] = $"{Path.GetDirectoryName(opener)}:{dotnet}" };

        Assert.StartsWith("ReportNotShown", (await ShellProcess.RunAsync(script, environment: path)).Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(opener, $"#!/bin/sh\necho \"$1\" > '{noted}'\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(opener, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal("", (await ShellProcess.RunAsync(script, environment: path)).Output.Trim());
        // Nobody waits for the opener, which may come later than the shell's end.
        for (var i = 0; i < 600 && !(File.Exists(noted) && new FileInfo(noted).Length > 0); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(report, (await File.ReadAllTextAsync(noted, TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public void A_comparison_is_a_part_of_a_report_also_from_another_session()
    {
        _session.Invoke("Repair-VpcEndpoint -SnapshotPath $samples/security-group -OutputSnapshotPath mended -Confirm:$false").Succeeded();
        _session.Invoke("Compare-VpcEndpointSnapshot mended $samples/security-group | Export-VpcEndpointReport here.json, here.md")
            .Succeeded();
        _session.Invoke("Compare-VpcEndpointSnapshot mended $samples/security-group | Export-Clixml c.xml; Import-Clixml c.xml | Export-VpcEndpointReport there.json").Succeeded();

        var here = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "here.json")))!;
        Assert.Equal(("SecurityGroupIngress", "Worse"), ((string)here["changes"]![0]!["check"]!, (string)here["changes"]![0]!["trend"]!));
        Assert.Equal(2, here["changes"]![0]!["causes"]!.AsArray().Count);
        // What is wrong now is a finding.
        Assert.Equal("SecurityGroupIngress", (string)here["findings"]![0]!["check"]!);
        Assert.Equal(here["changes"]!.ToJsonString(),
            JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "there.json")))!["changes"]!.ToJsonString());
        Assert.Contains("ingress rule tcp 443", File.ReadAllText(Path.Combine(_folder, "here.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_path_the_file_is_in_the_current_folder_and_named_for_the_time()
    {
        var file = (FileInfo)Assert.Single(_session.Invoke(
            "Get-VpcEndpointFinding -SnapshotPath $samples/network-acl | Export-VpcEndpointReport -Format Markdown")
                .Succeeded()).BaseObject;

        Assert.Matches(@"^vpce-report-\d{8}-\d{6}\.md$", file.Name);
        Assert.Equal(_folder, file.DirectoryName);
    }

    [Fact]
    public void Findings_are_reported_once_whatever_way_they_come_and_results_of_another_session_make_the_same_report()
    {
        _session.Invoke("""
            $results = Test-VpcEndpoint -SnapshotPath $samples/several-causes
            $results | Export-VpcEndpointReport live.json
            @($results) + @($results.Findings) | Export-VpcEndpointReport twice.json
            $results | Export-Clixml results.clixml -Depth 5
            Import-Clixml results.clixml | Export-VpcEndpointReport later.json
            """).Succeeded();
        var live = Json("live.json");

        Assert.Equal(5, live["findings"]!.AsArray().Count);
        Assert.Equal(Without(live), Without(Json("twice.json")));
        Assert.Equal(Without(live), Without(Json("later.json")));
    }

    [Theory]
    [InlineData("healthy", "High", null)]
    [InlineData("several-causes", "Critical", "3 findings of severity Critical or worse")]
    [InlineData("vpc-dns", "Critical", null)]
    public void The_gate_closes_after_the_report_is_written(string sample, string failOn, string? reason)
    {
        var result = _session.Invoke(
            $"Test-VpcEndpoint -SnapshotPath $samples/{sample} | Export-VpcEndpointReport gate.json -FailOn {failOn}");

        Assert.Equal(reason is null, Error(result) is null);
        Assert.Equal(reason is null, (bool)Json("gate.json")["summary"]!["gate"]!["passed"]!);
        if (reason is not null)
        {
            Assert.Equal("GateFailed,VpceTools.Commands.ExportVpcEndpointReportCommand", Error(result)!.FullyQualifiedErrorId);
            Assert.Contains(reason, Error(result)!.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_error_of_the_diagnosis_closes_the_gate_and_one_from_before_does_not()
    {
        _session.Invoke("$null = Test-VpcEndpoint vpce-0ffffffffffffffff -SnapshotPath $samples/healthy -ErrorAction SilentlyContinue");
        Assert.Null(Error(_session.Invoke(
            "Test-VpcEndpoint -SnapshotPath $samples/healthy | Export-VpcEndpointReport a.json -FailOn High")));

        const string Both = "Test-VpcEndpoint vpce-0ffffffffffffffff, vpce-081b73983310acd4a -SnapshotPath $samples/healthy -ErrorAction SilentlyContinue | Export-VpcEndpointReport b.json -FailOn High";
        Assert.Equal("GateFailed,VpceTools.Commands.ExportVpcEndpointReportCommand", Error(_session.Invoke(Both))?.FullyQualifiedErrorId);
        Assert.Equal("EndpointNotFound", (string)Assert.Single(Json("b.json")["errors"]!.AsArray())!["errorId"]!);
        Assert.Null(Error(_session.Invoke(Both + " -AllowError")));
    }

    [Fact]
    public void Unknown_closes_the_gate_unless_it_may_pass()
    {
        const string Script = """
            $results = Test-VpcEndpoint -SnapshotPath $samples/healthy
            $copy = $results | Select-Object * | ForEach-Object { $_.PSObject.TypeNames.Insert(0, 'Deserialized.VpceTools.EndpointTestResult'); $_.Status = 'Unknown'; $_ }
            $copy | Export-VpcEndpointReport u.json -FailOn Critical
            """;

        Assert.StartsWith("GateFailed,", Error(_session.Invoke(Script))?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Null(Error(_session.Invoke(Script + " -AllowUnknown")));
    }

    [Fact]
    public void Repairs_are_reported_with_what_became_of_them()
    {
        _session.Invoke("Repair-VpcEndpoint -SnapshotPath $samples/vpc-dns -WhatIf 6> $null | Export-VpcEndpointReport r.json").Succeeded();

        Assert.Equal("WhatIf", (string)Assert.Single(Json("r.json")["repairs"]!.AsArray())!["status"]!);
    }

    [Theory]
    [InlineData("$r | Export-VpcEndpointReport report.txt", "ReportFormatUnknown", ErrorCategory.InvalidArgument)]
    [InlineData("$r | Export-VpcEndpointReport there.html -NoClobber", "ReportExists", ErrorCategory.ResourceExists)]
    [InlineData("$r | Export-VpcEndpointReport folder.html", "ReportUnwritable", ErrorCategory.WriteError)]
    [InlineData("$r | Export-VpcEndpointReport there.html/x.html", "ReportUnwritable", ErrorCategory.WriteError)]
    [InlineData("$r | Export-VpcEndpointReport Env:x.html", "ReportUnwritable", ErrorCategory.WriteError)]
    [InlineData("$r | Export-VpcEndpointReport nodrive:x.html", "ReportUnwritable", ErrorCategory.WriteError)]
    [InlineData("$true | Export-VpcEndpointReport x.html", "NotReportable", ErrorCategory.InvalidType)]
    [InlineData("@() | Export-VpcEndpointReport x.html -FailOn Low", "GateFailed", ErrorCategory.InvalidResult)]
    public void What_cannot_be_done_is_one_clear_error(string script, string errorId, ErrorCategory category)
    {
        File.WriteAllText(Path.Combine(_folder, "there.html"), "mine");
        Directory.CreateDirectory(Path.Combine(_folder, "folder.html"));

        var error = _session.Invoke($"$r = Test-VpcEndpoint -SnapshotPath $samples/healthy -Check VpcDns; {script}").SingleError;

        Assert.Equal($"{errorId},VpceTools.Commands.ExportVpcEndpointReportCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, "there.html")));
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What ends a command does not end the script around it.</summary>
    private static ErrorRecord? Error(ModuleResult result) => result.TerminatingError ?? result.Errors.SingleOrDefault();

    /// <summary>With the mark at its beginning, which other readers take away.</summary>
    private static string Raw(string path) => new System.Text.UTF8Encoding(false).GetString(File.ReadAllBytes(path));

    private JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, file)))!;

    private static string Without(JsonNode report)
    {
        report.AsObject().Remove("created");
        return report.ToJsonString();
    }
}
