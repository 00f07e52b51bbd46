using System.Text;
using VpceTools.Model;
using VpceTools.Snapshots;
using VpceTools.Sources;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class SnapshotSourceTests
{
    private const string Vpc =
        """{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "Tags": [{"Key": "Name", "Value": "Zürich"}]}]}""";

    [Theory]
    [InlineData("VpcEndpoints", ResourceKind.VpcEndpoint)]
    [InlineData("ServiceDetails", ResourceKind.VpcEndpointService)]
    [InlineData("Vpcs", ResourceKind.Vpc)]
    [InlineData("Subnets", ResourceKind.Subnet)]
    [InlineData("SecurityGroups", ResourceKind.SecurityGroup)]
    [InlineData("NetworkAcls", ResourceKind.NetworkAcl)]
    [InlineData("RouteTables", ResourceKind.RouteTable)]
    [InlineData("NetworkInterfaces", ResourceKind.NetworkInterface)]
    [InlineData("Reservations", ResourceKind.Instance)]
    [InlineData("PrefixLists", ResourceKind.PrefixList)]
    [InlineData("ManagedPrefixLists", ResourceKind.PrefixList)]
    [InlineData("DhcpOptions", ResourceKind.DhcpOptions)]
    [InlineData("VpcPeeringConnections", ResourceKind.VpcPeeringConnection)]
    public void A_document_is_recognised_by_its_key_and_counts_as_evidence_even_when_empty(string key, ResourceKind kind) =>
        Assert.Equal([kind], SnapshotFolder.ReadOne($$"""{"{{key}}": [], "ResponseMetadata": {"a": [1, {"b": null}] } }""",
            "whatever it is called.JSON").Described);

    [Fact]
    public void A_file_of_several_documents_is_read_whole()
    {
        var network = SnapshotFolder.ReadOne(
            """{"Vpcs": [], "Unknown": [{"VpcId": 1}], "Subnets": [{"SubnetId": "subnet-1"}], "Reservations": []}""");

        Assert.Equal([ResourceKind.Vpc, ResourceKind.Subnet, ResourceKind.Instance], network.Described);
        Assert.Single(network.Subnets);
    }

    [Fact]
    public void A_single_file_is_a_snapshot_whatever_its_extension()
    {
        using var folder = new SnapshotFolder();
        folder.Add("vpcs.out", Vpc);

        Assert.Equal(["vpc-1"], Assert.Single(Snapshot.Read(Path.Combine(folder.Path, "vpcs.out"))).Vpcs.Select(v => v.Id));
    }

    public static TheoryData<string> Encodings =>
        ["utf-8", "utf-8-bom", "utf-16", "utf-16BE", "utf-16-no-bom", "utf-16BE-no-bom", "utf-32"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_that_a_shell_writes_is_read(string name)
    {
        byte[] bytes = name switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(Vpc),
            "utf-8-bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Vpc)],
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Vpc)],
            "utf-16BE" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Vpc)],
            "utf-16-no-bom" => Encoding.Unicode.GetBytes(Vpc),
            "utf-16BE-no-bom" => Encoding.BigEndianUnicode.GetBytes(Vpc),
            _ => [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Vpc)],
        };
        using var folder = new SnapshotFolder();

        Assert.Equal("Zürich", Assert.Single(folder.Add("vpcs.json", bytes).ReadOne().Vpcs).Name);
    }

    [Fact]
    public void Comments_and_trailing_commas_are_allowed() =>
        Assert.Single(SnapshotFolder.ReadOne("""
            // taken on Monday
            {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16",}, /* more */ ],}
            """).Vpcs);

    [Fact]
    public void Each_Region_folder_is_a_network_of_its_own()
    {
        using var folder = new SnapshotFolder();
        var networks = folder.Add("demo/us-east-1/vpcs.json", Vpc)
            .Add("demo/us-east-1/more/subnets.json", """{"Subnets": [{"SubnetId": "subnet-1"}]}""")
            .Add("demo/eu-west-1/vpcs.json", Vpc).Add("demo/us-gov-west-1/empty.json", "{}").Add("global.json", """{"DhcpOptions": []}""")
                .Read();

        Assert.Equal(["eu-west-1", "us-east-1", null], networks.Select(n => n.Region));
        Assert.Equal([1, 1, 0], networks.Select(n => n.Vpcs.Count));
        Assert.Equal([0, 1, 0], networks.Select(n => n.Subnets.Count));
        Assert.All(networks, n => Assert.Empty(n.Remarks));
    }

    [Fact]
    public void The_same_Region_of_two_accounts_is_two_networks()
    {
        using var folder = new SnapshotFolder();

        Assert.Equal(2, folder.Add("one/us-east-1/vpcs.json", Vpc).Add("two/us-east-1/vpcs.json", Vpc).Read().Count);
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("ap-southeast-7")]
    [InlineData("us-isob-east-1")]
    [InlineData("eusc-de-east-1")]
    public void The_name_of_the_root_says_the_Region_too(string region)
    {
        using var folder = new SnapshotFolder();
        folder.Add($"{region}/vpcs.json", Vpc);

        Assert.Equal(region, Assert.Single(Snapshot.Read(Path.Combine(folder.Path, region))).Region);
        Assert.Equal(region, Assert.Single(Snapshot.Read(Path.Combine(folder.Path, region, "vpcs.json"))).Region);
    }

    [Fact]
    public void A_Region_in_the_path_to_the_root_is_weaker_than_the_evidence()
    {
        using var folder = new SnapshotFolder();
        folder.Add("us-west-2/monday/vpcs.json", Vpc)
            .Add("us-west-2/tuesday/subnets.json", """{"Subnets": [{"SubnetId": "subnet-1", "AvailabilityZone": "eu-west-1a"}]}""");

        Assert.Equal("us-west-2", Assert.Single(Snapshot.Read(Path.Combine(folder.Path, "us-west-2", "monday"))).Region);
        Assert.Equal("eu-west-1", Assert.Single(Snapshot.Read(Path.Combine(folder.Path, "us-west-2", "tuesday"))).Region);
    }

    [Theory]
    [InlineData("""{"Subnets": [{"SubnetId": "subnet-s", "AvailabilityZone": "us-east-1a"}]}""", "us-east-1")]
    [InlineData("""{"Subnets": [{"SubnetId": "subnet-s", "AvailabilityZone": "us-east-1-bos-1a"}]}""", "us-east-1")]
    [InlineData("""{"Subnets": [{"SubnetId": "subnet-s", "AvailabilityZone": "us-west-2-wl1-las-wlz-1"}]}""", "us-west-2")]
    [InlineData("""{"Subnets": [{"SubnetId": "subnet-s", "AvailabilityZone": "us-gov-east-1b"}]}""", "us-gov-east-1")]
    [InlineData("""{"Subnets": [{"SubnetId": "subnet-s", "SubnetArn": "arn:aws-cn:ec2:cn-north-1:111122223333:subnet/s"}]}""",
        "cn-north-1")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "sg-g", "SecurityGroupArn": "arn:aws:ec2:sa-east-1:111122223333:security-group/g"}]}""",
        "sa-east-1")]
    [InlineData("""{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "ServiceName": "com.amazonaws.eu-central-2.sqs"}]}""", "eu-central-2")]
    [InlineData("""{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "ServiceName": "aws.sagemaker.us-east-2.notebook"}]}""", "us-east-2")]
    [InlineData("""{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "ServiceName": "com.amazonaws.eu-west-1.s3", "ServiceRegion": "eu-west-1"}], "PrefixLists": [{"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.us-east-1.s3"}]}""", "us-east-1")]
    [InlineData("""{"PrefixLists": [{"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.global.cloudfront.origin-facing"}]}""", null)]
    [InlineData("""{"Vpcs": []}""", null)]
    public void Without_a_folder_the_Region_comes_from_the_evidence(string json, string? region) =>
        Assert.Equal(region, SnapshotFolder.ReadOne(json).Region);

    [Fact]
    public void Several_Regions_in_one_folder_are_remarked_upon()
    {
        var network = SnapshotFolder.ReadOne("""
            {"Subnets": [{"SubnetId": "subnet-a", "AvailabilityZone": "us-east-1a"}, {"SubnetId": "subnet-b", "AvailabilityZone": "us-east-1b"}, {"SubnetId": "subnet-c", "AvailabilityZone": "eu-west-1a"}]}
            """);

        Assert.Equal("us-east-1", network.Region);
        Assert.Contains("us-east-1, eu-west-1", Assert.Single(network.Remarks));
    }

    [Fact]
    public void The_account_is_the_owner_of_most_resources()
    {
        var network = SnapshotFolder.ReadOne("""
            {"Subnets": [{"SubnetId": "subnet-a", "OwnerId": "111111111111"}, {"SubnetId": "subnet-b", "OwnerId": "222222222222"}], "RouteTables": [{"RouteTableId": "rtb-r", "Associations": [], "OwnerId": "222222222222"}]}
            """);

        Assert.Equal("222222222222", network.AccountId);
        Assert.Null(SnapshotFolder.ReadOne("""{"Vpcs": []}""").AccountId);
    }

    [Fact]
    public void A_truncated_list_is_no_evidence_that_the_rest_does_not_exist()
    {
        var network = SnapshotFolder.ReadOne("""{"Subnets": [{"SubnetId": "subnet-a"}], "NextToken": "eyJ"}""", "subnets.json");

        Assert.Single(network.Subnets);
        Assert.Empty(network.Described);
        var failure = Assert.Single(network.Failures);
        Assert.Equal((ResourceKind.Subnet, false, "ec2:DescribeSubnets"), (failure.Kind, failure.IsAccessDenied, failure.IamAction));
        Assert.Contains("'subnets.json'", failure.Message);
        Assert.Equal([failure.Message], network.Remarks);
    }

    [Fact]
    public void The_endpoints_of_a_truncated_list_can_be_diagnosed()
    {
        var network = SnapshotFolder.ReadOne("""{"VpcEndpoints": [{"VpcEndpointId": "vpce-1"}], "NextToken": "eyJ"}""");

        Assert.Equal([ResourceKind.VpcEndpoint], network.Described);
        Assert.Single(network.Remarks);
    }

    [Fact]
    public void Pages_up_to_the_last_are_a_complete_list()
    {
        using var folder = new SnapshotFolder();
        var network = folder.Add("1.json", """{"Subnets": [{"SubnetId": "subnet-a"}], "NextToken": "eyJ"}""")
            .Add("2.json", """{"Subnets": [{"SubnetId": "subnet-b"}], "NextToken": ""}""").ReadOne();

        Assert.Equal(["subnet-a", "subnet-b"], network.Subnets.Select(s => s.Id));
        Assert.Equal([ResourceKind.Subnet], network.Described);
        Assert.Empty(network.Remarks);
    }

    [Fact]
    public void Links_that_lead_round_in_circles_are_not_followed()
    {
        using var folder = new SnapshotFolder();
        folder.Add("sub/vpcs.json", Vpc);
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.Path, "sub", "loop"), folder.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Assert.Skip("This system does not let the user make symbolic links: " + e.Message);
        }

        Assert.Single(folder.ReadOne().Vpcs);
    }

    [Fact]
    public async Task Progress_names_every_file()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", Vpc).Add("b.json", """{"Subnets": []}""");
        var reports = new List<SourceProgress>();

        await new SnapshotSource(folder.Path).ReadAsync(new NetworkQuery(), new Collector(reports), TestContext.Current.CancellationToken);

        Assert.Equal(["a.json", "b.json"], reports.Select(r => r.Detail).Order(StringComparer.Ordinal));
        Assert.Equal([1, 2], reports.Select(r => r.Completed).Order());
        Assert.All(reports, r => Assert.Equal(2, r.Total));
    }

    private sealed class Collector(List<SourceProgress> reports) : IProgress<SourceProgress>
    {
        public void Report(SourceProgress value)
        {
            lock (reports)
                reports.Add(value);
        }
    }
}
