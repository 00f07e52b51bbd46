using VpceTools.Model;
using VpceTools.Naming;
using Xunit;
using static VpceTools.Core.Tests.Naming.NameWorld;

namespace VpceTools.Core.Tests.Naming;

/// <summary>
/// What is decided although a kind of evidence is missing: <c>=</c> the answer stays, <c>?</c> it is not known, and the kind is named. A
/// Resolver rule of the very name would take any name, a DNS Firewall rule group or that of a Profile would block any; a zone would win
/// over all that is less specific than itself, and over no private name or zone that has the whole name, since a VPC has one zone of a
/// name.
/// </summary>
public sealed class MissingEvidenceTests
{
    /// <remarks>
    /// own: the private name of the VPC's endpoint. below: a name below a private name. zone: a private hosted zone of the whole name.
    /// public: nothing but public DNS. vpce: an endpoint's own name. blocked: DNS Firewall blocks it. rule: a rule forwards it to an
    /// inbound endpoint. profile: a Profile brings the endpoint. off: DNS hostnames are off. deaf: DNS support is off. custom: clients ask
    /// a server of their own.
    /// </remarks>
    private const string Table = """
                                      own  below  zone  public  vpce  blocked  rule  profile  off  deaf  custom
        Vpc                           ?    ?      ?     ?       ?     ?        ?     ?        ?    ?     ?
        VpcAttribute                  ?    ?      ?     ?       ?     ?        ?     ?        ?    ?     -
        DhcpOptions                   ?    ?      ?     ?       ?     ?        ?     ?        ?    ?     ?
        Subnet                        =    =      =     =       =     =        =     =        =    =     -
        VpcEndpoint                   ?    ?      ?     ?       ?     =        ?     ?        =    =     -
        VpcEndpointService            ?    ?      =     =       =     =        ?     ?        =    =     -
        NetworkInterface              =    =      =     =       =     =        =     =        =    =     -
        SecurityGroup                 =    =      =     =       =     =        ?     =        =    =     -
        HostedZone                    =    ?      =     ?       ?     =        =     ?        =    =     -
        ResourceRecordSet             =    =      ?     =       =     =        =     =        =    =     -
        ResolverRule                  =    =      =     =       =     =        ?     =        =    =     -
        ResolverRuleAssociation       ?    ?      ?     ?       ?     =        ?     ?        ?    =     -
        ResolverEndpoint              =    =      =     =       =     =        -     =        =    =     -
        ResolverEndpointAddress       =    =      =     =       =     =        -     =        =    =     -
        ResolverConfig                =    =      =     =       =     =        =     =        =    =     -
        FirewallRuleGroupAssociation  ?    ?      ?     ?       ?     ?        ?     ?        ?    =     -
        FirewallRule                  =    =      =     =       =     ?        =     =        =    =     -
        FirewallDomain                =    =      =     =       =     ?        =     =        =    =     -
        ProfileAssociation            ?    ?      ?     ?       ?     ?        ?     ?        ?    =     -
        ProfileResourceAssociation    =    =      =     =       =     =        =     ?        =    =     -
        """;

    private static readonly Dictionary<string, (VpcNetwork Network, string Vpc, string Name)> Situations = new()
    {
        ["own"] = (Base, Hub, SqsName),
        ["below"] = (Base, Hub, "b.s3.us-east-1.amazonaws.com"),
        ["zone"] = (Base.WithZone("ZSQS", SqsName, [Spoke], Alias(SqsName, SqsOwnName)), Spoke, SqsName),
        ["public"] = (Base, Spoke, SqsName),
        ["vpce"] = (Base, Spoke, SqsOwnName),
        ["blocked"] = (Base.WithFirewall("rslvr-frg-1", Hub, 101, (Block("NXDOMAIN"), ["*"])), Hub, SqsName),
        ["rule"] = (Base.WithRule("rslvr-rr-hub", "FORWARD", SqsName, [Spoke], InboundAddress), Spoke, SqsName),
        ["profile"] = (Base.WithProfile("rp-1", Spoke, null, Sqs), Spoke, SqsName),
        ["off"] = (Base.WithAttributes(Hub, true, false), Hub, SqsName),
        ["deaf"] = (Base.WithAttributes(Hub, false, true), Hub, SqsName),
        ["custom"] = (Base.WithDhcp(Hub, "10.0.8.53"), Hub, SqsName),
    };

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var lines = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            var cells = new TheoryData<string, string, string>();
            foreach (var line in lines.Skip(1))
                for (var i = 0; i < lines[0].Length; i++)
                    cells.Add(line[0], lines[0][i], line[i + 1]);
            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Answer_without_a_kind_of_evidence(string missing, string situation, string wanted)
    {
        var kind = Enum.Parse<NameEvidenceKind>(missing);
        var (network, vpc, name) = Situations[situation];
        var whole = network.Ask(vpc, name);

        var answer = Without(network, kind).Ask(vpc, name);

        if (wanted == "=")
        {
            Assert.Equal((whole.Status, whole.EndpointId), (answer.Status, answer.EndpointId));
            Assert.Empty(answer.Missing);
            return;
        }

        Assert.Equal(NameStatus.Unknown, answer.Status);
        Assert.Null(answer.EndpointId);
        // What stands for a server that only asking it could tell is the address that the lost evidence would explain.
        Assert.Contains(answer.Missing, m => m.Kind == (wanted == "?" ? kind : NameEvidenceKind.DnsServer));
        Assert.All(answer.Missing, m => Assert.False(string.IsNullOrWhiteSpace(m.Reason)));
    }

    [Fact]
    public void Nothing_of_Route_53_leaves_everything_open_but_says_what_is_presumed()
    {
        var network = Base with { Described = OfEc2, HostedZonesOfVpcs = [] };

        var answer = network.Ask(Hub, SqsName);

        Assert.Equal(NameStatus.Unknown, answer.Status);
        Assert.Equal(
            ["route53resolver:ListFirewallRuleGroupAssociations", "route53profiles:ListProfileAssociations",
                "route53resolver:ListResolverRuleAssociations"],
            answer.Missing.Select(m => m.Call!.IamAction));
        Assert.All(answer.Missing, m => Assert.Equal(Account, m.AccountId));
        Assert.Equal((NameStatus.Resolved, Sqs), (answer.Presumed!.Status, answer.Presumed.EndpointId));
        Assert.Null(answer.LeadsTo(Sqs));
    }

    [Fact]
    public void Nothing_of_Route_53_and_private_DNS_off_names_the_zones_of_the_VPC()
    {
        var network = Base.WithEndpoint(Sqs, e =>
            e with { PrivateDnsEnabled = false }) with
        { Described = OfEc2, HostedZonesOfVpcs = [] };

        var answer = network.Ask(Hub, SqsName);

        Assert.Contains(answer.Missing, m => m.Command == "aws route53 list-hosted-zones-by-vpc --vpc-id vpc-hub");
        Assert.Equal(NameStatus.Public, answer.Presumed!.Status);
    }

    [Fact]
    public void A_participants_view_of_a_shared_VPC_does_not_say_what_is_at_work_in_it()
    {
        // The VPC belongs to the hub's account; the spoke's account sees it, and lists nothing of its own.
        var owner = Base with { Vpcs = [.. Base.Vpcs.Where(v => v.Id == Hub)] };
        var participant = Base with { AccountId = "222222222222", Endpoints = [], HostedZonesOfVpcs = [] };

        var alone = NameResolver.Resolve(NameIndex.From(participant), NameClient.InVpc(Hub), DomainName.Parse(SqsName));
        var together = NameResolver.Resolve(NameIndex.From([participant, owner]), NameClient.InVpc(Hub), DomainName.Parse(SqsName));

        Assert.Equal(NameStatus.Unknown, alone.Status);
        Assert.All(alone.Missing, m => Assert.Equal(Account, m.AccountId));
        Assert.Equal((NameStatus.Resolved, Sqs), (together.Status, together.EndpointId));
    }

    [Fact]
    public void A_rule_of_another_account_is_known_by_whoever_lists_it()
    {
        var rule = Base.WithRule("rslvr-rr-hub", "FORWARD", SqsName, [], InboundAddress);
        var hub = rule with
        {
            Vpcs = [.. Base.Vpcs.Where(v => v.Id == Hub)],
            VpcAttributes = [new(Hub, true, true)],
            HostedZonesOfVpcs = [new(Hub, [])]
        };
        var spoke = new VpcNetwork
        {
            AccountId = "222222222222", Region = "us-east-1", Described = Base.Described,
            DhcpOptions = Base.DhcpOptions,
            Vpcs = [Base.Vpcs.Single(v => v.Id == Spoke) with { OwnerId = "222222222222" }], VpcAttributes = [new(Spoke, true, true)],
            HostedZonesOfVpcs = [new(Spoke, [])],
            ResolverRuleAssociations = [new("a", "rslvr-rr-hub", Spoke, "COMPLETE")],
        };

        var alone = NameResolver.Resolve(NameIndex.From(spoke), NameClient.InVpc(Spoke), DomainName.Parse(SqsName));
        var together = NameResolver.Resolve(NameIndex.From([spoke, hub]), NameClient.InVpc(Spoke), DomainName.Parse(SqsName));

        Assert.Equal([NameEvidenceKind.ResolverRule], alone.Missing.Select(m => m.Kind));
        Assert.Equal((NameStatus.Resolved, NameSource.ResolverRule, Sqs), (together.Status, together.Source, together.EndpointId));
        Assert.All(together.Addresses, a => Assert.Equal((Hub, Account), (a.VpcId, a.AccountId)));
    }

    private static ValueList<ResourceKind> OfEc2 =>
        [.. Enum.GetValues<ResourceKind>().Where(kind => kind <= ResourceKind.VpcEndpointAssociation)];

    private static VpcNetwork Without(VpcNetwork n, NameEvidenceKind kind)
    {
        n = n.Without(kind);
        return kind switch
        {
            NameEvidenceKind.Vpc => n with { Vpcs = [] },
            NameEvidenceKind.VpcAttribute => n with { VpcAttributes = [] },
            NameEvidenceKind.DhcpOptions => n with { DhcpOptions = [] },
            NameEvidenceKind.Subnet => n with { Subnets = [] },
            NameEvidenceKind.VpcEndpoint => n with { Endpoints = [] },
            NameEvidenceKind.VpcEndpointService => n with { Services = [] },
            NameEvidenceKind.NetworkInterface => n with { NetworkInterfaces = [] },
            NameEvidenceKind.SecurityGroup => n with { SecurityGroups = [] },
            NameEvidenceKind.HostedZone => n with { HostedZonesOfVpcs = [] },
            NameEvidenceKind.ResourceRecordSet => n with { HostedZoneRecords = [] },
            NameEvidenceKind.ResolverRule => n with { ResolverRules = [] },
            NameEvidenceKind.ResolverRuleAssociation => n with { ResolverRuleAssociations = [] },
            NameEvidenceKind.ResolverEndpoint => n with { ResolverEndpoints = [] },
            NameEvidenceKind.ResolverEndpointAddress => n with { ResolverEndpointAddresses = [] },
            NameEvidenceKind.FirewallRuleGroupAssociation => n with { FirewallRuleGroupAssociations = [] },
            NameEvidenceKind.FirewallRule => n with { FirewallRules = [] },
            NameEvidenceKind.FirewallDomain => n with { FirewallDomains = [] },
            NameEvidenceKind.ProfileAssociation => n with { ProfileAssociations = [] },
            NameEvidenceKind.ProfileResourceAssociation => n with { ProfileResources = [] },
            _ => n,
        };
    }
}
