using System.Management.Automation;
using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

public sealed class TestVpcEndpointTests(SnapshotSession session) : IClassFixture<SnapshotSession>
{
    [Fact]
    public void Each_endpoint_gives_its_checks_in_the_order_of_the_catalogue()
    {
        var catalogue = session.Invoke("Get-VpcEndpointCheck").Texts("Name");

        var checks = session.Invoke("Test-VpcEndpoint vpce-0c1 -SnapshotPath $s -IncludeNotApplicable").Texts("Check");

        Assert.Equal(catalogue, checks);
    }

    [Fact]
    public void A_result_has_the_properties_of_the_contract_and_its_type_name()
    {
        var result = Assert.Single(session.Invoke("Test-VpcEndpoint vpce-0c1 -SnapshotPath $s -Check SecurityGroupIngress").Succeeded());

        Assert.Equal("VpceTools.EndpointTestResult", result.TypeNames[0]);
        Assert.Equal(
            ["EndpointId", "EndpointType", "ServiceName", "VpcId", "Region", "AccountId", "Check", "Title", "Status", "Message",
                "Findings", "Address", "File", "Line", "Provenance"],
            result.Properties.Select(p => p.Name));
        Assert.Equal("Failed", result.Properties["Status"].Value.ToString());
        Assert.Equal("us-east-1", result.Properties["Region"].Value);
        Assert.Equal("VpceTools.EndpointFinding",
            Assert.Single(session.Invoke("$input.Findings[0].PSTypeNames[0]", result).Succeeded()).BaseObject);
    }

    [Fact]
    public void Checks_that_do_not_apply_are_left_out_unless_asked_for()
    {
        Assert.Empty(session.Invoke("Test-VpcEndpoint vpce-0b1 -SnapshotPath $s -Check SecurityGroupIngress").Succeeded());
        Assert.Equal(["NotApplicable"], session.Invoke(
            "Test-VpcEndpoint vpce-0b1 -SnapshotPath $s -Check SecurityGroupIngress -IncludeNotApplicable").Texts("Status"));
    }

    [Theory]
    [InlineData("-Check NetworkAcl", "NetworkAcl")]
    [InlineData("-Check networkacl", "NetworkAcl")]
    [InlineData("-Check Route, NetworkAcl", "NetworkAcl Route")]
    [InlineData("-Check SecurityGroup*", "SecurityGroupIngress")]
    [InlineData("-Check *SecurityGroup[IE]* -ExcludeCheck Client*", "SecurityGroupIngress")]
    public void Check_and_ExcludeCheck_choose_in_the_order_of_the_catalogue(string arguments, string names) =>
        Assert.Equal(names.Split(' '), session.Invoke($"Test-VpcEndpoint vpce-0c1 -SnapshotPath $s {arguments}").Texts("Check"));

    [Theory]
    [InlineData("-Check SecurityGroupIngres", "CheckNotFound", "SecurityGroupIngres")]
    [InlineData("-Check Xyz*", "CheckNotFound", "Xyz*")]
    [InlineData("-ExcludeCheck Nope", "CheckNotFound", "Nope")]
    [InlineData("-ExcludeCheck *", "NoCheckSelected", null)]
    [InlineData("-EphemeralPortRange 65535-1024", "PortRangeInvalid", "65535-1024")]
    [InlineData("-EphemeralPortRange all", "PortRangeInvalid", "all")]
    [InlineData("-EphemeralPortRange 1024-65536", "PortRangeInvalid", "1024-65536")]
    [InlineData("-EphemeralPortRange 1-2-3", "PortRangeInvalid", "1-2-3")]
    [InlineData("-ClientCidr 10.0.0.0/33", "CidrInvalid", "10.0.0.0/33")]
    public void A_wrong_argument_ends_the_command_with_a_clear_error(string arguments, string errorId, string? target)
    {
        var result = session.Invoke($"Test-VpcEndpoint -SnapshotPath $s {arguments}");

        Assert.Empty(result.Output);
        Assert.Equal($"{errorId},VpceTools.Commands.TestVpcEndpointCommand", result.SingleError.FullyQualifiedErrorId);
        Assert.Equal(target, result.SingleError.TargetObject);
    }

    [Fact]
    public void A_check_that_is_not_known_is_answered_with_those_that_are() =>
        Assert.Contains("NetworkAcl, ", session.Invoke("Test-VpcEndpoint -SnapshotPath $s -Check Nacl").SingleError.Exception.Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("-Port 0")]
    [InlineData("-Port 65536")]
    public void A_port_is_a_number_from_1_to_65535(string arguments) => Assert.StartsWith(
        "ParameterArgumentValidationError", session.Invoke(
            $"Test-VpcEndpoint -SnapshotPath $s {arguments}").SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void Another_port_than_the_group_admits_fails() =>
        Assert.Equal(["Failed"], session.Invoke("Test-VpcEndpoint vpce-0a1 -SnapshotPath $s -Check SecurityGroupIngress -Port 8443")
            .Texts("Status"));

    [Fact]
    public void A_range_of_client_ports_and_a_single_one_are_taken() => Assert.Equal(
        ["Passed", "Passed"],
        session.Invoke("'32768-60999', '40000' | ForEach-Object { Test-VpcEndpoint vpce-0a1 -SnapshotPath $s -Check NetworkAcl -EphemeralPortRange $_ }").Texts("Status"));

    [Fact]
    public void Quiet_gives_one_boolean_an_endpoint_in_the_order_of_the_ids() => Assert.Equal(
        [true, false],
        session.Invoke("'vpce-0a1','vpce-0c1' | Test-VpcEndpoint -SnapshotPath $s -Check SecurityGroupIngress -Quiet").Succeeded()
            .Select(o => o.BaseObject));

    [Theory]
    [InlineData("vpce-0ffffffffffffffff -SnapshotPath $s", "EndpointNotFound")]
    [InlineData("-VpcId vpc-9 -SnapshotPath $s", "VpcWithoutEndpoint")]
    [InlineData("vpce-0a1 -SnapshotPath nowhere", "SnapshotNotFound")]
    [InlineData("vpce-0a1 -EndpointUrl http://127.0.0.1:9 -Region us-east-1 -AccessKey A -SecretKey B", "EndpointUnreachable")]
    public void A_gate_stays_shut_where_nothing_could_be_decided(string arguments, string errorId)
    {
        var result = session.Invoke($"if ((Test-VpcEndpoint {arguments} -Quiet) -contains $false) {{ 'shut' }} else {{ 'open' }}");

        Assert.StartsWith(errorId + ",", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["shut"], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Quiet_is_false_where_evidence_is_missing()
    {
        var document = SmallWorld.Document();
        document.Remove("NetworkAcls");
        using var folder = new SnapshotFolder(document);

        var result = session.Invoke($"Test-VpcEndpoint vpce-0a1 -SnapshotPath '{folder.Path}' -Check NetworkAcl -Quiet");

        Assert.Equal(false, Assert.Single(result.Succeeded()).BaseObject);
    }

    [Theory]
    [InlineData("-ClientInstanceId i-0f1")]
    [InlineData("-ClientNetworkInterfaceId eni-0f1")]
    [InlineData("-ClientSubnetId subnet-0c1")]
    [InlineData("-ClientSecurityGroupId sg-0f1")]
    [InlineData("-ClientCidr 10.0.3.0/24")]
    [InlineData("-ClientCidr 10.0.3.20")]
    public void Clients_are_named_in_five_ways(string arguments) =>
        Assert.Equal(["Passed"], session.Invoke($"Test-VpcEndpoint vpce-0a1 -SnapshotPath $s -Check SecurityGroupIngress {arguments}")
            .Texts("Status"));

    [Theory]
    [InlineData("-ClientInstanceId i-0ffffffff")]
    [InlineData("-ClientNetworkInterfaceId eni-0ffffffff")]
    [InlineData("-ClientSubnetId subnet-0ffffffff")]
    [InlineData("-ClientSecurityGroupId sg-0ffffffff")]
    [InlineData("-ClientInstanceId i-0f1, i-0ffffffff")]
    public void A_client_that_is_not_there_is_one_error_and_nothing_passes(string arguments)
    {
        var result = session.Invoke(
            $"Test-VpcEndpoint vpce-0a1 -SnapshotPath $s -Check SecurityGroupIngress, NetworkAcl, Route {arguments}");

        Assert.Equal("ClientNotFound,VpceTools.Commands.TestVpcEndpointCommand", result.SingleError.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.SingleError.CategoryInfo.Category);
        Assert.EndsWith("0ffffffff", (string)result.SingleError.TargetObject, StringComparison.Ordinal);
        Assert.Equal(["Unknown", "Unknown", "Unknown"], result.Output.Select(o => o.Properties["Status"].Value.ToString()));
    }

    [Theory]
    [InlineData("-ProfileName p")]
    [InlineData("-AccessKey a -SecretKey b")]
    [InlineData("-EndpointUrl http://127.0.0.1:1")]
    public void A_snapshot_and_a_connection_exclude_each_other(string arguments) => Assert.StartsWith(
        "AmbiguousParameterSet,", session.Invoke($"Test-VpcEndpoint -SnapshotPath $s {arguments}").SingleError.FullyQualifiedErrorId,
        StringComparison.Ordinal);

    [Fact]
    public void Progress_goes_by_stages_and_ends()
    {
        var progress = session.Invoke("Test-VpcEndpoint -SnapshotPath $s").Progress;

        Assert.Equal(["Reading the snapshot", "Diagnosing VPC endpoints"], progress.Select(p => p.Activity).Distinct());
        Assert.All(progress.GroupBy(p => p.Activity), stage => Assert.Equal(ProgressRecordType.Completed, stage.Last().RecordType));
    }

    [Fact]
    public void The_syntax_is_shown_by_parameter_set()
    {
        var sets = session.Invoke("(Get-Command Test-VpcEndpoint).ParameterSets").Texts("Name");

        Assert.Equal(["Live", "Snapshot"], sets);
    }
}
