using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Worlds;

/// <summary>
/// A healthy world with one interface endpoint and complete evidence: 10.0.0.0/16 in two zones, a client in each zone, the endpoint in
/// subnets of its own. Tests change one thing with <c>with</c> or the helpers and see what a check says.
/// </summary>
internal static class World
{
    public const string VpcId = "vpc-1";
    public const string EndpointId = "vpce-1";
    public const string GatewayId = "vpce-2";
    public const string AppSubnetA = "subnet-appa";
    public const string AppSubnetB = "subnet-appb";
    public const string EndpointSubnetA = "subnet-epa";
    public const string EndpointSubnetB = "subnet-epb";
    public const string AppGroup = "sg-app";
    public const string EndpointGroup = "sg-ep";
    public const string AppAcl = "acl-app";
    public const string EndpointAcl = "acl-ep";
    public const string MainTable = "rtb-main";
    public const string AppInterfaceA = "eni-appa";
    public const string AppInterfaceB = "eni-appb";
    public const string EndpointInterfaceA = "eni-epa";
    public const string EndpointInterfaceB = "eni-epb";
    public const string S3PrefixList = "pl-s3";

    public static VpcNetwork Healthy { get; } = new()
    {
        AccountId = "123456789012",
        Region = "us-east-1",
        Described = [.. Enum.GetValues<ResourceKind>()],
        HostedZonesOfVpcs = [new(VpcId, [])],
        Endpoints =
        [
            new()
            {
                Id = EndpointId, TypeName = "Interface", ServiceName = "com.amazonaws.us-east-1.sqs", VpcId = VpcId,
                StateName = "available",
                SubnetIds = [EndpointSubnetA, EndpointSubnetB], GroupIds = [EndpointGroup],
                NetworkInterfaceIds = [EndpointInterfaceA, EndpointInterfaceB],
                PrivateDnsEnabled = true, IpAddressType = "ipv4", DnsRecordIpType = "ipv4", OwnerId = "123456789012",
                PolicyDocument = DefaultPolicy,
            },
        ],
        Services =
        [
            new()
            {
                ServiceName = "com.amazonaws.us-east-1.sqs", ServiceTypes = ["Interface"],
                AvailabilityZones = ["us-east-1a", "us-east-1b", "us-east-1c"],
                PrivateDnsNames = ["sqs.us-east-1.amazonaws.com"], PrivateDnsNameVerificationState = "verified",
                VpcEndpointPolicySupported = true,
                SupportedIpAddressTypes = ["ipv4", "ipv6"], Owner = "amazon",
            },
        ],
        Vpcs = [new() { Id = VpcId, CidrBlocks = [Cidr("10.0.0.0/16")], DhcpOptionsId = "dopt-1", OwnerId = "123456789012" }],
        VpcAttributes = [new(VpcId, true, true)],
        DhcpOptions = [new() { Id = "dopt-1", DomainNameServers = ["AmazonProvidedDNS"] }],
        Subnets =
        [
            Subnet(AppSubnetA, "us-east-1a", "10.0.1.0/24"), Subnet(AppSubnetB, "us-east-1b", "10.0.2.0/24"),
            Subnet(EndpointSubnetA, "us-east-1a", "10.0.11.0/24"), Subnet(EndpointSubnetB, "us-east-1b", "10.0.12.0/24"),
        ],
        NetworkInterfaces =
        [
            Interface(AppInterfaceA, AppSubnetA, "10.0.1.10", AppGroup) with { InstanceId = "i-a" },
            Interface(AppInterfaceB, AppSubnetB, "10.0.2.10", AppGroup) with { InterfaceType = "lambda" },
            Interface(EndpointInterfaceA, EndpointSubnetA, "10.0.11.5", EndpointGroup) with { InterfaceType = "vpc_endpoint",
                RequesterManaged = true },
            Interface(EndpointInterfaceB, EndpointSubnetB, "10.0.12.5", EndpointGroup) with { InterfaceType = "vpc_endpoint",
                RequesterManaged = true },
        ],
        SecurityGroups =
        [
            Group(AppGroup, ingress: [], egress: [Allow("-1", "0.0.0.0/0")]),
            Group(EndpointGroup, ingress: [Allow("tcp", "10.0.0.0/16", 443)], egress: []),
        ],
        NetworkAcls =
        [
            Acl(AppAcl, [AppSubnetA, AppSubnetB], AllowAll(100, false), AllowAll(100, true)),
            Acl(EndpointAcl, [EndpointSubnetA, EndpointSubnetB], AllowAll(100, false), AllowAll(100, true)),
        ],
        RouteTables = [new() { Id = MainTable, VpcId = VpcId, IsMain = true, Routes = [Local("10.0.0.0/16")] }],
    };

    /// <summary>The healthy world with an S3 gateway endpoint in place of the interface endpoint.</summary>
    public static VpcNetwork HealthyGateway { get; } = Healthy with
    {
        Endpoints =
        [
            new()
            {
                Id = GatewayId, TypeName = "Gateway", ServiceName = "com.amazonaws.us-east-1.s3", VpcId = VpcId, StateName = "available",
                RouteTableIds = [MainTable], OwnerId = "123456789012", PolicyDocument = DefaultPolicy,
            },
        ],
        Services =
        [
            new()
            {
                ServiceName = "com.amazonaws.us-east-1.s3", ServiceTypes = ["Gateway", "Interface"],
                AvailabilityZones = ["us-east-1a", "us-east-1b", "us-east-1c"],
                PrivateDnsNames = ["s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com"], VpcEndpointPolicySupported = true,
                Owner = "amazon",
            },
        ],
        NetworkInterfaces = Healthy.NetworkInterfaces.Where(n => n.InterfaceType != "vpc_endpoint").ToValueList(),
        PrefixLists = [new() { Id = S3PrefixList, Name = "com.amazonaws.us-east-1.s3",
            CidrBlocks = [Cidr("52.216.0.0/15"), Cidr("54.231.0.0/16")] }],
        RouteTables =
        [
            new()
            {
                Id = MainTable, VpcId = VpcId, IsMain = true,
                Routes = [Local("10.0.0.0/16"), new() { DestinationPrefixListId = S3PrefixList, Target = GatewayId, State = "active",
                    Origin = "CreateRoute" }],
            },
        ],
    };

    public const string DefaultPolicy =
        """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    public static CidrBlock Cidr(string text) => CidrBlock.Parse(text);

    public static Subnet Subnet(string id, string zone, params string[] blocks) => new()
    {
        Id = id, VpcId = VpcId, AvailabilityZone = zone, CidrBlocks = [.. blocks.Select(Cidr)], AvailableIpAddressCount = 200,
        OwnerId = "123456789012", State = "available",
    };

    public static NetworkInterface Interface(string id, string subnet, string address, params string[] groups) => new()
    {
        Id = id, VpcId = VpcId, SubnetId = subnet, InterfaceType = "interface", Status = "in-use", GroupIds = [.. groups],
        Addresses = [.. address.Split(' ').Select(IpAddress.Parse)], OwnerId = "123456789012",
    };

    public static SecurityGroup Group(string id, ValueList<SecurityGroupRule> ingress, ValueList<SecurityGroupRule> egress) =>
        new() { Id = id, Name = id, VpcId = VpcId, Ingress = ingress, Egress = egress, OwnerId = "123456789012" };

    /// <summary>A rule whose peer is a CIDR block, a prefix list (<c>pl-</c>) or a group (<c>sg-</c>).</summary>
    public static SecurityGroupRule Allow(string protocol, string peer, int? from = null, int? to = null)
    {
        var rule = new SecurityGroupRule { Protocol = protocol, FromPort = from, ToPort = to ?? from };
        return peer.StartsWith("sg-", StringComparison.Ordinal) ? rule with { Group = new(peer) }
            : peer.StartsWith("pl-", StringComparison.Ordinal) ? rule with { PrefixListId = peer }
            : rule with { Cidr = Cidr(peer) };
    }

    /// <summary>An ACL with the closing denies that EC2 adds.</summary>
    public static NetworkAcl Acl(string id, ValueList<string> subnets, params NetworkAclEntry[] entries) => new()
    {
        Id = id, VpcId = VpcId, SubnetIds = subnets, OwnerId = "123456789012",
        Entries = [.. entries, Entry(32767, false, false, -1, "0.0.0.0/0"), Entry(32767, true, false, -1, "0.0.0.0/0")],
    };

    public static NetworkAclEntry Entry(int number, bool egress, bool allow, int protocol, string block, int? from = null,
        int? to = null) =>
        new(number, egress, allow, protocol, Cidr(block), from, to ?? from);

    public static NetworkAclEntry AllowAll(int number, bool egress) => Entry(number, egress, true, -1, "0.0.0.0/0");

    public static Route Local(string block) =>
        new() { Destination = Cidr(block), Target = "local", State = "active", Origin = "CreateRouteTable" };

    public static Route Route(string block, string target, string state = "active", string origin = "CreateRoute") =>
        new() { Destination = Cidr(block), Target = target, State = state, Origin = origin };

    /// <summary>A copy with the element of an id replaced.</summary>
    public static ValueList<T> Replacing<T>(this ValueList<T> list, Func<T, bool> which, Func<T, T> change) =>
        list.Select(item => which(item) ? change(item) : item).ToValueList();

    public static VpcNetwork WithEndpoint(this VpcNetwork network, Func<VpcEndpoint, VpcEndpoint> change) =>
        network with { Endpoints = network.Endpoints.Select((e, i) => i == 0 ? change(e) : e).ToValueList() };

    public static VpcNetwork WithGroup(this VpcNetwork network, SecurityGroup group) => network with
    {
        SecurityGroups = network.SecurityGroups.Any(g => g.Id == group.Id)
            ? network.SecurityGroups.Replacing(g => g.Id == group.Id, _ => group) : network.SecurityGroups.Add(group),
    };

    public static VpcNetwork WithAcl(this VpcNetwork network, NetworkAcl acl) => network with
    {
        NetworkAcls = network.NetworkAcls.Any(a => a.Id == acl.Id)
            ? network.NetworkAcls.Replacing(a => a.Id == acl.Id, _ => acl) : network.NetworkAcls.Add(acl),
    };

    public static VpcNetwork WithRoutes(this VpcNetwork network, params Route[] routes) =>
        network with { RouteTables = network.RouteTables.Replacing(t => t.Id == MainTable, t => t with { Routes = [.. routes] }) };

    /// <summary>A copy in which a kind of evidence was never asked for.</summary>
    public static VpcNetwork Without(this VpcNetwork network, ResourceKind kind)
    {
        var rest = network with { Described = network.Described.Where(k => k != kind).ToValueList() };
        return kind switch
        {
            ResourceKind.SecurityGroup => rest with { SecurityGroups = [] },
            ResourceKind.NetworkAcl => rest with { NetworkAcls = [] },
            ResourceKind.RouteTable => rest with { RouteTables = [] },
            ResourceKind.Subnet => rest with { Subnets = [] },
            ResourceKind.NetworkInterface => rest with { NetworkInterfaces = [] },
            ResourceKind.PrefixList => rest with { PrefixLists = [] },
            ResourceKind.DhcpOptions => rest with { DhcpOptions = [] },
            ResourceKind.Vpc => rest with { Vpcs = [] },
            ResourceKind.VpcAttribute => rest with { VpcAttributes = [] },
            ResourceKind.VpcEndpointService => rest with { Services = [] },
            ResourceKind.VpcPeeringConnection => rest with { PeeringConnections = [] },
            _ => rest,
        };
    }

    /// <summary>A copy in which IAM denied a call.</summary>
    public static VpcNetwork Denied(this VpcNetwork network, ResourceKind kind) => network.Without(kind) with
    {
        Failures = network.Failures.Add(new(kind, true, DescribeCall.For(kind).IamAction,
            "You are not authorized to perform this operation.")),
    };

    /// <summary>Runs one check on the first endpoint.</summary>
    public static EndpointTestResult Check<T>(this VpcNetwork network, CheckOptions? options = null)
        where T : ICheck, new() =>
        new CheckRunner(network, options, [new T()]).Run(network.Endpoints[0]).Single();
}
