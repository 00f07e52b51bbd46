using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Commands;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>Who is asked, what a journal is worth, and what happens when the world or the process does not go on as planned.</summary>
public sealed class RepairSafetyTests : IDisposable
{
    private const string Group = "sg-02198deb71333b428";
    private const string Acl = "acl-09fea5ec34c985f5d";
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-journal-").FullName;

    private string Journal => Path.Combine(_folder, "repair.jsonl");

    [Theory]
    [InlineData("y|y", "Applied Applied")]
    [InlineData("a", "Applied Applied")]
    [InlineData("n|y", "Skipped Skipped")] // The second hangs on the first.
    [InlineData("l", "Skipped Skipped")]
    public void Each_action_asks_and_takes_yes_or_no_for_one_or_all(string answers, string statuses)
    {
        using var live = new LiveSession(Sample("security-group"), answers.Split('|'));

        var text = live.Session.InvokeText("$global:r = Repair-VpcEndpoint @live; \"$($r.Status)\"");

        Assert.Contains("API call: AuthorizeSecurityGroupIngress {\"GroupId\":\"" + Group, text, StringComparison.Ordinal);
        Assert.Contains("[Y] Yes  [A] Yes to All  [N] No  [L] No to All", text, StringComparison.Ordinal);
        Assert.EndsWith(statuses + "\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_can_be_asked_the_error_says_what_to_do_and_nothing_is_changed()
    {
        using var live = new LiveSession(Sample("security-group"));
        var before = live.Server.World.Dump();

        var error = live.Invoke("Repair-VpcEndpoint @live").SingleError;

        Assert.StartsWith("ConfirmationImpossible,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Group, error.TargetObject);
        Assert.Contains("-WhatIf", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, live.Server.World.Dump());
        Assert.Equal(2, live.Invoke("$ConfirmPreference = 'None'; Repair-VpcEndpoint @live").Succeeded().Count);
    }

    [Fact]
    public void The_journal_has_a_line_before_and_after_each_call_and_undoing_goes_by_it()
    {
        using var live = new LiveSession(Sample("network-acl"));
        var before = live.Server.World.Dump();

        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();

        Assert.Equal(["Started 1", "Applied 1", "Started 2", "Applied 2"], Lines().Select(l => $"{l["event"]} {l["number"]}"));
        Assert.All(Lines(), line => Assert.Equal("us-east-1", $"{line["region"]}"));
        Assert.DoesNotContain(LiveSession.SecretKey, File.ReadAllText(Journal), StringComparison.Ordinal);

        live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").Succeeded();

        Assert.Equal(before, live.Server.World.Dump());
        Assert.Equal(["Undone 2", "Undone 1"], Lines().Skip(4).Select(l => $"{l["event"]} {l["number"]}"));
        Assert.Empty(live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").Succeeded());
    }

    [Theory]
    [InlineData(true)] // Killed after the call was made.
    [InlineData(false)] // Killed before.
    public async Task A_journal_of_a_process_that_was_killed_in_the_middle_still_undoes_what_was_made(bool wasMade)
    {
        using var live = new LiveSession(Sample("security-group"));
        var before = live.Server.World.Dump();
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();
        // As far as the disk got: the first call whole, the second begun, its last line torn.
        var lines = File.ReadAllLines(Journal);
        File.WriteAllText(Journal, string.Join('\n', lines.Take(3)) + "\n" + lines[3][..20]);
        if (!wasMade)
        {
            using var client = live.Server.CreateClient();
            var rule = $"{Lines()[1]["undo"]!["parameters"]!["SecurityGroupRuleIds"]![0]}";
            var rules = await client.DescribeSecurityGroupRulesAsync(new() { Filters = [new("group-id", [Group])] },
                TestContext.Current.CancellationToken);
            var second = rules.SecurityGroupRules.Single(r => r.SecurityGroupRuleId != rule
                && r.ReferencedGroupInfo is not null).SecurityGroupRuleId;
            await client.RevokeSecurityGroupIngressAsync(new() { GroupId = Group, SecurityGroupRuleIds = [second] },
                TestContext.Current.CancellationToken);
        }

        var results = live.Invoke(
            $"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}' | ForEach-Object Status | ForEach-Object {{ \"$_\" }}")
                .Succeeded();

        Assert.Equal([wasMade ? "Applied" : "AlreadyDone", "Applied"], results.Select(o => o.BaseObject));
        Assert.Equal(before, live.Server.World.Dump());
    }

    [Fact]
    public void A_torn_line_is_survived_by_what_is_appended_after_it()
    {
        using var live = new LiveSession(Sample("network-acl"));
        var before = live.Server.World.Dump();
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();
        File.AppendAllText(Journal, File.ReadAllLines(Journal)[^1][..60]);

        Assert.Equal(["Applied", "Applied"], live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").Texts("Status"));
        Assert.Empty(live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").Succeeded());
        Assert.Equal(before, live.Server.World.Dump());

        File.AppendAllText(Journal, File.ReadAllLines(Journal)[0][..60]);
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();
        Assert.Equal(["Applied", "Applied"], live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").Texts("Status"));
        Assert.Equal(before, live.Server.World.Dump());
    }

    [Fact]
    public async Task A_process_that_is_killed_between_call_and_journal_loses_nothing()
    {
        using var live = new LiveSession(Sample("security-group"));
        var before = live.Server.World.Dump();
        // EC2 makes the second change, and its answer never comes.
        live.Server.On("AuthorizeSecurityGroupIngress", Ec2Behaviour.Hang().Afterwards()
            .When(_ => live.Server.Calls.CountOf("AuthorizeSecurityGroupIngress") == 2));
        var command = $"Import-Module '{ModuleSession.StagedModule}'; Repair-VpcEndpoint -EndpointUrl {live.Server.Url} -Region us-east-1 -AccessKey AKIAIOSFODNN7EXAMPLE -SecretKey {LiveSession.SecretKey} -Force -JournalPath '{Journal}'";

        await ShellProcess.RunAsync(command, meanwhile: async process =>
        {
            while (live.Server.World.Find("SecurityGroups", Group)!.ToJsonString().Split("Clients of").Length < 3)
                await Task.Delay(20, TestContext.Current.CancellationToken);
            process.Kill(entireProcessTree: true);
        });

        Assert.Equal(["Started 1", "Applied 1", "Started 2"], Lines().Select(l => $"{l["event"]} {l["number"]}"));
        Assert.NotEqual(before, live.Server.World.Dump());
        Assert.Equal(["Applied", "Applied"], live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").Texts("Status"));
        Assert.Equal(before, live.Server.World.Dump());
    }

    private const int Interrupt = 2;

    /// <summary>What a process ignores the processes that it starts ignore too; see proc_pid_status(5).</summary>
    private static bool IgnoresInterrupt() => OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & (1UL << (Interrupt - 1))) != 0;

    /// <summary>To start a program that sends the signal takes longer than the call on a busy machine.</summary>
    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    /// <summary>
    /// A runbook sees by the exit code that its repair was stopped; what was sent is waited for, and the journal holds its answer.
    /// </summary>
    [Fact]
    public async Task Ctrl_C_during_a_call_waits_for_its_answer_and_ends_with_a_code_other_than_zero()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows sends Ctrl+C to the whole console, the tests included.");
        Assert.SkipWhen(IgnoresInterrupt(),
            "The tests were started in the background, where a shell has them and what they start ignore Ctrl+C.");
        using var live = new LiveSession(Sample("security-group"));
        // Within the grace for an answer, and long enough for the signal to come first on a busy machine.
        live.Server.On("AuthorizeSecurityGroupIngress", Ec2Behaviour.Slow(TimeSpan.FromSeconds(4)));
        var command = $"Import-Module '{ModuleSession.StagedModule}'; Repair-VpcEndpoint -EndpointUrl {live.Server.Url} -Region us-east-1 -AccessKey AKIAIOSFODNN7EXAMPLE -SecretKey {LiveSession.SecretKey} -Force -JournalPath '{Journal}'";

        var (exitCode, _, _) = await ShellProcess.RunAsync(command, meanwhile: async process =>
        {
            while (live.Server.Calls.CountOf("AuthorizeSecurityGroupIngress") == 0)
                await Task.Delay(20, TestContext.Current.CancellationToken);
            Assert.Equal(0, Kill(process.Id, Interrupt));
        });

        Assert.NotEqual(0, exitCode);
        Assert.Equal(["Started 1", "Applied 1"], Lines().Select(l => $"{l["event"]} {l["number"]}"));
        Assert.Equal(1, live.Server.Calls.CountOf("AuthorizeSecurityGroupIngress"));
    }

    /// <summary>
    /// A closed group, and host names that are off: private DNS sends every client to the endpoint once the second repair is done.
    /// </summary>
    [Theory]
    [InlineData("the journal", "n")]
    [InlineData("the results", "n")]
    [InlineData("results of another session", "n")]
    [InlineData("the journal", "unreadable")]
    [InlineData("the journal", "failed")]
    [InlineData("an old journal", "n")]
    public void What_lets_clients_in_stays_while_they_are_still_sent_there(string from, string redirect)
    {
        using var live = new LiveSession(Redirected(), redirect == "n" ? ["n", "y", "y", "y"] : []);
        live.Invoke($"$global:r = Repair-VpcEndpoint @live -Check SecurityGroupIngress, VpcDns -Force -JournalPath '{Journal}'")
            .Succeeded();
        Assert.Equal("ModifyVpcAttribute", $"{Lines()[^1]["action"]!["operation"]}");
        var repaired = live.Server.World.Dump();
        if (from == "an old journal")
            File.WriteAllLines(Journal, File.ReadAllLines(Journal)
                .Select(line => System.Text.RegularExpressions.Regex.Replace(line,
                    ",\"(dependsOn|unblocks|check)\":(\\[[^]]*\\]|\"[^\"]*\")", "",
                System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))));
        if (from == "results of another session")
            live.Invoke("$global:r = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($r, 3))").Succeeded();
        if (redirect == "failed")
            live.Server.On("ModifyVpcAttribute", Ec2Behaviour.Denied());
        if (redirect == "unreadable")
            live.Server.On("DescribeVpcAttribute", Ec2Behaviour.Denied());

        var results = live.Invoke((from.Contains("journal", StringComparison.Ordinal)
            ? $"Undo-VpcEndpointRepair -JournalPath '{Journal}' @live" : "$r | Undo-VpcEndpointRepair @live")
            + (redirect == "n" ? "" : " -Force")).Output;

        Assert.Equal(3, results.Count);
        Assert.Equal([redirect == "n" ? "Skipped" : "Failed", "Skipped", "Skipped"],
            results.Select(o => $"{o.Properties["Status"].Value}"));
        Assert.StartsWith("ModifyVpcAttribute of vpc-", (string)results[1].Properties["Error"].Value, StringComparison.Ordinal);
        Assert.Equal(repaired, live.Server.World.Dump());
    }

    [Theory]
    [InlineData("-Force", "Refused")]
    [InlineData("-Confirm:$false", "Refused")]
    [InlineData("", "Applied")]
    public void What_the_journal_is_not_sure_of_is_asked_about_and_not_forced(string force, string status)
    {
        using var live = new LiveSession(Sample("vpc-dns"), "y");
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();
        File.WriteAllLines(Journal, File.ReadAllLines(Journal).Take(1));
        var repaired = live.Server.World.Dump();

        var text = live.Session.InvokeText(
            $"$global:r = Undo-VpcEndpointRepair @live -JournalPath '{Journal}' {force}; \"$($r.Status)|$($r.Error)\"");

        Assert.Contains($"{status}|It is not known whether the repair made this change", text, StringComparison.Ordinal);
        Assert.Equal(force.Length == 0 ? 2 : 1, text.Split("It is not known whether the repair made this change").Length - 1);
        Assert.Equal(status == "Refused", repaired == live.Server.World.Dump());
    }

    [Fact]
    public void A_rule_number_that_was_given_to_another_entry_is_not_undone()
    {
        using var live = new LiveSession(Sample("network-acl"));
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();
        live.Server.World.Change("NetworkAcls", Acl, acl =>
            acl["Entries"]!.AsArray().Single(e => (long)e!["RuleNumber"]! == 110 && (bool)e["Egress"]!)!["CidrBlock"] = "10.9.0.0/16");
        var after = live.Server.World.Find("NetworkAcls", Acl)!["Entries"]!.AsArray().Count;

        var results = live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").Succeeded();

        Assert.Equal(["Applied", "Refused"], results.Select(o => $"{o.Properties["Status"].Value}"));
        Assert.Equal(after - 1, live.Server.World.Find("NetworkAcls", Acl)!["Entries"]!.AsArray().Count);
    }

    [Fact]
    public void A_plan_that_somebody_overtook_is_refused_rather_than_applied()
    {
        using var live = new LiveSession(Sample("network-acl"));
        // Between the diagnosis and the first change somebody takes the number.
        var reads = 0;
        live.Server.On("DescribeNetworkAcls", Ec2Behaviour.Slow(TimeSpan.Zero).When(_ =>
        {
            if (++reads == 2)
                live.Server.World.Change("NetworkAcls", Acl, acl => acl["Entries"]!.AsArray().Add((JsonNode)JsonNode.Parse(
                    """{"CidrBlock":"192.168.0.0/16","Egress":true,"Protocol":"-1","RuleAction":"deny","RuleNumber":110}""")!));
            return true;
        }));

        var results = live.Invoke("Repair-VpcEndpoint @live -Force").Output;

        Assert.Equal("Refused", $"{results[0].Properties["Status"].Value}");
        Assert.Contains("has changed since the plan was made", (string)results[0].Properties["Error"].Value, StringComparison.Ordinal);
        Assert.Equal(0, live.Server.Calls.CountOf("CreateNetworkAclEntry"));
    }

    [Fact]
    public void A_journal_that_cannot_be_written_stops_everything_before_the_first_call()
    {
        using var live = new LiveSession(Sample("security-group"));

        var error = live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Path.Combine(_folder, "nowhere", "j.jsonl")}'").SingleError;

        Assert.StartsWith("JournalUnwritable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, live.Server.Calls.Count);
    }

    [Theory]
    [InlineData("Applied Applied", 2)] // The line after the call cannot be written: the call was made.
    [InlineData("Applied", 1)] // The line before it cannot: it was not.
    public void A_journal_that_is_lost_on_the_way_costs_no_result(string statuses, int calls)
    {
        using var live = new LiveSession(Sample("network-acl"));
        var gone = _folder + "-gone";
        live.Server.On(calls == 2 ? "CreateNetworkAclEntry" : "DescribeNetworkAcls", Ec2Behaviour.Slow(TimeSpan.Zero).When(_ =>
        {
            // With the second change, or with the look at the ACL right before it.
            if (Directory.Exists(_folder) && live.Server.Calls.CountOf("CreateNetworkAclEntry") == calls)
                Directory.Move(_folder, gone);
            return true;
        }));

        var result = live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'");
        Directory.Move(gone, _folder);

        Assert.Equal(statuses.Split(' '), result.Output.Select(o => $"{o.Properties["Status"].Value}"));
        Assert.All(result.Output, o => Assert.NotNull(o.Properties["Undo"].Value));
        Assert.StartsWith("JournalUnwritable,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(calls, live.Server.Calls.CountOf("CreateNetworkAclEntry"));
    }

    [Fact]
    public void A_journal_whose_undo_is_not_the_inverse_of_its_action_is_refused_whole()
    {
        using var live = new LiveSession(Sample("subnet-coverage"));
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();
        var lines = Lines().ToList();
        lines[^1]["undo"]!["parameters"] = new JsonObject
        {
            ["VpcEndpointId"] = lines[^1]["undo"]!["parameters"]!["VpcEndpointId"]!.DeepClone(),
            ["PolicyDocument"] = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""",
        };
        // Whoever forges a line leaves its checksum out, as the first versions did, or writes the right one.
        lines.ForEach(line => line.Remove("check"));
        File.WriteAllLines(Journal, lines.Select(line => line.ToJsonString()));
        var before = live.Server.World.Dump();

        var error = live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").SingleError;

        Assert.StartsWith("JournalInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("(replace the policy) does not take back what ModifyVpcEndpoint of", error.Exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, live.Server.World.Dump());
    }

    [Theory]
    [InlineData("security-group")]
    [InlineData("network-acl")]
    [InlineData("private-dns")]
    public void What_WhatIf_shows_of_an_undo_is_what_is_sent(string sample)
    {
        using var live = new LiveSession(Sample(sample));
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();

        var shown = live.Invoke($"Undo-VpcEndpointRepair @live -WhatIf -JournalPath '{Journal}'").Texts("ApiCall");

        Assert.NotEmpty(shown);
        Assert.Equal(shown, live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").Texts("ApiCall"));
    }

    [Fact]
    public void A_journal_that_is_lost_while_undoing_costs_no_result()
    {
        using var live = new LiveSession(Sample("network-acl"));
        var gone = _folder + "-gone";
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();
        live.Server.On("DeleteNetworkAclEntry", Ec2Behaviour.Slow(TimeSpan.Zero).When(_ =>
        {
            Directory.Move(_folder, gone);
            return true;
        }));

        var result = live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'");
        Directory.Move(gone, _folder);

        Assert.Equal("Applied", $"{Assert.Single(result.Output).Properties["Status"].Value}");
        Assert.StartsWith("JournalUnwritable,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_answers_any_more_the_results_so_far_come_before_the_error()
    {
        using var live = new LiveSession(Sample("security-group"), "y");

        var text = live.Session.InvokeText(
            "$global:r = @(); try { Repair-VpcEndpoint @live -ErrorVariable global:e | ForEach-Object { $global:r += $_ } } catch { $_.FullyQualifiedErrorId }; \"$($r.Status)\"");

        Assert.EndsWith("ConfirmationImpossible,VpceTools.Commands.RepairVpcEndpointCommand\nApplied\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_takes_an_action_back_is_told_at_once()
    {
        using var live = new LiveSession(Sample("vpc-dns"));

        Assert.Contains(live.Invoke("Repair-VpcEndpoint @live -Force -Verbose").Verbose,
            text => text.StartsWith("ModifyVpcAttribute of vpc-0e6c128dc409b1dc4: Applied. This takes it back: aws ec2 modify-vpc-attribute", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pending_endpoint_is_waited_for_and_a_time_out_says_so()
    {
        using var live = new LiveSession(Sample("private-dns"));
        live.Server.Options = live.Server.Options with { ModificationDelay = TimeSpan.FromSeconds(2) };
        Assert.Equal(["Applied"], live.Invoke("Repair-VpcEndpoint @live -Force").Texts("Status"));

        using var slow = new LiveSession(Sample("private-dns"));
        slow.Server.Options = slow.Server.Options with { ModificationDelay = TimeSpan.FromMinutes(5) };
        var result = slow.Invoke("$global:r = Repair-VpcEndpoint @live -Force -TimeoutSeconds 1; $r");
        Assert.Equal("Failed", $"{Assert.Single(result.Output).Properties["Status"].Value}");
        Assert.NotNull(result.Output[0].Properties["Undo"].Value);
        Assert.StartsWith("RepairFailed,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void With_ErrorAction_Stop_the_results_come_before_the_error()
    {
        using var live = new LiveSession(Sample("network-acl"));
        live.Server.On("CreateNetworkAclEntry", Ec2Behaviour.Denied());

        var result = live.Invoke("Repair-VpcEndpoint @live -Force -ErrorAction Stop");

        Assert.Equal(2, result.Output.Count);
        Assert.StartsWith("RepairFailed,", result.TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_between_actions_leaves_a_true_journal()
    {
        using var live = new LiveSession(Sample("network-acl"));
        live.Server.On("CreateNetworkAclEntry", Ec2Behaviour.Slow(TimeSpan.FromMilliseconds(700)));
        using var shell = System.Management.Automation.PowerShell.Create(live.Session.Runspace);
        shell.AddScript($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'");
        var running = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => live.Server.Calls.CountOf("CreateNetworkAclEntry") == 1, TimeSpan.FromSeconds(30)));

        shell.Stop();

        Assert.True(running.IsCompleted);
        Assert.True(SpinWait.SpinUntil(() => Lines().Count >= 2, TimeSpan.FromSeconds(10)),
            "The call that was under way came to no end in the journal.");
        Assert.Equal(["Started 1", "Applied 1"], Lines().Select(l => $"{l["event"]} {l["number"]}"));
        Assert.Equal(1, live.Server.Calls.CountOf("CreateNetworkAclEntry"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Ec2World Sample(string name) => Ec2World.FromSnapshot(Path.Combine(RepositoryFiles.Root, "samples", name));

    private static Ec2World Redirected()
    {
        var world = Sample("security-group");
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "samples", "vpc-dns"), "describe-vpc-attribute-*"))
            world.Add(File.ReadAllText(file));
        return world;
    }

    private List<JsonObject> Lines() => File.Exists(Journal)
        ? [.. File.ReadAllText(Journal).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.EndsWith('}'))
            .Select(line => (JsonObject)JsonNode.Parse(line)!)] : [];
}
