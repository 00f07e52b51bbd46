using System.Management.Automation;
using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

public sealed class SnapshotPathTests(SnapshotSession session) : IClassFixture<SnapshotSession>
{
    private const string Quiet = "-Check SecurityGroupIngress -Quiet";

    [Theory]
    [InlineData("snapshot")]
    [InlineData("./snapshot")]
    [InlineData("$s")]
    [InlineData("\"FileSystem::$s\"")]
    [InlineData("snap*")]
    [InlineData("snapshot, snapshot/../snapshot/VpcEndpoints.json")]
    public void A_path_is_taken_as_the_session_sees_it(string path) =>
        Assert.Equal([true], session.Invoke($"Test-VpcEndpoint vpce-0a1 -SnapshotPath {path} {Quiet}").Succeeded().Select(o => o.BaseObject)
            .Take(1));

    [Fact]
    public void A_drive_of_the_session_is_taken() => Assert.Equal([true], session.Invoke($$"""
        $provider = $ExecutionContext.SessionState.Provider.GetOne('FileSystem')
        $null = $ExecutionContext.SessionState.Drive.New([System.Management.Automation.PSDriveInfo]::new('snap', $provider, $s, '', $null), 'Global')
        Test-VpcEndpoint vpce-0a1 -SnapshotPath snap:/ {{Quiet}}
        """).Succeeded().Select(o => o.BaseObject));

    [Fact]
    public void A_path_that_looks_like_a_wildcard_but_exists_means_itself()
    {
        using var folder = new SnapshotFolder(SmallWorld.Document(), "prod[1]");

        Assert.Equal([true], session.Invoke($"Test-VpcEndpoint vpce-0a1 -SnapshotPath '{folder.Path}' {Quiet}").Succeeded()
            .Select(o => o.BaseObject));
    }

    [Fact]
    public void A_file_with_several_documents_is_a_snapshot()
    {
        using var folder = new SnapshotFolder([]);
        folder.Write("all.json", SmallWorld.Document().ToJsonString());

        Assert.Equal([true], session.Invoke($"Test-VpcEndpoint vpce-0a1 -SnapshotPath '{folder.Path}/all.json' {Quiet}").Succeeded()
            .Select(o => o.BaseObject));
    }

    [Theory]
    [InlineData("nowhere", "SnapshotNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("nowhere*", "SnapshotNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("nodrive:/x", "SnapshotNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("env:/PATH", "SnapshotPathInvalid", ErrorCategory.InvalidArgument)]
    public void A_path_that_is_none_is_a_clear_error(string path, string errorId, ErrorCategory category)
    {
        var error = session.Invoke($"Test-VpcEndpoint -SnapshotPath {path}").SingleError;

        Assert.Equal($"{errorId},VpceTools.Commands.TestVpcEndpointCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Contains("nowhere nodrive env:/PATH".Split(' '), name => error.Exception.Message.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Broken_json_is_an_error_that_names_file_and_position_and_shows_no_stack()
    {
        using var folder = new SnapshotFolder();
        folder.Write("broken.json", "{ \"VpcEndpoints\": [\n  { \"VpcEndpointId\": ]\n");

        var text = session.Text($"Test-VpcEndpoint -SnapshotPath '{folder.Path}'");

        Assert.Contains("broken.json", text, StringComparison.Ordinal);
        Assert.Contains("line 2", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.StartsWith("SnapshotInvalid,", session.Invoke(
            $"Test-VpcEndpoint -SnapshotPath '{folder.Path}'").SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void One_broken_snapshot_does_not_cost_the_results_of_another()
    {
        using var folder = new SnapshotFolder();
        folder.Write("broken.json", "{");

        var result = session.Invoke($"Test-VpcEndpoint vpce-0a1 -SnapshotPath '{folder.Path}', $s {Quiet}");

        Assert.StartsWith("SnapshotInvalid,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([false, true], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Folders_come_by_the_pipeline_and_are_taken_together()
    {
        using var other = new SnapshotFolder((JsonObject)JsonNode.Parse(SmallWorld.Document().ToJsonString()
            .Replace("vpce-0", "vpce-9", StringComparison.Ordinal))!, "prod[1]");

        var result = session.Invoke("$input | Test-VpcEndpoint -Id vpce-0a1, vpce-9a1 -Check SecurityGroupIngress",
            new DirectoryInfo(session.Invoke("$s").Output[0].ToString()), new DirectoryInfo(other.Path));

        Assert.Equal(["vpce-0a1", "vpce-9a1"], result.Texts("EndpointId"));
    }

    [Fact]
    public void A_snapshot_without_the_endpoints_document_says_how_to_get_it()
    {
        var document = SmallWorld.Document();
        document.Remove("VpcEndpoints");
        using var folder = new SnapshotFolder(document);

        var error = session.Invoke($"Test-VpcEndpoint -SnapshotPath '{folder.Path}'").SingleError;

        Assert.StartsWith("EndpointsUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("aws ec2 describe-vpc-endpoints", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_that_says_there_is_no_endpoint_gives_a_warning()
    {
        var document = SmallWorld.Document();
        document["VpcEndpoints"] = new JsonArray();
        using var folder = new SnapshotFolder(document);

        var result = session.Invoke($"Test-VpcEndpoint -SnapshotPath '{folder.Path}'");

        Assert.Empty(result.Succeeded());
        Assert.Contains("There is no VPC endpoint", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    /// <summary>https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing-service-behavior.html</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_participant_of_a_shared_vpc_is_told_whose_endpoints_serve_it(bool hasDescribedTheVpc)
    {
        var document = SmallWorld.Document();
        document["VpcEndpoints"] = new JsonArray();
        foreach (var shared in document["Vpcs"]!.AsArray().Concat(document["Subnets"]!.AsArray()))
            shared!["OwnerId"] = "999988887777";
        foreach (var own in document["NetworkInterfaces"]!.AsArray())
            own!["OwnerId"] = "111122223333";
        if (!hasDescribedTheVpc)
            document.Remove("Vpcs");
        using var folder = new SnapshotFolder(document);

        var all = session.Invoke($"Test-VpcEndpoint -SnapshotPath '{folder.Path}'");
        var one = session.Invoke($"Test-VpcEndpoint -VpcId vpc-0a1 -SnapshotPath '{folder.Path}'");

        foreach (var message in new[] { Assert.Single(all.Warnings), one.SingleError.Exception.Message })
        {
            Assert.Contains("vpc-0a1 belongs to account 999988887777, which shares it", message, StringComparison.Ordinal);
            Assert.Contains("cannot be seen from another account", message, StringComparison.Ordinal);
            Assert.Contains("aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=vpc-0a1", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Resources_that_are_described_twice_are_warned_about()
    {
        using var folder = new SnapshotFolder();
        folder.Write("again.json",
            """{ "SecurityGroups": [{ "GroupId": "sg-0e1", "GroupName": "other", "VpcId": "vpc-0a1", "IpPermissions": [] }] }""");

        Assert.Contains(session.Invoke($"Test-VpcEndpoint -SnapshotPath '{folder.Path}'").Warnings, warning =>
            warning.Contains("sg-0e1", StringComparison.Ordinal));
    }
}
