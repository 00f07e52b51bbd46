using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Probing;
using Xunit;

namespace VpceTools.Core.Tests.Probing;

public sealed class ProbingRulesTests
{
    [Theory]
    [InlineData("10.0.11.5", AddressKind.ThisEndpoint)]
    [InlineData("10.0.1.10", AddressKind.Private)]
    [InlineData("10.0.200.200", AddressKind.Private)]
    [InlineData("172.31.0.1", AddressKind.Private)]
    [InlineData("172.32.0.1", AddressKind.Public)]
    [InlineData("192.168.1.1", AddressKind.Private)]
    [InlineData("100.64.0.1", AddressKind.Private)]
    [InlineData("100.128.0.1", AddressKind.Public)]
    [InlineData("fd12::1", AddressKind.Private)]
    [InlineData("169.254.169.253", AddressKind.LinkLocal)]
    [InlineData("fe80::1", AddressKind.LinkLocal)]
    [InlineData("fd00:ec2::253", AddressKind.LinkLocal)]
    [InlineData("127.0.0.1", AddressKind.Loopback)]
    [InlineData("::1", AddressKind.Loopback)]
    [InlineData("0.0.0.0", AddressKind.Loopback)]
    [InlineData("3.5.7.9", AddressKind.Public)]
    [InlineData("2600:1f00::1", AddressKind.Public)]
    public void An_address_is_classified(string address, AddressKind kind)
    {
        var classifier = new AddressClassifier(World.Healthy.Endpoints[0], new NetworkIndex(World.Healthy));
        Assert.Equal(kind, classifier.Classify(IpAddress.Parse(address)).Kind);
        Assert.Equal(kind == AddressKind.ThisEndpoint ? AddressKind.Private : kind, new AddressClassifier()
            .Classify(IpAddress.Parse(address)).Kind);
    }

    [Theory]
    [InlineData("10.0.1.10", true, true)]
    [InlineData("192.168.1.1 10.0.1.10", true, true)]
    [InlineData("10.0.30.7", true, true)]
    [InlineData("10.0.0.99", null, true)]
    [InlineData("10.0.11.5", null, true)]
    [InlineData("192.168.1.1", false, false)]
    [InlineData("", null, null)]
    public void A_machine_is_in_the_VPC_where_an_interface_of_a_workload_has_its_address(string addresses, bool? known, bool? unknown)
    {
        var network = World.Healthy with
        {
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Select(n => n.Id == World.AppInterfaceA
                ? n with { Prefixes = [World.Cidr("10.0.30.0/28")] } : n).ToValueList(),
        };
        bool? In(VpcNetwork n) => new AddressClassifier(n.Endpoints[0], new NetworkIndex(n))
            .IsInVpc([.. addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IpAddress.Parse)]);

        Assert.Equal(known, In(network));
        Assert.Equal(unknown, In(network.Denied(ResourceKind.NetworkInterface)));
        Assert.Null(In(network.Denied(ResourceKind.Vpc)));
    }

    [Fact]
    public void Ranges_of_the_VPC_are_private_even_where_they_are_public_ones()
    {
        var network = World.Healthy.WithVpc(v => v with { CidrBlocks = [.. v.CidrBlocks, World.Cidr("7.7.0.0/16")] });
        Assert.Equal(AddressKind.Private, new AddressClassifier(network.Endpoints[0], new NetworkIndex(network))
            .Classify(IpAddress.Parse("7.7.1.1")).Kind);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("", "", false)]
    [InlineData("http://p:1", null, true)]
    [InlineData("http://p:1", "*", false)]
    [InlineData("http://p:1", "localhost,sqs.us-east-1.amazonaws.com", false)]
    [InlineData("http://p:1", "localhost, .amazonaws.com", false)]
    [InlineData("http://p:1", "*.amazonaws.com", false)]
    [InlineData("http://p:1", "AMAZONAWS.COM.", false)]
    [InlineData("http://p:1", "amazonaws.com:443", false)]
    [InlineData("http://p:1", "naws.com", true)]
    [InlineData("http://p:1", "10.0.0.0/8", true)]
    [InlineData("http://p:1", "eu-west-1.amazonaws.com", true)]
    public void A_proxy_is_used_unless_the_name_is_exempt(string? proxy, string? noProxy, bool used) =>
        Assert.Equal(used, ProxyRules.Apply(proxy, noProxy, "sqs.us-east-1.amazonaws.com"));

    [Theory]
    [InlineData("10.1.2.3", "10.0.0.0/8", false)]
    [InlineData("11.1.2.3", "10.0.0.0/8", true)]
    public void A_block_exempts_addresses(string host, string noProxy, bool used) =>
        Assert.Equal(used, ProxyRules.Apply("http://p:1", noProxy, host));

    [Theory]
    [InlineData("http://user:p%40ss@proxy:3128", "http://proxy:3128")]
    [InlineData("user:secret@proxy:3128", "proxy:3128")]
    [InlineData("user:se://cret@proxy:3128", "proxy:3128")]
    [InlineData("http://user:p/s@s@proxy:3128", "http://proxy:3128")]
    [InlineData("http://proxy:3128", "http://proxy:3128")]
    [InlineData("", null)]
    public void Credentials_of_a_proxy_are_never_kept(string proxy, string? shown) =>
        Assert.Equal(shown, ProxyRules.WithoutCredentials(proxy));

    [Theory]
    [InlineData("10.0.0.2", "10.0.0.2", 53)]
    [InlineData("10.0.0.2:5353", "10.0.0.2", 5353)]
    [InlineData("fd00:ec2::253", "fd00:ec2::253", 53)]
    [InlineData("[fd00:ec2::253]:5353", "fd00:ec2::253", 5353)]
    public void A_DNS_server_is_read(string text, string address, int port)
    {
        Assert.True(DnsServerAddress.TryParse(text, out var read, out var readPort));
        Assert.Equal((IpAddress.Parse(address), port), (read, readPort));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ns.example")]
    [InlineData("10.0.0.2:0")]
    [InlineData("10.0.0.2:99999")]
    [InlineData("10.0.0:53")]
    public void What_is_no_address_is_no_DNS_server(string text) => Assert.False(DnsServerAddress.TryParse(text, out _, out _));

    [Fact]
    public void A_latency_has_minimum_and_median()
    {
        Assert.Equal(new Latency(1, 2, 3), Latency.Of([3.0, 1.0, 2.0]));
        Assert.Equal(new Latency(1, 1.5, 2), Latency.Of([2.0, 1.0]));
        Assert.Null(Latency.Of([]));
    }

    [Fact]
    public void The_plan_takes_the_services_name_first_then_the_endpoints_own_over_all_zones_and_in_each()
    {
        var network = World.Healthy.WithEndpoint(e => e with
        {
            DnsEntries = [new("vpce-1-abc-us-east-1a.sqs.us-east-1.vpce.amazonaws.com", "Z1"),
                new("vpce-1-abc.sqs.us-east-1.vpce.amazonaws.com", "Z1"), new("sqs.us-east-1.amazonaws.com", "Z2")],
        });

        var plan = PlanFor(network)!;

        Assert.Equal([NameKind.Service, NameKind.Regional, NameKind.Zonal], plan.Names.Select(n => n.Kind));
        Assert.Equal(("sqs.us-east-1.amazonaws.com", 443, ProbeProtocol.Https), (plan.ServerName, plan.Port, plan.Protocol));
        Assert.Equal(["10.0.11.5", "10.0.12.5"], plan.Addresses.Select(a => a.ToString()));
    }

    [Fact]
    public void Wildcards_get_a_label_and_legacy_names_come_second()
    {
        var ecr = World.Healthy.OfService("ecr.dkr") with
        {
            Services =
            [new() { ServiceName = "com.amazonaws.us-east-1.ecr.dkr", ServiceTypes = ["Interface"],
                PrivateDnsNames = ["*.dkr.ecr.us-east-1.amazonaws.com"] }]
        };
        var sqs = World.Healthy.WithService(s => s with { PrivateDnsNames = ["queue.amazonaws.com", "sqs.us-east-1.amazonaws.com"] });

        Assert.Equal("bucket.dkr.ecr.us-east-1.amazonaws.com", PlanFor(ecr)!.ServerName);
        Assert.Equal("sqs.us-east-1.amazonaws.com", PlanFor(sqs)!.ServerName);
    }

    [Fact]
    public void A_gateway_endpoint_is_probed_by_the_Regions_name_and_a_load_balancers_not_at_all()
    {
        Assert.Equal("s3.us-east-1.amazonaws.com", PlanFor(World.HealthyGateway with { Services = [] })!.Names[0].HostName);
        Assert.Empty(PlanFor(World.HealthyGateway)!.Addresses);
        Assert.Null(PlanFor(World.Healthy.WithEndpoint(e => e with { TypeName = "GatewayLoadBalancer" })));
    }

    [Theory]
    [InlineData("email-smtp", 587, ProbeProtocol.Tcp)]
    [InlineData("cassandra", 9142, ProbeProtocol.Tls)]
    public void Services_that_speak_another_protocol_are_not_asked_over_HTTP(string code, int port, ProbeProtocol protocol)
    {
        var plan = PlanFor(World.Healthy.OfService(code))!;
        Assert.Equal((port, protocol), (plan.Port, plan.Protocol));
    }

    /// <summary>Names become part of requests and scripts, and there can be as many as whoever answers for EC2 likes.</summary>
    [Fact]
    public void Names_that_are_none_and_more_than_an_endpoint_has_are_left_out_and_said()
    {
        var bad = World.Healthy.WithEndpoint(e =>
            e with
            {
                DnsEntries = [.. new[] { "vpce-1.x\r\nHost: y", "vpce-1'; id; '", "vpce-1.$(id).x", "vpce-1.x\n", "-vpce-1.x",
                "vpce-1." + new string('a', 250) }.Select(n => new DnsEntry(n, null))]
            });
        var many = World.Healthy.WithEndpoint(e =>
            e with
            {
                DnsEntries = [.. Enumerable.Range(0, 500)
                .Select(n => new DnsEntry($"vpce-1-abc-us-east-1a.n{n}.vpce.amazonaws.com", null))]
            });

        Assert.All(PlanFor(bad)!.Names, name => Assert.Equal("sqs.us-east-1.amazonaws.com", name.HostName));
        Assert.Contains("6 of 7 names of the endpoint are no host names", Assert.Single(PlanFor(bad)!.Remarks), StringComparison.Ordinal);
        Assert.Equal(ProbeLimits.Names, PlanFor(many)!.Names.Count);
        Assert.Contains("501 names; the first 24", Assert.Single(PlanFor(many)!.Remarks), StringComparison.Ordinal);
    }

    private static ProbeRequest? PlanFor(VpcNetwork network) => ProbePlan.For(new CheckRunner(network).ContextOf(network.Endpoints[0]));

    /// <summary>
    /// Repairs are proven by all checks on a model: what only a probe can tell must not look like evidence that is missing there.
    /// </summary>
    [Fact]
    public void Without_a_probe_its_checks_do_not_apply_whatever_evidence_is_missing() => Assert.All(
        Enum.GetValues<ResourceKind>().Where(kind => kind != ResourceKind.VpcEndpoint).Select(kind => World.Healthy.Denied(kind))
            .Append(World.Healthy),
        network => Assert.Equal(
            ["DnsResolution NotApplicable", "TcpConnection NotApplicable", "TlsHandshake NotApplicable"],
            new CheckRunner(network).Run(network.Endpoints[0])
                .Where(r => CheckCatalog.All.Single(c => c.Descriptor.Name == r.Check).Descriptor.NeedsProbe)
                    .Select(r => $"{r.Check} {r.Status}")));
}
