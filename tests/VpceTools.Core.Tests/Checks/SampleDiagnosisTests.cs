using VpceTools.Checks;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Findings;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>The whole catalogue on every sample says what the samples' README says, worked out by hand, and nothing else.</summary>
public sealed class SampleDiagnosisTests
{
    [Theory]
    [InlineData("healthy")]
    [InlineData("dual-stack")]
    [InlineData("gateway")]
    [InlineData("security-group", "SecurityGroupIngress Failed sg-02198deb71333b428")]
    [InlineData("private-dns", "PrivateDns Failed vpce-081b73983310acd4a")]
    [InlineData("vpc-dns", "PrivateDns Failed vpc-0e6c128dc409b1dc4", "VpcDns Failed vpc-0e6c128dc409b1dc4")]
    [InlineData("hosted-zone")]
    [InlineData("profile")]
    [InlineData("shadowed-zone", "PrivateDns Failed Z08675309000AAAABBBBC")]
    [InlineData("resolver-rule", "PrivateDns Warning rslvr-rr-0b1c2d3e4f5061728")]
    [InlineData("dns-firewall", "PrivateDns Failed rslvr-frg-0a5061728394a5b6c")]
    [InlineData("subnet-coverage", "SubnetCoverage Warning vpce-081b73983310acd4a")]
    [InlineData("endpoint-policy", "EndpointPolicy Failed vpce-081b73983310acd4a")]
    [InlineData("network-acl", "NetworkAcl Failed acl-09fea5ec34c985f5d")]
    [InlineData("endpoint-state", "EndpointState Failed vpce-081b73983310acd4a")]
    [InlineData("route-table", "RouteTableAssociation Warning rtb-02cbdc5052e7eb373")]
    [InlineData("hub-and-spoke")]
    [InlineData("spoke-propagation")]
    [InlineData("hub-blackhole")]
    [InlineData("hub-zone")]
    [InlineData("spoke-zone-association")]
    [InlineData("peering-one-sided")]
    [InlineData("several-causes", "SecurityGroupIngress Failed sg-02198deb71333b428", "PrivateDns Failed vpce-081b73983310acd4a",
        "VpcDns Warning vpc-0e6c128dc409b1dc4", "EndpointPolicy Failed vpce-081b73983310acd4a", "NetworkAcl Failed acl-09fea5ec34c985f5d")]
    public void Finds_the_causes_of_a_sample_and_nothing_else(string sample, params string[] expected) => Finds(sample, new(), expected);

    /// <summary>From the view of the spoke's web server.</summary>
    [Theory]
    [InlineData("hub-and-spoke")]
    [InlineData("spoke-propagation", "TransitGateway Failed tgw-rtb-07e3f5a9c1b8d2604")]
    [InlineData("hub-blackhole", "TransitGateway Failed tgw-rtb-07e3f5a9c1b8d2604")]
    [InlineData("hub-zone", "TransitGateway Warning tgw-attach-0c4e81b7f29d3a560")]
    [InlineData("spoke-zone-association", "PrivateDns Failed Z04815162342AAAABBBBC")]
    [InlineData("peering-one-sided", "Route Failed rtb-053d3d32bbbab8125")]
    public void Finds_what_keeps_the_spoke_from_the_hub(string sample, params string[] expected) =>
        Finds(sample, new() { Clients = new() { InstanceIds = ["i-0c7e5a3d9f1b28460"] } }, expected);

    private static void Finds(string sample, CheckOptions options, string[] expected)
    {
        var network = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, sample)));
        var results = new CheckRunner(network, options).Run(Assert.Single(network.Endpoints)).ToList();
        Assert.DoesNotContain(results, r => r.Status == CheckStatus.Unknown);
        Assert.Equal(expected, results.Where(r => r.Status is CheckStatus.Warning or CheckStatus.Failed)
            .Select(r => $"{r.Check} {r.Status} {string.Join(" ", r.Findings.Select(f => f.ResourceId).Distinct())}"));
        Assert.All(results.Where(r => r.Status is CheckStatus.Passed), r =>
            Assert.All(r.Findings, f => Assert.Equal(Severity.Information, f.Severity)));
    }
}
