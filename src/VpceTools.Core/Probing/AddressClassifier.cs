using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>Says whose addresses are: by the network's interfaces and blocks where it is known, else by the registered ranges.</summary>
/// <remarks>
/// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry
/// </remarks>
public sealed class AddressClassifier
{
    private static readonly CidrBlock[] Private =
        [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7" }.Select(CidrBlock.Parse)];
    private static readonly CidrBlock[] LinkLocal = [.. new[] { "169.254.0.0/16", "fe80::/10", "fd00:ec2::/32" }.Select(CidrBlock.Parse)];
    private static readonly CidrBlock[] Loopback = [.. new[] { "127.0.0.0/8", "0.0.0.0/8", "::1/128", "::/128" }.Select(CidrBlock.Parse)];
    private readonly VpcEndpoint? _endpoint;
    private readonly NetworkIndex? _index;
    private readonly ValueList<CidrBlock> _vpc;
    private readonly ValueList<PrefixList> _prefixLists = [];
    private readonly Dictionary<IpAddress, (NetworkInterface Interface, VpcEndpoint? Endpoint)> _interfaces = [];

    /// <summary>A classifier that knows no network.</summary>
    public AddressClassifier() => _vpc = [];

    /// <summary>
    /// A classifier that knows an endpoint and the network around it. Addresses are unique in a VPC only, so other VPCs' interfaces count
    /// for nothing.
    /// </summary>
    public AddressClassifier(VpcEndpoint endpoint, NetworkIndex index)
    {
        (_endpoint, _index) = (endpoint, index);
        _vpc = index.Vpcs.TryGetValue(endpoint.VpcId, out var vpc) ? vpc.CidrBlocks : [];
        _prefixLists = endpoint.Type == EndpointType.Gateway ? TargetSet.PrefixListsOf(endpoint, index).ToValueList() : [];
        foreach (var item in index.InterfacesOfVpc[endpoint.VpcId])
            foreach (var address in item.Addresses)
                _interfaces[address] = (item, index.EndpointOfInterface.TryGetValue(item.Id, out var owner) ? owner : null);
    }

    /// <summary>
    /// Whether a machine with these addresses is in the VPC; null where that cannot be told. Private ranges overlap, at home and in
    /// offices: an address of the VPC's range that no interface has says nothing, where the interfaces are known.
    /// </summary>
    public bool? IsInVpc(IReadOnlyCollection<IpAddress> addresses) =>
        _vpc.Count == 0 || addresses.Count == 0 ? null
        : !addresses.Any(InRange) ? false
        : !_index!.Has(ResourceKind.NetworkInterface) || addresses.Any(a => InterfaceOf(a) is { } n && ClientResolver.IsWorkload(n, _index))
            ? true
        : null;

    /// <summary>Whether the address lies in the range of the VPC.</summary>
    public bool InRange(IpAddress address) => Has(_vpc, address);

    /// <summary>The interface of the VPC that has the address, or the prefix that it is from; null for none.</summary>
    public NetworkInterface? InterfaceOf(IpAddress address) => _interfaces.TryGetValue(address, out var found) ? found.Interface
        : _index?.InterfacesOfVpc[_endpoint!.VpcId].FirstOrDefault(n => Has(n.Prefixes, address));

    /// <summary>Whose the address is.</summary>
    public ClassifiedAddress Classify(IpAddress address)
    {
        if (_interfaces.TryGetValue(address, out var found) && found.Endpoint is { } owner)
        {
            var kind = owner.Id == _endpoint!.Id ? AddressKind.ThisEndpoint : AddressKind.OtherEndpoint;
            return new(address, kind, owner.Id, found.Interface.Id, found.Interface.AvailabilityZone);
        }

        if (_prefixLists.Any(list => list.CidrBlocks?.Any(block => block.Contains(address)) == true))
            return new(address, AddressKind.GatewayService, _endpoint!.Id);
        return new(address, KindOf(address));
    }

    private AddressKind KindOf(IpAddress address) =>
        Has(LinkLocal, address) ? AddressKind.LinkLocal
        : Has(_vpc, address) || Has(Private, address) ? AddressKind.Private
        : Has(Loopback, address) ? AddressKind.Loopback
        : AddressKind.Public;

    private static bool Has(IReadOnlyList<CidrBlock> blocks, IpAddress address) => blocks.Any(block => block.Contains(address));
}
