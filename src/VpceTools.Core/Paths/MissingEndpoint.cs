using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Repairs.Actions;

namespace VpceTools.Paths;

/// <summary>Proposes the endpoint that a VPC lacks, and computes on the network with it who reaches the service then.</summary>
internal static class MissingEndpoint
{
    private const string EndpointId = "vpce-new";
    private const string GroupId = "sg-new";

    /// <summary>
    /// The proposal; null where the service has no endpoint to be created in the Region, or the evidence holds no subnet of the VPC.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="vpcId">The VPC.</param>
    /// <param name="host">What the name is to which service.</param>
    /// <param name="to">What is called.</param>
    /// <param name="port">The port.</param>
    /// <param name="walk">The paths of all clients of the VPC in a network.</param>
    public static EndpointProposal? Propose(
        VpcNetwork network, string vpcId, ServiceHost host, PathDestination to, Port port, Func<VpcNetwork,
            IEnumerable<EndpointPath>> walk)
    {
        var service = host.Service;
        // What its clients prefer inside a VPC is first; a gateway endpoint takes FIPS names like all others.
        var type = service.Types[0];
        var isFips = host.Name.IsFips && type != EndpointType.Gateway;
        if (network.Region is not { } region || ServiceNameOf(network, service, region, isFips) is not { } name
            || network.Vpcs.FirstOrDefault(v => v.Id == vpcId) is not { } vpc)
            return null;
        var assumptions = new List<string>();
        var subnets = network.Subnets.Where(s => s.VpcId == vpcId).ToList();
        var chosen = type == EndpointType.Interface ? OnePerZone(network, name, subnets, assumptions) : [];
        var index = new NetworkIndex(network);
        var tables = type == EndpointType.Gateway
            ? subnets.Select(s => index.RouteTableOf(s)?.Id).OfType<string>().Distinct().OrderBy(id => id, StringComparer.Ordinal).ToList()
                : [];
        if (chosen.Count + tables.Count == 0)
            return null;
        var blocks = vpc.CidrBlocks.Where(block => block.Family == IpFamily.IPv4).ToValueList();
        var covered = isFips ? to.Name!.ToString() : ServiceCatalog.DefaultHostOf(service.Code, region);
        var changed = With(network, vpcId, name, type, blocks, port, Described(network, name, covered, type, assumptions));
        changed = new ModifyVpcEndpoint(EndpointId)
        {
            AddSubnetIds = chosen.ToValueList(),
            AddRouteTableIds = tables.ToValueList(),
        }.ApplyTo(changed);
        // What the code can come to is made without the endpoint that is proposed.
        changed = changed with { Plan = changed.Plan is { } plan ? plan with { Variants = _ => [] } : null };
        var paths = walk(changed).ToList();
        return new()
        {
            ServiceName = name,
            Type = type,
            VpcId = vpcId,
            Region = region,
            SubnetIds = chosen.ToValueList(),
            RouteTableIds = tables.ToValueList(),
            OpenTo = type == EndpointType.Interface ? blocks.Select(block => block.ToString()).ToValueList() : [],
            Port = port.Number,
            ReachedBy = paths.Where(Reaches).Select(path => path.From).ToValueList(),
            NotReachedBy = paths.Where(path => !Reaches(path)).Select(path => $"{path.From}: {Shown(path, name)}").ToValueList(),
            Assumptions = assumptions.ToValueList(),
        };
    }

    private static bool Reaches(EndpointPath path) => path is { Verdict: PathVerdict.Reachable, EndpointId: EndpointId };

    private static string Shown(EndpointPath path, string serviceName) =>
        path.Message.Replace(EndpointId, $"the endpoint for {serviceName}").Replace(GroupId, "its security group");

    private static string? ServiceNameOf(VpcNetwork network, AwsService service, string region, bool isFips)
    {
        var names = service.ServiceNamesIn(region, ServiceCatalog.PartitionOf(region), isFips);
        return names.FirstOrDefault(name => network.Services.Any(s => s.ServiceName == name)) ?? names.FirstOrDefault();
    }

    /// <summary>
    /// An endpoint takes one subnet in a zone, and those zones only that its service is in: the subnet with the most free addresses.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html</remarks>
    private static List<string> OnePerZone(VpcNetwork network, string name, List<Subnet> subnets, List<string> assumptions)
    {
        var zones = network.Services.Where(s => s.ServiceName == name).SelectMany(s => s.AvailabilityZones).ToList();
        if (zones.Count == 0)
            assumptions.Add($"{name} is in every zone of the VPC: aws ec2 describe-vpc-endpoint-services --service-names "
                + $"{CommandText.Posix(name)} tells");
        return [.. subnets.Where(s =>
            s.AvailabilityZone is not null && (zones.Count == 0 || zones.Contains(s.AvailabilityZone)) && s.AvailableIpAddressCount != 0)
            .GroupBy(s => s.AvailabilityZone, StringComparer.Ordinal).OrderBy(zone => zone.Key, StringComparer.Ordinal)
            .Select(zone =>
                zone.OrderByDescending(s => s.AvailableIpAddressCount ?? -1).ThenBy(s => s.Id, StringComparer.Ordinal).First().Id)];
    }

    /// <summary>What AWS says of the service, with its private name as documented where the evidence does not hold it.</summary>
    private static VpcEndpointService Described(
        VpcNetwork network, string name, string? host, EndpointType type, List<string> assumptions)
    {
        if (network.Services.FirstOrDefault(s => s.ServiceName == name && s.PrivateDnsNames.Count > 0) is { } known)
            return known;
        if (host is not null && type == EndpointType.Interface)
            assumptions.Add($"private DNS covers {host}: the same call tells");
        return new()
        {
            ServiceName = name,
            PrivateDnsNames = host is null ? [] : [host],
            AvailabilityZones = network.Subnets.Select(s => s.AvailabilityZone).OfType<string>().Distinct().ToValueList(),
        };
    }

    private static VpcNetwork With(
        VpcNetwork network, string vpcId, string name, EndpointType type, ValueList<CidrBlock> blocks,
            Port port, VpcEndpointService service)
    {
        var group = new SecurityGroup
        {
            Id = GroupId,
            VpcId = vpcId,
            OwnerId = network.AccountId,
            Ingress = blocks.Select(block =>
                new SecurityGroupRule { Protocol = "tcp", FromPort = port.Number, ToPort = port.Number, Cidr = block })
                .ToValueList(),
        };
        return network with
        {
            Services = [.. network.Services.Where(s => s.ServiceName != name), service],
            SecurityGroups = type == EndpointType.Interface ? [.. network.SecurityGroups, group] : network.SecurityGroups,
            Endpoints =
            [
                .. network.Endpoints,
                new()
                {
                    Id = EndpointId,
                    TypeName = type.ToString(),
                    ServiceName = name,
                    VpcId = vpcId,
                    StateName = "available",
                    OwnerId = network.AccountId,
                    GroupIds = type == EndpointType.Interface ? [GroupId] : [],
                    PrivateDnsEnabled = type == EndpointType.Interface,
                    IpAddressType = "ipv4",
                    PolicyDocument = PolicyHistory.Default,
                },
            ],
        };
    }
}
