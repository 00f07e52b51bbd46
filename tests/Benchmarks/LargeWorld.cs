using System.Globalization;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Benchmarks;

/// <summary>
/// An account of any size in the shape that accounts have: VPCs with six subnets in three zones, ten endpoints, a hundred workload
/// interfaces and twenty security groups each. Deterministic: the same size is the same world.
/// </summary>
internal static class LargeWorld
{
    public const int EndpointsPerVpc = 10;
    public const int WorkloadsPerVpc = 100;
    public const int GroupsPerVpc = 20;
    private const string Account = "123456789012";
    private static readonly string[] Services = ["sqs", "sns", "kms", "ssm", "ssmmessages", "ec2messages", "logs", "monitoring",
        "secretsmanager", "s3"];

    public static VpcNetwork Create(int vpcs)
    {
        var parts = Enumerable.Range(0, vpcs).Select(Vpc).ToList();
        return new()
        {
            AccountId = Account,
            Region = "us-east-1",
            Described = [.. Enum.GetValues<ResourceKind>()],
            Endpoints = [.. parts.SelectMany(p => p.Endpoints)],
            Services = [.. Services.Select(Service)],
            Vpcs = [.. parts.SelectMany(p => p.Vpcs)],
            VpcAttributes = [.. parts.SelectMany(p => p.VpcAttributes)],
            Subnets = [.. parts.SelectMany(p => p.Subnets)],
            SecurityGroups = [.. parts.SelectMany(p => p.SecurityGroups)],
            NetworkAcls = [.. parts.SelectMany(p => p.NetworkAcls)],
            RouteTables = [.. parts.SelectMany(p => p.RouteTables)],
            NetworkInterfaces = [.. parts.SelectMany(p => p.NetworkInterfaces)],
            PrefixLists = [new() { Id = "pl-63a5400a", Name = "com.amazonaws.us-east-1.s3",
                CidrBlocks = [CidrBlock.Parse("52.216.0.0/15"), CidrBlock.Parse("54.231.0.0/16"), CidrBlock.Parse("3.5.0.0/19")] }],
            DhcpOptions = [new() { Id = "dopt-00000000000000001", DomainNameServers = ["AmazonProvidedDNS"] }],
        };
    }

    private static VpcNetwork Vpc(int v)
    {
        string Id(string kind, int n) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{v:x8}{n:x9}");
        var vpcId = Id("vpc", 0);
        var prefix = $"10.{v % 256}";
        string[] zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
        var subnets = Enumerable.Range(0, 6).Select(s => new Subnet
        {
            Id = Id("subnet", s), VpcId = vpcId, AvailabilityZone = zones[s % 3], AvailabilityZoneId = $"use1-az{(s % 3) + 1}",
            OwnerId = Account, State = "available",
            CidrBlocks = [CidrBlock.Parse($"{prefix}.{s * 16}.0/20")], AvailableIpAddressCount = 4000,
        }).ToList();
        var groups = Enumerable.Range(0, GroupsPerVpc).Select(g => new SecurityGroup
        {
            Id = Id("sg", g), Name = g == 0 ? "default" : $"group-{g}", VpcId = vpcId, OwnerId = Account,
            Ingress = g == 1
                ? [new() { Protocol = "tcp", FromPort = 443, ToPort = 443, Cidr = CidrBlock.Parse($"{prefix}.0.0/16") }]
                : [.. Enumerable.Range(0, 10).Select(r =>
                    new SecurityGroupRule { Protocol = "tcp", FromPort = 8000 + r, ToPort = 8000 + r,
                        Cidr = CidrBlock.Parse($"{prefix}.{r}.0/24") })],
            Egress = [new() { Protocol = "-1", Cidr = CidrBlock.AnyIPv4 }],
        }).ToList();
        var workloads = Enumerable.Range(0, WorkloadsPerVpc).Select(w => new NetworkInterface
        {
            Id = Id("eni", w), VpcId = vpcId, SubnetId = subnets[w % 3].Id, AvailabilityZone = zones[w % 3], InterfaceType = "interface",
            Status = "in-use", OwnerId = Account,
            GroupIds = [groups[2 + (w % (GroupsPerVpc - 2))].Id], Addresses = [IpAddress.Parse($"{prefix}.{(w % 3) * 16}.{10 + w}")],
            InstanceId = Id("i", w),
        });
        var interfaces = Enumerable.Range(0, EndpointsPerVpc - 1).SelectMany(e => Enumerable.Range(0, 3).Select(z => new NetworkInterface
        {
            Id = Id("eni", 1000 + (e * 3) + z), VpcId = vpcId, SubnetId = subnets[3 + z].Id, AvailabilityZone = zones[z],
            InterfaceType = "vpc_endpoint", Status = "in-use",
            OwnerId = Account, GroupIds = [groups[1].Id], Addresses = [IpAddress.Parse($"{prefix}.{(3 + z) * 16}.{10 + e}")],
            RequesterManaged = true,
        }));
        var endpoints = Enumerable.Range(0, EndpointsPerVpc).Select(e => Services[e] == "s3"
            ? Endpoint(Id("vpce", e), vpcId, "s3") with { TypeName = "Gateway", RouteTableIds = [Id("rtb", 0)], PrivateDnsEnabled = false }
            : Endpoint(Id("vpce", e), vpcId, Services[e]) with
            {
                SubnetIds = [.. subnets.Skip(3).Select(s => s.Id)],
                GroupIds = [groups[1].Id],
                PrivateDnsEnabled = true,
                IpAddressType = "ipv4",
                DnsRecordIpType = "ipv4",
                NetworkInterfaceIds = [.. Enumerable.Range(0, 3).Select(z => Id("eni", 1000 + (e * 3) + z))],
            });
        return new()
        {
            Endpoints = [.. endpoints],
            Vpcs = [new() { Id = vpcId, CidrBlocks = [CidrBlock.Parse($"{prefix}.0.0/16")], DhcpOptionsId = "dopt-00000000000000001",
                OwnerId = Account }],
            VpcAttributes = [new(vpcId, true, true)],
            Subnets = [.. subnets],
            SecurityGroups = [.. groups],
            NetworkInterfaces = [.. workloads, .. interfaces],
            NetworkAcls =
            [
                Acl(Id("acl", 0), vpcId, subnets.Take(3), v % 5 == 0 ? 49152 : 1024), Acl(Id("acl", 1), vpcId, subnets.Skip(3), 1024),
            ],
            RouteTables =
            [
                new()
                {
                    Id = Id("rtb", 0), VpcId = vpcId, IsMain = true, OwnerId = Account,
                    Routes =
                    [
                        new() { Destination = CidrBlock.Parse($"{prefix}.0.0/16"), Target = "local", State = "active",
                            Origin = "CreateRouteTable" },
                        new() { DestinationPrefixListId = "pl-63a5400a", Target = Id("vpce", EndpointsPerVpc - 1), State = "active",
                            Origin = "CreateRoute" },
                    ],
                },
            ],
        };
    }

    /// <summary>Every fifth VPC lets answers in on too few ports, so that the work of finding and proving is measured too.</summary>
    private static NetworkAcl Acl(string id, string vpcId, IEnumerable<Subnet> subnets, int firstAnswerPort) => new()
    {
        Id = id, VpcId = vpcId, OwnerId = Account, SubnetIds = [.. subnets.Select(s => s.Id)],
        Entries =
        [
            new(100, false, true, 6, CidrBlock.AnyIPv4, 443, 443), new(110, false, true, 6, CidrBlock.AnyIPv4, firstAnswerPort, 65535),
            new(100, true, true, 6, CidrBlock.AnyIPv4, 443, 443), new(110, true, true, 6, CidrBlock.AnyIPv4, 1024, 65535),
            new(NetworkAclEntry.ClosingRuleNumber, false, false, -1, CidrBlock.AnyIPv4),
            new(NetworkAclEntry.ClosingRuleNumber, true, false, -1, CidrBlock.AnyIPv4),
        ],
    };

    private static VpcEndpoint Endpoint(string id, string vpcId, string service) => new()
    {
        Id = id, VpcId = vpcId, TypeName = "Interface", ServiceName = "com.amazonaws.us-east-1." + service, StateName = "available",
        OwnerId = Account,
        PolicyDocument = """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""",
    };

    private static VpcEndpointService Service(string name) => new()
    {
        ServiceName = "com.amazonaws.us-east-1." + name, ServiceTypes = [name == "s3" ? "Gateway" : "Interface"],
        AvailabilityZones = ["us-east-1a", "us-east-1b", "us-east-1c"],
        PrivateDnsNames = [name + ".us-east-1.amazonaws.com"], PrivateDnsNameVerificationState = "verified",
        VpcEndpointPolicySupported = true, SupportedIpAddressTypes = ["ipv4"], Owner = "amazon",
    };
}
