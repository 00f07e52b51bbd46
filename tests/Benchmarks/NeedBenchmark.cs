using System.Diagnostics;
using System.Globalization;
using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Paths;
using VpceTools.Reachability;

namespace VpceTools.Benchmarks;

/// <summary>
/// From the symptom: whether each of many clients of a VPC reaches each of 50 names. The goal: 10,000 clients in under 3 s, growing
/// linearly. Half of the names are answered by endpoints of the VPC, and half lead out through a NAT gateway, or nowhere from isolated
/// subnets. A busy machine lengthens the elapsed time; the processor time is that of all threads.
/// </summary>
internal static class NeedBenchmark
{
    private const int GoalClients = 10_000;
    private const int Endpoints = 25;
    private static readonly (string Code, string Host)[] Services = [.. ServiceCatalog.Services
        .Where(service => service.Types.Contains(EndpointType.Interface) && service.Code is not ("s3" or "dynamodb"))
        .Select(service => (service.Code, Host: ServiceCatalog.DefaultHostOf(service.Code, "us-east-1")!)).Where(s => s.Host is not null)
        .DistinctBy(s => s.Host).Take(Endpoints)];

    public static int Run(TextWriter output)
    {
        output.WriteLine("  clients  names    paths  classes  processor ms  elapsed ms  allocated MB  reachable  elsewhere  blocked");
        // The first round pays for compiling.
        Measure(500, TextWriter.Null);
        var sizes = new[] { 2_500, 5_000, GoalClients, 20_000 };
        var spent = Array.ConvertAll(sizes, size => Measure(size, output));
        var goal = spent[Array.IndexOf(sizes, GoalClients)];
        output.WriteLine(string.Format(CultureInfo.InvariantCulture, "goal size {0:N0} ms (goal 3,000)", goal.TotalMilliseconds));
        return goal < TimeSpan.FromSeconds(3) ? 0 : 1;
    }

    private static TimeSpan Measure(int clients, TextWriter output)
    {
        var network = World(clients);
        var names = Services.Select(service => PathDestination.Parse(service.Host, "us-east-1")!)
            .Concat(Enumerable.Range(0, 25).Select(i => PathDestination.Parse($"service-{i}.example.com", "us-east-1")!)).ToArray();
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var finder = new PathFinder([network], new());
        var verdicts = new int[Enum.GetValues<PathVerdict>().Length];
        var (paths, all) = (0, finder.Clients().Where(c => c.Client.Kind == ClientKind.NetworkInterface).ToList());
        foreach (var path in finder.FindAll(all, names))
        {
            verdicts[(int)path.Verdict]++;
            paths++;
        }

        var elapsed = clock.Elapsed;
        process.Refresh();
        var spent = process.TotalProcessorTime - before;
        output.WriteLine(string.Format(CultureInfo.InvariantCulture,
            "{0,9}  {1,5}  {2,7}  {3,7}  {4,12:F0}  {5,10:F0}  {6,12}  {7,9}  {8,9}  {9,7}",
            all.Count, names.Length, paths, all.GroupBy(c => (c.Client.SubnetId, c.Client.GroupIds)).Count(), spent.TotalMilliseconds,
            elapsed.TotalMilliseconds,
            (GC.GetTotalAllocatedBytes() - allocated) >> 20, verdicts[(int)PathVerdict.Reachable],
            verdicts[(int)PathVerdict.ReachableOverInternet] + verdicts[(int)PathVerdict.NoEndpoint],
            verdicts[(int)PathVerdict.Blocked] + verdicts[(int)PathVerdict.Intermittent]));
        return elapsed;
    }

    /// <summary>
    /// One VPC of three zones. Twenty groups are on the clients, one of which lets nothing out; one endpoint's group admits a third of the
    /// subnets only, and every fifth table leads nowhere out.
    /// </summary>
    private static VpcNetwork World(int clients)
    {
        const string Vpc = "vpc-1";
        string[] zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
        var subnets = Enumerable.Range(0, 15).Select(s => new Subnet
        {
            Id = $"subnet-{s}", VpcId = Vpc, AvailabilityZone = zones[s % 3], OwnerId = "123456789012", State = "available",
            CidrBlocks = [CidrBlock.Containing(Address(s, 0), 20)], AvailableIpAddressCount = 1000,
        }).ToList();
        var workloads = Enumerable.Range(0, clients).Select(w => new NetworkInterface
        {
            Id = $"eni-{w}", VpcId = Vpc, SubnetId = subnets[w % 15].Id, InterfaceType = "interface", Status = "in-use",
            OwnerId = "123456789012",
            GroupIds = [$"sg-{w / 15 % 20}"], Addresses = [Address(w % 15, 300 + (w / 15))], InstanceId = $"i-{w}",
        });
        var endpoints = Services.Select((service, e) => new VpcEndpoint
        {
            Id = $"vpce-{e}", TypeName = "Interface", ServiceName = $"com.amazonaws.us-east-1.{service.Code}", VpcId = Vpc,
            StateName = "available",
            SubnetIds = ["subnet-0", "subnet-1", "subnet-2"], GroupIds = [e == 3 ? "sg-narrow" : "sg-wide"], PrivateDnsEnabled = true,
            IpAddressType = "ipv4", DnsRecordIpType = "ipv4", OwnerId = "123456789012",
            PolicyDocument = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""",
            NetworkInterfaceIds = [.. Enumerable.Range(0, 3).Select(z => $"eni-e{e}-{z}")],
        }).ToList();
        var interfaces = endpoints.SelectMany((endpoint, e) => Enumerable.Range(0, 3).Select(z => new NetworkInterface
        {
            Id = $"eni-e{e}-{z}", VpcId = Vpc, SubnetId = subnets[z].Id, AvailabilityZone = zones[z], InterfaceType = "vpc_endpoint",
            Status = "in-use",
            OwnerId = "123456789012", GroupIds = endpoint.GroupIds, Addresses = [Address(z, 10 + e)], RequesterManaged = true,
        }));
        return new()
        {
            AccountId = "123456789012",
            Region = "us-east-1",
            Described = [.. Enum.GetValues<ResourceKind>()],
            HostedZonesOfVpcs = [new(Vpc, [])],
            Endpoints = [.. endpoints],
            Services = [.. endpoints.Zip(Services, (endpoint, service) => new VpcEndpointService
            {
                ServiceName = endpoint.ServiceName, ServiceTypes = ["Interface"], AvailabilityZones = [.. zones], Owner = "amazon",
                PrivateDnsNames = [service.Host], VpcEndpointPolicySupported = true,
            })],
            Vpcs = [new() { Id = Vpc, CidrBlocks = [CidrBlock.Parse("10.0.0.0/16")], DhcpOptionsId = "dopt-1", OwnerId = "123456789012" }],
            VpcAttributes = [new(Vpc, true, true)],
            DhcpOptions = [new() { Id = "dopt-1", DomainNameServers = ["AmazonProvidedDNS"] }],
            Subnets = [.. subnets],
            SecurityGroups =
            [
                .. Enumerable.Range(0, 20).Select(g => Group($"sg-{g}", [],
                    g == 19 ? [] : [new() { Protocol = "-1", Cidr = CidrBlock.AnyIPv4 }])),
                Group("sg-wide", [Https("10.0.0.0/16")], []), Group("sg-narrow", [Https("10.0.0.0/18")], []),
            ],
            NetworkInterfaces = [.. workloads, .. interfaces],
            NetworkAcls = [new()
            {
                Id = "acl-1", VpcId = Vpc, SubnetIds = [.. subnets.Select(s => s.Id)],
                Entries = [new(100, false, true, -1, CidrBlock.AnyIPv4), new(100, true, true, -1, CidrBlock.AnyIPv4)],
            }],
            BlockPublicAccess = [new("us-east-1", "123456789012", "update-complete", "off")],
            NatGateways = [new() { Id = "nat-1", VpcId = Vpc, SubnetId = "subnet-0", State = "available", ConnectivityType = "public" }],
            RouteTables =
            [
                .. subnets.Select((subnet, s) => new RouteTable
                {
                    Id = $"rtb-{s}", VpcId = Vpc, SubnetIds = [subnet.Id],
                    Routes = [Local(), .. s % 5 == 4 ? [] : new[] { new Route
                        { Destination = CidrBlock.AnyIPv4, Target = s == 0 ? "igw-1" : "nat-1", State = "active" } }],
                }),
            ],
        };
    }

    private static SecurityGroup Group(string id, ValueList<SecurityGroupRule> ingress, ValueList<SecurityGroupRule> egress) =>
        new() { Id = id, Name = id, VpcId = "vpc-1", Ingress = ingress, Egress = egress, OwnerId = "123456789012" };

    private static SecurityGroupRule Https(string block) =>
        new() { Protocol = "tcp", FromPort = 443, ToPort = 443, Cidr = CidrBlock.Parse(block) };

    private static Route Local() => new()
    {
        Destination = CidrBlock.Parse("10.0.0.0/16"), Target = "local", State = "active",
        Origin = "CreateRouteTable"
    };

    private static IpAddress Address(int subnet, int host) => IpAddress.FromUInt32((10u << 24) | ((uint)subnet << 12) | (uint)host);
}
