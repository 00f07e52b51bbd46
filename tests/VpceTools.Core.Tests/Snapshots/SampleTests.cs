using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>The samples are complete evidence, and each broken one differs from its healthy counterpart in its cause only.</summary>
public class SampleTests
{
    public static TheoryData<string> Names =>
        [.. Directory.EnumerateDirectories(Repository.Samples).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_is_complete_evidence_without_remarks(string name)
    {
        var network = Read(name);

        Assert.Empty(network.Remarks);
        Assert.Empty(network.Failures);
        Assert.Empty(network.Unreadable);
        ResourceKind[] onNames = [ResourceKind.HostedZone, ResourceKind.ResolverRule, ResourceKind.ResolverRuleAssociation,
            ResourceKind.FirewallRuleGroupAssociation, ResourceKind.ProfileAssociation];
        Assert.Superset(Enum.GetValues<ResourceKind>().Where(kind => kind <= ResourceKind.VpcPeeringConnection).Concat(onNames).ToHashSet(),
            network.Described.ToHashSet());
        Assert.Equal(("us-east-1", "111122223333"), (network.Region, network.AccountId));
        Assert.All(network.VpcAttributes, a => Assert.True(a.EnableDnsSupport is not null && a.EnableDnsHostnames is not null));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_id_that_a_sample_mentions_is_described_in_it(string name)
    {
        var index = new NetworkIndex(Read(name));
        var network = index.Network;

        Assert.All(network.Endpoints.SelectMany(e => e.SubnetIds).Concat(network.NetworkInterfaces.Select(n => n.SubnetId)), id =>
            Assert.Contains(id, index.Subnets.Keys));
        Assert.All(network.Endpoints.SelectMany(e => e.GroupIds).Concat(network.NetworkInterfaces.SelectMany(n => n.GroupIds)), id =>
            Assert.Contains(id, index.SecurityGroups.Keys));
        Assert.All(network.Endpoints.SelectMany(e => e.NetworkInterfaceIds)
            .Concat(network.Instances.SelectMany(i => i.NetworkInterfaceIds)), id => Assert.Contains(id, index.NetworkInterfaces.Keys));
        Assert.All(network.Endpoints.SelectMany(e => e.RouteTableIds), id => Assert.Contains(id, index.RouteTables.Keys));
        Assert.All(network.Endpoints.Select(e => e.ServiceName), service => Assert.Contains(service, index.Services.Keys));
        Assert.All(network.Vpcs.Select(v => v.DhcpOptionsId!), id => Assert.Contains(id, index.DhcpOptions.Keys));
        Assert.All(network.Subnets, s => Assert.True(index.RouteTableOf(s) is not null && index.NetworkAclOf(s.Id) is not null));
        Assert.All(network.NetworkInterfaces, n =>
            Assert.All(n.Addresses, a => Assert.Contains(index.Subnets[n.SubnetId].CidrBlocks, b => b.Contains(a))));
        Assert.All(network.SecurityGroups.SelectMany(g => g.Ingress.Concat(g.Egress)), rule => Assert.NotNull(rule.RuleId));
    }

    [Fact]
    public void Security_group_differs_in_the_source_of_one_rule() => Differs("security-group", "healthy", (broken, healthy) => broken with
    {
        SecurityGroups = broken.SecurityGroups.Select((group, i) => group.Name == "endpoint"
            ? group with { Ingress = [group.Ingress[0] with { Cidr = healthy.SecurityGroups[i].Ingress[0].Cidr }] } : group).ToValueList(),
    });

    [Fact]
    public void Private_dns_differs_in_the_endpoint_s_private_names() => Differs("private-dns", "healthy", (broken, healthy) => broken with
    {
        Endpoints = [broken.Endpoints[0] with { PrivateDnsEnabled = true,
            DnsEntries = broken.Endpoints[0].DnsEntries.Add(healthy.Endpoints[0].DnsEntries[^1]) }],
    });

    [Fact]
    public void Vpc_dns_differs_in_DNS_host_names() => Differs("vpc-dns", "healthy", (broken, _) => broken with
    {
        VpcAttributes = [broken.VpcAttributes[0] with { EnableDnsHostnames = true }],
    });

    [Fact]
    public void Subnet_coverage_differs_in_one_interface_of_the_endpoint() =>
        Differs("subnet-coverage", "healthy", (broken, healthy) => broken with
        {
            Endpoints =
        [
            broken.Endpoints[0] with
            {
                SubnetIds = broken.Endpoints[0].SubnetIds.Add(healthy.Endpoints[0].SubnetIds[1]),
                NetworkInterfaceIds = broken.Endpoints[0].NetworkInterfaceIds.Add(healthy.Endpoints[0].NetworkInterfaceIds[1]),
                DnsEntries = healthy.Endpoints[0].DnsEntries,
            },
        ],
            NetworkInterfaces = broken.NetworkInterfaces.Add(healthy.NetworkInterfaces[^1]),
        });

    [Fact]
    public void Endpoint_policy_differs_in_the_policy() => Differs("endpoint-policy", "healthy", (broken, healthy) => broken with
    {
        Endpoints = [broken.Endpoints[0] with { PolicyDocument = healthy.Endpoints[0].PolicyDocument }],
    });

    [Fact]
    public void Network_acl_differs_in_one_entry() => Differs("network-acl", "healthy", (broken, healthy) =>
    {
        Assert.Equal(healthy.NetworkAcls.Sum(a => a.Entries.Count) - 1, broken.NetworkAcls.Sum(a => a.Entries.Count));
        return broken with { NetworkAcls = healthy.NetworkAcls };
    });

    [Fact]
    public void Endpoint_state_differs_in_state_and_error() => Differs("endpoint-state", "healthy", (broken, _) => broken with
    {
        Endpoints = [broken.Endpoints[0] with { StateName = "available", LastError = null }],
    });

    [Fact]
    public void Route_table_differs_from_gateway_in_one_association_and_its_route() =>
        Differs("route-table", "gateway", (broken, healthy) => broken with
        {
            Endpoints = [broken.Endpoints[0] with { RouteTableIds =
            broken.Endpoints[0].RouteTableIds.Add(healthy.Endpoints[0].RouteTableIds[1]) }],
            RouteTables = broken.RouteTables.Select((table, i) => i == 2
                ? table with { Routes = table.Routes.Add(healthy.RouteTables[2].Routes[^1]) } : table).ToValueList(),
        });

    [Fact]
    public void Several_causes_has_the_faults_of_five_samples()
    {
        var (security, dns, vpc, policy, acl) = (Read("security-group"), Read("private-dns"), Read("vpc-dns"), Read("endpoint-policy"),
            Read("network-acl"));

        Differs("several-causes", "healthy", (broken, healthy) =>
        {
            Assert.Equal(security.SecurityGroups, broken.SecurityGroups);
            Assert.Equal(vpc.VpcAttributes, broken.VpcAttributes);
            Assert.Equal(acl.NetworkAcls, broken.NetworkAcls);
            Assert.Equal([dns.Endpoints[0] with { PolicyDocument = policy.Endpoints[0].PolicyDocument }], broken.Endpoints);
            return broken with
            {
                SecurityGroups = healthy.SecurityGroups,
                VpcAttributes = healthy.VpcAttributes,
                NetworkAcls = healthy.NetworkAcls,
                Endpoints = healthy.Endpoints
            };
        });
    }

    [Fact]
    public void Spoke_propagation_differs_in_one_propagation_and_its_route() =>
        Differs("spoke-propagation", "hub-and-spoke", (broken, healthy) => broken with
        {
            TransitGatewayPropagations = [broken.TransitGatewayPropagations[0] with { Propagations =
            healthy.TransitGatewayPropagations[0].Propagations }],
            TransitGatewayRoutes = [broken.TransitGatewayRoutes[0] with { Routes =
            broken.TransitGatewayRoutes[0].Routes.Add(healthy.TransitGatewayRoutes[0].Routes[1]) }],
        });

    [Fact]
    public void Hub_blackhole_differs_in_one_route() => Differs("hub-blackhole", "hub-and-spoke", (broken, _) => broken with
    {
        TransitGatewayRoutes = [broken.TransitGatewayRoutes[0] with { Routes =
            [.. broken.TransitGatewayRoutes[0].Routes.Where((_, i) => i != 1)] }],
    });

    [Fact]
    public void Hub_zone_differs_in_one_subnet_of_an_attachment() => Differs("hub-zone", "hub-and-spoke", (broken, healthy) => broken with
    {
        TransitGatewayVpcAttachments = [broken.TransitGatewayVpcAttachments[0] with { SubnetIds =
            healthy.TransitGatewayVpcAttachments[0].SubnetIds }, broken.TransitGatewayVpcAttachments[1]],
    });

    [Fact]
    public void Spoke_zone_association_differs_in_one_association() =>
        Differs("spoke-zone-association", "hub-and-spoke", (broken, healthy) => broken with
        {
            HostedZonesOfVpcs = broken.HostedZonesOfVpcs.Select((zones, i) => zones.Zones.Count == 0
                ? zones with { Zones = healthy.HostedZonesOfVpcs[i].Zones } : zones).ToValueList(),
        });

    [Fact]
    public void Every_sample_is_documented()
    {
        var readme = File.ReadAllLines(Path.Combine(Repository.Samples, "README.md"));

        Assert.All(Names, row => Assert.Contains($"## {row.Data}", readme));
    }

    private static void Differs(string broken, string healthy, Func<VpcNetwork, VpcNetwork, VpcNetwork> mend)
    {
        var (bad, good) = (Read(broken), Read(healthy));

        Assert.NotEqual(good, bad);
        Assert.Equal(good, mend(bad, good));
    }

    private static VpcNetwork Read(string name) => Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, name)));
}
