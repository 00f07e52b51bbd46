using VpceTools.Aws.Calling;
using VpceTools.Aws.Mapping;
using VpceTools.Evidence.Kinds;
using VpceTools.Reachability;
using VpceTools.Sources;

namespace VpceTools.Aws.Reading;

/// <summary>Where clients are that a user named and that are in no endpoint's VPC.</summary>
internal static class ClientVpcs
{
    /// <summary>Asks for them by id; filters, unlike the parameters for ids, bear ids that do not exist in this account.</summary>
    public static async Task<IReadOnlyList<LiveAnswer>> FindAsync(Ec2Calls calls, IReadOnlyList<string> ids)
    {
        var interfaces = Of(ids, "eni-");
        var instances = Of(ids, "i-");
        var subnets = Of(ids, "subnet-");
        var asked = new List<Task<LiveAnswer>>();
        if (interfaces.Count > 0)
            asked.Add(LiveAnswer.ReadAsync(NetworkInterfaceEvidence.Row, () => calls.NetworkInterfacesByIdAsync(interfaces),
                n => n.NetworkInterfaceId, NetworkInterfaceMapper.Map, isEvidence: false));
        if (instances.Count > 0)
            asked.Add(LiveAnswer.ReadAsync(NetworkInterfaceEvidence.Row, () => calls.NetworkInterfacesOfInstancesAsync(instances),
                n => n.NetworkInterfaceId, NetworkInterfaceMapper.Map, isEvidence: false));
        if (subnets.Count > 0)
            asked.Add(LiveAnswer.ReadAsync(SubnetEvidence.Row, () => calls.SubnetsByIdAsync(subnets), s => s.SubnetId, VpcMapper.Map,
                isEvidence: false));
        calls.Reporter.Expect(asked.Count);
        return await Task.WhenAll(asked).ConfigureAwait(false);
    }

    /// <summary>The clients that a query names.</summary>
    public static ClientSelection Selection(NetworkQuery query) => new()
    {
        NetworkInterfaceIds = [.. Of(query.ClientIds, "eni-")],
        InstanceIds = [.. Of(query.ClientIds, "i-")],
        SubnetIds = [.. Of(query.ClientIds, "subnet-")],
        CidrBlocks = query.ClientBlocks,
        IncludesRemote = query.IncludesRemoteClients,
    };

    private static List<string> Of(IEnumerable<string> ids, string prefix) =>
        [.. ids.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
}
