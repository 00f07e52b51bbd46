using System.Text.Json.Nodes;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>Puts the endpoints together: what the code says of them in several places, their interfaces, their routes.</summary>
/// <param name="assembly">What they are part of.</param>
/// <param name="routes">The route tables, into which EC2 writes the routes to gateway endpoints.</param>
internal sealed class EndpointAssembly(PlannedAssembly assembly, RouteAssembly routes)
{
    // What EC2 gives an endpoint for which no policy is named:
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy
    private const string DefaultPolicy =
        """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    /// <summary>The endpoints, as describe-vpc-endpoints would give them.</summary>
    public List<JsonObject> Endpoints { get; } = [];

    /// <summary>The interfaces that EC2 will make for them.</summary>
    public List<JsonObject> Interfaces { get; } = [];

    /// <summary>The prefix lists of gateway endpoints' services.</summary>
    public List<JsonObject> PrefixLists { get; } = [];

    public void Assemble()
    {
        var additions = assembly.There(PlannedTypes.VpcEndpointAddition)
            .ToLookup(addition => addition.Text("VpcEndpointId") ?? "", StringComparer.Ordinal);
        foreach (var endpoint in assembly.There(PlannedTypes.VpcEndpoint))
            Endpoints.Add(Describe(endpoint, [.. additions[endpoint.Id]]));
    }

    private JsonObject Describe(PropertyReader endpoint, IReadOnlyList<PropertyReader> additions)
    {
        var type = endpoint.Text("VpcEndpointType") ?? (endpoint.Open("VpcEndpointType") is null ? "Gateway" : "");
        IReadOnlyList<PropertyReader> all = [endpoint, .. additions];
        var described = new JsonObject
        {
            ["VpcEndpointId"] = endpoint.Id,
            ["VpcEndpointType"] = type,
            ["VpcId"] = endpoint.Text("VpcId"),
            ["ServiceName"] = endpoint.Text("ServiceName"),
            ["ServiceRegion"] = endpoint.Text("ServiceRegion"),
            // Whether it comes up is not judged; everything else is judged as it is once it did.
            ["State"] = endpoint.Text("State") ?? "available",
            ["PolicyDocument"] = PolicyOf(all, type),
            ["IpAddressType"] = endpoint.Text("IpAddressType") ?? (endpoint.Open("IpAddressType") is null ? "ipv4" : null),
            ["PrivateDnsEnabled"] = FlagOf(all, "PrivateDnsEnabled") is { } isOn ? JsonValue.Create(isOn) : null,
            ["OwnerId"] = endpoint.Text("OwnerId"),
            ["ResourceConfigurationArn"] = endpoint.Text("ResourceConfigurationArn"),
            ["ServiceNetworkArn"] = endpoint.Text("ServiceNetworkArn"),
        };
        if (endpoint.Text("Name") is { } name)
            described["Tags"] = new JsonArray(new JsonObject { ["Key"] = "Name", ["Value"] = name });
        AddDnsOptions(endpoint, described);
        AddNames(endpoint, type, described);
        if (type == "Gateway")
            AddGateway(endpoint, all, described);
        else if (type.Length > 0)
            AddInterfaces(endpoint, type, all, described);
        return described;
    }

    private static void AddDnsOptions(PropertyReader endpoint, JsonObject described)
    {
        if (endpoint.Objects("DnsOptions").Known?.FirstOrDefault() is not { } options)
            return;
        var read = new JsonObject { ["DnsRecordIpType"] = options.Text("DnsRecordIpType") };
        if (options.Flag("PrivateDnsOnlyForInboundResolverEndpoint") is { } inbound)
            read["PrivateDnsOnlyForInboundResolverEndpoint"] = inbound;
        described["DnsOptions"] = read;
    }

    /// <summary>The names that it has, or one in the place of those that AWS will give it, to which records of the code can lead.</summary>
    private static void AddNames(PropertyReader endpoint, string type, JsonObject described)
    {
        var entries = (endpoint.Objects("DnsEntries").Known ?? []).Where(entry => entry.Text("DnsName") is not null)
            .Select(entry => (Name: entry.Text("DnsName")!, Zone: entry.Text("HostedZoneId")))
            // Without private DNS the service's names are none of its own, whatever it had before.
            .Where(entry => endpoint.Flag("PrivateDnsEnabled") == true || entry.Name.Contains(".vpce.")).ToList();
        if (entries.Count == 0 && type is "Interface" or "Resource" or "ServiceNetwork")
            entries.Add((PlannedId.DnsNameOf(endpoint.Id), PlannedId.EndpointZone));
        if (entries.Count > 0)
            described["DnsEntries"] = new JsonArray([.. entries.Select(entry =>
                new JsonObject { ["DnsName"] = entry.Name, ["HostedZoneId"] = entry.Zone })]);
    }

    private static bool? FlagOf(IReadOnlyList<PropertyReader> all, string property)
    {
        var last = all.LastOrDefault(reader => reader.Has(property));
        return last is null ? false : last.Flag(property);
    }

    private static string? PolicyOf(IReadOnlyList<PropertyReader> all, string type)
    {
        var last = all.LastOrDefault(reader => reader.Text("PolicyDocument") is not null || reader.Open("PolicyDocument") is not null);
        return last is null ? type is "Gateway" or "Interface" ? DefaultPolicy : null : last.Text("PolicyDocument");
    }

    private void AddGateway(PropertyReader endpoint, IReadOnlyList<PropertyReader> all, JsonObject described)
    {
        var tables = Joined(all, "RouteTableIds");
        described["RouteTableIds"] = Array(tables.Known);
        if (endpoint.Text("ServiceName") is not { } service)
            return;
        var (list, entries) = assembly.PrefixListOf(service);
        var own = endpoint.Text("PrefixListId") ?? list ?? PlannedId.PrefixListOf(endpoint.Id);
        var blocks = endpoint.Texts("CidrBlocks").Known is { Count: > 0 } told ? told : entries;
        // References to the endpoint's list name it by an id that is made up.
        foreach (var id in new[] { own, PlannedId.PrefixListOf(endpoint.Id) }.Distinct().Where(id => id != list))
            PrefixLists.Add(new() { ["PrefixListId"] = id, ["PrefixListName"] = service, ["Cidrs"] = Array(blocks) });
        foreach (var table in tables.Known)
            routes.DraftOf(table).Routes.Add(new()
            {
                ["DestinationPrefixListId"] = own, ["GatewayId"] = endpoint.Id, ["Origin"] = "CreateRoute", ["State"] = "active",
            });
    }

    private void AddInterfaces(PropertyReader endpoint, string type, IReadOnlyList<PropertyReader> all, JsonObject described)
    {
        var subnets = Joined(all, "SubnetIds");
        var groups = type == "GatewayLoadBalancer" ? [] : GroupsOf(endpoint, all);
        described["Groups"] = new JsonArray([.. groups.Select(group => new JsonObject { ["GroupId"] = group })]);
        var interfaces = new JsonArray();
        described["NetworkInterfaceIds"] = interfaces;
        if (subnets.Open is not null)
        {
            interfaces.Add(assembly.StandIn("eni", subnets.Open));
            return;
        }

        described["SubnetIds"] = Array(subnets.Known);
        foreach (var subnet in subnets.Known)
            foreach (var id in assembly.InterfacesInPlace(endpoint.Id, subnet).DefaultIfEmpty(null))
                interfaces.Add(id ?? NewInterface(endpoint, type, subnet, groups));
    }

    private List<string> GroupsOf(PropertyReader endpoint, IReadOnlyList<PropertyReader> all)
    {
        var (known, open) = Joined(all, "SecurityGroupIds");
        if (known.Count == 0 && open is null && endpoint.Text("VpcId") is { } vpc)
            return [assembly.DefaultGroupOf(vpc)];
        return open is null ? [.. known] : [.. known, assembly.StandIn("sg", open)];
    }

    private string NewInterface(PropertyReader endpoint, string type, string subnet, IEnumerable<string> groups)
    {
        var addresses = assembly.AddressesOf(endpoint, subnet);
        if (addresses.Open is { } open)
            return assembly.StandIn("eni", open);
        var id = PlannedId.InterfaceOf(endpoint.Id, subnet);
        assembly.NoteInterface(id, endpoint, subnet);
        var ipv4 = addresses.Known.Where(address => !address.Contains(':')).ToList();
        Interfaces.Add(new()
        {
            ["NetworkInterfaceId"] = id,
            ["VpcId"] = endpoint.Text("VpcId"),
            ["SubnetId"] = subnet,
            ["AvailabilityZone"] = assembly.ZoneOf(subnet),
            ["InterfaceType"] = type == "GatewayLoadBalancer" ? "gateway_load_balancer_endpoint" : "vpc_endpoint",
            ["Status"] = "in-use",
            ["Description"] = $"VPC Endpoint Interface {endpoint.Id}",
            ["Groups"] = new JsonArray([.. groups.Select(group => new JsonObject { ["GroupId"] = group })]),
            ["PrivateIpAddress"] = ipv4.FirstOrDefault(),
            ["Ipv6Addresses"] = new JsonArray([.. addresses.Known.Except(ipv4).Select(a => new JsonObject { ["Ipv6Address"] = a })]),
            ["RequesterManaged"] = true,
        });
        return id;
    }

    private static (IReadOnlyList<string> Known, OpenValue? Open) Joined(IReadOnlyList<PropertyReader> all, string property)
    {
        var parts = all.Select(reader => reader.Texts(property)).ToList();
        return ([.. parts.SelectMany(part => part.Known).Distinct(StringComparer.Ordinal)],
            parts.Select(part => part.Open).FirstOrDefault(open => open is not null));
    }

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
}
