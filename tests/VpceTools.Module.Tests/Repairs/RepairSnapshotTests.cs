using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>Plans and proofs on a snapshot: nothing is sent anywhere, and what is written is a new folder.</summary>
public sealed class RepairSnapshotTests : IDisposable
{
    private const string Statuses = "| ForEach-Object { \"$($_.Action) $($_.Status)\" }";
    private readonly ModuleSession _session = new(width: 80);
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-repair-").FullName;

    [Fact]
    public void Findings_of_a_snapshot_are_repaired_in_that_snapshot_and_nowhere_else()
    {
        var results = Invoke($"Get-VpcEndpointFinding -SnapshotPath {Sample("security-group")} | Repair-VpcEndpoint {Statuses}");

        Assert.Equal(["AuthorizeSecurityGroupIngress WhatIf", "AuthorizeSecurityGroupIngress WhatIf"], results);
    }

    [Fact]
    public void Test_results_are_repaired_too_and_only_what_they_name()
    {
        var results = Invoke($"Test-VpcEndpoint -SnapshotPath {Sample("several-causes")} | Where-Object Check -eq NetworkAcl | Repair-VpcEndpoint {Statuses}");

        Assert.Equal(["CreateNetworkAclEntry WhatIf", "CreateNetworkAclEntry WhatIf"], results);
    }

    [Fact]
    public void Checks_choose_what_may_be_repaired()
    {
        Assert.Equal(["AuthorizeSecurityGroupIngress WhatIf", "AuthorizeSecurityGroupIngress WhatIf"],
            Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("several-causes")} -Check SecurityGroup* {Statuses}"));
        Assert.DoesNotContain(Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("several-causes")} -ExcludeCheck NetworkAcl {Statuses}"),
            line => line.StartsWith("CreateNetworkAclEntry", StringComparison.Ordinal));
    }

    [Fact]
    public void The_maximum_risk_leaves_out_what_needs_more_care()
    {
        var results = Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("several-causes")} -Check NetworkAcl, SecurityGroupIngress -MaximumRisk Safe {Statuses}");

        Assert.Equal(["AuthorizeSecurityGroupIngress WhatIf", "AuthorizeSecurityGroupIngress WhatIf", "CreateNetworkAclEntry Skipped"],
            results);
    }

    [Fact]
    public void A_quota_that_would_be_passed_is_told_with_the_action_that_would_pass_it() =>
        Assert.Equal(["CreateNetworkAclEntry Refused Network ACL acl-09fea5ec34c985f5d would have more than 2 outbound entries, the account's quota."],
            Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("several-causes")} -Check NetworkAcl -NetworkAclEntryQuota 2 | ForEach-Object {{ \"$($_.Action) $($_.Status) $($_.Error)\" }}"));

    [Fact]
    public void The_repaired_snapshot_is_written_and_healthy()
    {
        var target = Path.Combine(_folder, "repaired");

        Assert.Equal(["AuthorizeSecurityGroupIngress Applied True", "AuthorizeSecurityGroupIngress Applied True"],
            Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("security-group")} -OutputSnapshotPath '{target}' | ForEach-Object {{ \"$($_.Action) $($_.Status) $($_.Verified)\" }}"));

        Assert.Empty(Invoke($"Get-VpcEndpointFinding -SnapshotPath '{target}'"));
        Assert.Equal("OutputSnapshotExists", Error(
            $"Repair-VpcEndpoint -SnapshotPath {Sample("security-group")} -OutputSnapshotPath '{target}'"));
    }

    [Fact]
    public void A_snapshot_of_several_networks_is_written_whole()
    {
        var source = Path.Combine(_folder, "source");
        CopySample("security-group", Path.Combine(source, "111122223333", "us-east-1"));
        CopySample("healthy", Path.Combine(source, "444455556666", "us-east-1"), "444455556666");
        CopySample("healthy", Path.Combine(source, "eu-west-1"));
        var target = Path.Combine(_folder, "repaired");

        Assert.Equal(["AuthorizeSecurityGroupIngress Applied", "AuthorizeSecurityGroupIngress Applied"],
            Invoke($"Repair-VpcEndpoint -SnapshotPath '{source}' -OutputSnapshotPath '{target}' {Statuses}"));

        const string Places = "| ForEach-Object { \"$($_.AccountId) $($_.Region)\" }";
        Assert.Equal(["111122223333 eu-west-1", "111122223333 us-east-1", "444455556666 us-east-1"],
            Invoke($"Test-VpcEndpoint -SnapshotPath '{target}' {Places}").Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(Invoke($"Get-VpcEndpointFinding -SnapshotPath '{target}' -Check SecurityGroupIngress"));
    }

    [Fact]
    public void A_copy_has_nothing_to_take_back_and_no_journal()
    {
        var journal = Path.Combine(_folder, "journal.jsonl");

        Assert.Equal(["ModifyVpcAttribute Applied"],
            Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("vpc-dns")} -OutputSnapshotPath '{Path.Combine(_folder, "repaired")}' -JournalPath '{journal}' {Statuses}"));

        Assert.False(File.Exists(journal));
    }

    [Fact]
    public void What_needs_no_repair_is_written_too()
    {
        var target = Path.Combine(_folder, "repaired");

        Assert.Empty(Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("healthy")} -OutputSnapshotPath '{target}'"));

        Assert.NotEmpty(Invoke($"Test-VpcEndpoint -SnapshotPath '{target}'"));
    }

    [Fact]
    public void WhatIf_writes_no_snapshot_and_shows_call_line_and_what_it_closes()
    {
        var target = Path.Combine(_folder, "repaired");

        var text = _session.InvokeText(
            $"$null = Repair-VpcEndpoint -SnapshotPath {Sample("vpc-dns")} -OutputSnapshotPath '{target}' -WhatIf");

        Assert.Equal(
            """
            What if: Set enableDnsHostnames to true in the repaired snapshot (vpc-0e6c128dc409b1dc4)
              API call: ModifyVpcAttribute {"VpcId":"vpc-0e6c128dc409b1dc4","EnableDnsHostnames":{"Value":true}}
              aws CLI:  aws ec2 modify-vpc-attribute --vpc-id vpc-0e6c128dc409b1dc4 --enable-dns-hostnames '{"Value":true}' --region us-east-1
              Closes: PrivateDns of vpce-081b73983310acd4a, VpcDns of vpce-081b73983310acd4a
              Note: Instances with public addresses get public DNS hostnames, and private DNS names of the VPC's endpoints start to resolve.

            """.ReplaceLineEndings("\n"), text);
        Assert.False(Directory.Exists(target));
    }

    [Fact]
    public void A_script_for_review_runs_line_by_line_and_says_why()
    {
        var script = Assert.Single(Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("private-dns")} -AsScript AwsCli"));

        Assert.Equal(
            """
            #!/bin/sh
            # Repairs VPC endpoints; made by VpceTools from a plan that was proven on the model.
            set -eu
            # For the account 111122223333.

            # Waits until an endpoint is available: at most 60 times 5 seconds, and not for one that has failed.
            settle() {
                turn=0
                while :; do
                    state=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$@" --query 'VpcEndpoints[0].State' --output text)
                    case $state in
                        [Aa]vailable) return 0 ;;
                        [Pp]ending) turn=$((turn + 1)) ;;
                        *) turn=60 ;;
                    esac
                    if [ "$turn" -ge 60 ]; then
                        printf '%s is %s, not available: nothing more is done.\n' "$1" "$(printf '%s' "$state" | tr -cd '[:alnum:] -')" >&2
                        exit 1
                    fi
                    sleep 5
                done
            }

            # enable private DNS (vpce-081b73983310acd4a). Risk: Caution.
            # Closes PrivateDns of vpce-081b73983310acd4a: Private DNS of endpoint vpce-081b73983310acd4a is off, so secretsmanager.us-east-1.amazonaws.com leads to public addresses.
            # Every client of the VPC is then sent to the endpoint: fix security groups and network ACLs first.
            aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-081b73983310acd4a --private-dns-enabled --region us-east-1
            settle vpce-081b73983310acd4a --region us-east-1

            """.ReplaceLineEndings("\n"), script);
        var powershell = Assert.Single(Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("private-dns")} -AsScript PowerShell"));
        Assert.Contains("Edit-EC2VpcEndpoint -VpcEndpointId vpce-081b73983310acd4a -PrivateDnsEnabled $true -Region us-east-1\n",
            powershell, StringComparison.Ordinal);
        System.Management.Automation.Language.Parser.ParseInput(powershell, out _, out var errors);
        Assert.Empty(errors);
    }

    [Fact]
    public void The_table_fits_a_narrow_console()
    {
        var text = _session.InvokeText($"Repair-VpcEndpoint -SnapshotPath {Sample("vpc-dns")}");

        Assert.Equal(
            """

               Endpoint: vpce-081b73983310acd4a

            Status      Closes                    Change
            ------      ------                    ------
            WhatIf      PrivateDns                vpc-0e6c128dc409b1dc4
                        VpcDns                    set enableDnsHostnames to true


            """.ReplaceLineEndings("\n"), text);
    }

    [Theory]
    [InlineData("nonsense", 1)]
    [InlineData("acl-*", 1)]
    [InlineData("ACL-09FEA5EC34C985F5D", 0)]
    public void An_override_that_names_no_acl_is_warned_of(string id, int warnings)
    {
        var result = _session.Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("network-acl")} -AllowOverrideDeny {id}");

        Assert.Equal(warnings, result.Warnings.Count(text =>
            text.StartsWith($"-AllowOverrideDeny names '{id}'", StringComparison.Ordinal)));
        Assert.Equal(2, result.Succeeded().Count);
    }

    [Theory]
    [InlineData("-AsScript", "#!/bin/sh")]
    [InlineData("-AsScript AwsCli", "#!/bin/sh")]
    [InlineData("vpce-081b73983310acd4a -AsScript powershell", "#requires -Modules AWS.Tools.EC2")]
    [InlineData("-Id vpce-081b73983310acd4a -AsScript PowerShell", "#requires -Modules AWS.Tools.EC2")]
    [InlineData("-AsScript -ScriptLanguage PowerShell -VpcId vpc-0e6c128dc409b1dc4", "#requires -Modules AWS.Tools.EC2")]
    public void A_script_needs_no_language_and_takes_one_right_after_it(string arguments, string beginning) => Assert.StartsWith(
        beginning, Assert.Single(Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("network-acl")} {arguments}")).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Findings_are_scripted_in_the_language_that_stands_after_it() => Assert.StartsWith(
        "#requires -Modules AWS.Tools.EC2", Assert.Single(
            Invoke($"Get-VpcEndpointFinding -SnapshotPath {Sample("network-acl")} | Repair-VpcEndpoint -AsScript PowerShell")).ToString(),
                StringComparison.Ordinal);

    /// <summary>Else all endpoints of the VPC would be scripted.</summary>
    [Fact]
    public void Where_the_pipeline_brings_endpoints_the_language_is_named()
    {
        const string Endpoint = "[pscustomobject]@{ VpcEndpointId = 'vpce-1'; VpcId = 'vpc-1' }";

        Assert.Equal("ScriptLanguageMisplaced", Error(
            $"{Endpoint} | Repair-VpcEndpoint -AsScript AwsCli -Region us-east-1 -EndpointUrl http://127.0.0.1:9"));
    }

    [Theory]
    [InlineData("-CheckPermission -PassThru")]
    [InlineData("-CheckPermission -AsScript AwsCli")]
    [InlineData("-AsScript PowerShell -PassThru")]
    public void Two_outputs_at_a_time_are_refused(string outputs)
    {
        Assert.Equal("ParametersConflict", Error($"Repair-VpcEndpoint -SnapshotPath {Sample("network-acl")} {outputs}"));
        Assert.Equal("InvalidArgument",
            $"{_session.Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("network-acl")} {outputs}").SingleError.CategoryInfo.Category}");
    }

    [Fact]
    public void Findings_of_different_questions_are_not_mixed() =>
        Assert.Equal("DiagnosesDiffer", Error(
            $"(Get-VpcEndpointFinding -SnapshotPath {Sample("security-group")}), (Get-VpcEndpointFinding -SnapshotPath {Sample("security-group")} -Port 8443) | Repair-VpcEndpoint"));

    [Fact]
    public void A_repair_of_a_snapshot_has_nothing_to_undo()
    {
        var target = Path.Combine(_folder, "repaired");

        Assert.Equal("RepairOfSnapshot",
            Error($"Repair-VpcEndpoint -SnapshotPath {Sample("vpc-dns")} -OutputSnapshotPath '{target}' | Undo-VpcEndpointRepair -Force"));
    }

    [Fact]
    public void Something_else_is_no_repair() => Assert.Equal("NotARepair", Error("1 | Undo-VpcEndpointRepair -Force"));

    [Fact]
    public void Undo_says_what_it_takes() => Assert.Equal("NothingToUndo", Error("Undo-VpcEndpointRepair"));

    [Fact]
    public void A_journal_that_is_not_there_and_one_that_is_none_are_said_to_be()
    {
        var file = Path.Combine(_folder, "journal.jsonl");
        Assert.Equal("JournalNotFound", Error($"Undo-VpcEndpointRepair -JournalPath '{file}'"));
        File.WriteAllText(file, "{}\nnothing\n");
        Assert.Equal("JournalInvalid", Error($"Undo-VpcEndpointRepair -JournalPath '{file}'"));
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void CopySample(string name, string folder, string account = "111122223333")
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "samples", name)))
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), File.ReadAllText(file)
                .Replace("111122223333", account, StringComparison.Ordinal));
    }

    private static string Sample(string name) => $"'{Path.Combine(RepositoryFiles.Root, "samples", name)}'";

    private List<string> Invoke(string script) => [.. _session.Invoke(script).Succeeded().Select(o => o.ToString())];

    private string Error(string script) => _session.Invoke(script).SingleError.FullyQualifiedErrorId.Split(',')[0];
}
