using System.Diagnostics;
using Amazon.EC2.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Generated worlds have the size that was asked for, and are served fast enough not to be what a measurement measures.</summary>
public sealed class GeneratedWorldTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void It_has_the_size_that_was_asked_for_and_no_id_or_address_twice()
    {
        var size = new GeneratedWorld { Vpcs = 3, EndpointsPerVpc = 4, WorkloadsPerVpc = 500, GroupsPerVpc = 2, RulesPerGroup = 7 };
        var document = size.Document();
        var interfaces = document["NetworkInterfaces"]!.AsArray();
        Assert.Equal(12, document["VpcEndpoints"]!.AsArray().Count);
        Assert.Equal(3 * ((3 * 2) + 500), interfaces.Count);
        Assert.Equal(interfaces.Count, interfaces.Select(item => item!["NetworkInterfaceId"]!.ToString()).Distinct(StringComparer.Ordinal)
            .Count());
        Assert.Equal(interfaces.Count, interfaces.Select(item => item!["PrivateIpAddress"]!.ToString()).Distinct(StringComparer.Ordinal)
            .Count());
        Assert.Equal(9, document["SecurityGroups"]!.AsArray().Count);
        Assert.All(document["SecurityGroups"]!.AsArray(), group => Assert.Equal(7, group!["IpPermissions"]!.AsArray().Count));
        Assert.Equal(12, size.Create().Count("VpcEndpoints"));
    }

    [Fact]
    public async Task Two_hundred_endpoints_in_twenty_vpcs_are_all_read()
    {
        await using var server = await Ec2TestServer.StartAsync(new GeneratedWorld { GroupsPerVpc = 5, RulesPerGroup = 50 }.Create(),
            cancellationToken: Token);
        using var client = server.CreateClient();
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            var endpoints = (await client.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest(), Token)).VpcEndpoints;
            var afterEndpoints = watch.ElapsedMilliseconds;
            var groups = (await client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest(), Token)).SecurityGroups;
            var afterGroups = watch.ElapsedMilliseconds;
            var filtered = (await client.DescribeVpcEndpointsAsync(
                new DescribeVpcEndpointsRequest { Filters = [new Filter("vpc-id", [endpoints[0].VpcId])] }, Token)).VpcEndpoints;
            output.WriteLine($"200 endpoints {afterEndpoints} ms, 120 groups of 50 rules {afterGroups - afterEndpoints} ms, filtered {watch.ElapsedMilliseconds - afterGroups} ms");
            Assert.Equal((200, 120, 10), (endpoints.Count, groups.Count, filtered.Count));
        }
    }
}
