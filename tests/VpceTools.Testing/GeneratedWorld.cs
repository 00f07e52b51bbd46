using System.Globalization;
using System.Text.Json.Nodes;

namespace VpceTools.Testing;

/// <summary>
/// Large healthy worlds of any size, the same for the same size: VPCs with two client subnets and two endpoint subnets each, interface
/// endpoints in both zones, and workloads. For call counts and measurements.
/// </summary>
public sealed record GeneratedWorld
{
    private static readonly string[] Services = ["sqs", "sns", "ssm", "kms", "sts", "logs", "ecr.api", "ecr.dkr", "ec2", "secretsmanager"];

    /// <summary>The account that everything belongs to.</summary>
    public string AccountId { get; init; } = "111122223333";

    /// <summary>What the ids begin with, so that worlds of several accounts differ: 0 to 4095, each with 255 VPCs at most.</summary>
    public int Series { get; init; }

    /// <summary>How many VPCs.</summary>
    public int Vpcs { get; init; } = 20;

    /// <summary>How many endpoints in each VPC; the first is a gateway endpoint for Amazon S3.</summary>
    public int EndpointsPerVpc { get; init; } = 10;

    /// <summary>How many workload interfaces in each VPC.</summary>
    public int WorkloadsPerVpc { get; init; } = 20;

    /// <summary>How many security groups in each VPC, beside the endpoints' one.</summary>
    public int GroupsPerVpc { get; init; } = 5;

    /// <summary>How many ingress rules in each group.</summary>
    public int RulesPerGroup { get; init; } = 5;

    /// <summary>The world.</summary>
    public Ec2World Create() => new Ec2World().Add(Document());

    /// <summary>Its resources in one document, in the shape of the CLI's output.</summary>
    public JsonObject Document()
    {
        var document = new JsonObject();
        foreach (var kind in (string[])["Vpcs", "VpcAttributes", "Subnets", "SecurityGroups", "NetworkAcls", "RouteTables", "VpcEndpoints",
            "NetworkInterfaces"])
            document[kind] = new JsonArray();
        for (var vpc = 1; vpc <= Vpcs; vpc++)
            new Vpc(this, document, vpc).Add();
        document["ServiceDetails"] = new JsonArray([.. Services.Take(EndpointsPerVpc).Select(Service), Service("s3")]);
        document["PrefixLists"] = new JsonArray(new JsonObject
        {
            ["PrefixListId"] = "pl-0a1",
            ["PrefixListName"] = "com.amazonaws.us-east-1.s3", ["Cidrs"] = new JsonArray("52.216.0.0/15", "3.5.0.0/19")
        });
        return document;
    }

    private string Id(string prefix, int vpc, int index) => $"{prefix}-{(Series << 8) + vpc:x5}{index:x12}";

    private static JsonObject Service(string name) => new()
    {
        ["ServiceName"] = $"com.amazonaws.us-east-1.{name}",
        ["ServiceType"] = new JsonArray(new JsonObject { ["ServiceType"] = name == "s3" ? "Gateway" : "Interface" }),
        ["AvailabilityZones"] = new JsonArray("us-east-1a", "us-east-1b"),
        ["Owner"] = "amazon",
        ["PrivateDnsNames"] = name == "s3" ? new JsonArray()
            : new JsonArray(new JsonObject { ["PrivateDnsName"] = $"{name}.us-east-1.amazonaws.com" }),
        ["VpcEndpointPolicySupported"] = true,
        ["SupportedIpAddressTypes"] = new JsonArray("ipv4"),
    };

    /// <summary>One VPC in the making.</summary>
    private sealed class Vpc(GeneratedWorld size, JsonObject document, int number)
    {
        private readonly string _id = size.Id("vpc", number, 0);
        private readonly string _network = string.Create(CultureInfo.InvariantCulture, $"10.{number % 256}");

        public void Add()
        {
            To("Vpcs", new()
            {
                ["VpcId"] = _id, ["CidrBlock"] = $"{_network}.0.0/16", ["OwnerId"] = size.AccountId, ["State"] = "available",
                ["IsDefault"] = false, ["DhcpOptionsId"] = "default",
                ["CidrBlockAssociationSet"] = new JsonArray(new JsonObject
                {
                    ["CidrBlock"] = $"{_network}.0.0/16",
                    ["CidrBlockState"] = new JsonObject { ["State"] = "associated" }
                })
            });
            To("VpcAttributes", new()
            {
                ["VpcId"] = _id, ["EnableDnsSupport"] = new JsonObject { ["Value"] = true },
                ["EnableDnsHostnames"] = new JsonObject { ["Value"] = true }
            });
            for (var subnet = 0; subnet < 4; subnet++)
                To("Subnets", new()
                {
                    ["SubnetId"] = Subnet(subnet), ["VpcId"] = _id, ["CidrBlock"] = $"{_network}.{subnet * 32}.0/19",
                    ["AvailabilityZone"] = Zone(subnet), ["AvailabilityZoneId"] = $"use1-az{1 + (subnet % 2)}", ["State"] = "available",
                    ["OwnerId"] = size.AccountId, ["AvailableIpAddressCount"] = 8000
                });
            for (var group = 0; group <= size.GroupsPerVpc; group++)
                To("SecurityGroups", SecurityGroup(group));
            To("NetworkAcls", new()
            {
                ["NetworkAclId"] = size.Id("acl", number, 0), ["VpcId"] = _id, ["OwnerId"] = size.AccountId,
                ["IsDefault"] = true, ["Associations"] =
                    new JsonArray([.. Enumerable.Range(0, 4)
                        .Select(subnet => new JsonObject { ["NetworkAclAssociationId"] = size.Id("aclassoc", number, subnet),
                            ["NetworkAclId"] = size.Id("acl", number, 0), ["SubnetId"] = Subnet(subnet) })]),
                ["Entries"] = new JsonArray(Entry(true, 100, "allow"), Entry(true, 32767, "deny"),
                                    Entry(false, 100, "allow"), Entry(false, 32767, "deny"))
            });
            To("RouteTables", new()
            {
                ["RouteTableId"] = size.Id("rtb", number, 0), ["VpcId"] = _id, ["OwnerId"] = size.AccountId,
                ["Associations"] = new JsonArray(new JsonObject
                {
                    ["Main"] = true,
                    ["RouteTableAssociationId"] = size.Id("rtbassoc", number, 0), ["RouteTableId"] = size.Id("rtb", number, 0)
                }),
                ["Routes"] = new JsonArray(new JsonObject
                {
                    ["DestinationCidrBlock"] = $"{_network}.0.0/16",
                    ["GatewayId"] = "local", ["State"] = "active", ["Origin"] = "CreateRouteTable"
                },
                                new JsonObject
                                {
                                    ["DestinationPrefixListId"] = "pl-0a1", ["GatewayId"] = size.Id("vpce", number, 0),
                                    ["State"] = "active", ["Origin"] = "CreateRoute"
                                })
            });
            for (var endpoint = 0; endpoint < size.EndpointsPerVpc; endpoint++)
                AddEndpoint(endpoint);
            for (var workload = 0; workload < size.WorkloadsPerVpc; workload++)
                AddInterface(10_000 + workload, "interface", workload % 2, 1 + (workload % Math.Max(1, size.GroupsPerVpc)));
        }

        private void AddEndpoint(int endpoint)
        {
            var gateway = endpoint == 0;
            var service = gateway ? "s3" : Services[(endpoint - 1) % Services.Length];
            var interfaces = new JsonArray();
            for (var zone = 0; !gateway && zone < 2; zone++)
                interfaces.Add(AddInterface((endpoint * 2) + zone, "vpc_endpoint", 2 + zone, 0));
            To("VpcEndpoints", new()
            {
                ["VpcEndpointId"] = size.Id("vpce", number, endpoint),
                ["VpcEndpointType"] = gateway ? "Gateway" : "Interface",
                ["VpcId"] = _id,
                ["ServiceName"] = $"com.amazonaws.us-east-1.{service}",
                ["State"] = "available",
                ["PolicyDocument"] = """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""",
                ["RouteTableIds"] = gateway ? new JsonArray(size.Id("rtb", number, 0)) : new JsonArray(),
                ["SubnetIds"] = gateway ? new JsonArray() : new JsonArray(Subnet(2), Subnet(3)),
                ["Groups"] = gateway ? new JsonArray() : new JsonArray(Group(0)),
                ["IpAddressType"] = "ipv4",
                ["PrivateDnsEnabled"] = !gateway && endpoint <= Services.Length,
                ["RequesterManaged"] = false,
                ["NetworkInterfaceIds"] = interfaces,
                ["CreationTimestamp"] = "2024-05-01T10:00:00+00:00",
                ["OwnerId"] = size.AccountId,
            });
        }

        private string AddInterface(int index, string type, int subnet, int group)
        {
            var id = size.Id("eni", number, index);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(index, 15_000); // the subnets' addresses end there
            var address = string.Create(CultureInfo.InvariantCulture,
                $"{_network}.{(subnet * 32) + (((index % 8000) + 10) / 250)}.{((index % 8000) + 10) % 250}");
            To("NetworkInterfaces", new()
            {
                ["NetworkInterfaceId"] = id, ["InterfaceType"] = type,
                ["RequesterManaged"] = type == "vpc_endpoint", ["Status"] = "in-use", ["SubnetId"] = Subnet(subnet), ["VpcId"] = _id,
                ["AvailabilityZone"] = Zone(subnet), ["OwnerId"] = size.AccountId, ["PrivateIpAddress"] = address,
                ["PrivateIpAddresses"] = new JsonArray(new JsonObject { ["Primary"] = true, ["PrivateIpAddress"] = address }),
                ["Groups"] = new JsonArray(Group(group)), ["Ipv6Addresses"] = new JsonArray()
            });
            return id;
        }

        private JsonObject SecurityGroup(int group)
        {
            var ingress = new JsonArray(Permission("tcp", 443, $"{_network}.0.0/16"));
            for (var rule = 1; rule < size.RulesPerGroup; rule++)
                ingress.Add(Permission("tcp", 1000 + rule, string.Create(CultureInfo.InvariantCulture, $"192.168.{rule % 256}.0/24")));
            var json = Group(group);
            json["Description"] = "generated";
            json["OwnerId"] = size.AccountId;
            json["VpcId"] = _id;
            json["IpPermissions"] = ingress;
            json["IpPermissionsEgress"] = new JsonArray(Permission("-1", null, "0.0.0.0/0"));
            return json;
        }

        private JsonObject Group(int group) => new()
        {
            ["GroupId"] = size.Id("sg", number, group), ["GroupName"] = group == 0 ? "endpoints"
            : $"workloads-{group}"
        };

        private string Subnet(int subnet) => size.Id("subnet", number, subnet);

        private static string Zone(int subnet) => subnet % 2 == 0 ? "us-east-1a" : "us-east-1b";

        private static JsonObject Permission(string protocol, int? port, string cidr)
        {
            var json = new JsonObject
            {
                ["IpProtocol"] = protocol, ["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = cidr }),
                ["Ipv6Ranges"] = new JsonArray(), ["PrefixListIds"] = new JsonArray(), ["UserIdGroupPairs"] = new JsonArray()
            };
            if (port is { } number)
            {
                json["FromPort"] = number;
                json["ToPort"] = number;
            }

            return json;
        }

        private static JsonObject Entry(bool egress, int rule, string action) =>
            new() { ["CidrBlock"] = "0.0.0.0/0", ["Egress"] = egress, ["Protocol"] = "-1", ["RuleAction"] = action, ["RuleNumber"] = rule };

        private void To(string kind, JsonObject resource) => ((JsonArray)document[kind]!).Add(resource);
    }
}
