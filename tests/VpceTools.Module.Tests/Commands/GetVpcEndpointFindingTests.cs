using System.Management.Automation;
using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

public sealed class GetVpcEndpointFindingTests(SnapshotSession session) : IClassFixture<SnapshotSession>
{
    private const string Ingress = "-SnapshotPath $s -Check SecurityGroupIngress";

    [Fact]
    public void A_finding_has_the_properties_of_the_contract_and_its_type_name()
    {
        var finding = Assert.Single(session.Invoke($"Get-VpcEndpointFinding {Ingress}").Succeeded());

        Assert.Equal("VpceTools.EndpointFinding", finding.TypeNames[0]);
        Assert.Equal(
            ["Severity", "Check", "EndpointId", "ServiceName", "VpcId", "Region", "AccountId", "ResourceId", "ResourceType", "Summary",
                "Evidence", "Recommendation", "Repair", "CanRepair", "AwsCli", "PowerShell", "Address", "File", "Line", "Provenance",
                "CloudFormation", "Terraform"],
            finding.Properties.Select(p => p.Name));
        Assert.Equal("sg-0c1", finding.Properties["ResourceId"].Value);
    }

    [Fact]
    public void The_fix_is_an_action_and_a_line_for_either_tool()
    {
        var result = session.Invoke(
            $"Get-VpcEndpointFinding {Ingress} | ForEach-Object {{ $_.Repair[0].Operation; $_.AwsCli; $_.PowerShell }}").Succeeded();

        Assert.Equal("AuthorizeSecurityGroupIngress", result[0].BaseObject);
        Assert.StartsWith("aws ec2 authorize-security-group-ingress --group-id sg-0c1 ", (string)result[1].BaseObject,
            StringComparison.Ordinal);
        Assert.StartsWith("Grant-EC2SecurityGroupIngress -GroupId sg-0c1 ", (string)result[2].BaseObject, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_from_the_pipeline_give_the_same_findings_without_reading_again()
    {
        var direct = session.Invoke("Get-VpcEndpointFinding -SnapshotPath $s").Texts("Summary");

        var piped = session.Invoke("Test-VpcEndpoint -SnapshotPath $s | Get-VpcEndpointFinding");

        Assert.Equal(direct, piped.Texts("Summary"));
        Assert.NotEmpty(direct);
        Assert.Equal(1, piped.Progress.Count(p => p.Activity == "Diagnosing VPC endpoints"
            && p.RecordType == ProgressRecordType.Completed));
    }

    [Fact]
    public void A_variable_with_results_is_taken_too() =>
        Assert.Single(session.Invoke($"$r = Test-VpcEndpoint {Ingress}; Get-VpcEndpointFinding -InputObject $r").Succeeded());

    [Fact]
    public void Piped_results_are_narrowed_by_check() =>
        Assert.Empty(session.Invoke("Test-VpcEndpoint -SnapshotPath $s | Get-VpcEndpointFinding -ExcludeCheck * -ErrorAction Stop").Output);

    [Theory]
    [InlineData("Critical", 1)]
    [InlineData("critical", 1)]
    [InlineData("Low", 1)]
    public void MinimumSeverity_keeps_what_is_as_bad_or_worse(string severity, int count) =>
        Assert.Equal(count, session.Invoke($"Get-VpcEndpointFinding {Ingress} -MinimumSeverity {severity}").Succeeded().Count);

    [Fact]
    public void MinimumSeverity_drops_what_is_less_bad()
    {
        // One of two clients is let in by the group: not critical.
        var all = session.Invoke("Get-VpcEndpointFinding -SnapshotPath $s -Check ClientSecurityGroupEgress, SecurityGroupIngress -Port 22")
            .Texts("Severity");

        var critical = session.Invoke(
            "Get-VpcEndpointFinding -SnapshotPath $s -Check ClientSecurityGroupEgress, SecurityGroupIngress -Port 22 -MinimumSeverity Critical").Texts("Severity");

        Assert.Equal(all.Where(s => s == "Critical"), critical);
    }

    [Fact]
    public void A_selection_is_taken_as_by_Test_VpcEndpoint()
    {
        Assert.Single(session.Invoke($"'vpce-0c1' | Get-VpcEndpointFinding {Ingress}").Succeeded());
        Assert.Empty(session.Invoke($"Get-VpcEndpointFinding -ServiceName sqs {Ingress}").Succeeded());
        Assert.StartsWith("EndpointNotFound,", session.Invoke(
            $"Get-VpcEndpointFinding vpce-0fff {Ingress}").SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_evidence_is_warned_about_since_it_has_no_finding()
    {
        var document = SmallWorld.Document();
        document.Remove("NetworkAcls");
        using var folder = new SnapshotFolder(document);

        var result = session.Invoke($"Get-VpcEndpointFinding -SnapshotPath '{folder.Path}' -Check NetworkAcl");

        Assert.Empty(result.Succeeded());
        Assert.Contains("NetworkAcl could not be decided", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'*:ProfileName' = 'nowhere'; '*:Region' = 'eu-west-1'")]
    [InlineData("'*:EndpointUrl' = 'http://127.0.0.1:9'")]
    [InlineData("'*-VpcEndpoint*:SnapshotPath' = $s")]
    public void Results_are_taken_whatever_the_session_s_defaults_for_an_account_are(string defaults)
    {
        var result = session.Invoke(
            $"$r = Test-VpcEndpoint {Ingress}; & {{ $PSDefaultParameterValues = @{{ {defaults} }}; $r | Get-VpcEndpointFinding }}");

        Assert.Equal(["sg-0c1"], result.Texts("ResourceId"));
        // Nothing was read but what the results come from.
        Assert.Single(result.Progress, p => p.Activity == "Diagnosing VPC endpoints" && p.RecordType == ProgressRecordType.Completed);
    }

    [Fact]
    public void Results_of_another_session_are_taken_too()
    {
        var results = session.Invoke($"Test-VpcEndpoint -SnapshotPath $s").Succeeded()
            .Select(o => PSSerializer.Deserialize(PSSerializer.Serialize(o))).ToArray();

        var given = session.Invoke("$input | Get-VpcEndpointFinding -MinimumSeverity High", results);

        Assert.Equal(session.Invoke("Get-VpcEndpointFinding -SnapshotPath $s -MinimumSeverity High").Texts("Summary"),
            given.Texts("Summary"));
        Assert.NotEmpty(given.Output);
    }

    [Fact]
    public void The_worst_come_first_whichever_endpoint_they_are_of()
    {
        const string All = "-SnapshotPath $s -Port 8443";
        var unordered = session.Invoke($"Test-VpcEndpoint {All} | ForEach-Object Findings").Succeeded()
            .Select(f => (long)f.Properties["Severity"].Value).ToList();
        var findings = session.Invoke($"Get-VpcEndpointFinding {All}").Succeeded();

        Assert.NotEqual(unordered.OrderDescending(), unordered);
        Assert.Equal(unordered.OrderDescending(), findings.Select(f => (long)f.Properties["Severity"].Value));
        Assert.True(findings.Select(f => f.Properties["EndpointId"].Value).Distinct().Count() > 1);
    }
}
