using VpceTools.Addressing;
using VpceTools.Core.Tests.Naming;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using Xunit;
using static VpceTools.Core.Tests.Naming.NameWorld;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>Repairs of hosted zones: what is planned, what of it is proven, and what is left to a person.</summary>
public sealed class PlannedNameTests
{
    private const string SpokeSubnet = "subnet-spoke";
    private const string SpokeGroup = "sg-spoke";
    private const string OwnName = "vpce-1-abcd1234.sqs.us-east-1.vpce.amazonaws.com";

    private static readonly RepairOptions InSpoke = new() { Checks = new() { Clients = new() { SubnetIds = [SpokeSubnet] } } };

    /// <summary>The healthy world, its endpoint left to hosted zones, with a spoke that is peered and let in.</summary>
    private static VpcNetwork Central { get; } = (World.Healthy.WithEndpoint(e => e with
    {
        PrivateDnsEnabled = false,
        DnsEntries = [new(OwnName, RegionalZone)],
    }) with
    {
        DhcpOptions = [.. World.Healthy.DhcpOptions, new() { Id = "dopt-aws", DomainNameServers = ["AmazonProvidedDNS"] }],
        Subnets = World.Healthy.Subnets.Add(World.Healthy.Subnets[0] with
        {
            Id = SpokeSubnet,
            VpcId = Spoke,
            CidrBlocks = [CidrBlock.Parse("10.1.1.0/24")],
        }),
        SecurityGroups =
        [
            .. World.Healthy.SecurityGroups.Select(g => g.Id != World.EndpointGroup ? g
                : g with { Ingress = [new() { Protocol = "tcp", FromPort = 443, ToPort = 443, Cidr = CidrBlock.Parse("10.0.0.0/8") }] }),
        ],
        NetworkAcls = World.Healthy.NetworkAcls.Add(World.Healthy.NetworkAcls[0] with
        {
            Id = "acl-spoke",
            VpcId = Spoke,
            SubnetIds = [SpokeSubnet]
        }),
        PeeringConnections = [new("pcx-1", "active", new(World.VpcId, null, "us-east-1", []), new(Spoke, null, "us-east-1", []))],
        RouteTables =
        [
            World.Healthy.RouteTables[0] with { Routes = [.. World.Healthy.RouteTables[0].Routes, World.Route("10.1.0.0/16", "pcx-1")] },
            new()
            {
                Id = "rtb-spoke", VpcId = Spoke, IsMain = true,
                Routes = [World.Healthy.RouteTables[0].Routes[0] with { Destination = CidrBlock.Parse("10.1.0.0/16") },
                    World.Route("10.0.0.0/16", "pcx-1")],
            },
        ],
    }).WithVpc(Spoke, "10.1.0.0/16");

    private static VpcNetwork Zoned => Central.WithZone("Z1", SqsName, [World.VpcId], Alias(SqsName, OwnName));

    [Fact]
    public void A_zone_is_associated_with_the_vpc_of_the_clients_and_leads_them_there()
    {
        var plan = Zoned.Plan(InSpoke);
        Assert.Equal([new AssociateVpcWithHostedZone("Z1", Spoke, "us-east-1") { Region = "us-east-1" }],
            plan.Repairs.Select(r => r.Action));
        Assert.True(plan.Result.Ask(Spoke, SqsName).LeadsTo(World.EndpointId));
        Assert.Equal(Zoned.Ask(World.VpcId, SqsName).Addresses, plan.Result.Ask(World.VpcId, SqsName).Addresses);
        Assert.Equal(Zoned, plan.Repairs[0].Undo.ApplyTo(plan.Result));
        Assert.Equal("aws route53 associate-vpc-with-hosted-zone --hosted-zone-id Z1 --vpc VPCRegion=us-east-1,VPCId=vpc-spoke --region us-east-1",
            plan.Repairs[0].Action.ToAwsCli());
    }

    [Fact]
    public void What_other_clients_of_the_vpc_would_lose_by_a_zone_is_not_taken_from_them()
    {
        // The zone has no wildcard: buckets would no longer resolve in the spoke.
        const string Name = "s3.us-east-1.amazonaws.com";
        var s3 = Central.WithEndpoint(e => e with { ServiceName = "com.amazonaws.us-east-1.s3" }) with
        {
            Services = [World.Healthy.Services[0] with { ServiceName = "com.amazonaws.us-east-1.s3",
                PrivateDnsNames = [Name, "*." + Name] }],
        };
        var network = s3.WithZone("Z1", Name, [World.VpcId], Alias(Name, OwnName));
        Assert.Empty(network.Plan(InSpoke).Repairs);
        var action = new AssociateVpcWithHostedZone("Z1", Spoke, "us-east-1");
        var worse = NameProof.WhyWorse(network, action.ApplyTo(network), [action], World.EndpointId);
        Assert.Contains(".s3.us-east-1.amazonaws.com", worse, StringComparison.Ordinal);
        Assert.Contains("does not exist", worse, StringComparison.Ordinal);
        var whole = s3.WithZone("Z1", Name, [World.VpcId], Alias(Name, OwnName), Alias("*." + Name, OwnName));
        Assert.Null(NameProof.WhyWorse(whole, action.ApplyTo(whole), [action], World.EndpointId));
    }

    /// <summary>S3 gives its endpoints a name with an asterisk only, which Route 53 takes, and gives back, as <c>\052</c>.</summary>
    [Fact]
    public void A_zone_of_buckets_gets_the_wildcard_that_it_lacks()
    {
        const string Name = "s3.us-east-1.amazonaws.com";
        const string Own = "*.vpce-1-abcd1234.s3.us-east-1.vpce.amazonaws.com";
        var network = (Central.WithEndpoint(e =>
            e with { ServiceName = "com.amazonaws.us-east-1.s3", DnsEntries = [new(Own, RegionalZone)] }) with
        {
            Services = [World.Healthy.Services[0] with { ServiceName = "com.amazonaws.us-east-1.s3",
                PrivateDnsNames = [Name, "*." + Name] }],
        }).WithZone("Z1", Name, [World.VpcId], Alias(Name, Own));
        var plan = network.Plan(new() { MaximumRisk = RepairRisk.Caution });
        var action = Assert.IsType<ChangeResourceRecordSets>(Assert.Single(plan.Repairs).Action);
        var record = Assert.Single(action.Created);
        Assert.Equal(("*." + Name, @"\052" + Own[1..]), (record.Name, record.AliasTarget?.DnsName));
        Assert.Contains(@"""DNSName"":""\\052.vpce-1-abcd1234", action.ToAwsCli(), StringComparison.Ordinal);
        Assert.True(plan.Result.Ask(World.VpcId, "bucket." + Name).LeadsTo(World.EndpointId));
        Assert.Equal(network, plan.Repairs[0].Undo.ApplyTo(plan.Result));
    }

    [Fact]
    public void A_zone_for_more_than_the_endpoints_names_is_associated_by_a_person() =>
        Assert.Empty(Central.WithZone("Z1", "us-east-1.amazonaws.com", [World.VpcId], Alias(SqsName, OwnName)).Plan(InSpoke).Repairs);

    [Fact]
    public void Clients_are_not_sent_where_some_of_them_are_blocked()
    {
        var closed = Zoned with
        {
            Subnets = Zoned.Subnets.Add(Zoned.Subnets[^1] with { Id = "subnet-closed", CidrBlocks = [CidrBlock.Parse("10.1.2.0/24")] }),
            NetworkAcls = Zoned.NetworkAcls.Add(new() { Id = "acl-closed", VpcId = Spoke, SubnetIds = ["subnet-closed"] }),
        };
        var refusal = Assert.Single(closed.Plan(InSpoke).Refused, r => r.Actions.Any(a => a is AssociateVpcWithHostedZone));
        Assert.Equal(RefusalKind.Redirect, refusal.Kind);
        Assert.Contains("NetworkAcl", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_two_accounts_have_to_agree_on_is_advice_of_two_steps()
    {
        const string Other = "222222222222";
        var plan = (Zoned with
        {
            HostedZones = [],
            HostedZonesOfVpcs = [new(World.VpcId, [new("Z1", SqsName, Other)]), new(Spoke, [])],
        }).Plan(InSpoke);
        Assert.Empty(plan.Repairs);
        var advice = plan.Refused.Single(r => r.Finding.ResourceId == "Z1");
        Assert.Equal(RefusalKind.Advice, advice.Kind);
        Assert.Contains("create-vpc-association-authorization", advice.Reason, StringComparison.Ordinal);
        Assert.Contains("associate-vpc-with-hosted-zone", advice.Reason, StringComparison.Ordinal);
        var shared = Zoned with { Vpcs = [.. Zoned.Vpcs.Select(v => v.Id == Spoke ? v with { OwnerId = Other } : v)] };
        Assert.Contains("both have to agree", new AssociateVpcWithHostedZone("Z1", Spoke, "us-east-1")
            .ObstacleIn(shared, RepairQuotas.Default), StringComparison.Ordinal);
    }

    /// <summary>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html: zones need both attributes.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Dns_attributes_are_not_switched_on_where_a_zone_would_then_hide_names_that_work(bool hidesOthers, bool isPlanned)
    {
        var off = World.Healthy.WithAttributes(World.VpcId, true, false);
        var network = hidesOthers ? off.WithZone("Z1", "us-east-1.amazonaws.com", [World.VpcId], A("x.us-east-1.amazonaws.com", "10.0.1.9"))
            : off.WithZone("Z1", "example.com", [World.VpcId], A("x.example.com", "10.0.1.9"));
        var plan = network.Plan();
        Assert.Equal(isPlanned, plan.Repairs.Any(r => r.Action is ModifyVpcAttribute));
        if (!isPlanned)
            Assert.Contains(plan.Refused, r => r.Reason.Contains("would be worse off", StringComparison.Ordinal)
                && r.Reason.Contains("Z1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_zone_of_one_name_is_refused_as_route_53_would() =>
        Assert.Empty(Zoned.WithZone("Z2", SqsName, [Spoke], A(SqsName, "10.1.1.9")).Plan(InSpoke).Repairs.Select(r => r.Action)
            .OfType<AssociateVpcWithHostedZone>());

    [Fact]
    public void A_record_that_is_missing_is_created_beside_the_others()
    {
        var network = Central.WithZone("Z1", "us-east-1.amazonaws.com", [World.VpcId], A("kms.us-east-1.amazonaws.com", "10.0.1.10"));
        var plan = network.Plan();
        var repair = Assert.Single(plan.Repairs, r => r.Action is HostedZoneAction);
        Assert.Equal(new ChangeResourceRecordSets("Z1") { Created = [Created], Region = "us-east-1" }, repair.Action);
        Assert.Equal("""
            aws route53 change-resource-record-sets --hosted-zone-id Z1 --change-batch '{"Changes":[{"Action":"CREATE","ResourceRecordSet":{"Name":"sqs.us-east-1.amazonaws.com","Type":"A","AliasTarget":{"HostedZoneId":"Z7HUB22UULQXV","DNSName":"vpce-1-abcd1234.sqs.us-east-1.vpce.amazonaws.com","EvaluateTargetHealth":false}}}]}' --region us-east-1
            """, repair.Action.ToAwsCli());
        Assert.True(plan.Result.Ask(World.VpcId, SqsName).LeadsTo(World.EndpointId));
        Assert.Equal(network.Ask(World.VpcId, "kms.us-east-1.amazonaws.com").Addresses,
            plan.Result.Ask(World.VpcId, "kms.us-east-1.amazonaws.com").Addresses);
        Assert.Equal(network, repair.Undo.ApplyTo(repair.Action.ApplyTo(network)));
    }

    private static ResourceRecordSet Created => new() { Name = SqsName, Type = "A", AliasTarget = new(RegionalZone, OwnName) };

    [Fact]
    public void A_record_of_an_address_that_nobody_has_is_replaced_whole()
    {
        var stale = A(SqsName, "10.0.99.9");
        var plan = Central.WithZone("Z1", SqsName, [World.VpcId], stale).Plan();
        Assert.Equal(new ChangeResourceRecordSets("Z1") { Deleted = [stale], Created = [Created], Region = "us-east-1" },
            Assert.Single(plan.Repairs, r => r.Action is HostedZoneAction).Action);
        Assert.True(plan.Result.Ask(World.VpcId, SqsName).LeadsTo(World.EndpointId));
    }

    public static TheoryData<string> Decisions => ["another endpoint", "another instance", "routing policy", "cname", "foreign vpc", "unread", "foreign zone"];

    [Theory, MemberData(nameof(Decisions))]
    public void What_somebody_may_mean_so_is_not_replaced(string case_)
    {
        var network = case_ switch
        {
            "another endpoint" => Central.WithSecond(e => e with { DnsEntries = [new("vpce-sns-1.sns.us-east-1.vpce.amazonaws.com", RegionalZone)] })
                .WithZone("Z1", SqsName, [World.VpcId], Alias(SqsName, "vpce-sns-1.sns.us-east-1.vpce.amazonaws.com")),
            "another instance" => Central.WithZone("Z1", SqsName, [World.VpcId], A(SqsName, "10.0.1.10")),
            "routing policy" => Central.WithZone("Z1", SqsName, [World.VpcId], A(SqsName, "10.0.99.9") with { SetIdentifier = "a", Weight = 1 }),
            "cname" => Central.WithZone("Z1", "us-east-1.amazonaws.com", [World.VpcId], Cname(SqsName, "gone.us-east-1.amazonaws.com")),
            "foreign vpc" => Central.WithZone("Z1", SqsName, [World.VpcId, "vpc-elsewhere"], A(SqsName, "10.0.99.9")),
            "unread" => Central.WithZone("Z1", "us-east-1.amazonaws.com", [World.VpcId]) with
            {
                HostedZoneRecords = [new() { HostedZoneId = "Z1", RecordSets = [], NextRecordName = "a.us-east-1.amazonaws.com." }],
            },
            _ => Central.WithForeignZone("Z1", "us-east-1.amazonaws.com", "222222222222", World.VpcId) with
            {
                HostedZoneRecords = [new() { HostedZoneId = "Z1", RecordSets = [] }],
            },
        };
        var plan = network.Plan();
        Assert.DoesNotContain(plan.Repairs, r => r.Action is HostedZoneAction or ModifyVpcEndpoint { PrivateDnsEnabled: true });
        Assert.Contains(network.Ask(World.VpcId, SqsName).Status, new[] { NameStatus.Resolved, NameStatus.NxDomain, NameStatus.Unknown });
    }

    [Fact]
    public void A_new_record_takes_nothing_from_what_a_wildcard_answers_beside_it()
    {
        // RFC 4592 section 2.2.2: once a.b exists, b exists, and the wildcard above no longer answers names at and below b.
        var network = Central with
        {
            Services = [World.Healthy.Services[0] with { PrivateDnsNames = ["a.b.example.com"] }],
        };
        network = network.WithEndpoint(e => e with { DnsEntries = [new(OwnName, RegionalZone)] })
            .WithZone("Z1", "example.com", [World.VpcId], A("*.example.com", "10.0.1.10"), new() { Name = "a.b.example.com.", Type = "TXT", Ttl = 1, Values = ["x"] });
        var change = new ChangeResourceRecordSets("Z1") { Created = [new() { Name = "c.d.example.com", Type = "A", AliasTarget = new(RegionalZone, OwnName) }] };
        var worse = NameProof.WhyWorse(network, change.ApplyTo(network), [change], World.EndpointId);
        Assert.NotNull(worse);
        Assert.Contains("d.example.com", worse, StringComparison.Ordinal);
        Assert.Null(NameProof.WhyWorse(network, network, [new ChangeResourceRecordSets("Z1") { Created = [Created] }], World.EndpointId));
    }

    [Fact]
    public void Private_dns_is_not_switched_on_over_a_zone_of_ones_own_that_has_the_name()
    {
        var network = Zoned.WithAttributes(World.VpcId, true, true);
        var on = new ModifyVpcEndpoint(World.EndpointId) { PrivateDnsEnabled = true };
        Assert.Contains("Z1", on.ObstacleIn(network, RepairQuotas.Default), StringComparison.Ordinal);
        Assert.Null(on.ObstacleIn(Central, RepairQuotas.Default));
        // A shorter zone is no conflict for EC2, and what it answers stays what it is.
        var shorter = Central.WithZone("Z1", "us-east-1.amazonaws.com", [World.VpcId], A(SqsName, "10.0.1.10"));
        Assert.Null(on.ObstacleIn(shorter, RepairQuotas.Default));
        Assert.Contains(SqsName, NameProof.WhyWorse(shorter, on.ApplyTo(shorter), [on], World.EndpointId), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_changed_since_is_an_obstacle()
    {
        const string zone = "Z1";
        var change = new ChangeResourceRecordSets(zone) { Deleted = [A(SqsName, "10.0.99.9")], Created = [Created] };
        var network = Central.WithZone(zone, SqsName, [World.VpcId], A(SqsName, "10.0.99.8"));
        Assert.Contains("no longer has the A record sqs.us-east-1.amazonaws.com (10.0.99.9)", change.ObstacleIn(network, RepairQuotas.Default), StringComparison.Ordinal);
        Assert.Contains("which is not replaced", (change with { Deleted = [] }).ObstacleIn(network, RepairQuotas.Default), StringComparison.Ordinal);
        Assert.False(change.IsDoneIn(network));
        Assert.True(change.IsDoneIn(Central.WithZone(zone, SqsName, [World.VpcId], Alias(SqsName, OwnName))));
    }

    [Fact]
    public void The_last_vpc_of_a_zone_stays() =>
        Assert.Contains("last VPC", new DisassociateVpcFromHostedZone("Z1", World.VpcId, "us-east-1").ObstacleIn(Zoned, RepairQuotas.Default),
            StringComparison.Ordinal);

    public static TheoryData<int> Actions => [0, 1, 2];

    [Theory, MemberData(nameof(Actions))]
    public void What_a_journal_holds_of_a_change_is_read_back_and_takes_back_no_more(int number)
    {
        HostedZoneAction action = number switch
        {
            0 => new AssociateVpcWithHostedZone("Z1", Spoke, "us-east-1") { Region = "us-east-1" },
            1 => new DisassociateVpcFromHostedZone("Z1", Spoke, "us-east-1") { Region = "us-east-1" },
            _ => new ChangeResourceRecordSets("Z1") { Deleted = [A(SqsName, "10.0.99.9", "10.0.99.8")], Created = [Created], Region = "us-east-1" },
        };
        Assert.Equal(action, RepairActionReader.Parse(action.ApiCall, "us-east-1"));
        var undo = action.Inverse(Zoned);
        Assert.Equal(undo, RepairActionReader.ParseUndo(undo.ApiCall, action));
        Assert.Throws<FormatException>(() => RepairActionReader.ParseUndo(action.ApiCall, action));
        Assert.Throws<FormatException>(() => RepairActionReader.ParseUndo(undo.ApiCall.Replace("Z1", "Z2", StringComparison.Ordinal), action));
    }

    [Fact]
    public async Task A_plan_is_carried_out_verified_and_undone()
    {
        var token = TestContext.Current.CancellationToken;
        var network = Central.WithZone("Z1", SqsName, [World.VpcId], A(SqsName, "10.0.99.9"));
        var plan = network.Plan();
        using var executor = new SimulatedRepairExecutor(network, RepairQuotas.Default);
        var run = new RepairRun(plan, executor, new(), null, TimeSpan.Zero);
        var results = new List<EndpointRepairResult>();
        foreach (var repair in plan.Repairs)
            results.Add(await run.ApplyAsync(repair, null, token));
        Assert.All(run.Verify(results, executor.Network), r => Assert.Equal((RepairStatus.Applied, true), (r.Status, r.Verified)));
        Assert.True(executor.Network.Ask(World.VpcId, SqsName).LeadsTo(World.EndpointId));
        foreach (var repair in plan.Repairs.Reverse())
        {
            var undone = await new UndoRun(executor, null, TimeSpan.Zero) { AllowBlockClients = [World.EndpointId] }
                .UndoAsync(new("r", repair, JournalEvent.Applied) { AccountId = network.AccountId, Region = network.Region }, null, token);
            Assert.True(undone.Status == RepairStatus.Applied, undone.Error);
        }

        Assert.Equal("10.0.99.9", executor.Network.Ask(World.VpcId, SqsName).Addresses.Single().ToString());
        // A record that somebody changed since stays as it is.
        var changed = Central.WithZone("Z1", SqsName, [World.VpcId], A(SqsName, "10.0.1.10"));
        using var later = new SimulatedRepairExecutor(changed, RepairQuotas.Default);
        var zone = plan.Repairs.Single(r => r.Action is HostedZoneAction);
        Assert.Equal(RepairStatus.Refused,
            (await new UndoRun(later, null, TimeSpan.Zero).UndoAsync(new("r", zone, JournalEvent.Applied), null, token)).Status);
        Assert.Equal(changed, later.Network);
    }

    [Fact]
    public void A_batch_of_a_journal_that_does_more_than_a_repair_is_refused() => Assert.Throws<FormatException>(() => RepairActionReader.Parse(
        new ChangeResourceRecordSets("Z1") { Created = [Created] }.ApiCall.Replace("CREATE", "UPSERT", StringComparison.Ordinal), null));
}
