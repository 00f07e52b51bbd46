using CsCheck;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Paths;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Reachability;

/// <summary>
/// Random estates of three VPCs, two transit gateways and peerings, held against a walk that tries every packet and zone.
/// </summary>
public sealed class EstatePropertyTests
{
    private static readonly string[] Blocks = ["10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16", "10.0.1.0/24", "10.1.1.0/24"];
    private static readonly string[] Targets = ["tgw-0", "tgw-0", "tgw-1", "pcx-01", "pcx-02", "pcx-12", "igw-1", "gone"];
    private static readonly string[] Zones = ["us-east-1a", "us-east-1b"];

    [Fact]
    public void The_engine_says_what_a_naive_walk_finds() => Gen.Int[0, int.MaxValue - 1].Sample(seed => Judge(seed), iter: 400);

    /// <summary>Return traffic may arrive in the client's own subnet, where no ACL judges it, or in another: some of it is lost.</summary>
    [Fact]
    public void An_ACL_that_packets_meet_in_one_zone_only_loses_some() => Judge(991870737);

    /// <summary>
    /// Endpoints of one hub share ways, and subnets that send alike are one class of clients: both must come to what each of them comes to
    /// by itself.
    /// </summary>
    [Fact]
    public void What_is_computed_once_for_many_is_what_each_finds_by_itself() => Gen.Int[0, int.MaxValue - 1].Sample(seed =>
    {
        var world = Doubled(Estate(seed));
        var together = new CheckRunner(world, Remote);
        foreach (var endpoint in world.Endpoints)
        {
            var shared = together.ContextOf(endpoint);
            var outcomes = shared.ReachabilityAt(PathHops.All).Outcomes.ToDictionary(o => o.Client.Id, o => o.Outcome);
            var apart = new NetworkFilters(new(world));
            foreach (var client in shared.Clients.Clients)
            {
                var alone = new EndpointView(endpoint, apart, new([client with { PlaceId = null }], []), shared.Ports,
                    shared.EphemeralPorts);
                var (_, expected) = alone.ReachabilityAt(PathHops.All).Outcomes.Single();
                Assert.True(expected == outcomes[client.Id],
                    $"seed {seed}: {endpoint.Id} for {client.Label}: {expected}, not {outcomes[client.Id]}");
            }
        }
    }, iter: 150);

    /// <summary>What drops packets is said of each endpoint as if it were the only one, addresses and all.</summary>
    [Fact]
    public void An_endpoint_beside_another_is_said_the_same_of() => Gen.Int[0, int.MaxValue - 1].Sample(seed =>
    {
        var world = Doubled(Estate(seed));
        var together = new CheckRunner(world, Remote);
        foreach (var endpoint in world.Endpoints)
            Assert.Equal(new CheckRunner(world, Remote).Run(endpoint), together.Run(endpoint));
    }, iter: 100);

    [Fact]
    public void Subnets_that_send_alike_are_one_class()
    {
        var clients = new CheckRunner(Doubled(Estate(7)), Remote).ClientsOf("vpc-0");

        Assert.Contains(clients.ClassesBySubnet, c => c.Clients.Select(client => client.Id).SequenceEqual(["subnet-1s0", "subnet-1x0"]));
        // No ACL is between an attachment and what its own subnet holds.
        Assert.All(clients.ClassesBySubnet.Where(c => c.Shared.Id[^2] == 't' && c.Shared.VpcId != "vpc-0"), c => Assert.Single(c.Clients));
    }

    private static readonly CheckOptions Remote = new() { Clients = new() { IncludesRemote = true } };

    /// <summary>The estate with a second endpoint beside the first, and with a subnet beside each that has its table and ACL.</summary>
    private static VpcNetwork Doubled(VpcNetwork world)
    {
        var first = world.Endpoints[0];
        var interfaces = world.NetworkInterfaces.Where(n => first.NetworkInterfaceIds.Contains(n.Id)).ToList();
        var subnets = world.Subnets.Where(s => s.Id.Contains('s', StringComparison.Ordinal) && s.Id[^2] == 's').ToList();
        return world with
        {
            Described = [.. Enum.GetValues<ResourceKind>()],
            Endpoints = world.Endpoints.Add(first with
            {
                Id = "vpce-second",
                NetworkInterfaceIds = [.. interfaces.Select(n => n.Id + "-second")]
            }),
            NetworkInterfaces = world.NetworkInterfaces.Concat(interfaces.Select(n => n with
            {
                Id = n.Id + "-second",
                Addresses = [.. n.Addresses.Select(a => a.FirstInBlock(24).LastInBlock(26))],
            })).ToValueList(),
            Subnets = world.Subnets.Concat(subnets.Select(s => World.Subnet(Beside(s.Id), s.AvailabilityZone!,
                s.CidrBlocks[0].ToString().Replace(".1.0/24", ".41.0/24", StringComparison.Ordinal)
                    .Replace(".2.0/24", ".42.0/24", StringComparison.Ordinal))
                with
            { VpcId = s.VpcId })).ToValueList(),
            NetworkAcls = world.NetworkAcls.Select(acl => acl with
            {
                SubnetIds = [.. acl.SubnetIds, .. acl.SubnetIds.Where(id => id[^2] == 's').Select(Beside)],
            }).ToValueList(),
        };
    }

    private static string Beside(string id) => id.Remove(id.Length - 2) + "x" + id[^1];

    /// <summary>The random estates are of use only if all outcomes happen.</summary>
    [Fact]
    public void Estates_differ()
    {
        var outcomes = Enumerable.Range(1, 400).Select(seed => Walk(Estate(seed))).GroupBy(o => o).ToDictionary(g => g.Key, g => g.Count());
        Assert.All([ClientOutcome.Full, ClientOutcome.Partial, ClientOutcome.None],
            outcome => Assert.True(outcomes.TryGetValue(outcome, out var count) && count > 8,
                $"{outcome}: {outcomes.GetValueOrDefault(outcome)}"));
    }

    private static void Judge(int seed)
    {
        var world = Estate(seed);
        var options = new CheckOptions { Clients = new() { NetworkInterfaceIds = ["eni-client"] } };
        var runner = new CheckRunner(world, options);
        var reachability = runner.ContextOf(world.Endpoints[0]).ReachabilityAt(PathHops.All);
        var (_, outcome) = reachability.Outcomes.Single();
        var expected = Walk(world);
        string[] onTheWay = ["SecurityGroupIngress", "ClientSecurityGroupEgress", "NetworkAcl", "Route", "Peering", "TransitGateway"];
        var results = onTheWay.SelectMany(name => new CheckRunner(world, options, [CheckCatalog.Find(name)!]).Run(world.Endpoints[0]))
            .ToList();
        var allPass = results.TrueForAll(r => r.Status is CheckStatus.Passed or CheckStatus.NotApplicable);
        if (reachability.Missing.Count > 0)
        {
            // What comes out in one VPC and is routed on to a transit gateway from there is not followed, and passes nowhere.
            Assert.All(reachability.Missing, m => Assert.Contains("does with the packets", m.ResourceId, StringComparison.Ordinal));
            Assert.False(allPass, $"seed {seed}: passed without {string.Join("; ", reachability.Missing)}");
            return;
        }

        Assert.True(expected == outcome,
            $"seed {seed}: {expected}, not {outcome}: {string.Join("; ", reachability.BlockedHops.SelectMany(b => b.Hop.Faults).Select(f => f.Component + " " + f.Problem))}");

        // What a path says, and what the checks say together, is the same.
        var finder = new PathFinder([world], options);
        var (network, client) = finder.Clients().Single();
        var path = finder.Find(network, client, PathDestination.Parse("10.0.1.5", "us-east-1")!);
        Assert.True(path.Verdict == (expected switch
        {
            ClientOutcome.Full => PathVerdict.Reachable,
            ClientOutcome.None => PathVerdict.Blocked,
            _ => PathVerdict.Intermittent,
        }), $"seed {seed}: {expected}, and the path says {path.Verdict}: {path.Message}");
        Assert.True((expected == ClientOutcome.Full) == allPass,
            $"seed {seed}: {expected}, and the checks say {string.Join(", ", results.Select(r => $"{r.Check} {r.Status}"))}");
    }

    private static ClientOutcome Walk(VpcNetwork world)
    {
        var walk = new NaiveWalk(world);
        var client = world.NetworkInterfaces.Single(n => n.Id == "eni-client");
        // Every port of a client fares like one of these two.
        var all = world.Endpoints[0].NetworkInterfaceIds.SelectMany(id => new[] { 1024, 50000 }
            .SelectMany(port => walk.Exchange(client, world.NetworkInterfaces.Single(n => n.Id == id), port))).ToList();
        return all.TrueForAll(passed => passed) ? ClientOutcome.Full : all.Exists(passed => passed) ? ClientOutcome.Partial
            : ClientOutcome.None;
    }

    internal static VpcNetwork Estate(int seed)
    {
        var random = new Random(seed);
        bool Often() => random.Next(8) > 0;
        bool Half() => random.Next(2) == 0;
        T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
        var blocks = new[] { "10.0.0.0/16", "10.1.0.0/16", Often() ? "10.2.0.0/16" : "10.1.0.0/16" };
        string[] vpcs = ["vpc-0", "vpc-1", "vpc-2"];
        var (subnets, acls, tables) = (new List<Subnet>(), new List<NetworkAcl>(), new List<RouteTable>());
        for (var v = 0; v < 3; v++)
        {
            var start = blocks[v].Substring(0, 4);
            for (var z = 0; z < 2; z++)
            {
                foreach (var (kind, third) in new[] { ("s", z + 1), ("t", z + 11) })
                {
                    var id = $"subnet-{v}{kind}{z}";
                    subnets.Add(World.Subnet(id, Zones[z], $"{start}.{third}.0/24") with { VpcId = vpcs[v] });
                    acls.Add(Acl(id, random));
                }
            }

            // A route to a peering connection of two other VPCs cannot be written.
            var possible = Array.FindAll(Targets, t => !t.StartsWith("pcx-", StringComparison.Ordinal)
                || t.Contains(vpcs[v][^1], StringComparison.Ordinal));
            var away = Enumerable.Range(0, 3).Select(_ => One(possible)).Select(target => World.Route(One(Blocks), target,
                target == "gone" ? "blackhole" : "active", Often() ? "CreateRoute" : "EnableVgwRoutePropagation"));
            // Mostly a way that could work.
            if (Often())
                away = [World.Route("10.0.0.0/8", v == 2 ? "tgw-0" : One(["tgw-0", "tgw-0", "pcx-01"])), .. away.Take(random.Next(3) / 2)];
            Route[] routes = [World.Local(blocks[v]), .. away.GroupBy(r => (r.Destination, r.Origin == "EnableVgwRoutePropagation"))
                .Select(g => g.First())
                .Where(r => r.Destination!.Value.ToString() != blocks[v])];
            tables.Add(new() { Id = $"rtb-{v}", VpcId = vpcs[v], IsMain = true, Routes = [.. routes] });
            tables.Add(new()
            {
                Id = $"rtb-{v}t", VpcId = vpcs[v], SubnetIds = [$"subnet-{v}t0", $"subnet-{v}t1"],
                Routes = Often() ? [World.Local(blocks[v])]
                    : [World.Local(blocks[v]), World.Route($"{blocks[v].Substring(0, 4)}.1.0/24", "eni-gone", "blackhole")],
            });
        }

        var (attachments, ofVpcs, associations, transitRoutes) = (new List<TransitGatewayAttachment>(),
            new List<TransitGatewayVpcAttachment>(),
            new Dictionary<string, List<TransitGatewayTableAttachment>>(), new List<TransitGatewayRoutes>());
        string[] transitTables = ["tgw-rtb-00", "tgw-rtb-01", "tgw-rtb-10", "tgw-rtb-11"];
        foreach (var table in transitTables)
            associations[table] = [];
        for (var g = 0; g < 2; g++)
        {
            var own = transitTables.Skip(2 * g).Take(2).ToList();
            for (var v = 0; v < 3; v++)
            {
                if (!Often())
                    continue;
                var (id, table) = ($"tgw-attach-{g}{v}", Often() ? (Often() ? own[0] : own[1]) : null);
                var kind = Often() ? "t" : "s";
                var zones = Often() ? new[] { 0, 1 } : [random.Next(2)];
                attachments.Add(HubAndSpoke.Attachment(id, vpcs[v]) with
                {
                    TransitGatewayId = $"tgw-{g}",
                    Association = table is null ? null
                    : new(table, "associated")
                });
                ofVpcs.Add(HubAndSpoke.OfVpc(id, vpcs[v], [.. zones.Select(z => $"subnet-{v}{kind}{z}")]) with
                {
                    TransitGatewayId = $"tgw-{g}",
                    State = random.Next(16) > 0 ? "available" : "pendingAcceptance",
                    ApplianceModeSupport = Often() ? "disable" : "enable",
                });
                if (table is not null)
                    associations[table].Add(new(id, vpcs[v], "vpc", "associated"));
            }

            if (Often())
                associations[own[0]].Add(new("tgw-attach-p", $"tgw-{1 - g}", "peering", "associated"));
            foreach (var table in own)
                transitRoutes.Add(new(table, [.. TransitRoutes(g, ofVpcs, blocks, random)]));
        }

        attachments.Add(HubAndSpoke.Attachment("tgw-attach-p", "tgw-1", "peering") with { TransitGatewayId = "tgw-0", Association = null });
        return World.Healthy with
        {
            Endpoints = [World.Healthy.Endpoints[0] with { VpcId = "vpc-0", SubnetIds = ["subnet-0s0", "subnet-0s1"],
                NetworkInterfaceIds = ["eni-a", "eni-b"] }],
            Vpcs = vpcs.Select((id, v) => new Vpc { Id = id, CidrBlocks = [World.Cidr(blocks[v])], OwnerId = "123456789012" })
                .ToValueList(),
            Subnets = [.. subnets],
            NetworkAcls = [.. acls],
            RouteTables = [.. tables],
            NetworkInterfaces =
            [
                World.Interface("eni-a", "subnet-0s0", "10.0.1.5", World.EndpointGroup) with { VpcId = "vpc-0",
                    InterfaceType = "vpc_endpoint" },
                World.Interface("eni-b", "subnet-0s1", "10.0.2.5", World.EndpointGroup) with { VpcId = "vpc-0",
                    InterfaceType = "vpc_endpoint" },
                World.Interface("eni-client", "subnet-1s0", "10.1.1.10", World.AppGroup) with { VpcId = "vpc-1" },
            ],
            SecurityGroups =
            [
                World.Group(World.AppGroup, [], [World.Allow("-1", "0.0.0.0/0")]) with { VpcId = "vpc-1" },
                World.Group(World.EndpointGroup, [Often() ? World.Allow("tcp", "10.1.0.0/16", 443)
                    : World.Allow("tcp", World.AppGroup, 443)], []) with { VpcId = "vpc-0" },
            ],
            PeeringConnections = new[] { (0, 1), (0, 2), (1, 2) }.Select(p =>
                new VpcPeeringConnection($"pcx-{p.Item1}{p.Item2}", Often() ? "active" : "pending-acceptance",
                new(vpcs[p.Item1], null, "us-east-1", [World.Cidr(blocks[p.Item1])]),
                new(vpcs[p.Item2], null, "us-east-1", [World.Cidr(blocks[p.Item2])]))).ToValueList(),
            TransitGateways = [new() { Id = "tgw-0", OwnerId = "123456789012", State = "available" },
                new() { Id = "tgw-1", OwnerId = "123456789012", State = "available" }],
            TransitGatewayAttachments = [.. attachments],
            TransitGatewayVpcAttachments = [.. ofVpcs],
            TransitGatewayPeeringAttachments = [new("tgw-attach-p", Half() ? "available" : "pending",
                new("tgw-0", "123456789012", "us-east-1"), new("tgw-1", "123456789012", "us-east-1"))],
            TransitGatewayRouteTables = transitTables.Select((id, i) =>
                new TransitGatewayRouteTable { Id = id, TransitGatewayId = $"tgw-{i / 2}", State = "available" }).ToValueList(),
            TransitGatewayAssociations = associations.Select(a => new TransitGatewayAssociations(a.Key, [.. a.Value])).ToValueList(),
            TransitGatewayRoutes = [.. transitRoutes],
        };
    }

    private static IEnumerable<TransitGatewayRoute> TransitRoutes(int gateway, List<TransitGatewayVpcAttachment> attachments,
        string[] blocks, Random random)
    {
        var routes = new List<TransitGatewayRoute>();
        // What the attachments propagate: of two with one block only the first is there.
        foreach (var attachment in attachments.Where(a => a.TransitGatewayId == $"tgw-{gateway}"))
            if (random.Next(8) > 0)
                routes.Add(HubAndSpoke.Route(blocks[attachment.VpcId![^1] - '0'], attachment.Id, attachment.VpcId));
        if (random.Next(3) == 0)
            routes.Add(HubAndSpoke.Route(Blocks[random.Next(Blocks.Length)], null));
        if (random.Next(3) == 0)
            routes.Add(HubAndSpoke.Route(Blocks[random.Next(Blocks.Length)], "tgw-attach-p", $"tgw-{1 - gateway}", "peering", "static"));
        return routes.GroupBy(r => r.Destination).Select(g => g.First());
    }

    private static NetworkAcl Acl(string subnet, Random random)
    {
        var id = $"acl-{subnet[7..]}";
        if (random.Next(12) > 0)
            return HubAndSpoke.Open(id, subnet);
        var (egress, block) = (random.Next(2) == 0, Blocks[1 + random.Next(2)]);
        var deny = random.Next(3) > 0 ? World.Entry(90, egress, false, -1, block) : World.Entry(90, egress, false, 6, block, 1024, 40000);
        return World.Acl(id, [subnet], deny, World.AllowAll(100, false), World.AllowAll(100, true));
    }
}
