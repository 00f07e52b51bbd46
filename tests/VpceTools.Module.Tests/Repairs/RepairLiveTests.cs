using VpceTools.Module.Tests.Commands;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Worlds;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>
/// Every cause that can be mended, end to end against a server that applies the calls as the API reference documents: the finding is there,
/// -WhatIf changes nothing, the repair changes the world just so and closes it, undoing gives the world back.
/// </summary>
public sealed class RepairLiveTests
{
    private const string Statuses = "| ForEach-Object { \"$($_.Action) $($_.Status) $($_.Verified)\" }";

    public static TheoryData<string, string, string[]> Causes { get; } = new()
    {
        { "security-group", "SecurityGroupIngress", ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupIngress"] },
        { "private-dns", "PrivateDns", ["ModifyVpcEndpoint"] },
        { "vpc-dns", "VpcDns", ["ModifyVpcAttribute"] },
        { "subnet-coverage", "SubnetCoverage", ["ModifyVpcEndpoint"] },
        { "network-acl", "NetworkAcl", ["CreateNetworkAclEntry", "CreateNetworkAclEntry"] },
        { "route-table", "RouteTableAssociation", ["ModifyVpcEndpoint"] },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void WhatIf_shows_every_call_and_changes_nothing(string sample, string check, string[] actions)
    {
        using var live = Live(sample);
        var before = live.Server.World.Dump();

        var results = live.Invoke($"Get-VpcEndpointFinding @live | Repair-VpcEndpoint -WhatIf {Statuses}").Succeeded();

        Assert.Equal(actions.Select(action => $"{action} WhatIf "), results.Select(o => o.BaseObject));
        Assert.Equal(before, live.Server.World.Dump());
        Assert.All(live.Server.Calls.All.Select(c => c.Operation), operation =>
            Assert.StartsWith("Describe", operation, StringComparison.Ordinal));
        // DNS hostnames that are off keep private DNS from working, which its own check says as well.
        Assert.Equal(check == "VpcDns" ? ["PrivateDns", check] : [check],
            live.Invoke("(Get-VpcEndpointFinding @live).Check").Succeeded().Select(o => (string)o.BaseObject).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void A_repair_closes_the_finding_verifies_it_and_is_undone(string sample, string check, string[] actions)
    {
        using var live = Live(sample);
        var before = live.Server.World.Dump();

        var results = live.Invoke($"$global:r = Repair-VpcEndpoint @live -Force; $r {Statuses}").Succeeded();

        Assert.Equal(actions.Select(action => $"{action} Applied True"), results.Select(o => o.BaseObject));
        Assert.Equal(actions, live.Server.Calls.All.Select(c => c.Operation)
            .Where(o => !o.StartsWith("Describe", StringComparison.Ordinal)));
        Assert.Empty(live.Invoke("Get-VpcEndpointFinding @live").Succeeded());
        Assert.Equal(check == "VpcDns" ? ["PrivateDns", check] : [check],
            live.Invoke("$r.ClosesFinding.Check").Output.Select(o => (string)o.BaseObject).Distinct().Order());

        var undone = live.Invoke($"$r | Undo-VpcEndpointRepair -Force {Statuses}").Succeeded();

        Assert.All(undone, o => Assert.EndsWith(" Applied ", (string)o.BaseObject, StringComparison.Ordinal));
        Assert.Equal(before, live.Server.World.Dump());
    }

    [Fact]
    public void A_second_repair_finds_nothing_to_do()
    {
        using var live = Live("several-causes");
        live.Invoke("Repair-VpcEndpoint @live -PolicyMode FullAccess -Force").Succeeded();
        var after = live.Server.World.Dump();

        Assert.Empty(live.Invoke("Repair-VpcEndpoint @live -Force").Succeeded());
        Assert.Equal(after, live.Server.World.Dump());
    }

    [Fact]
    public void With_the_policy_out_of_the_way_private_DNS_goes_on_last()
    {
        using var live = Live("several-causes");

        live.Invoke("Repair-VpcEndpoint @live -PolicyMode FullAccess -Force").Succeeded();

        Assert.Equal(
            ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupIngress", "CreateNetworkAclEntry", "CreateNetworkAclEntry",
                "ModifyVpcEndpoint", "ModifyVpcAttribute", "ModifyVpcEndpoint"],
            live.Server.Calls.All.Select(c => c.Operation).Where(o => !o.StartsWith("Describe", StringComparison.Ordinal)));
        Assert.Empty(live.Invoke("Get-VpcEndpointFinding @live").Succeeded());
    }

    [Fact]
    public void A_failed_action_skips_what_depends_on_it_and_the_rest_goes_on()
    {
        using var live = Live("several-causes");
        live.Server.On("AuthorizeSecurityGroupIngress", Ec2Behaviour.Denied());

        var result = live.Invoke($"Repair-VpcEndpoint @live -PolicyMode FullAccess -Force {Statuses}");

        Assert.Equal(
            [
                "AuthorizeSecurityGroupIngress Failed ", "AuthorizeSecurityGroupIngress Skipped ", "CreateNetworkAclEntry Applied True",
                "CreateNetworkAclEntry Applied True",
                "ModifyVpcEndpoint Applied True", "ModifyVpcAttribute Applied True", "ModifyVpcEndpoint Skipped ",
            ],
            result.Output.Select(o => o.BaseObject));
        Assert.StartsWith("RepairFailed,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("ec2:AuthorizeSecurityGroupIngress", result.SingleError.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_somebody_else_mended_meanwhile_counts_as_done_and_is_not_undone()
    {
        using var live = Live("security-group");
        live.Invoke("$global:f = Get-VpcEndpointFinding @live; Repair-VpcEndpoint @live -Force").Succeeded();

        var results = live.Invoke("$global:r = $f | Repair-VpcEndpoint -Force; $r").Succeeded();

        Assert.Equal("AlreadyDone", $"{Assert.Single(results).Properties["Status"].Value}");
        var after = live.Server.World.Dump();
        var undone = live.Invoke("$r | Undo-VpcEndpointRepair -Force").Succeeded();
        Assert.Equal("Refused", $"{Assert.Single(undone).Properties["Status"].Value}");
        Assert.Equal(after, live.Server.World.Dump());
    }

    [Fact]
    public void CheckPermission_asks_for_each_call_and_changes_nothing()
    {
        using var live = Live("several-causes");
        live.Server.On("CreateNetworkAclEntry", Ec2Behaviour.Denied());
        var before = live.Server.World.Dump();

        var results = live.Invoke(
            "Repair-VpcEndpoint @live -CheckPermission | ForEach-Object { \"$($_.Action) $($_.Status) $($_.Permission)\" }").Succeeded();

        Assert.Equal(
            [
                "AuthorizeSecurityGroupIngress WhatIf Allowed", "AuthorizeSecurityGroupIngress WhatIf Allowed",
                "CreateNetworkAclEntry WhatIf Denied", "CreateNetworkAclEntry WhatIf Denied",
                "ModifyVpcAttribute WhatIf Unknown", "ModifyVpcEndpoint Refused NotChecked", " Refused NotChecked",
            ],
            results.Select(o => o.BaseObject));
        Assert.Equal(before, live.Server.World.Dump());
    }

    [Fact]
    public void The_smallest_statement_is_added_to_a_policy_and_taken_out_again()
    {
        const string Policy = """{"Version":"2012-10-17","Statement":{"Sid":"Mine","Effect":"Allow","Principal":"*","Action":"sqs:ReceiveMessage","Resource":"*"}}""";
        const string Required = "-Check EndpointPolicy -RequiredAction sqs:SendMessage -RequiredResource arn:aws:sqs:us-east-1:111122223333:orders";
        using var live = new LiveSession();
        live.Server.World.Change("VpcEndpoints", SmallWorld.Sqs, endpoint => endpoint["PolicyDocument"] = Policy);
        var before = live.Server.World.Dump();

        Assert.Equal(["ModifyVpcEndpoint Applied True"],
            live.Invoke($"$global:r = Repair-VpcEndpoint {SmallWorld.Sqs} @live {Required} -Force; $r {Statuses}").Succeeded()
                .Select(o => o.BaseObject));

        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Sid":"Mine","Effect":"Allow","Principal":"*","Action":"sqs:ReceiveMessage","Resource":"*"},{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:orders"}]}""",
            $"{live.Server.World.Find("VpcEndpoints", SmallWorld.Sqs)!["PolicyDocument"]}".Replace(", ", ",", StringComparison.Ordinal)
                .Replace(": ", ":", StringComparison.Ordinal));
        Assert.Equal(["Passed"], live.Invoke($"Test-VpcEndpoint {SmallWorld.Sqs} @live {Required}").Texts("Status"));
        live.Invoke("$r | Undo-VpcEndpointRepair -Force").Succeeded();
        Assert.Equal(before, live.Server.World.Dump());
    }

    [Fact]
    public void A_deny_that_somebody_wrote_into_a_policy_is_explained_and_not_edited()
    {
        using var live = new LiveSession();
        live.Server.World.Change("VpcEndpoints", SmallWorld.Sqs, endpoint => endpoint["PolicyDocument"] =
            """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},{"Sid":"NoSending","Effect":"Deny","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}""");
        var before = live.Server.World.Dump();

        var result = Assert.Single(
            live.Invoke($"Repair-VpcEndpoint {SmallWorld.Sqs} @live -Check EndpointPolicy -RequiredAction sqs:SendMessage -Force")
                .Succeeded());

        Assert.Equal("Refused", $"{result.Properties["Status"].Value}");
        Assert.Contains("NoSending", (string)result.Properties["Error"].Value, StringComparison.Ordinal);
        Assert.Equal(before, live.Server.World.Dump());
    }

    [Fact]
    public void PassThru_gives_the_diagnosis_afterwards()
    {
        using var live = Live("security-group");

        var results = live.Invoke("Repair-VpcEndpoint @live -Force -PassThru").Succeeded();

        Assert.All(results, o => Assert.Equal("VpceTools.EndpointTestResult", o.TypeNames[0]));
        Assert.Equal("Passed", $"{results.Single(o => (string)o.Properties["Check"].Value == "SecurityGroupIngress").Properties["Status"].Value}");
    }

    [Theory]
    [InlineData("DescribeSecurityGroups", "Whether the repair closed SecurityGroupIngress of")]
    [InlineData("DescribeVpcEndpoints", "The endpoints could not be read after the repair")]
    public void What_cannot_be_read_afterwards_is_neither_verified_nor_told(string denied, string warning)
    {
        foreach (var passThru in (bool[])[false, true])
        {
            using var live = Live("security-group");
            live.Server.On(denied, Ec2Behaviour.Denied().When(_ => live.Server.Calls.CountOf("AuthorizeSecurityGroupIngress") == 2));

            var result = live.Invoke($"Repair-VpcEndpoint @live -Force {(passThru ? "-PassThru" : Statuses)}");

            Assert.Contains(result.Warnings, text => text.StartsWith(warning, StringComparison.Ordinal));
            Assert.Equal(2, live.Server.Calls.CountOf("AuthorizeSecurityGroupIngress"));
            if (!passThru)
                Assert.Equal(["AuthorizeSecurityGroupIngress Applied ", "AuthorizeSecurityGroupIngress Applied "],
                    result.Output.Select(o => o.BaseObject));
            else
                Assert.DoesNotContain(result.Output, o => (string)o.Properties["Check"].Value == "SecurityGroupIngress"
                    && $"{o.Properties["Status"].Value}" != "Unknown");
        }
    }

    [Fact]
    public void PassThru_looks_again_at_what_did_not_settle()
    {
        using var live = Live("private-dns");
        live.Server.Options = live.Server.Options with { ModificationDelay = TimeSpan.FromMinutes(5) };

        var result = live.Invoke("Repair-VpcEndpoint @live -Force -PassThru -TimeoutSeconds 1");

        Assert.Equal("Warning", $"{result.Output.Single(o => (string)o.Properties["Check"].Value == "EndpointState").Properties["Status"].Value}");
    }

    private static LiveSession Live(string sample) => new(Ec2World.FromSnapshot(Path.Combine(RepositoryFiles.Root, "samples", sample)));
}
