using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Model;

namespace VpceTools.Loading;

/// <summary>
/// Runs the checks once over a made-up endpoint while EC2 is still answering. The runtime compiles code when it is first used, and for a
/// cold command that costs more than the diagnosis itself (measured: a tenth of a second of the whole); the wait for EC2 has room for it.
/// </summary>
internal static class JitWarmUp
{
    private static readonly Lazy<Task> Run = new(() => Task.Run(Perform));

    /// <summary>Starts it on another thread; once a process. Nothing waits for it, and nothing of it shows.</summary>
    public static void Start() => _ = Run.Value;

    private static void Perform()
    {
        foreach (var endpoint in World.Endpoints)
            foreach (var result in new CheckRunner(World).Run(endpoint))
                _ = result.Findings.Count;
    }

    private static VpcNetwork World { get; } = new()
    {
        Described =
        [
            ResourceKind.VpcEndpoint, ResourceKind.VpcEndpointService, ResourceKind.Vpc, ResourceKind.VpcAttribute,
            ResourceKind.Subnet, ResourceKind.SecurityGroup, ResourceKind.NetworkAcl, ResourceKind.RouteTable,
            ResourceKind.NetworkInterface, ResourceKind.PrefixList, ResourceKind.DhcpOptions,
        ],
        Endpoints =
        [
            new()
            {
                Id = "vpce-0", ServiceName = "com.amazonaws.us-east-1.sqs", VpcId = "vpc-0", StateName = "available",
                SubnetIds = ["subnet-0"], GroupIds = ["sg-0"], NetworkInterfaceIds = ["eni-0"], PrivateDnsEnabled = true,
                PolicyDocument = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""",
            },
        ],
        Services =
        [
            new()
            {
                ServiceName = "com.amazonaws.us-east-1.sqs", ServiceTypes = ["Interface"], AvailabilityZones = ["us-east-1a"],
                PrivateDnsNames = ["sqs.us-east-1.amazonaws.com"],
            },
        ],
        Vpcs = [new() { Id = "vpc-0", CidrBlocks = [Block], DhcpOptionsId = "dopt-0" }],
        VpcAttributes = [new("vpc-0", true, true)],
        DhcpOptions = [new() { Id = "dopt-0", DomainNameServers = ["AmazonProvidedDNS"] }],
        Subnets =
        [
            new() { Id = "subnet-0", VpcId = "vpc-0", AvailabilityZone = "us-east-1a", CidrBlocks = [Block] },
            new() { Id = "subnet-1", VpcId = "vpc-0", AvailabilityZone = "us-east-1b", CidrBlocks = [Block] },
        ],
        SecurityGroups =
        [
            new()
            {
                Id = "sg-0", VpcId = "vpc-0",
                Ingress = [new() { Protocol = "tcp", FromPort = 80, ToPort = 443, Cidr = Block }],
                Egress = [new() { Protocol = "tcp", FromPort = 80, ToPort = 80, Group = new("sg-0") }],
            },
        ],
        NetworkAcls =
        [
            new()
            {
                Id = "acl-0", VpcId = "vpc-0", SubnetIds = ["subnet-0", "subnet-1"],
                Entries = [new(100, false, true, -1, Block), new(100, true, true, 6, Block, 443, 443)],
            },
        ],
        RouteTables = [new() { Id = "rtb-0", VpcId = "vpc-0", IsMain = true, Routes = [new() { Destination = Block, Target = "local" }] }],
        NetworkInterfaces =
        [
            new()
            {
                Id = "eni-0", VpcId = "vpc-0", SubnetId = "subnet-0", InterfaceType = "vpc_endpoint", Status = "in-use",
                GroupIds = ["sg-0"], Addresses = [Block.First],
            },
            new()
            {
                Id = "eni-1", VpcId = "vpc-0", SubnetId = "subnet-1", InterfaceType = "interface", Status = "in-use",
                GroupIds = ["sg-0"], Addresses = [Block.Last],
            },
        ],
    };

    private static CidrBlock Block => CidrBlock.Parse("10.0.0.0/24");
}
