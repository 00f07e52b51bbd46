using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>A folder of the CLI's output becomes a world, whatever its files are called.</summary>
public sealed class SnapshotWorldTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vpcetools").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_are_recognised_by_their_top_level_keys_in_all_folders()
    {
        foreach (var (kind, resources) in SampleWorld.Document())
            Write($"us-east-1/{kind.GetHashCode(StringComparison.Ordinal):x8}.json",
                new JsonObject { [kind] = resources!.DeepClone() }.ToJsonString());
        Write("readme.json", "[1, 2]");
        Write("notes.json", """{ "Author": "me" }""");
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromSnapshot(_folder), cancellationToken: Token);
        using var client = server.CreateClient();
        Assert.Equal(2, (await client.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest(), Token)).VpcEndpoints.Count);
        Assert.Equal(3, (await client.DescribeSubnetsAsync(Token)).Subnets.Count);
        Assert.Equal(2, (await client.DescribeManagedPrefixListsAsync(new DescribeManagedPrefixListsRequest(), Token)).PrefixLists.Count);
        Assert.Null((await client.DescribeNatGatewaysAsync(new DescribeNatGatewaysRequest(), Token)).NatGateways);
    }

    [Fact]
    public void Vpc_attributes_add_up_by_vpc()
    {
        Write("a.json", """{ "VpcId": "vpc-0a1", "EnableDnsSupport": { "Value": true } }""");
        Write("b.json", """{ "VpcId": "vpc-0a1", "EnableDnsHostnames": { "Value": false } }""");
        var world = Ec2World.FromSnapshot(_folder);
        Assert.Equal("""{"VpcId":"vpc-0a1","EnableDnsSupport":{"Value":true},"EnableDnsHostnames":{"Value":false}}""",
            world.Find("VpcAttributes", "vpc-0a1")!.ToJsonString());
    }

    [Fact]
    public async Task Managed_prefix_lists_print_under_the_key_of_prefix_lists_and_their_entries_without_an_id()
    {
        Write("lists.json", """{ "PrefixLists": [{ "PrefixListId": "pl-0b1", "AddressFamily": "IPv4", "MaxEntries": 5, "PrefixListArn": "arn:aws:ec2:us-east-1:1:prefix-list/pl-0b1" }] }""");
        Write("entries-pl-0b1.json", """{ "Entries": [{ "Cidr": "192.0.2.0/24" }] }""");
        Write("services.json", """{ "PrefixLists": [{ "PrefixListId": "pl-0a1", "PrefixListName": "com.amazonaws.us-east-1.s3", "Cidrs": ["3.5.0.0/19"] }] }""");
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromSnapshot(_folder), cancellationToken: Token);
        using var client = server.CreateClient();
        Assert.Equal("pl-0b1", Assert.Single((await client.DescribeManagedPrefixListsAsync(new DescribeManagedPrefixListsRequest(),
            Token)).PrefixLists).PrefixListId);
        Assert.Equal("pl-0a1", Assert.Single((await client.DescribePrefixListsAsync(new DescribePrefixListsRequest(),
            Token)).PrefixLists).PrefixListId);
        Assert.Equal("192.0.2.0/24", Assert.Single(
            (await client.GetManagedPrefixListEntriesAsync(new GetManagedPrefixListEntriesRequest { PrefixListId = "pl-0b1" },
                Token)).Entries).Cidr);
    }

    [Fact]
    public async Task A_test_may_change_the_world_between_two_calls()
    {
        var world = SampleWorld.Create();
        await using var server = await Ec2TestServer.StartAsync(world, cancellationToken: Token);
        using var client = server.CreateClient();
        world.Change("VpcEndpoints", "vpce-0a1", endpoint => endpoint["State"] = "failed");
        var endpoint = Assert.Single((await client.DescribeVpcEndpointsAsync(
            new DescribeVpcEndpointsRequest { VpcEndpointIds = ["vpce-0a1"] }, Token)).VpcEndpoints);
        Assert.Equal(Amazon.EC2.State.Failed, endpoint.State);
        Assert.Throws<ArgumentException>(() => world.Change("VpcEndpoints", "vpce-09f", _ => { }));
    }

    private void Write(string name, string json)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, json);
    }
}
