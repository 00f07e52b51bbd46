using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Snapshots;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>
/// A real export, incomplete on purpose, is diagnosed untouched: what cannot be known is Unknown and says which call would tell.
/// </summary>
public sealed class RealAccountDiagnosisTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "real-account"));

    [Theory]
    [InlineData("VpcDns", "aws ec2 describe-vpc-attribute")]
    [InlineData("RouteTableAssociation", "aws ec2 describe-route-tables")]
    [InlineData("PrefixListRoute", "aws ec2 describe-route-tables")]
    [InlineData("NetworkAcl", "aws ec2 describe-network-acls")]
    [InlineData("ClientSecurityGroupEgress", "aws ec2 describe-prefix-lists")]
    [InlineData("DhcpOptions", "aws ec2 describe-dhcp-options")]
    public async Task The_gateway_endpoint_is_unknown_where_a_call_is_missing_and_names_it(string check, string command)
    {
        var result = (await DiagnoseAsync("com.amazonaws.us-east-1.s3")).Single(r => r.Check == check);
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains(command, result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VpcDns", "aws ec2 describe-vpc-attribute")]
    [InlineData("NetworkAcl", "aws ec2 describe-network-acls")]
    [InlineData("Route", "aws ec2 describe-route-tables")]
    [InlineData("NetworkInterface", "aws ec2 describe-network-interfaces --network-interface-ids eni-00000000000000001")]
    [InlineData("DhcpOptions", "aws ec2 describe-dhcp-options")]
    public async Task The_interface_endpoint_is_unknown_where_a_call_is_missing_and_names_it(string check, string command)
    {
        var result = (await DiagnoseAsync("com.amazonaws.us-east-1.sqs")).Single(r => r.Check == check);
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains(command, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_export_does_hold_is_judged()
    {
        var results = await DiagnoseAsync("com.amazonaws.us-east-1.sqs");
        Assert.Equal(CheckStatus.Passed, results.Single(r => r.Check == "EndpointState").Status);
        Assert.Equal(CheckStatus.Passed, results.Single(r => r.Check == "EndpointPolicy").Status);
        // The endpoint lists its groups, so that these can be judged although its interface is not in the export.
        Assert.NotEqual(CheckStatus.Unknown, results.Single(r => r.Check == "SecurityGroupIngress").Status);
    }

    private static async Task<List<EndpointTestResult>> DiagnoseAsync(string service)
    {
        Assert.SkipUnless(Directory.Exists(Folder), "the real export is not beside the repository");
        var network = (await new SnapshotSource(Folder).ReadAsync(new(), null, TestContext.Current.CancellationToken)).Single();
        return [.. new CheckRunner(network).Run(network.Endpoints.Single(e => e.ServiceName == service))];
    }
}
