using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>
/// Finds whose an address of a record is. The same private address may exist in several VPCs; a client means that of its own, if it
/// has one.
/// </summary>
internal sealed class AddressOwners(NameEvidence evidence)
{
    // RFC 1918, RFC 6598 and the link-local range: nothing in public DNS.
    private static readonly CidrBlock[] PrivateBlocks =
    [
        CidrBlock.Parse("10.0.0.0/8"), CidrBlock.Parse("172.16.0.0/12"), CidrBlock.Parse("192.168.0.0/16"),
        CidrBlock.Parse("100.64.0.0/10"), CidrBlock.Parse("169.254.0.0/16"), CidrBlock.Parse("127.0.0.0/8"),
    ];

    private readonly Lazy<ILookup<IpAddress, Described<NetworkInterface>>> _interfaces = new(() =>
        evidence.Interfaces.Values.SelectMany(n => n.Item.Addresses, (n, address) => (n, address)).ToLookup(p => p.address, p => p.n));

    private readonly Lazy<Dictionary<string, string>> _endpointOfInterface = new(() => evidence.Endpoints.Values
        .SelectMany(e => e.Item.NetworkInterfaceIds, (e, id) => (id, e.Item.Id)).GroupBy(p => p.id, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal));

    /// <summary>The owner of an address, as seen from a VPC; null for a client outside of every VPC.</summary>
    public NameAddress Of(IpAddress address, string? vpcId)
    {
        var holders = _interfaces.Value[address].ToList();
        if (vpcId is not null && evidence.Vpcs.TryGetValue(vpcId, out var vpc) && vpc.Item.CidrBlocks.Any(b => b.Contains(address)))
        {
            var own = holders.Find(n => n.Item.VpcId == vpcId);
            return own.Item is not null ? Held(address, own)
                : new(address, evidence.Has(ResourceKind.NetworkInterface, vpc) ? AddressOwner.Nobody : AddressOwner.Unknown, VpcId: vpcId);
        }

        return holders.Count == 1 ? Held(address, holders[0])
            : new(address, holders.Count == 0 && IsPublic(address) ? AddressOwner.Outside : AddressOwner.Unknown);
    }

    private NameAddress Held(IpAddress address, Described<NetworkInterface> holder)
    {
        var endpoint = _endpointOfInterface.Value.TryGetValue(holder.Item.Id, out var found) ? found : null;
        // An interface that no endpoint names may be one's all the same, unless all endpoints of its VPC are known.
        var isKnown = endpoint is not null || holder.Item.InterfaceType is not (null or "vpc_endpoint")
            || (evidence.Vpcs.TryGetValue(holder.Item.VpcId, out var vpc) && evidence.Has(ResourceKind.VpcEndpoint, vpc));
        var owner = isKnown ? AddressOwner.NetworkInterface : AddressOwner.Unknown;
        return new(address, owner, holder.Item.Id, endpoint, holder.Item.VpcId, holder.Network.AccountId);
    }

    /// <summary>IPv6 addresses of VPCs look like any others.</summary>
    private static bool IsPublic(IpAddress address) =>
        address.Family == IpFamily.IPv4 && !Array.Exists(PrivateBlocks, b => b.Contains(address));
}
