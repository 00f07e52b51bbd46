using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Formatting;

/// <summary>What a user sees in 80 columns.</summary>
public sealed class ViewTests(SnapshotSession session) : IClassFixture<SnapshotSession>
{
    private const string Ingress = "-SnapshotPath $s -Check SecurityGroupIngress";

    [Fact]
    public void Results_are_a_table_below_each_endpoint() => Assert.Equal("""

           Endpoint: vpce-0c1 in vpc-0a1 (us-east-1)
           Service:  com.amazonaws.us-east-1.ecr.api (Interface)

        Status  Check                     Message
        ------  -----                     -------
        Failed  SecurityGroupIngress      Security group sg-0c1 does not let clients in
                                          on TCP 443: all 4 clients are blocked.

           Endpoint: vpce-0a1 in vpc-0a1 (us-east-1)
           Service:  com.amazonaws.us-east-1.sqs (Interface)

        Status  Check                     Message
        ------  -----                     -------
        Passed  SecurityGroupIngress      TCP 443 is open to all 4 clients.


        """, session.Text($"Test-VpcEndpoint {Ingress}"));

    [Fact]
    public void Findings_are_a_table_below_each_endpoint() => Assert.Equal("""

           Endpoint: vpce-0c1 in vpc-0a1 (us-east-1)
           Service:  com.amazonaws.us-east-1.ecr.api

        Severity    Check                     Summary
        --------    -----                     -------
        Critical    SecurityGroupIngress      Security group sg-0c1 does not let
                                              clients in on TCP 443: all 4 clients are
                                              blocked.


        """, session.Text($"Get-VpcEndpointFinding {Ingress}"));

    [Fact]
    public void A_finding_as_a_list_shows_the_proof_and_the_fix() => Assert.Equal("""

        Severity    : Critical
        Check       : SecurityGroupIngress
        Endpoint    : vpce-0c1 in vpc-0a1 (us-east-1)
        Service     : com.amazonaws.us-east-1.ecr.api
        Resource    : sg-0c1
        Summary     : Security group sg-0c1 does not let clients in on TCP 443: all 4
                      clients are blocked.
        Packet      : 10.0.3.20:49152 -> 10.0.2.10:443 (request)
        Component   : security group sg-0c1 of eni-0c1
        Rule        : no inbound rule of sg-0c1 allows tcp 443 from 10.0.3.20
        Clients     : eni-0f1 (10.0.3.20, i-0f1)
                      subnet-0a1 (10.0.1.0/24)
                      subnet-0b1 (10.0.2.0/24)
                      subnet-0c1 (10.0.3.0/24)
        Detail      : Nothing is admitted on TCP 443.
        Explanation : ENI_SG_RULES_MISMATCH
        Advice      : Allow inbound TCP 443 to sg-0c1 from the clients' security groups
                      or addresses.
        AwsCli      : aws ec2 authorize-security-group-ingress --group-id sg-0c1 \
                      --ip-permissions 'IpProtocol=tcp, FromPort=443, ToPort=443,
                      UserIdGroupPairs=[{GroupId=sg-0f1,
                      Description="Clients of vpce-0c1"}]' --region us-east-1
        PowerShell  : Grant-EC2SecurityGroupIngress -GroupId sg-0c1 -IpPermission @{ `
                      IpProtocol = 'tcp'; FromPort = 443; ToPort = 443; `
                      UserIdGroupPairs = @(@{ GroupId = 'sg-0f1'; Description = `
                      'Clients of vpce-0c1' }) } -Region us-east-1


        """, session.Text($"Get-VpcEndpointFinding {Ingress} | Format-List"));

    [Fact]
    public void A_result_as_a_list_shows_its_findings() => Assert.Equal("""

        EndpointId : vpce-0c1
        Service    : com.amazonaws.us-east-1.ecr.api (Interface)
        VpcId      : vpc-0a1
        Region     : us-east-1
        AccountId  : 111122223333
        Check      : SecurityGroupIngress
        Title      : Security groups let clients in
        Status     : Failed
        Message    : Security group sg-0c1 does not let clients in on TCP 443: all 4
                     clients are blocked.
        Findings   : [Critical] Security group sg-0c1 does not let clients in on TCP
                     443: all 4 clients are blocked.
                     Packet: 10.0.3.20:49152 -> 10.0.2.10:443 (request)
                     Where: security group sg-0c1 of eni-0c1
                     Rule: no inbound rule of sg-0c1 allows tcp 443 from 10.0.3.20
                     Nothing is admitted on TCP 443.
                     Allow inbound TCP 443 to sg-0c1 from the clients' security groups
                     or addresses.
                     aws ec2 authorize-security-group-ingress --group-id sg-0c1 \
                     --ip-permissions 'IpProtocol=tcp, FromPort=443, ToPort=443,
                     UserIdGroupPairs=[{GroupId=sg-0f1,
                     Description="Clients of vpce-0c1"}]' --region us-east-1


        """, session.Text($"Test-VpcEndpoint vpce-0c1 {Ingress} | Format-List"));

    [Fact]
    public void The_catalogue_is_a_table() => Assert.Equal("""

        Item Name                      Severity    Title
        ---- ----                      --------    -----
           6 NetworkAcl                Critical    Network ACLs let requests and return
                                                   traffic through
             Route                     Critical    Routes lead to the endpoint and back


        """, session.Text("Get-VpcEndpointCheck NetworkAcl, Route"));

    [Fact]
    public void A_check_as_a_list_says_what_it_reads() => Assert.Equal("""

        Name          : NetworkAcl
        Title         : Network ACLs let requests and return traffic through
        Description   : Follows requests and return traffic through the ACLs of the
                        client's and the endpoint's subnet, entry by entry, for every
                        source port.
        AppliesTo     : Interface, Gateway, Resource, ServiceNetwork
        Severity      : Critical
        ChecklistItem : 6
        Cause         : Network ACLs
        Requires      : NetworkAcl, Subnet
        Link          : https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-ac
                        ls.html


        """, session.Text("Get-VpcEndpointCheck NetworkAcl | Format-List"));

    [Fact]
    public void A_finding_taken_out_of_a_result_has_its_view_too() => Assert.Equal(
        session.Text($"Get-VpcEndpointFinding {Ingress}"), session.Text($"(Test-VpcEndpoint vpce-0c1 {Ingress}).Findings"));

    /// <summary>The engine shows what comes after another type as a list; without a choice of ours it would be of every property.</summary>
    [Fact]
    public void Findings_after_results_in_one_pipeline_are_a_short_list() => Assert.Equal(
        ["Severity", "Check", "EndpointId", "ResourceId", "Summary", "Recommendation", "AwsCli"],
        session.Text($"Test-VpcEndpoint vpce-0c1 {Ingress}; Get-VpcEndpointFinding {Ingress}").Split('\n')
            .SkipWhile(line => !line.StartsWith("Severity", StringComparison.Ordinal))
                .Where(line => line.IndexOf(" : ", StringComparison.Ordinal) == 14).Select(line => line[..14].TrimEnd()));

    [Theory]
    [InlineData("Format-Table")]
    [InlineData("Format-List")]
    public void After_results_in_one_pipeline_a_format_command_keeps_the_view_of_findings(string format) => Assert.EndsWith(
        session.Text($"Get-VpcEndpointFinding {Ingress} | {format}"),
        session.Text($"Test-VpcEndpoint vpce-0c1 {Ingress}; Get-VpcEndpointFinding {Ingress} | {format}"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData($"Test-VpcEndpoint vpce-0c1 {Ingress}", "Format-Table")]
    [InlineData($"Get-VpcEndpointFinding {Ingress}", "Format-Table")]
    [InlineData($"Get-VpcEndpointFinding {Ingress}", "Format-List")]
    public void What_a_job_or_a_file_brings_back_looks_the_same(string command, string format) => Assert.Equal(
        session.Text($"{command} | {format}"), session.Text($"{BackFrom(command)} | {format}"));

    [Fact]
    public void What_a_job_or_a_file_brings_back_has_words_and_the_proof() => Assert.Equal(
        ["Critical", "String", "10.0.3.20", "Request", "eni-0f1 (10.0.3.20, i-0f1)", "Safe"],
        session.Invoke($"$f = {BackFrom($"Get-VpcEndpointFinding {Ingress}")}; $f.Severity; $f.Severity.GetType().Name; $f.Evidence.Packet.Source; $f.Evidence.Packet.Direction; $f.Evidence.AffectedClients[0]; $f.Repair[0].Risk")
            .Succeeded().Select(o => o.ToString()));

    private static string BackFrom(string command) =>
        $"({command} | ForEach-Object {{ [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }})";

    [Fact]
    public void A_check_that_does_not_apply_is_a_short_word() => Assert.Equal("""

           Endpoint: vpce-0b1 in vpc-0a1 (us-east-1)
           Service:  com.amazonaws.us-east-1.s3 (Gateway)

        Status  Check                     Message
        ------  -----                     -------
        N/A     SecurityGroupIngress      Does not apply to Gateway endpoints.


        """, session.Text($"Test-VpcEndpoint vpce-0b1 {Ingress} -IncludeNotApplicable"));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Every_view_of_every_sample_fits_the_width(int width)
    {
        using var sized = new ModuleSession(width);

        foreach (var sample in Samples)
        {
            var text = sized.InvokeText(
                $"Test-VpcEndpoint -SnapshotPath '{sample}'; Get-VpcEndpointFinding -SnapshotPath '{sample}'; Get-VpcEndpointFinding -SnapshotPath '{sample}' | Format-List");
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
        }
    }

    [Fact]
    public void Messages_are_broken_between_words_only()
    {
        foreach (var sample in Samples)
        {
            var read = string.Join(' ', session.Text($"Test-VpcEndpoint -SnapshotPath '{sample}'")
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            foreach (var message in session.Invoke($"Test-VpcEndpoint -SnapshotPath '{sample}'").Texts("Message")
                .Where(m => m.Split(' ').All(word => word.Length <= 45)))
                Assert.Contains(message, read, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_PSStyle_there_is_plain_text_under_strict_mode_too() => Assert.Contains(
        "Failed  SecurityGroupIngress",
        session.Text($"& {{ Set-StrictMode -Version Latest; Remove-Variable PSStyle -ErrorAction Ignore; Test-VpcEndpoint {Ingress} }}"),
        StringComparison.Ordinal);

    [Fact]
    public void Statuses_and_severities_are_words_in_text()
    {
        Assert.Equal(["Failed"], session.Invoke($"Test-VpcEndpoint vpce-0c1 {Ingress} | ForEach-Object {{ \"$($_.Status)\" }}").Succeeded()
            .Select(o => o.BaseObject));
        Assert.Equal(["Critical"], session.Invoke($"Get-VpcEndpointFinding {Ingress} | ForEach-Object {{ [string]$_.Severity }}")
            .Succeeded().Select(o => o.BaseObject));
    }

    private static IEnumerable<string> Samples =>
        Directory.EnumerateDirectories(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ModuleSession.StagedModule)!, "..", "..",
            "samples")));
}
