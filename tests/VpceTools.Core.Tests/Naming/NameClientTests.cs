using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Reachability;
using Xunit;
using static VpceTools.Core.Tests.Naming.NameWorld;

namespace VpceTools.Core.Tests.Naming;

/// <summary>Who asks, and what of it counts: the resolver, the subnet's DNS64, the groups of an inbound endpoint.</summary>
public sealed class NameClientTests
{
    private static readonly DomainName Name = DomainName.Parse(SqsName);

    [Fact]
    public void Client_on_premises_gets_what_the_inbound_endpoints_VPC_answers()
    {
        var answer = Ask(Base, NameClient.Through(Inbound));

        Assert.Equal((NameStatus.Resolved, NameSource.EndpointPrivateDns, Sqs, Hub),
            (answer.Status, answer.Source, answer.EndpointId, answer.VpcId));
    }

    [Fact]
    public void S3_for_inbound_endpoints_only_answers_a_client_on_premises()
    {
        var network = Base.WithEndpoint(S3, e => e with { PrivateDnsOnlyForInboundResolverEndpoint = true });

        var answer = NameResolver.Resolve(NameIndex.From(network), NameClient.Through(Inbound),
            DomainName.Parse("s3.us-east-1.amazonaws.com"));

        Assert.Equal(S3, answer.EndpointId);
    }

    [Theory]
    [InlineData("rslvr-in-none", NameEvidenceKind.ResolverEndpoint)]
    [InlineData(Outbound, NameEvidenceKind.Undocumented)]
    public void Endpoint_that_cannot_be_asked_leaves_it_open(string endpoint, NameEvidenceKind missing)
    {
        var answer = Ask(Base, NameClient.Through(endpoint));

        Assert.Equal([missing], answer.Missing.Select(m => m.Kind));
        Assert.Equal((NameSource.ResolverEndpoint, endpoint), (answer.Source, answer.ResourceId));
    }

    [Fact]
    public void Inbound_endpoint_whose_groups_let_nobody_in_does_not_answer()
    {
        var network = Base with { SecurityGroups = [new() { Id = "sg-dns", VpcId = Hub }] };

        Assert.Equal(NameStatus.NoAnswer, Ask(network, NameClient.Through(Inbound)).Status);
    }

    [Fact]
    public void Inbound_endpoint_that_needs_action_may_not_answer() => Assert.Equal(
        NameStatus.Unknown, Ask(Base with { ResolverEndpoints = [Base.ResolverEndpoints[0] with { Status = "ACTION_NEEDED" }] },
            NameClient.Through(Inbound)).Status);

    [Theory]
    // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html: groups must let port 53 in.
    [InlineData("10.1.0.0/16", "udp", NameStatus.Resolved)]
    [InlineData("10.1.0.0/16", "17", NameStatus.Resolved)]
    [InlineData("10.1.0.0/16", "-1", NameStatus.Resolved)]
    [InlineData("10.1.0.0/16", "tcp", NameStatus.NoAnswer)]
    [InlineData("10.7.0.0/16", "udp", NameStatus.NoAnswer)]
    [InlineData("10.1.0.0/24", "udp", NameStatus.Unknown)]
    [InlineData("sg-app", "udp", NameStatus.Unknown)]
    public void Groups_of_an_inbound_endpoint_decide_which_clients_of_a_VPC_are_answered(string peer, string protocol, NameStatus status)
    {
        var rule = new SecurityGroupRule
        {
            Protocol = protocol, FromPort = 53, ToPort = 53,
            Cidr = peer.StartsWith("sg-", StringComparison.Ordinal) ? null : CidrBlock.Parse(peer)
        };
        var network = Base.WithDhcp(Spoke, InboundAddress) with
        {
            SecurityGroups = [new() { Id = "sg-dns", VpcId = Hub, Ingress = [rule.Cidr is null ? rule with { Group = new(peer) } : rule] }],
        };

        Assert.Equal(status, Ask(network, NameClient.InVpc(Spoke)).Status);
    }

    [Fact]
    public void Client_with_a_known_address_is_judged_by_that()
    {
        var network = Base.WithDhcp(Spoke, InboundAddress) with
        {
            SecurityGroups = [new() { Id = "sg-dns", VpcId = Hub,
                Ingress = [new() { Protocol = "udp", FromPort = 53, ToPort = 53, Cidr = CidrBlock.Parse("10.1.0.0/24") }] }],
        };

        Assert.Equal(NameStatus.Resolved, Ask(network, Workload("10.1.0.9")).Status);
        Assert.Equal(NameStatus.NoAnswer, Ask(network, Workload("10.1.1.9")).Status);
    }

    [Fact]
    public void Client_outside_every_VPC_asks_nobody_knows_whom()
    {
        var answer = Ask(Base,
            NameClient.From(new Client
            {
                Id = "203.0.113.0/24", Kind = ClientKind.CidrBlock, Label = "203.0.113.0/24",
                Addresses = CidrBlock.Parse("203.0.113.0/24").Addresses
            }));

        Assert.Equal([NameEvidenceKind.DnsServer], answer.Missing.Select(m => m.Kind));
    }

    [Fact]
    public void DNS64_makes_IPv6_addresses_of_the_endpoints_IPv4_ones()
    {
        var answer = Ask(WithDns64(true), NameClient.InVpc(Hub, "subnet-hub-a"), NameType.AAAA);

        Assert.Equal((NameStatus.Resolved, Sqs), (answer.Status, answer.EndpointId));
        Assert.Equal(["64:ff9b::a00:105", "64:ff9b::a00:205"], answer.Addresses.Select(a => a.ToString()));
        Assert.Contains(answer.Chain, s => s.Kind == NameStepKind.Dns64);
    }

    [Fact]
    public void DNS64_makes_nothing_of_a_name_that_does_not_exist() =>
        Assert.Equal(NameStatus.NxDomain,
            NameResolver.Resolve(NameIndex.From(WithDns64(true)), NameClient.InVpc(Hub, "subnet-hub-a"), DomainName.Parse("x." + SqsName),
            NameType.AAAA).Status);

    [Fact]
    public void Without_DNS64_there_is_no_data()
    {
        Assert.Equal(NameStatus.NoData, Ask(WithDns64(false), NameClient.InVpc(Hub, "subnet-hub-a"), NameType.AAAA).Status);
        Assert.Equal(NameStatus.NoData, Ask(WithDns64(null), NameClient.InVpc(Hub, "subnet-hub-a"), NameType.AAAA).Status);
        Assert.Equal(NameStatus.NoData, Ask(WithDns64(true), NameClient.InVpc(Hub), NameType.AAAA).Status);
    }

    [Fact]
    public void Subnet_that_is_not_in_the_evidence_may_have_DNS64()
    {
        var answer = Ask(Base, NameClient.InVpc(Hub, "subnet-none"), NameType.AAAA);

        Assert.Equal([NameEvidenceKind.Subnet], answer.Missing.Select(m => m.Kind));
        Assert.Equal(NameStatus.NoData, answer.Presumed!.Status);
        Assert.Equal(NameStatus.Resolved, Ask(Base, NameClient.InVpc(Hub, "subnet-none")).Status);
    }

    [Fact]
    public void A_dualstack_endpoint_answers_both_types_together()
    {
        var network = Base.WithEndpoint(Sqs, e => e with { DnsRecordIpType = "dualstack", IpAddressType = "dualstack" }) with
        {
            NetworkInterfaces = [.. Base.NetworkInterfaces.Select(n =>
                n with { Addresses = n.Addresses.Add(IpAddress.Parse("2001:db8::" + n.Id[^1])) })],
        };

        var answer = Ask(network, NameClient.InVpc(Hub), NameType.Any);

        Assert.Equal((NameStatus.Resolved, Sqs, NameType.Any), (answer.Status, answer.EndpointId, answer.Type));
        Assert.Equal(2, answer.Addresses.Count(a => a.Address.Family == IpFamily.IPv6));
        Assert.Equal(2, answer.Addresses.Count(a => a.Address.Family == IpFamily.IPv4));
    }

    [Theory]
    // https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
    [InlineData("service-defined", "ipv4", NameType.AAAA, NameStatus.NoData)]
    [InlineData("service-defined", "dualstack", NameType.A, NameStatus.Resolved)]
    [InlineData("service-defined", "dualstack", NameType.AAAA, NameStatus.Unknown)]
    [InlineData(null, "ipv4", NameType.A, NameStatus.Resolved)]
    [InlineData(null, "ipv4", NameType.AAAA, NameStatus.NoData)]
    [InlineData(null, null, NameType.A, NameStatus.Unknown)]
    [InlineData("ipv6", "dualstack", NameType.A, NameStatus.NoData)]
    public void Record_type_of_the_endpoint_decides_which_addresses_there_are(string? records, string? addresses, NameType type,
        NameStatus status)
    {
        var network = Base.WithEndpoint(Sqs, e => e with { DnsRecordIpType = records, IpAddressType = addresses }) with
        {
            NetworkInterfaces = [.. Base.NetworkInterfaces.Select(n =>
                n with { Addresses = n.Addresses.Add(IpAddress.Parse("2001:db8::" + n.Id[^1])) })],
        };

        Assert.Equal(status, Ask(network, NameClient.InVpc(Hub), type).Status);
    }

    [Fact]
    public void Zonal_name_is_the_address_of_its_zone()
    {
        var answer = Base.Ask(Spoke, SqsOwnName.Replace("abcd1234", "abcd1234-us-east-1b", StringComparison.Ordinal));

        Assert.Equal([SqsAddressB], answer.Addresses.Select(a => a.ToString()));
    }

    [Fact]
    public void Address_of_a_record_says_whose_it_is()
    {
        var answer = Base.WithZone("ZX", "x.internal", [Hub], A("q.x.internal", SqsAddressA, "10.0.77.7", "198.51.100.7", "10.9.9.9"))
            .Ask(Hub, "q.x.internal");

        Assert.Equal([AddressOwner.NetworkInterface, AddressOwner.Nobody, AddressOwner.Outside, AddressOwner.Unknown],
            answer.Addresses.Select(a => a.Owner));
        Assert.Equal((Sqs, Hub, Account), (answer.Addresses[0].EndpointId, answer.Addresses[0].VpcId, answer.Addresses[0].AccountId));
        Assert.Null(answer.LeadsTo(Sqs));
        Assert.Equal(60, answer.Ttl);
    }

    private static NameAnswer Ask(VpcNetwork network, NameClient client, NameType type = NameType.A) =>
        NameResolver.Resolve(NameIndex.From(network), client, Name, type);

    private static NameClient Workload(string address) => NameClient.From(new()
    {
        Id = "eni-app", Kind = ClientKind.NetworkInterface, Label = "eni-app", VpcId = Spoke, SubnetId = "subnet-spoke",
        Addresses = CidrBlock.OfHost(IpAddress.Parse(address)).Addresses,
    });

    private static VpcNetwork WithDns64(bool? enabled) =>
        Base with { Subnets = [.. Base.Subnets.Select(s => s with { EnableDns64 = enabled })] };
}
