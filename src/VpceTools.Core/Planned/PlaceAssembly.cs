using System.Text.Json.Nodes;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>Describes VPCs, their attributes and DHCP options, subnets, services, prefix lists and interfaces of workloads.</summary>
/// <param name="assembly">What they are part of.</param>
internal sealed class PlaceAssembly(PlannedAssembly assembly)
{
    private ILookup<string, PropertyReader>? _blocksOfVpc;
    private ILookup<string, PropertyReader>? _blocksOfSubnet;

    public List<JsonObject> Vpcs { get; } = [];

    public List<JsonObject> Attributes { get; } = [];

    public List<JsonObject> DhcpOptions { get; } = [];

    public List<JsonObject> Subnets { get; } = [];

    public List<JsonObject> Services { get; } = [];

    public List<JsonObject> PrefixLists { get; } = [];

    /// <summary>What says of prefix lists that they have no entries.</summary>
    public List<JsonObject> EmptyPrefixLists { get; } = [];

    public List<JsonObject> Interfaces { get; } = [];

    private readonly Dictionary<uint, uint> _next = [];

    /// <summary>DHCP options of VPCs that the code does not make.</summary>
    public Dictionary<string, string> OptionsOfOthers { get; } = new(StringComparer.Ordinal);

    public void Assemble()
    {
        foreach (var options in assembly.There(PlannedTypes.DhcpOptions))
            AddOptions(options);
        var associations = assembly.Of(PlannedTypes.DhcpOptionsAssociation).Where(a => !a.Resource.IsRemoved)
            .ToLookup(a => a.Text("VpcId") ?? "", StringComparer.Ordinal);
        foreach (var vpc in assembly.Made)
            AddVpc(vpc, associations[vpc.Id].FirstOrDefault());
        foreach (var other in associations.Where(a => a.Key.Length > 0 && !assembly.IsMade(a.Key)))
            if (OptionsIdOf(other.First()) is { } id)
                OptionsOfOthers[other.Key] = id;
        foreach (var subnet in assembly.There(PlannedTypes.Subnet))
            AddSubnet(subnet);
        foreach (var workload in assembly.There(PlannedTypes.NetworkInterface))
            AddInterface(workload);
        foreach (var service in assembly.Of(PlannedTypes.Service))
            AddService(service);
        AddPrefixLists();
    }

    private void AddPrefixLists()
    {
        var additions = assembly.There(PlannedTypes.PrefixListEntry)
            .ToLookup(entry => entry.Text("PrefixListId") ?? "", StringComparer.Ordinal);
        // An entry of which nobody knows the list may be in any.
        var isOpen = additions.Contains("");
        var made = assembly.There(PlannedTypes.PrefixList).ToList();
        var ids = new HashSet<string>(made.Select(list => list.Id), StringComparer.Ordinal);
        foreach (var list in made)
        {
            var (known, open) = list.Texts("Cidrs");
            AddPrefixList(list.Id, list.Text("PrefixListName"), open is not null || isOpen ? null : known, [.. additions[list.Id]]);
        }

        foreach (var others in additions.Where(others => others.Key.Length > 0 && !ids.Contains(others.Key)))
            AddPrefixList(others.Key, null, isOpen ? null : assembly.BaseEntriesOf(others.Key), [.. others]);
    }

    private void AddPrefixList(string id, string? name, IReadOnlyList<string>? known, List<PropertyReader> own)
    {
        var isKnown = known is not null && own.TrueForAll(entry => entry.Text("Cidr") is not null);
        var entries = isKnown ? known!.Concat(own.Select(entry => entry.Text("Cidr")!)).Distinct(StringComparer.Ordinal).ToList() : [];
        PrefixLists.Add(new()
        {
            ["PrefixListId"] = id, ["PrefixListName"] = name, ["Cidrs"] = entries.Count > 0 ? Texts(entries) : null,
        });
        // A list without entries is said to have none by its entries alone.
        if (isKnown && entries.Count == 0)
            EmptyPrefixLists.Add(new() { ["PrefixListId"] = id, ["Entries"] = new JsonArray() });
    }

    /// <summary>The blocks of a VPC.</summary>
    public (IReadOnlyList<string> Known, OpenValue? Open) BlocksOfVpc(string id)
    {
        _blocksOfVpc ??= ByParent(PlannedTypes.VpcCidrBlock, "VpcId");
        return assembly.Vpc(id) is { } vpc ? Blocks(vpc, _blocksOfVpc[id]) : ([], null);
    }

    /// <summary>The blocks of a subnet, which may be one that the code does not make.</summary>
    public (IReadOnlyList<string> Known, OpenValue? Open) BlocksOfSubnet(string id)
    {
        _blocksOfSubnet ??= ByParent(PlannedTypes.SubnetCidrBlock, "SubnetId");
        if (assembly.Subnet(id) is { } subnet)
            return Blocks(subnet, _blocksOfSubnet[id]);
        var known = assembly.BaseBlocksOfSubnet(id);
        return known.Count > 0 ? ([.. known.Select(block => block.ToString())], null)
            : ([], new(id, id, "cidr_block") { Reason = "is not in the code" });
    }

    private ILookup<string, PropertyReader> ByParent(string type, string parent) =>
        assembly.Of(type).Where(block => !block.Resource.IsRemoved).ToLookup(block => block.Text(parent) ?? "", StringComparer.Ordinal);

    /// <summary>A block of IPv6 addresses that is not known leaves those of IPv4 decided.</summary>
    private static (IReadOnlyList<string> Known, OpenValue? Open) Blocks(PropertyReader place, IEnumerable<PropertyReader> others)
    {
        PropertyReader[] all = [place, .. others];
        return ([.. all.Select(one => one.Text("CidrBlock")).Concat(all.Select(one => one.Text("Ipv6CidrBlock"))).OfType<string>()
            .Distinct()],
            all.Select(one => one.Open("CidrBlock")).FirstOrDefault(open => open is not null));
    }

    private void AddVpc(PropertyReader vpc, PropertyReader? association)
    {
        var described = Place(vpc, "VpcId", BlocksOfVpc(vpc.Id).Known);
        described["DhcpOptionsId"] = association is null ? DefaultOptions(vpc) : OptionsIdOf(association);
        Vpcs.Add(described);
        AddAttribute(vpc, "EnableDnsSupport");
        AddAttribute(vpc, "EnableDnsHostnames");
    }

    private string? OptionsIdOf(PropertyReader association) => association.Text("DhcpOptionsId")
        ?? (association.Open("DhcpOptionsId") is { } open ? assembly.StandIn("dopt", open) : null);

    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html#ArchitectureDiagram</remarks>
    private string DefaultOptions(PropertyReader vpc)
    {
        var id = PlannedId.DhcpOptionsOf(vpc.Id);
        DhcpOptions.Add(Options(id, ["AmazonProvidedDNS"], null));
        return id;
    }

    private void AddAttribute(PropertyReader vpc, string name)
    {
        if (vpc.Flag(name) is { } isOn)
            Attributes.Add(new() { ["VpcId"] = vpc.Id, [name] = new JsonObject { ["Value"] = isOn } });
    }

    private void AddOptions(PropertyReader options)
    {
        var (servers, open) = options.Texts("DomainNameServers");
        if (open is null)
            DhcpOptions.Add(Options(options.Id, servers, options.Text("DomainName")));
    }

    private static JsonObject Options(string id, IEnumerable<string> servers, string? domain)
    {
        var configurations = new JsonArray(new JsonObject { ["Key"] = "domain-name-servers", ["Values"] = Values(servers) });
        if (domain is not null)
            configurations.Add(new JsonObject { ["Key"] = "domain-name", ["Values"] = Values([domain]) });
        return new() { ["DhcpOptionsId"] = id, ["DhcpConfigurations"] = configurations };
    }

    private static JsonArray Values(IEnumerable<string> values) => new([.. values.Select(value => new JsonObject { ["Value"] = value })]);

    private void AddSubnet(PropertyReader subnet)
    {
        var described = Place(subnet, "SubnetId", BlocksOfSubnet(subnet.Id).Known);
        described["VpcId"] = subnet.Text("VpcId");
        described["AvailabilityZone"] = subnet.Text("AvailabilityZone");
        described["AvailabilityZoneId"] = subnet.Text("AvailabilityZoneId");
        described["State"] = "available";
        Subnets.Add(described);
    }

    private static JsonObject Place(PropertyReader place, string id, IReadOnlyList<string> blocks)
    {
        var ipv4 = blocks.Where(block => !block.Contains(':')).ToList();
        var described = new JsonObject
        {
            [id] = place.Id,
            ["CidrBlock"] = ipv4.FirstOrDefault(),
            ["CidrBlockAssociationSet"] = new JsonArray([.. ipv4.Select(block => Associated("CidrBlock", "CidrBlockState", block))]),
            ["Ipv6CidrBlockAssociationSet"] = new JsonArray([.. blocks.Except(ipv4)
                .Select(block => Associated("Ipv6CidrBlock", "Ipv6CidrBlockState", block))]),
            ["OwnerId"] = place.Text("OwnerId"),
        };
        if (place.Text("Name") is { } name)
            described["Tags"] = new JsonArray(new JsonObject { ["Key"] = "Name", ["Value"] = name });
        return described;
    }

    private static JsonObject Associated(string property, string state, string block) =>
        new() { [property] = block, [state] = new JsonObject { ["State"] = "associated" } };

    /// <summary>
    /// A workload that is yet to come has any address of its subnet: one of each part that rules tell apart stands for it, as prefixes that
    /// are delegated to it. No two workloads get the same, since a rule that names the group of one lets only that one in. One of which the
    /// place is not known counts as a client that nobody has seen.
    /// </summary>
    private void AddInterface(PropertyReader workload)
    {
        var (groups, open) = workload.Texts("GroupSet");
        var subnet = workload.Text("SubnetId");
        var blocks = subnet is null ? ([], null) : BlocksOfSubnet(subnet);
        var vpc = subnet is null ? null : assembly.Subnet(subnet)?.Text("VpcId");
        if (workload.Text("VpcId") is { } told)
            vpc ??= told;
        var all = open is null ? groups : [.. groups, assembly.StandIn("sg", open)];
        if (all.Count == 0 && vpc is not null)
            all = [assembly.DefaultGroupOf(vpc)];
        var address = workload.Text("PrivateIpAddress");
        Interfaces.Add(new()
        {
            ["NetworkInterfaceId"] = workload.Id,
            ["VpcId"] = vpc,
            ["SubnetId"] = subnet,
            ["InterfaceType"] = "interface",
            ["Description"] = workload.Resource.Origin.Address,
            ["Status"] = "in-use",
            ["Groups"] = new JsonArray([.. all.Select(group => new JsonObject { ["GroupId"] = group })]),
            ["PrivateIpAddress"] = address,
            ["Ipv4Prefixes"] = address is not null ? null : new JsonArray([.. SharesOf(blocks.Item1.Where(block => !block.Contains(':')))
                .Select(block => new JsonObject { ["Ipv4Prefix"] = block })]),
        });
    }

    private IReadOnlyList<string> SharesOf(IEnumerable<string> blocks)
    {
        IReadOnlyList<string> all = [.. blocks];
        if (assembly.Addresses.RangesOf(all) is not { } ranges)
            return all;
        return [.. ranges.Select(range => $"{IpAddress.FromUInt32(Next(range.First, range.Last))}/32")];
    }

    /// <summary>The next address of a part; the first one is an endpoint's.</summary>
    private uint Next(uint first, uint last)
    {
        var next = _next.TryGetValue(first, out var known) ? known : first < last ? first + 1 : first;
        while (next < last && assembly.Addresses.IsTaken(next))
            next++;
        _next[first] = next < last ? next + 1 : last;
        return next;
    }

    private void AddService(PropertyReader service)
    {
        var described = new JsonObject { ["ServiceName"] = service.Text("ServiceName"), ["Owner"] = service.Text("Owner") };
        foreach (var list in new[] { "AvailabilityZones", "SupportedIpAddressTypes" })
            if (service.Texts(list) is { Known.Count: > 0 } values)
                described[list] = Texts(values.Known);
        if (service.Text("ServiceType") is { } type)
            described["ServiceType"] = new JsonArray(new JsonObject { ["ServiceType"] = type });
        described["PrivateDnsNames"] = new JsonArray([.. service.Texts("PrivateDnsNames").Known
            .Select(name => new JsonObject { ["PrivateDnsName"] = name })]);
        if (service.Flag("VpcEndpointPolicySupported") is { } takesPolicies)
            described["VpcEndpointPolicySupported"] = takesPolicies;
        Services.Add(described);
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
}
