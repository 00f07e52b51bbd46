using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Benchmarks;

/// <summary>
/// A hub with central endpoints and spokes, each in an account of its own, joined by one transit gateway of the hub's account. Every tenth
/// spoke has no way back, and every tenth other one an ACL that drops the return traffic on some ports.
/// </summary>
internal sealed record EstateWorld(int Spokes, int Endpoints, int SubnetsPerSpoke)
{
    private const string Hub = "vpc-hub";
    private const string Gateway = "tgw-1";
    private const string Table = "tgw-rtb-1";
    private static readonly string[] Zones = ["use1-az1", "use1-az2", "use1-az4"];
    private static readonly NetworkAclEntry[] Open =
    [
        new(100, IsEgress: false, IsAllow: true, -1, CidrBlock.AnyIPv4), new(100, IsEgress: true, IsAllow: true, -1, CidrBlock.AnyIPv4),
    ];

    /// <summary>The networks as they are read: the hub's account first.</summary>
    public IReadOnlyList<VpcNetwork> Networks() => [HubNetwork(), .. Enumerable.Range(0, Spokes).Select(SpokeNetwork)];

    private static string AccountOf(int spoke) => (200_000_000_000L + spoke).ToString(System.Globalization.CultureInfo.InvariantCulture);

    // 10.0.0.0/16 is the hub's, 10.1.0.0 and on /19 by /19 the spokes'.
    private static uint BaseOf(int spoke) => (10u << 24) + (1u << 16) + ((uint)spoke << 13);

    private static IpAddress Address(uint value) =>
        IpAddress.Parse($"{value >> 24}.{(value >> 16) & 255}.{(value >> 8) & 255}.{value & 255}");

    private static CidrBlock Block(uint first, int length) => CidrBlock.Containing(Address(first), length);

    private VpcNetwork HubNetwork()
    {
        const string Account = "100000000000";
        var hub = (10u << 24);
        var subnets = Enumerable.Range(0, 6).Select(s => new Subnet
        {
            Id = $"subnet-hub-{s}", VpcId = Hub, AvailabilityZone = $"us-east-1{(char)('a' + (s % 3))}", AvailabilityZoneId = Zones[s % 3],
            OwnerId = Account,
            State = "available", CidrBlocks = [Block(hub + ((uint)s << 8), 24)], AvailableIpAddressCount = 200,
        }).ToList();
        var endpoints = Enumerable.Range(0, Endpoints).Select(e => new VpcEndpoint
        {
            Id = $"vpce-{e}", TypeName = "Interface", ServiceName = $"com.amazonaws.us-east-1.service{e}", VpcId = Hub,
            StateName = "available",
            SubnetIds = ["subnet-hub-0", "subnet-hub-1", "subnet-hub-2"], GroupIds = [$"sg-{e % 4}"], PrivateDnsEnabled = true,
            IpAddressType = "ipv4", DnsRecordIpType = "ipv4", OwnerId = Account,
            PolicyDocument = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""",
            NetworkInterfaceIds = [.. Enumerable.Range(0, 3).Select(z => $"eni-e{e}-{z}")],
        }).ToList();
        var attachments = Enumerable.Range(-1, Spokes + 1).ToList();
        return Described(Account) with
        {
            Endpoints = [.. endpoints],
            Services = [.. endpoints.Select((endpoint, e) => new VpcEndpointService
            {
                ServiceName = endpoint.ServiceName, ServiceTypes = ["Interface"],
                AvailabilityZones = ["us-east-1a", "us-east-1b", "us-east-1c"], Owner = "amazon",
                PrivateDnsNames = [$"service{e}.us-east-1.amazonaws.com"], VpcEndpointPolicySupported = true,
            })],
            HostedZonesOfVpcs = [new(Hub, [])],
            Vpcs = [new() { Id = Hub, CidrBlocks = [Block(hub, 16)], DhcpOptionsId = "dopt-1", OwnerId = Account }],
            VpcAttributes = [new(Hub, true, true)],
            Subnets = [.. subnets],
            SecurityGroups = [.. Enumerable.Range(0, 4).Select(g => new SecurityGroup
            {
                Id = $"sg-{g}", Name = $"endpoints-{g}", VpcId = Hub, OwnerId = Account,
                Ingress = [new() { Protocol = "tcp", FromPort = 443, ToPort = 443, Cidr = CidrBlock.Parse("10.0.0.0/8") }],
            })],
            NetworkAcls = [new() { Id = "acl-hub", VpcId = Hub, OwnerId = Account, SubnetIds = [.. subnets.Select(s => s.Id)],
                Entries = [.. Open] }],
            RouteTables = [new()
            {
                Id = "rtb-hub", VpcId = Hub, IsMain = true, OwnerId = Account,
                Routes = [new() { Destination = Block(hub, 16), Target = "local", State = "active" },
                    new() { Destination = CidrBlock.Parse("10.0.0.0/8"), Target = Gateway, State = "active" }],
            }],
            NetworkInterfaces = [.. endpoints.SelectMany((endpoint, e) => Enumerable.Range(0, 3).Select(z => new NetworkInterface
            {
                Id = $"eni-e{e}-{z}", VpcId = Hub, SubnetId = subnets[z].Id, AvailabilityZone = subnets[z].AvailabilityZone,
                InterfaceType = "vpc_endpoint",
                Status = "in-use", OwnerId = Account, GroupIds = endpoint.GroupIds,
                Addresses = [Address(hub + ((uint)z << 8) + 10 + (uint)e)], RequesterManaged = true,
            }))],
            TransitGateways = [new() { Id = Gateway, OwnerId = Account, State = "available" }],
            TransitGatewayAttachments = [.. attachments.Select(s => new TransitGatewayAttachment
            {
                Id = AttachmentOf(s), TransitGatewayId = Gateway, TransitGatewayOwnerId = Account, ResourceOwnerId = s < 0 ? Account
                    : AccountOf(s), ResourceType = "vpc",
                ResourceId = VpcOf(s), State = "available", Association = new(Table, "associated"),
            })],
            TransitGatewayVpcAttachments = [.. attachments.Select(s => s < 0
                ? Attached(s, Account, subnets[3].Id, subnets[4].Id, subnets[5].Id)
                : Attached(s, AccountOf(s), [.. AttachmentSubnetsOf(s)]))],
            TransitGatewayRouteTables = [new() { Id = Table, TransitGatewayId = Gateway, State = "available" }],
            TransitGatewayRoutes = [new(Table, [.. attachments.Where(s => s < 0 || s % 10 != 3).Select(s => new TransitGatewayRoute
            {
                Destination = s < 0 ? Block(hub, 16) : Block(BaseOf(s), 19), Type = "propagated", State = "active",
                Attachments = [new(AttachmentOf(s), VpcOf(s), "vpc")],
            })])],
        };
    }

    private VpcNetwork SpokeNetwork(int spoke)
    {
        var (account, vpc, first) = (AccountOf(spoke), VpcOf(spoke), BaseOf(spoke));
        var subnets = Enumerable.Range(0, SubnetsPerSpoke).Select(s => new Subnet
        {
            Id = $"subnet-{spoke}-{s}", VpcId = vpc, AvailabilityZone = $"us-east-1{(char)('a' + (s % 3))}",
            AvailabilityZoneId = Zones[s % 3], OwnerId = account,
            State = "available", CidrBlocks = [Block(first + ((uint)s << 8), 24)], AvailableIpAddressCount = 200,
        }).ToList();
        return Described(account) with
        {
            HostedZonesOfVpcs = [new(vpc, [])],
            Vpcs = [new() { Id = vpc, CidrBlocks = [Block(first, 19)], DhcpOptionsId = "dopt-1", OwnerId = account }],
            VpcAttributes = [new(vpc, true, true)],
            Subnets = [.. subnets],
            NetworkAcls = [new()
            {
                Id = $"acl-{spoke}", VpcId = vpc, OwnerId = account, SubnetIds = [.. subnets.Select(s => s.Id)],
                Entries = spoke % 10 != 6 ? [.. Open]
                    : [Open[1], new(50, IsEgress: false, IsAllow: true, 6, CidrBlock.AnyIPv4, 32768, 65535)],
            }],
            RouteTables = [new()
            {
                Id = $"rtb-{spoke}", VpcId = vpc, IsMain = true, OwnerId = account,
                Routes = [new() { Destination = Block(first, 19), Target = "local", State = "active" },
                    new() { Destination = CidrBlock.Parse("10.0.0.0/8"), Target = Gateway, State = "active" }],
            }],
            TransitGatewayVpcAttachments = [Attached(spoke, account, [.. AttachmentSubnetsOf(spoke)])],
        };
    }

    private static IEnumerable<string> AttachmentSubnetsOf(int spoke) => Enumerable.Range(0, 3).Select(s => $"subnet-{spoke}-{s}");

    private static string VpcOf(int spoke) => spoke < 0 ? Hub : $"vpc-{spoke}";

    private static string AttachmentOf(int spoke) => spoke < 0 ? "tgw-attach-hub" : $"tgw-attach-{spoke}";

    private static TransitGatewayVpcAttachment Attached(int spoke, string account, params string[] subnets) => new()
    {
        Id = AttachmentOf(spoke), TransitGatewayId = Gateway, VpcId = VpcOf(spoke), VpcOwnerId = account, State = "available",
        SubnetIds = [.. subnets],
        ApplianceModeSupport = "disable", Ipv6Support = "disable",
    };

    private static VpcNetwork Described(string account) => new()
    {
        AccountId = account,
        Region = "us-east-1",
        Described = [.. Enum.GetValues<ResourceKind>()],
        DhcpOptions = [new() { Id = "dopt-1", DomainNameServers = ["AmazonProvidedDNS"] }],
    };
}
