using System.Diagnostics;
using System.Text;
using VpceTools.Model;
using VpceTools.Snapshots;
using VpceTools.Sources;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class SnapshotBadInputTests
{
    [Theory]
    [InlineData("{\n  \"VpcEndpoints\": [}\n", "line 2, byte 20")]
    [InlineData("{\"Vpcs\": [{\"VpcId\": \"vpc-1\"}", "line 1")]
    [InlineData("{\"Vpcs\": []}\n{\"Subnets\": []}", "line 2, byte 1")]
    [InlineData("{\"Buckets\": [}", "line 1, byte 14")]
    [InlineData("An error occurred (UnauthorizedOperation)", "line 1, byte 1")]
    public void Broken_JSON_is_named_with_file_line_and_byte(string json, string position)
    {
        using var folder = new SnapshotFolder();
        var error = folder.Add("good.json", """{"Vpcs": []}""").Add("deep/bad.json", json).ReadFails();

        Assert.Equal("SnapshotInvalid", error.ErrorId);
        Assert.Contains(Path.Combine("deep", "bad.json"), error.Message);
        Assert.Contains(position, error.Message);
        Assert.Equal(Path.Combine(folder.Path, "deep", "bad.json"), error.Target);
    }

    [Theory]
    [InlineData("""{"VpcEndpoints": "none"}""", "$.VpcEndpoints should be an array and is text")]
    [InlineData("""{"Subnets": {"SubnetId": "subnet-1"}}""", "$.Subnets should be an array and is an object")]
    [InlineData("""{"Subnets": [[]]}""", "$.Subnets[0] should be an object and is an array")]
    [InlineData("""{"Vpcs": [{"VpcId": 7, "CidrBlock": "10.0.0.0/16"}]}""", "$.Vpcs[0].VpcId should be text and is a number")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": [443]}]}]}""",
        "$.SecurityGroups[0].IpPermissions[0].FromPort should be a number and is an array")]
    [InlineData("""{"NetworkAcls": [{"NetworkAclId": "acl-1", "IsDefault": "yes"}]}""",
        "$.NetworkAcls[0].IsDefault should be true or false and is text")]
    [InlineData("""{"VpcId": "vpc-1", "EnableDnsSupport": true}""", "$.EnableDnsSupport should be an object and is true or false")]
    public void A_value_of_the_wrong_type_is_named_with_file_and_JSON_path(string json, string problem)
    {
        using var folder = new SnapshotFolder();
        var error = folder.Add("bad.json", json).ReadFails();

        Assert.Equal("SnapshotInvalid", error.ErrorId);
        Assert.Contains("bad.json", error.Message);
        Assert.Contains(problem, error.Message);
    }

    [Theory]
    [InlineData("""{"SecurityGroups": [{"GroupId": "X", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.0.0.0/33"}]}]}]}""", "'10.0.0.0/33', which is not a CIDR block")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "X", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.0.0.256/8"}]}]}]}""", "'10.0.0.256/8'")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "X", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{}]}]}]}""", "CidrIp is missing")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "X", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": "https", "ToPort": 443}]}]}""",
        "https")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "X", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443.5, "ToPort": 443}]}]}""",
        "443.5")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "X", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 70000}]}]}""",
        "70000")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "X", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 80}]}]}""",
        "'80', which is not at or above FromPort 443")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "X", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443}]}]}""",
        "ToPort is missing")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "X", "IpPermissions": [{"IpRanges": []}]}]}""", "IpProtocol is missing")]
    [InlineData("""{"NetworkAcls": [{"NetworkAclId": "X", "Entries": [{"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "tcp", "RuleAction": "allow", "RuleNumber": 1}]}]}""", "tcp")]
    [InlineData("""{"NetworkAcls": [{"NetworkAclId": "X", "Entries": [{"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "6", "RuleAction": "perhaps", "RuleNumber": 1}]}]}""", "perhaps")]
    [InlineData("""{"NetworkAcls": [{"NetworkAclId": "X", "Entries": [{"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "6", "RuleAction": "allow", "RuleNumber": 40000}]}]}""", "40000")]
    [InlineData("""{"NetworkAcls": [{"NetworkAclId": "X", "Entries": [{"CidrBlock": "0.0.0.0/0", "Protocol": "6", "RuleAction": "allow", "RuleNumber": 1}]}]}""", "Egress is missing")]
    [InlineData("""{"NetworkAcls": [{"NetworkAclId": "X", "Entries": [{"Egress": true, "Protocol": "6", "RuleAction": "allow", "RuleNumber": 1}]}]}""", "CidrBlock is missing")]
    [InlineData("""{"NetworkAcls": [{"NetworkAclId": "X", "Entries": [{"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "6", "RuleAction": "allow", "RuleNumber": 1, "PortRange": {"From": 443}}]}]}""", "To is missing")]
    [InlineData("""{"RouteTables": [{"RouteTableId": "X", "Associations": [], "Routes": [{"DestinationCidrBlock": "10.0.0.0", "GatewayId": "local"}]}]}""", "'10.0.0.0'")]
    [InlineData("""{"RouteTables": [{"RouteTableId": "X", "Associations": [], "Routes": [{"GatewayId": "local"}]}]}""",
        "DestinationCidrBlock is missing")]
    [InlineData("""{"Subnets": [{"SubnetId": "X", "CidrBlock": "10.0/16"}]}""", "'10.0/16'")]
    [InlineData("""{"Vpcs": [{"VpcId": "X", "CidrBlock": "ten"}]}""", "'ten'")]
    [InlineData("""{"NetworkInterfaces": [{"NetworkInterfaceId": "X", "PrivateIpAddress": "10.0.0.5.6"}]}""", "which is not an IP address")]
    [InlineData("""{"PrefixLists": [{"PrefixListId": "X", "Cidrs": ["10.0.0.0/8", "?"]}]}""", "'?'")]
    public void An_unreadable_value_costs_its_resource_and_leaves_a_remark(string json, string problem)
    {
        var network = SnapshotFolder.ReadOne(json, "bad.json");

        var remark = Assert.Single(network.Remarks);
        Assert.Contains("X is left out", remark);
        Assert.Contains("'bad.json'", remark);
        Assert.Contains(problem, remark);
        Assert.Equal(["X"], network.Unreadable);
        Assert.Single(network.Described);
        Assert.Equal(0, network.SecurityGroups.Count + network.NetworkAcls.Count + network.RouteTables.Count + network.Subnets.Count
            + network.Vpcs.Count
            + network.NetworkInterfaces.Count + network.PrefixLists.Count);
    }

    [Fact]
    public void The_other_resources_of_the_file_are_read()
    {
        var network = SnapshotFolder.ReadOne(
            """{"Subnets": [{"SubnetId": "subnet-a", "CidrBlock": "10.0.0.0/24"}, {"SubnetId": "subnet-b", "CidrBlock": "?"}, {"SubnetId": "subnet-c", "CidrBlock": "10.0.2.0/24"}]}""");

        Assert.Equal(["subnet-a", "subnet-c"], network.Subnets.Select(s => s.Id));
    }

    [Fact]
    public void A_resource_that_is_unreadable_in_one_file_is_not_taken_from_another()
    {
        using var folder = new SnapshotFolder();
        folder.Add("old.json", """{"Subnets": [{"SubnetId": "subnet-a", "CidrBlock": "10.0.0.0/24"}]}""")
            .Add("new.json", """{"Subnets": [{"SubnetId": "subnet-a", "CidrBlock": "?"}]}""");

        Assert.Empty(folder.ReadOne().Subnets);
    }

    [Fact]
    public void Identical_duplicates_are_one_resource()
    {
        using var folder = new SnapshotFolder();
        const string Json = """{"Subnets": [{"SubnetId": "subnet-a", "CidrBlock": "10.0.0.0/24", "Tags": [{"Key": "Name", "Value": "x"}]}]}""";
        var network = folder.Add("1.json", Json).Add("2.json", Json).ReadOne();

        Assert.Single(network.Subnets);
        Assert.Empty(network.Remarks);
    }

    [Fact]
    public void Of_differing_duplicates_the_last_is_used_with_a_remark()
    {
        using var folder = new SnapshotFolder();
        folder.Add("1.json", """{"Subnets": [{"SubnetId": "subnet-a", "CidrBlock": "10.0.0.0/24"}, {"SubnetId": "subnet-b", "CidrBlock": "10.0.1.0/24"}]}""")
            .Add("2.json", """{"Subnets": [{"SubnetId": "subnet-a", "CidrBlock": "10.0.9.0/24"}]}""");

        var network = folder.ReadOne();

        Assert.Equal([("subnet-a", "10.0.9.0/24"), ("subnet-b", "10.0.1.0/24")],
            network.Subnets.Select(s => (s.Id, s.CidrBlocks.ToString())));
        Assert.Equal("subnet-a is described in '1.json' and in '2.json' in different ways; the last description is used.",
            Assert.Single(network.Remarks));
    }

    [Fact]
    public void A_path_that_does_not_exist_is_an_error() =>
        Assert.Equal("SnapshotNotFound", Snapshot.Fails(Path.Combine(Path.GetTempPath(), "no", "such", "snapshot")).ErrorId);

    [Theory]
    [InlineData("notes.txt", """{"Vpcs": []}""")]
    [InlineData("other.json", """{"Buckets": []}""")]
    [InlineData("query.json", """[{"VpcId": "vpc-1"}]""")]
    [InlineData("text.json", "\"Vpcs\"")]
    [InlineData("null.json", """{"Vpcs": null}""")]
    [InlineData("empty.json", "")]
    public void A_folder_without_a_known_document_is_an_error(string name, string json)
    {
        using var folder = new SnapshotFolder();

        Assert.Equal("SnapshotEmpty", folder.Add(name, json).ReadFails().ErrorId);
    }

    [Fact]
    public void A_blank_path_is_no_path() => Assert.Throws<ArgumentException>(() => new SnapshotSource(" "));

    [Fact]
    public void The_empty_file_of_a_command_that_failed_is_remarked_upon()
    {
        using var folder = new SnapshotFolder();
        var network = folder.Add("a.json", """{"Vpcs": []}""").Add("subnets.json", " \r\n").ReadOne();

        Assert.Equal([ResourceKind.Vpc], network.Described);
        Assert.Contains("'subnets.json' is empty", Assert.Single(network.Remarks));
    }

    /// <summary>
    /// What is no regular file is not opened, also where a link leads to it: opening a pipe waits for a writer, and a device has no end.
    /// </summary>
    [Theory]
    [InlineData("mkfifo pipe.json")]
    [InlineData("mkfifo pipe; ln -s pipe pipe.json")]
    [InlineData("ln -s /dev/zero zero.json")]
    [InlineData("ln -s /dev/zero zero; ln -s zero zero.json")]
    [InlineData("ln -s /nowhere lost.json")]
    [InlineData("ln -s loop.json loop.json")]
    public async Task What_is_no_regular_file_is_not_opened(string commands)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such files here");
        using var folder = new SnapshotFolder();
        folder.Add("a.json", """{"Vpcs": []}""");
        using (var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", commands]) { WorkingDirectory = folder.Path })!)
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        var reading = new SnapshotSource(folder.Path).ReadAsync(new NetworkQuery(), null, TestContext.Current.CancellationToken);
        var network = Assert.Single(await reading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));

        Assert.Equal([ResourceKind.Vpc], network.Described);
        Assert.Contains("no regular file", Assert.Single(network.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_file_is_read_as_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var folder = new SnapshotFolder();
        folder.Add("vpcs.txt", """{"Vpcs": []}""");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "vpcs.json"), Path.Combine(folder.Path, "vpcs.txt"));

        Assert.Equal([ResourceKind.Vpc], folder.ReadOne().Described);
    }

    [Fact]
    public void Text_that_cannot_be_decoded_is_an_error()
    {
        using var folder = new SnapshotFolder();
        var error = folder.Add("latin1.json", Encoding.Latin1.GetBytes(
            """{"Subnets": [{"SubnetId": "subnet-a", "Tags": [{"Key": "Name", "Value": "Zürich"}]}]}""")).ReadFails();

        Assert.Equal("SnapshotInvalid", error.ErrorId);
        Assert.Contains("$.Subnets[0].Tags[0].Value cannot be decoded", error.Message);
    }

    [Fact]
    public void A_document_nested_without_end_is_an_error_and_no_crash()
    {
        using var folder = new SnapshotFolder();

        Assert.Equal("SnapshotInvalid", folder.Add("deep.json", """{"Vpcs": [""" + new string('[', 100_000)).ReadFails().ErrorId);
    }

    [Fact]
    public async Task A_cancelled_reading_stops()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", """{"Vpcs": []}""");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SnapshotSource(folder.Path)
            .ReadAsync(new NetworkQuery(), null, cancelled.Token));
    }
}
