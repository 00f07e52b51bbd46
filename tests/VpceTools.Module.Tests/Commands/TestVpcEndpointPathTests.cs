using System.Management.Automation;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

public sealed class TestVpcEndpointPathTests : IDisposable
{
    private const string Client = "i-043572302f68aacdb";
    private const string Path = "Test-VpcEndpointPath -SnapshotPath $healthy";
    private readonly ModuleSession _session = new(width: 80);
    private readonly string _folder = Directory.CreateTempSubdirectory("VpceTools").FullName;

    public TestVpcEndpointPathTests()
    {
        foreach (var sample in new[] { "healthy", "security-group", "route-table", "private-dns" })
            _session.Runspace.SessionStateProxy.SetVariable(sample.Replace("-", "", StringComparison.Ordinal),
                System.IO.Path.Combine(RepositoryFiles.Root, "samples", sample));
    }

    [Fact]
    public void A_path_has_its_type_its_verdict_and_its_hops()
    {
        var path = Assert.Single(_session.Invoke($"{Path} -From {Client} -To secretsmanager").Succeeded());
        Assert.Equal("VpceTools.EndpointPath", path.TypeNames[0]);
        Assert.Equal(["Reachable", "443", "vpce-081b73983310acd4a"],
            new[] { "Verdict", "Port", "EndpointId" }.Select(name => $"{path.Properties[name].Value}"));
        Assert.NotEmpty(LanguagePrimitives.GetEnumerable(path.Properties["Hops"].Value).Cast<object>());
    }

    [Fact]
    public void Each_client_is_asked_for_each_destination()
    {
        var paths = _session.Invoke($"{Path} -From {Client}, i-02d882e31fe7cf0ba -To secretsmanager, sts, 10.0.10.11:443").Succeeded();
        Assert.Equal(6, paths.Count);
        Assert.Equal(["10.0.10.11", "secretsmanager.us-east-1.amazonaws.com", "sts.us-east-1.amazonaws.com"],
            paths.Select(p => (string)p.Properties["To"].Value).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Subnets ask for what runs in them and for themselves; with a group they stand for a workload that carries it.</summary>
    [Theory]
    [InlineData("subnet-034b5d511d6fdf634", 3)]
    [InlineData("eni-0af9495096d35d2e0", 1)]
    [InlineData(" I-043572302F68AACDB ", 1)]
    [InlineData("SUBNET-034B5D511D6FDF634 + sg-07008a7016a968c6f", 1)]
    [InlineData("10.0.0.21", 1)]
    [InlineData("10.0.0.16/28", 1)]
    [InlineData("orders", 2)]
    [InlineData("arn:aws:lambda:us-east-1:111122223333:function:orders", 2)]
    [InlineData("arn:aws:ec2:us-east-1:111122223333:instance/i-043572302f68aacdb", 1)]
    public void A_client_is_named_as_users_name_it(string from, int clients) =>
        Assert.Equal(clients, _session.Invoke($"{Path} -From '{from}' -To secretsmanager").Succeeded().Count);

    [Fact]
    public void A_subnet_with_a_group_is_a_workload_that_is_yet_to_come()
    {
        var group = _session.Invoke(
            "(Get-Content $healthy/describe-network-interfaces.json | ConvertFrom-Json).NetworkInterfaces[0].Groups[0].GroupId")
                .Succeeded()[0];
        Assert.Contains((string)group.BaseObject,
            Assert.Single(_session.Invoke($"{Path} -From 'subnet-0031f791b0202bff0+{group}' -To secretsmanager").Texts("From")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_is_true_only_for_what_is_reached()
    {
        Assert.Equal([true, false], _session.Invoke($"{Path} -From {Client} -To secretsmanager, sts -Quiet").Succeeded()
            .Select(o => o.BaseObject));
        var unknown = _session.Invoke($"{Path} -From i-0ffffffffffffffff -To secretsmanager -Quiet");
        Assert.Equal([false], unknown.Output.Select(o => o.BaseObject));
    }

    [Theory]
    [InlineData("-From i-0ffffffffffffffff -To sqs", "ClientNotFound", ErrorCategory.ObjectNotFound, "i-0ffffffffffffffff")]
    [InlineData("-From nosuchfunction -To sqs", "ClientNotFound", ErrorCategory.ObjectNotFound, "nosuchfunction")]
    [InlineData("-From 10.0.0.0/33 -To sqs", "CidrInvalid", ErrorCategory.InvalidArgument, "10.0.0.0/33")]
    [InlineData("-From i-043572302f68aacdb -To 'a b'", "DestinationInvalid", ErrorCategory.InvalidArgument, "a b")]
    [InlineData("-From i-043572302f68aacdb -To sqs:0", "DestinationInvalid", ErrorCategory.InvalidArgument, "sqs:0")]
    [InlineData("-From i-043572302f68aacdb", "DestinationMissing", ErrorCategory.InvalidArgument, null)]
    [InlineData("-Task NoSuchTask", "TaskNotFound", ErrorCategory.InvalidArgument, "NoSuchTask")]
    [InlineData("-Task EcrPull -TaskPath nosuch.json", "TaskFileInvalid", ErrorCategory.InvalidArgument, "nosuch.json")]
    public void What_cannot_be_asked_is_one_error_with_its_target(string arguments, string id, ErrorCategory category, string? target)
    {
        var error = _session.Invoke($"{Path} {arguments}").SingleError;
        Assert.Equal(($"{id},VpceTools.Commands.TestVpcEndpointPathCommand", category, target),
            (error.FullyQualifiedErrorId, error.CategoryInfo.Category, error.TargetObject?.ToString()));
    }

    [Fact]
    public void One_bad_name_does_not_stop_the_others()
    {
        var result = _session.Invoke($"{Path} -From {Client}, nosuchfunction -To 'a b', secretsmanager");
        Assert.Equal("Reachable", $"{Assert.Single(result.Output).Properties["Verdict"].Value}");
        Assert.Equal(["ClientNotFound", "DestinationInvalid"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void A_task_gives_a_path_for_each_need_and_one_verdict()
    {
        var paths = _session.Invoke($"{Path} -From {Client} -Task SecretsRead, EcrPull").Succeeded();
        var whole = paths.Where(p => p.Properties["Need"].Value is null).ToList();
        Assert.Equal(["EcrPull NoEndpoint", "SecretsRead Reachable"],
            whole.Select(p => $"{p.Properties["Task"].Value} {p.Properties["Verdict"].Value}").Order(StringComparer.Ordinal));
        Assert.All(paths.Except(whole), p => Assert.NotNull(p.Properties["IsRequired"].Value));
        Assert.Equal(2, _session.Invoke($"{Path} -From {Client} -Task SecretsRead, EcrPull -Quiet").Succeeded().Count);
    }

    [Fact]
    public void Every_task_is_asked_for_with_a_wildcard() => Assert.Equal(
        _session.Invoke("Get-VpcEndpointTask").Succeeded().Count,
        _session.Invoke($"{Path} -From {Client} -Task * -Quiet").Succeeded().Count);

    [Fact]
    public void A_task_of_one_s_own_is_asked_for_by_file()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder, "tasks.json"), """
            {"tasks": [{"name": "shop", "title": "The shop", "page": "https://example.com",
              "needs": [{"name": "orders", "anyOf": [{"service": "sqs"}]}, {"name": "keys", "anyOf": [{"service": "secretsmanager"}]}]}]}
            """);
        _session.Runspace.SessionStateProxy.SetVariable("tasks", System.IO.Path.Combine(_folder, "tasks.json"));
        var paths = _session.Invoke($"{Path} -From {Client} -Task Shop -TaskPath $tasks").Succeeded();
        Assert.Equal(["orders NoEndpoint", "keys Reachable", " NoEndpoint"],
            paths.Select(p => $"{p.Properties["Need"].Value} {p.Properties["Verdict"].Value}"));
        Assert.Equal("The shop", Assert.Single(_session.Invoke("Get-VpcEndpointTask shop -TaskPath $tasks").Texts("Title")));
    }

    [Fact]
    public void Tasks_are_listed_by_name_and_for_the_paths_of_the_pipeline()
    {
        Assert.Equal("TaskNotFound", _session.Invoke("Get-VpcEndpointTask nosuch").SingleError.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(["SecretsRead"], _session.Invoke($"{Path} -From {Client} -Task SecretsRead | Get-VpcEndpointTask").Texts("Name"));
        Assert.All(_session.Invoke("Get-VpcEndpointTask Eks*").Texts("Name"), name =>
            Assert.StartsWith("Eks", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_policy_on_the_way_is_asked_for_an_action() => Assert.Equal(
        "Reachable", $"{_session.Invoke($"{Path} -From {Client} -To secretsmanager -Action secretsmanager:GetSecretValue").Succeeded()[0].Properties["Verdict"].Value}");

    [Fact]
    public void Snapshots_come_down_the_pipeline_and_each_is_asked()
    {
        var paths = _session.Invoke(
            $"$healthy, $securitygroup | ForEach-Object {{ Test-VpcEndpointPath -SnapshotPath $_ -From {Client} -To secretsmanager }}");
        Assert.Equal(["Reachable", "Blocked"], paths.Succeeded().Select(p => $"{p.Properties["Verdict"].Value}"));
        Assert.Equal("Reachable",
            $"{Assert.Single(_session.Invoke($"Get-Item $healthy | Test-VpcEndpointPath -From {Client} -To secretsmanager").Succeeded()).Properties["Verdict"].Value}");
    }

    [Fact]
    public void The_message_and_the_first_finding_are_about_what_stops_the_packets()
    {
        var path = _session.Invoke(
            "Test-VpcEndpointPath -SnapshotPath $routetable -To s3 | Where-Object Verdict -ne Reachable | Select-Object -First 1")
                .Succeeded()[0];
        var first = PSObject.AsPSObject(LanguagePrimitives.GetEnumerable(path.Properties["Findings"].Value).Cast<object>().First());
        Assert.Equal("RouteTableAssociation", first.Properties["Check"].Value);
        Assert.Contains((string)first.Properties["Summary"].Value, (string)path.Properties["Message"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_of_a_path_is_planned_for_repair_with_the_snapshot_that_it_came_from()
    {
        var plan = _session.Invoke(
            $"(Test-VpcEndpointPath -SnapshotPath $securitygroup -From {Client} -To secretsmanager).Findings | Repair-VpcEndpoint -WhatIf")
                .Succeeded();
        Assert.NotEmpty(plan);
    }

    [Fact]
    public void The_views_fit_80_columns_and_mark_where_the_packets_stop()
    {
        foreach (var view in new[] { "", "| Format-List", "| Format-Table -View Flat" })
        {
            var text = _session.InvokeText(
                $"Test-VpcEndpointPath -SnapshotPath $securitygroup -From {Client} -To secretsmanager, sts {view}");
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
            Assert.Contains("Blocked", text, StringComparison.Ordinal);
            if (view == "| Format-List")
                Assert.Contains("[STOP]", text, StringComparison.Ordinal);
        }
    }

    /// <summary>The objects are those of every task; what is seen is which subnets can do it.</summary>
    [Fact]
    public void Whatever_tasks_there_are_are_a_matrix_of_tasks_and_subnets()
    {
        var objects = _session.Invoke($"{Path} -Task *").Succeeded();
        Assert.Contains(objects, path => path.Properties["Need"].Value is null);
        Assert.All(objects, path => Assert.Contains("VpceTools.EndpointPath", path.TypeNames));
        var text = _session.InvokeText($"{Path} -Task *");
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Matches(@"(?m)^   A  subnet-034b5d511d6fdf634 in us-east-1a$", text);
        Assert.Matches(@"(?m)^Task +A +B", text);
        Assert.Matches(@"(?m)^EcrPull +NoEndpoint +NoEndpoint", text);
        Assert.Matches(@"(?m)^SecretsRead +Reachable +", text);
        Assert.Contains("EcrPull lacks ", text, StringComparison.Ordinal);
        Assert.Contains(text.Split('\n'), line => line.StartsWith("Lambda ", StringComparison.Ordinal)
            && line.Contains('*', StringComparison.Ordinal));
        // The verdict of a cell is that of the objects.
        var cell = objects.Where(p => $"{p.Properties["Task"].Value}" == "SecretsRead" && p.Properties["Need"].Value is null
            && $"{p.Properties["From"].Value}".StartsWith("subnet-034b5d511d6fdf634", StringComparison.Ordinal));
        Assert.Equal("Reachable", $"{Assert.Single(cell).Properties["Verdict"].Value}");
        Assert.Equal(2, text.Split("Tasks that workloads can do").Length);
        Assert.Contains("image layers", _session.InvokeText($"{Path} -Task * | Where-Object Need | Format-Table"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_job_brings_back_of_a_matrix_is_still_shown() => Assert.Contains("SecretsRead as a whole", _session.InvokeText(
        $"{Path} -From {Client} -Task Secrets* | ForEach-Object {{ [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }}"),
        StringComparison.Ordinal);

    [Fact]
    public void The_views_of_a_use_fit_80_columns_and_tell_of_an_idle_endpoint_what_was_not_seen()
    {
        var idle = _session.InvokeText("Get-VpcEndpointUse -SnapshotPath $privatedns");
        Assert.Matches(@"(?m)^Usage +EndpointId +Use", idle);
        Assert.Matches("(?m)^Idle +vpce-", idle);
        Assert.Contains("not seen: traffic", idle, StringComparison.Ordinal);
        var needed = _session.InvokeText("Get-VpcEndpointUse -SnapshotPath $healthy");
        Assert.DoesNotContain("not seen:", needed, StringComparison.Ordinal);
        var list = _session.InvokeText("Get-VpcEndpointUse -SnapshotPath $healthy | Format-List");
        Assert.Matches("(?m)^NotSeen +: traffic", list);
        Assert.All($"{idle}\n{needed}\n{list}".Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    /// <summary>The same engine: what a result tells of a client is what the other cmdlet tells of it, hop by hop.</summary>
    [Fact]
    public void Results_and_findings_carry_the_paths_of_the_same_engine_where_they_are_asked_for()
    {
        var result = Assert.Single(_session.Invoke("Test-VpcEndpoint -SnapshotPath $securitygroup -Check SecurityGroupIngress -IncludePath")
            .Succeeded());
        var finding = PSObject.AsPSObject(Assert.Single(LanguagePrimitives.GetEnumerable(result.Properties["Findings"].Value)
            .Cast<object>()));
        var path = (PSObject)finding.Properties["Path"].Value;
        Assert.Equal("VpceTools.EndpointPath", path.TypeNames[0]);
        Assert.Equal("Blocked", $"{path.Properties["Verdict"].Value}");
        var from = $"{path.Properties["From"].Value}".Split(' ')[0];
        var alone = Assert.Single(_session.Invoke(
            $"Test-VpcEndpointPath -SnapshotPath $securitygroup -From {from} -To {result.Properties["EndpointId"].Value}").Succeeded());
        Assert.Equal(alone.Properties["Hops"].Value, finding.Properties["Hops"].Value);
        Assert.Equal(alone.Properties["Hops"].Value, path.Properties["Hops"].Value);
        Assert.NotEmpty(LanguagePrimitives.GetEnumerable(result.Properties["Paths"].Value).Cast<object>());
        Assert.Null(_session.Invoke("Test-VpcEndpoint -SnapshotPath $securitygroup -Check SecurityGroupIngress")
            .Succeeded()[0].Properties["Paths"]);
    }

    [Fact]
    public void Results_about_names_carry_the_path_to_the_name() => Assert.Equal("name resolution", _session.Invoke(
        "(Test-VpcEndpoint -SnapshotPath $privatedns -Check PrivateDns -IncludePath).Findings.Path.Hops[0].Component")
            .Succeeded()[0].BaseObject);

    [Theory]
    [InlineData("Test-VpcEndpoint -SnapshotPath $securitygroup -Check SecurityGroupIngress -IncludePath | Format-List", "[STOP]")]
    [InlineData("(Test-VpcEndpoint -SnapshotPath $securitygroup -Check SecurityGroupIngress -IncludePath).Findings | Format-List",
        "[STOP]")]
    [InlineData("Test-VpcEndpoint -SnapshotPath $healthy -Check Route -IncludePath | Format-List", "[ ok ]")]
    public void The_views_draw_the_paths_of_results_in_80_columns(string command, string mark)
    {
        foreach (var given in new[] { command,
            $"{command.Split('|')[0]} | ForEach-Object {{ [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }} | Format-List" })
        {
            var text = _session.InvokeText(given);
            Assert.Contains(mark, text, StringComparison.Ordinal);
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        }
    }

    [Theory]
    [InlineData("html", "stop-text")]
    [InlineData("md", "route table")]
    [InlineData("json", "\"hops\"")]
    public void A_report_draws_the_path_of_a_finding(string format, string drawn)
    {
        _session.Runspace.SessionStateProxy.SetVariable("report", System.IO.Path.Combine(_folder, $"report.{format}"));
        _session.Invoke("Test-VpcEndpoint -SnapshotPath $securitygroup -Check SecurityGroupIngress -IncludePath | Export-VpcEndpointReport -Path $report").Succeeded();
        var text = File.ReadAllText(System.IO.Path.Combine(_folder, $"report.{format}"));
        Assert.Contains(drawn, text, StringComparison.Ordinal);
        Assert.Contains("network ACL acl-", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Use_tells_who_needs_an_endpoint_and_what_was_not_seen()
    {
        var use = Assert.Single(_session.Invoke("Get-VpcEndpointUse -SnapshotPath $healthy").Succeeded());
        Assert.Equal(("VpceTools.EndpointUse", "Needed"), (use.TypeNames[0], $"{use.Properties["Usage"].Value}"));
        Assert.NotEmpty(LanguagePrimitives.GetEnumerable(use.Properties["NeededBy"].Value).Cast<object>());
        Assert.NotEmpty(LanguagePrimitives.GetEnumerable(use.Properties["NotSeen"].Value).Cast<object>());
        Assert.Equal("Idle", $"{Assert.Single(_session.Invoke("Get-VpcEndpointUse -SnapshotPath $privatedns").Succeeded()).Properties["Usage"].Value}");
        Assert.Equal("EndpointNotFound", _session.Invoke(
            "Get-VpcEndpointUse vpce-0ffffffffffffffff -SnapshotPath $healthy").SingleError.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("Test-VpcEndpointPath -SnapshotPath $healthy -From subnet-034", "subnet-034b5d511d6fdf634")]
    [InlineData("Test-VpcEndpointPath -SnapshotPath $healthy -To secr", "secretsmanager.us-east-1.amazonaws.com")]
    [InlineData("Test-VpcEndpointPath -SnapshotPath $healthy -From ord", "orders")]
    [InlineData("Test-VpcEndpointPath -SnapshotPath $healthy -From sg-0700", "sg-07008a7016a968c6f")]
    [InlineData("Test-VpcEndpointPath -SnapshotPath $healthy -To ecr.", "ecr.api")]
    [InlineData("Test-VpcEndpointPath -SnapshotPath $healthy -To sec", "secretsmanager")]
    [InlineData("Test-VpcEndpointPath -TaskPath $tasks -Task Sh", "Shop")]
    [InlineData("Test-VpcEndpointPath -Task Fargate", "FargateTask")]
    [InlineData("Test-VpcEndpointPath -Task *Notebook", "SageMakerNotebook")]
    [InlineData("Get-VpcEndpointTask SessionM", "SessionManager")]
    public void Parameters_complete(string line, string expected)
    {
        File.WriteAllText(System.IO.Path.Combine(_folder, "own.json"),
            """{"tasks": [{"name": "Shop", "title": "The shop", "page": "https://example.com", "needs": [{"name": "orders", "anyOf": [{"service": "sqs"}]}]}]}""");
        line = line.Replace("$tasks", $"'{System.IO.Path.Combine(_folder, "own.json")}'", StringComparison.Ordinal);
        line = line.Replace("$healthy", $"'{System.IO.Path.Combine(RepositoryFiles.Root, "samples", "healthy")}'",
            StringComparison.Ordinal);
        using var shell = PowerShell.Create(_session.Runspace);
        Assert.Contains(expected, CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(m =>
            m.CompletionText.Trim('\'')));
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
