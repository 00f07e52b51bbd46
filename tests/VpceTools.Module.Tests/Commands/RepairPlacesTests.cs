using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.PowerShell.Common;
using Amazon.Runtime;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// Repairs in several accounts and Regions: each is planned apart, its actions go where its findings came from, and are taken back there.
/// Here account 111122223333 lives in us-east-1 and 444455556666 in eu-west-1, each on a server of its own that knows its own keys only.
/// </summary>
public sealed class RepairPlacesTests : IDisposable
{
    private const string Both =
        "$findings = @(Get-VpcEndpointFinding @live -Check SecurityGroupIngress) + @(Get-VpcEndpointFinding @other -Check SecurityGroupIngress);";
    private const string Ecr = "Repair-VpcEndpoint vpce-0c1 @live -Check SecurityGroupIngress";
    private static readonly string[] Changes = ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"];

    private readonly LiveSession _live = new();
    private readonly Ec2TestServer _other = Ec2TestServer.Start(OtherWorld(), new Ec2TestServerOptions
    {
        Region = "eu-west-1",
        Secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["AKIAOTHER"] = "secret-of-the-other" },
    });

    public RepairPlacesTests()
    {
        _live.Server.Options = _live.Server.Options with
        {
            Secrets =
            new Dictionary<string, string>(StringComparer.Ordinal) { ["AKIAIOSFODNN7EXAMPLE"] = LiveSession.SecretKey }
        };
        _live.Invoke($"$global:other = @{{ EndpointUrl = '{_other.Url}'; Region = 'eu-west-1'; AccessKey = 'AKIAOTHER'; SecretKey = 'secret-of-the-other' }}").Succeeded();
        _live.AllowBlockClients(_live.Server.World, _other.World);
    }

    [Fact]
    public void Findings_of_two_accounts_are_repaired_each_in_its_own_and_taken_back_there()
    {
        var repaired = _live.Invoke($"{Both} $global:done = $findings | Repair-VpcEndpoint -Force; $done");

        Assert.Equal(["111122223333 us-east-1 Applied", "444455556666 eu-west-1 Applied"], Places(repaired));
        Assert.Equal(["AuthorizeSecurityGroupIngress AKIAIOSFODNN7EXAMPLE us-east-1"], ChangesOf(_live.Server));
        Assert.Equal(["AuthorizeSecurityGroupIngress AKIAOTHER eu-west-1"], ChangesOf(_other));

        var undone = _live.Invoke("$done | Undo-VpcEndpointRepair -Force");

        Assert.Equal(["444455556666 eu-west-1 Applied", "111122223333 us-east-1 Applied"], Places(undone));
        Assert.Equal("RevokeSecurityGroupIngress AKIAIOSFODNN7EXAMPLE us-east-1", ChangesOf(_live.Server)[^1]);
        Assert.Equal("RevokeSecurityGroupIngress AKIAOTHER eu-west-1", ChangesOf(_other)[^1]);
    }

    [Fact]
    public void What_cannot_be_read_in_one_account_does_not_keep_the_other_from_being_repaired()
    {
        _live.Invoke(Both.Replace("$findings", "$global:findings", StringComparison.Ordinal)).Succeeded();
        _live.Server.On("*", Ec2Behaviour.ExpiredToken());

        var result = _live.Invoke("$findings | Repair-VpcEndpoint -Force");

        Assert.Equal("444455556666 Applied", Assert.Single(result.Output.Select(o =>
            $"{o.Properties["AccountId"].Value} {o.Properties["Status"].Value}")));
        Assert.StartsWith("ExpiredToken,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("us-east-1: ", result.SingleError.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_command_repairs_in_several_Regions_and_names_the_one_that_it_cannot_read()
    {
        _live.Server.On("*", Ec2Behaviour.Denied().When(call => call.Region == "ap-south-1"));

        var result = _live.Invoke("$live.Remove('Region'); " + Ecr + " -Region us-east-1, ap-south-1, us-west-2 -Force");

        // One world answers for every Region: what the first Region's repair did is done in the last.
        Assert.Equal(["us-east-1 Applied", "us-west-2 AlreadyDone"],
            result.Output.Select(o => $"{o.Properties["Region"].Value} {o.Properties["Status"].Value}"));
        Assert.StartsWith("ap-south-1: ", result.SingleError.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["AuthorizeSecurityGroupIngress AKIAIOSFODNN7EXAMPLE us-east-1"], ChangesOf(_live.Server));
    }

    [Fact]
    public void A_plan_for_several_Regions_changes_nothing_with_WhatIf()
    {
        var result = _live.Invoke("$live.Remove('Region'); " + Ecr + " -Region us-east-1, us-west-2 -WhatIf");

        Assert.Equal(["us-east-1", "us-west-2"], result.Texts("Region"));
        Assert.Equal(["WhatIf", "WhatIf"], result.Texts("Status"));
        Assert.Empty(ChangesOf(_live.Server));
    }

    [Fact]
    public void A_script_is_for_one_account_and_says_which()
    {
        var scripts = _live.Invoke($"{Both} $findings | Repair-VpcEndpoint -AsScript AwsCli").Succeeded().Select(o => (string)o.BaseObject)
            .ToList();

        Assert.Equal(2, scripts.Count);
        Assert.Contains("# For the account 111122223333.\n", scripts[0], StringComparison.Ordinal);
        Assert.Contains("# For the account 444455556666.\n", scripts[1], StringComparison.Ordinal);
        Assert.Contains("--group-id sg-0c1", scripts[0], StringComparison.Ordinal);
        Assert.DoesNotContain("sg-9c1", scripts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_session_s_credentials_repair_and_the_results_keep_them_when_the_session_has_others()
    {
        var stored = new AWSPSCredentials(new BasicAWSCredentials("AKIAOTHER", "secret-of-the-other"));

        var result = _live.Invoke(
            $$"""
            $StoredAWSCredentials = @($input)[0]; $StoredAWSRegion = 'eu-west-1'
            $done = Repair-VpcEndpoint vpce-9c1 -EndpointUrl '{{_other.Url}}' -Check SecurityGroupIngress -Force
            $StoredAWSCredentials = $null; $StoredAWSRegion = 'us-east-1'
            $done; $done | Undo-VpcEndpointRepair -Force
            """,
            stored);

        Assert.Equal(["444455556666 eu-west-1 Applied", "444455556666 eu-west-1 Applied"], Places(result));
        Assert.Equal(["AuthorizeSecurityGroupIngress AKIAOTHER eu-west-1", "RevokeSecurityGroupIngress AKIAOTHER eu-west-1"],
            ChangesOf(_other));
    }

    [Fact]
    public void Another_account_s_repairs_in_a_journal_are_refused_and_not_taken_for_done()
    {
        var journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            _live.Invoke($"{Both} $findings | Repair-VpcEndpoint -Force -JournalPath '{journal}'").Succeeded();

            var result = _live.Invoke(
                $"Undo-VpcEndpointRepair -JournalPath '{journal}' -Force -EndpointUrl $live.EndpointUrl -AccessKey $live.AccessKey -SecretKey $live.SecretKey");

            Assert.Equal(["444455556666 eu-west-1 Refused", "111122223333 us-east-1 Applied"], Places(result));
            Assert.Equal(["AuthorizeSecurityGroupIngress AKIAOTHER eu-west-1"], ChangesOf(_other));
        }
        finally
        {
            File.Delete(journal);
        }
    }

    [Fact]
    public void Credentials_that_cannot_be_found_are_one_error_before_anything_is_asked()
    {
        var journal = Path.GetTempFileName();
        try
        {
            _live.Invoke($"Repair-VpcEndpoint @live -Check SecurityGroupIngress, NetworkAcl -Force -JournalPath '{journal}'");
            _live.Invoke($"{Both} $findings | Repair-VpcEndpoint -Force -JournalPath '{journal}'");
            var lines = File.ReadAllLines(journal);

            var result = _live.Invoke(
                $"Undo-VpcEndpointRepair -JournalPath '{journal}' -ProfileName nowhere -ProfileLocation '{journal}-none'");

            Assert.Empty(result.Output);
            Assert.Equal("ProfileNotFound,VpceTools.Commands.UndoVpcEndpointRepairCommand", result.SingleError.FullyQualifiedErrorId);
            Assert.Equal(System.Management.Automation.ErrorCategory.ObjectNotFound, result.SingleError.CategoryInfo.Category);
            Assert.Equal(lines, File.ReadAllLines(journal));
        }
        finally
        {
            File.Delete(journal);
        }
    }

    [Fact]
    public void A_session_that_is_over_is_said_to_be_that()
    {
        _live.Invoke($"$global:done = {Ecr} -Force").Succeeded();
        _live.Server.On("*", Ec2Behaviour.ExpiredToken());

        var error = _live.Invoke("$done | Undo-VpcEndpointRepair -Force").SingleError;

        Assert.StartsWith("RepairFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(System.Management.Automation.ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
    }

    /// <summary>The ids are there, and belong to somebody else.</summary>
    [Fact]
    public void A_journal_of_another_account_is_not_taken_back_in_this_one()
    {
        var journal = Path.GetTempFileName();
        try
        {
            _live.Invoke($"{Ecr} -Force -JournalPath '{journal}'").Succeeded();
            // Without their checksums, as the first versions wrote them: one that does not fit would tell.
            File.WriteAllText(journal, System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(journal), ",\"check\":\"[^\"]*\"", "",
                default, TimeSpan.FromSeconds(1))
                .Replace("111122223333", "999999999999", StringComparison.Ordinal));

            var result = Assert.Single(_live.Invoke($"Undo-VpcEndpointRepair @live -JournalPath '{journal}' -Force").Succeeded());

            Assert.Equal("Refused", $"{result.Properties["Status"].Value}");
            Assert.Equal("sg-0c1 belongs to account 111122223333. The repair was made in account 999999999999.",
                result.Properties["Error"].Value);
            Assert.Equal(["AuthorizeSecurityGroupIngress AKIAIOSFODNN7EXAMPLE us-east-1"], ChangesOf(_live.Server));
        }
        finally
        {
            File.Delete(journal);
        }
    }

    [Fact]
    public void Credentials_come_by_the_pipeline_to_repair_and_to_undo()
    {
        var journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var result = _live.Invoke(
                $"$c = @($input)[0]; $c | Repair-VpcEndpoint vpce-9c1 -EndpointUrl '{_other.Url}' -Region eu-west-1 -Check SecurityGroupIngress -Force -JournalPath '{journal}'; "
                + $"$c | Undo-VpcEndpointRepair -EndpointUrl '{_other.Url}' -Force -JournalPath '{journal}'",
                new BasicAWSCredentials("AKIAOTHER", "secret-of-the-other"));

            Assert.Equal(["444455556666 eu-west-1 Applied", "444455556666 eu-west-1 Applied"], Places(result));
        }
        finally
        {
            File.Delete(journal);
        }
    }

    [Fact]
    public void Undo_takes_one_profile()
    {
        var journal = Path.GetTempFileName();
        try
        {
            _live.Invoke($"{Ecr} -Force -JournalPath '{journal}'").Succeeded();

            Assert.StartsWith("SeveralProfiles,", _live.Invoke(
                $"Undo-VpcEndpointRepair -JournalPath '{journal}' -ProfileName a, b -Force").SingleError.FullyQualifiedErrorId,
                    StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(journal);
        }
    }

    public void Dispose()
    {
        _live.Dispose();
        _other.Dispose();
    }

    private static IEnumerable<string> Places(ModuleResult result) =>
        result.Succeeded().Select(o => $"{o.Properties["AccountId"].Value} {o.Properties["Region"].Value} {o.Properties["Status"].Value}");

    private static List<string> ChangesOf(Ec2TestServer server) =>
        [.. server.Calls.All.Where(call => Changes.Contains(call.Operation))
            .Select(call => $"{call.Operation} {call.AccessKeyId} {call.Region}")];

    private static Ec2World OtherWorld()
    {
        var text = SmallWorld.Document().ToJsonString().Replace("111122223333", "444455556666", StringComparison.Ordinal)
            .Replace("us-east-1", "eu-west-1", StringComparison.Ordinal);
        text = Regex.Replace(text, "\"(?<kind>vpce|vpc|subnet|sgr?|eni|acl|rtb|i)-0", "\"${kind}-9",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        return new Ec2World().Add((JsonObject)JsonNode.Parse(text)!);
    }
}
