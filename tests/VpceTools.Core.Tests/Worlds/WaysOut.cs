using VpceTools.Model;

namespace VpceTools.Core.Tests.Worlds;

/// <summary>Ways out of a world's VPC, with all that has to be known for them to count.</summary>
internal static class WaysOut
{
    public const string PublicSubnet = "subnet-public";

    /// <summary>A NAT gateway in a public subnet that has no client, and the route of the main table to it.</summary>
    public static VpcNetwork WithNat(this VpcNetwork network, Func<NatGateway, NatGateway>? change = null, string mode = "off") =>
        network.WithPublicSubnet(mode).WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1")) with
        {
            NatGateways =
            [
                (change ?? (n => n))(new()
                {
                    Id = "nat-1", VpcId = World.VpcId, SubnetId = PublicSubnet, State = "available", ConnectivityType = "public",
                    AvailabilityMode = "zonal",
                }),
            ],
        };

    public static VpcNetwork WithPublicSubnet(this VpcNetwork network, string mode = "off") => network.WithTable(new()
    {
        Id = "rtb-public", VpcId = World.VpcId, SubnetIds = [PublicSubnet],
        Routes = [World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "igw-1")],
    }) with
    {
        Subnets = network.Subnets.Add(World.Subnet(PublicSubnet, "us-east-1a", "10.0.99.0/24")),
        BlockPublicAccess = [new("us-east-1", "123456789012", "update-complete", mode)],
    };

    /// <summary>The world with all evidence on names: no hosted zone, rule, Profile or firewall of one's own.</summary>
    public static VpcNetwork WithoutZones(this VpcNetwork network) => network with
    {
        HostedZonesOfVpcs = [new(World.VpcId, [])],
    };

    /// <summary>The world without evidence on names.</summary>
    public static VpcNetwork WithZonesUnknown(this VpcNetwork network) => network with
    {
        Described = [.. network.Described.Where(kind => kind != ResourceKind.HostedZone)],
        HostedZonesOfVpcs = [],
    };

    /// <summary>What AWS says of services of the Region, each with its private names.</summary>
    public static VpcNetwork WithNames(this VpcNetwork network, params (string Code, string[] Names)[] services) => network with
    {
        Services = network.Services.Concat(services.Select(s => new VpcEndpointService
        {
            ServiceName = "com.amazonaws.us-east-1." + s.Code, ServiceTypes = ["Interface"], PrivateDnsNames = [.. s.Names],
            Owner = "amazon",
        })).ToValueList(),
    };
}
