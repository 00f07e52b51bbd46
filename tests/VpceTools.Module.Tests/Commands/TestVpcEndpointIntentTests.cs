using System.Management.Automation;
using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>Files of intents as users hold a network against them.</summary>
public sealed class TestVpcEndpointIntentTests : IDisposable
{
    private const string Client = "i-043572302f68aacdb";
    private readonly ModuleSession _session = new(width: 80);
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-intent-").FullName;

    public TestVpcEndpointIntentTests()
    {
        _session.Runspace.SessionStateProxy.SetVariable("samples", Path.Combine(RepositoryFiles.Root, "samples"));
        _session.Runspace.SessionStateProxy.Path.SetLocation(_folder);
    }

    /// <summary>The sample, which a guide shows and an editor completes.</summary>
    [Theory]
    [InlineData("healthy", "Passed Passed Passed Passed")]
    [InlineData("security-group", "Failed Failed Passed Passed")]
    [InlineData("private-dns", "Failed Passed Passed Passed")]
    [InlineData("endpoint-policy", "Failed Failed Passed Passed")]
    public void Each_expectation_of_the_sample_is_one_result(string sample, string expected)
    {
        var results = _session.Invoke($"Test-VpcEndpoint -IntentPath $samples/vpce.yaml -SnapshotPath $samples/{sample}").Succeeded();

        Assert.Equal(expected, string.Join(' ', results.Select(result => $"{result.Properties["Status"].Value}")));
        Assert.All(results, result => Assert.Equal("VpceTools.EndpointIntentResult", result.TypeNames[0]));
        Assert.Equal([5, 12, 18, 23], results.Select(result => result.Properties["Line"].Value));
        Assert.Equal(expected.Split(' ').Select(status => status == "Passed"),
            _session.Invoke($"Test-VpcEndpoint -IntentPath $samples/vpce.yaml -SnapshotPath $samples/{sample} -Quiet").Succeeded()
                .Select(o => (bool)o.BaseObject));
    }

    /// <summary>The same engine, so that the two never disagree.</summary>
    [Fact]
    public void A_verdict_is_that_of_the_path()
    {
        Write($"from: {Client}", "to: [secretsmanager, sts, 10.0.10.11, '10.0.10.11:22']", "reach: privately");
        var result = Assert.Single(Run("healthy"));
        var paths = _session.Invoke(
            $"Test-VpcEndpointPath -SnapshotPath $samples/healthy -From {Client} -To secretsmanager, sts, 10.0.10.11, '10.0.10.11:22'")
                .Succeeded();

        Assert.Equal(4, result.Properties["PathCount"].Value);
        var against = paths.Where(path => $"{path.Properties["Verdict"].Value}" != "Reachable")
            .Select(path => $"{path.Properties["Message"].Value}").ToList();
        Assert.Equal(2, against.Count);
        Assert.Equal(against, LanguagePrimitives.GetEnumerable(result.Properties["Paths"].Value).Cast<object>()
            .Select(path => $"{PSObject.AsPSObject(path).Properties["Message"].Value}"));
    }

    [Theory]
    [InlineData("from: i-0ffffffffffffffff|to: sqs|reach: never", "Unknown", "There is no client 'i-0ffffffffffffffff' in what was read.")]
    [InlineData("from: nosuchfunction|to: sqs|reach: never", "Unknown", "There is no client 'nosuchfunction' in what was read.")]
    [InlineData("from: 10.0.0.0/33|to: sqs|reach: never", "Unknown",
        "One of '10.0.0.0/33' is neither a client in what was read, an address nor a CIDR block.")]
    [InlineData("from: [i-043572302f68aacdb, i-0ffffffffffffffff]|to: sqs|reach: neverOverInternet", "Unknown",
        "There is no client 'i-0ffffffffffffffff'")]
    [InlineData("from: [i-043572302f68aacdb, i-0ffffffffffffffff]|to: secretsmanager|reach: never", "Failed", "reaches secretsmanager")]
    [InlineData("from: i-043572302f68aacdb|task: SecretsRead|reach: privately", "Passed", "reaches")]
    [InlineData("from: i-043572302f68aacdb|task: EcrPull|reach: privately", "Failed", "lacks")]
    [InlineData("from: i-043572302f68aacdb|task: EcrPull|reach: neverOverInternet", "Passed", "paths are as they should be")]
    [InlineData("from: subnet-034b5d511d6fdf634+sg-0ac636acbe64c2de1|to: secretsmanager|reach: privately", "Passed", "reaches")]
    [InlineData("from: orders|to: secretsmanager|reach: anyWay", "Passed", "Both paths")]
    public void What_was_not_seen_has_not_passed(string lines, string status, string message)
    {
        Write(lines.Split('|'));
        var result = Assert.Single(Run("healthy"));

        Assert.Equal(status, $"{result.Properties["Status"].Value}");
        Assert.Contains(message, $"{result.Properties["Message"].Value}", StringComparison.Ordinal);
    }

    /// <summary>Where two calls must not pass, one that is denied does not speak for the other.</summary>
    [Theory]
    [InlineData("never", "secretsmanager:GetSecretValue", "Passed")]
    [InlineData("never", "[secretsmanager:GetSecretValue, secretsmanager:DescribeSecret]", "Failed")]
    [InlineData("privately", "[secretsmanager:GetSecretValue, secretsmanager:DescribeSecret]", "Failed")]
    [InlineData("privately", "secretsmanager:DescribeSecret", "Passed")]
    public void Each_call_is_judged_by_itself(string reach, string action, string status)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "world"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "samples", "healthy")))
            File.Copy(file, Path.Combine(_folder, "world", Path.GetFileName(file)));
        var endpoints = Path.Combine(_folder, "world", "describe-vpc-endpoints.json");
        var json = JsonNode.Parse(File.ReadAllText(endpoints))!;
        json["VpcEndpoints"]![0]!["PolicyDocument"] =
            """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"secretsmanager:DescribeSecret","Resource":"*"}]}""";
        File.WriteAllText(endpoints, json.ToJsonString());
        Write($"from: {Client}", "to: secretsmanager", $"action: {action}", $"reach: {reach}");

        Assert.Equal(status, $"{Assert.Single(_session.Invoke("Test-VpcEndpoint -IntentPath vpce.yaml -SnapshotPath world").Succeeded()).Properties["Status"].Value}");
    }

    [Theory]
    [InlineData("-Check VpcDns", "Check"), InlineData("-Probe", "Probe"), InlineData("-Port 443", "Port"),
        InlineData("-ClientCidr 10.0.0.0/8", "ClientCidr")]
    [InlineData("-RequiredAction s3:GetObject", "RequiredAction"), InlineData("-IncludeNotApplicable", "IncludeNotApplicable")]
    public void What_the_file_says_itself_is_no_parameter(string arguments, string parameter)
    {
        var error = _session.Invoke(
            $"Test-VpcEndpoint -IntentPath $samples/vpce.yaml -SnapshotPath $samples/healthy {arguments}").SingleError;

        Assert.Equal(("ParametersConflict,VpceTools.Commands.TestVpcEndpointCommand", parameter),
            (error.FullyQualifiedErrorId, error.TargetObject));
    }

    [Theory]
    [InlineData("version: 1\nexpectations:\n  - name: a\n    form: x\n", "IntentFileInvalid", ErrorCategory.InvalidData,
        "line 4, column 5: an expectation has 'form' as a key")]
    [InlineData("a: [b", "IntentFileInvalid", ErrorCategory.InvalidData, "This is not YAML: a bracket has no other one.")]
    [InlineData("a: \"\u001b[31m\"", "IntentFileInvalid", ErrorCategory.InvalidData,
        "line 1, column 5: There is a character here that no text has (U+001B).")]
    [InlineData("", "IntentFileInvalid", ErrorCategory.InvalidData, "it is empty, or no regular file.")]
    [InlineData("latin1:a: \u00e9", "IntentFileInvalid", ErrorCategory.InvalidData, "it is not text in UTF-8.")]
    [InlineData("huge", "IntentFileInvalid", ErrorCategory.InvalidData, "it is larger than 1 MB.")]
    [InlineData("folder", "IntentFileInvalid", ErrorCategory.InvalidData, "it is a folder.")]
    [InlineData(null, "IntentFileNotFound", ErrorCategory.ObjectNotFound, "There is no file of intents 'vpce.yaml'.")]
    public void A_file_that_cannot_be_used_is_one_error_and_nothing_is_read(string? content, string errorId, ErrorCategory category,
        string message)
    {
        var file = Path.Combine(_folder, "vpce.yaml");
        if (content == "folder")
            Directory.CreateDirectory(file);
        else if (content is not null && content.StartsWith("latin1:", StringComparison.Ordinal))
            File.WriteAllBytes(file, System.Text.Encoding.Latin1.GetBytes(content[7..]));
        else if (content is not null)
            File.WriteAllText(file, content == "huge" ? new string('a', 1_000_001) : content);

        var error = _session.Invoke("Test-VpcEndpoint -IntentPath vpce.yaml -SnapshotPath nosuchfolder").SingleError;

        Assert.Equal($"{errorId},VpceTools.Commands.TestVpcEndpointCommand", error.FullyQualifiedErrorId);
        Assert.Equal((category, "vpce.yaml"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Yaml", $"{error.Exception.GetType()}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_pipe_is_no_file_and_nobody_waits_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo is of Unix.");
        using var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_folder, "vpce.yaml")]);
        made.WaitForExit();

        Assert.Contains("no regular file", _session.Invoke(
            "Test-VpcEndpoint -IntentPath vpce.yaml -SnapshotPath $samples/healthy").SingleError.Exception.Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_that_IAM_does_not_list_is_a_warning()
    {
        Write("to: secretsmanager", "action: secretsmanager:GetSekretValue", "reach: privately");

        Assert.Contains("GetSekretValue", Assert.Single(
            _session.Invoke("Test-VpcEndpoint -IntentPath vpce.yaml -SnapshotPath $samples/healthy").Warnings), StringComparison.Ordinal);
    }

    /// <summary>What is selected is judged where the file names no client; of what is not there, nobody was seen.</summary>
    [Theory]
    [InlineData("-Region eu-west-1", "RegionNotFound")]
    [InlineData("-VpcId vpc-0ffffffffffffffff", "VpcWithoutEndpoint")]
    public void Where_nothing_is_selected_each_line_is_unknown(string selection, string errorId)
    {
        Write("to: secretsmanager", "reach: never");
        var result = _session.Invoke($"Test-VpcEndpoint -IntentPath vpce.yaml -SnapshotPath $samples/healthy {selection}");

        Assert.Equal(errorId, result.SingleError.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("Unknown", $"{Assert.Single(result.Output).Properties["Status"].Value}");
    }

    [Theory]
    [InlineData("-Region us-east-*"), InlineData("-VpcId vpc-0e6c128dc409b1dc4"),
        InlineData("-VpcId vpc-*, vpc-0ffffffffffffffff -ErrorAction Ignore")]
    public void What_is_selected_is_judged(string selection)
    {
        Write("to: secretsmanager", "reach: privately");

        Assert.Equal("Passed", $"{Assert.Single(_session.Invoke($"Test-VpcEndpoint -IntentPath vpce.yaml -SnapshotPath $samples/healthy {selection}").Output).Properties["Status"].Value}");
    }

    [Theory]
    [InlineData("healthy", null)]
    [InlineData("security-group", "2 findings of severity High or worse and 2 expectations that are not met")]
    public void Results_are_reported_in_every_format_and_close_the_gate(string sample, string? reason)
    {
        var result = _session.Invoke($$"""
            Test-VpcEndpoint -IntentPath $samples/vpce.yaml -SnapshotPath $samples/{{sample}} |
                Export-VpcEndpointReport a.html, a.md, a.json, a.xml, a.sarif, a.csv -FailOn High
            """);

        // What ends a command does not end the script around it.
        var error = result.TerminatingError ?? result.Errors.SingleOrDefault();
        Assert.Equal(reason is null, error is null);
        if (reason is not null)
            Assert.Contains(reason, error!.Exception.Message, StringComparison.Ordinal);
        foreach (var file in new[] { "a.html", "a.md", "a.json", "a.xml", "a.csv" })
            Assert.Contains("Web servers read secrets privately", File.ReadAllText(Path.Combine(_folder, file)), StringComparison.Ordinal);
        Assert.Equal(reason is not null, File.ReadAllText(Path.Combine(_folder, "a.sarif"))
            .Contains("Web servers read secrets privately", StringComparison.Ordinal));
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "a.json")))!;
        Assert.Equal((4, reason is null ? 4 : 2), (json["intents"]!.AsArray().Count, (int)json["summary"]!["intents"]!["passed"]!));
    }

    [Fact]
    public void Results_of_another_session_make_the_same_report()
    {
        _session.Invoke("""
            $results = Test-VpcEndpoint -IntentPath $samples/vpce.yaml -SnapshotPath $samples/security-group
            $paths = Test-VpcEndpointPath -From i-043572302f68aacdb -To secretsmanager -SnapshotPath $samples/security-group
            @($results) + @($paths) | Export-VpcEndpointReport here.json
            @($results) + @($paths) | Export-Clixml r.xml
            Import-Clixml r.xml | Export-VpcEndpointReport there.json
            """).Succeeded();
        var (here, there) = (JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "here.json")))!,
            JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "there.json")))!);

        Assert.Equal(2, (int)here["summary"]!["intents"]!["failed"]!);
        foreach (var part in new[] { "intents", "paths", "findings" })
            Assert.Equal(here[part]!.ToJsonString(), there[part]!.ToJsonString());
    }

    [Fact]
    public void The_view_names_each_expectation_and_why()
    {
        var text = _session.InvokeText("Test-VpcEndpoint -IntentPath $samples/vpce.yaml -SnapshotPath $samples/security-group");

        Assert.Matches(@"Failed +5 Web servers read secrets privately", text);
        Assert.Contains("2 of 2 paths are not as they should be.", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 80, line));
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(params string[] lines) => File.WriteAllText(Path.Combine(_folder, "vpce.yaml"),
        "version: 1\nexpectations:\n  - name: it\n" + string.Concat(lines.Select(line => $"    {line}\n")));

    private IReadOnlyList<PSObject> Run(string sample) =>
        _session.Invoke($"Test-VpcEndpoint -IntentPath vpce.yaml -SnapshotPath $samples/{sample}").Succeeded();
}
