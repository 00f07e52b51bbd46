using Amazon.EC2;
using VpceTools.Aws.Calling;
using VpceTools.Model;
using VpceTools.Sources;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws;

/// <summary>What the VPCs of the endpoints hold, each kind from one call (and its further pages), all calls at once.</summary>
internal sealed record VpcEvidence(
    Evidence<Sdk.ServiceDetail> Services,
    Evidence<Sdk.Vpc> Vpcs,
    Evidence<VpcDnsAttributes> VpcAttributes,
    Evidence<Sdk.Subnet> Subnets,
    Evidence<Sdk.SecurityGroup> SecurityGroups,
    Evidence<Sdk.NetworkAcl> NetworkAcls,
    Evidence<Sdk.RouteTable> RouteTables,
    Evidence<Sdk.NetworkInterface> NetworkInterfaces,
    Evidence<Sdk.PrefixList> PrefixLists,
    Evidence<Sdk.DhcpOptions> DhcpOptions)
{
    /// <summary>All kinds.</summary>
    public IReadOnlyList<IEvidence> All =>
        [Services, Vpcs, VpcAttributes, Subnets, SecurityGroups, NetworkAcls, RouteTables, NetworkInterfaces, PrefixLists, DhcpOptions];

    /// <summary>Makes the calls. One that fails leaves its kind empty and does not disturb the others.</summary>
    /// <exception cref="NetworkSourceException">The credentials do not work any more, or nothing at all was answered.</exception>
    public static async Task<VpcEvidence> ReadAsync(Ec2Calls calls, IReadOnlyList<string> vpcIds, IReadOnlyList<VpcEndpoint> endpoints, string region)
    {
        calls.Reporter.Expect(9 + (2 * vpcIds.Count));
        var services = Attempt.ReadAsync(ResourceKind.VpcEndpointService, () => ServicesAsync(calls, endpoints, region));
        var vpcs = Attempt.ReadAsync(ResourceKind.Vpc, () => calls.VpcsAsync(vpcIds));
        var subnets = Attempt.ReadAsync(ResourceKind.Subnet, () => calls.SubnetsAsync(vpcIds));
        var groups = Attempt.ReadAsync(ResourceKind.SecurityGroup, () => calls.SecurityGroupsAsync(vpcIds));
        var acls = Attempt.ReadAsync(ResourceKind.NetworkAcl, () => calls.NetworkAclsAsync(vpcIds));
        var tables = Attempt.ReadAsync(ResourceKind.RouteTable, () => calls.RouteTablesAsync(vpcIds));
        var interfaces = Attempt.ReadAsync(ResourceKind.NetworkInterface, () => calls.NetworkInterfacesAsync(vpcIds));
        var lists = Attempt.ReadAsync(ResourceKind.PrefixList, calls.PrefixListsAsync);
        var options = Attempt.ReadAsync(ResourceKind.DhcpOptions, calls.DhcpOptionsAsync);
        var attributes = AttributesAsync(calls, vpcIds);

        // All of them, even when one ends the read: none may outlive the client.
        await Task.WhenAll(services, vpcs, subnets, groups, acls, tables, interfaces, lists, options, attributes).ConfigureAwait(false);
        var evidence = new VpcEvidence(
            await services.ConfigureAwait(false),
            await vpcs.ConfigureAwait(false),
            await attributes.ConfigureAwait(false),
            await subnets.ConfigureAwait(false),
            await groups.ConfigureAwait(false),
            await acls.ConfigureAwait(false),
            await tables.ConfigureAwait(false),
            await interfaces.ConfigureAwait(false),
            await lists.ConfigureAwait(false),
            await options.ConfigureAwait(false));

        // Denied everywhere is a policy that the user should read call by call; anything else everywhere is one fault.
        return evidence.All.All(e => e.Error is { IsAccessDenied: false }) ? throw NetworkErrors.Of(evidence.Vpcs.Error!) : evidence;
    }

    private static async Task<IReadOnlyList<Sdk.ServiceDetail>> ServicesAsync(Ec2Calls calls, IReadOnlyList<VpcEndpoint> endpoints, string region)
    {
        var names = endpoints.Select(e => e.ServiceName).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
            return [];

        // Services of other Regions are listed only on request: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cross-region.html
        var regions = endpoints.Select(e => e.ServiceRegion).OfType<string>().Where(r => r.Length > 0).Append(region).Distinct(StringComparer.Ordinal).ToList();
        if (regions.Count == 1)
            regions.Clear();
        try
        {
            return await calls.ServicesAsync(names, regions).ConfigureAwait(false);
        }
        catch (CallFailedException e) when (e.Error.ErrorId == ErrorIds.ServiceError)
        {
            // One name that this account cannot see (any more) fails the call for all of them.
            var all = await calls.ServicesAsync([], regions).ConfigureAwait(false);
            return [.. all.Where(s => names.Contains(s.ServiceName))];
        }
    }

    private static async Task<Evidence<VpcDnsAttributes>> AttributesAsync(Ec2Calls calls, IReadOnlyList<string> vpcIds)
    {
        var read = await Task.WhenAll(vpcIds.Select(async vpcId =>
        {
            var support = AttributeAsync(() => calls.VpcAttributeAsync(vpcId, VpcAttributeName.EnableDnsSupport));
            var hostnames = AttributeAsync(() => calls.VpcAttributeAsync(vpcId, VpcAttributeName.EnableDnsHostnames));
            await Task.WhenAll(support, hostnames).ConfigureAwait(false);
            return (VpcId: vpcId, Support: await support.ConfigureAwait(false), Hostnames: await hostnames.ConfigureAwait(false));
        })).ConfigureAwait(false);
        var answered = read.Where(r => r.Support.Error is null || r.Hostnames.Error is null)
            .Select(r => new VpcDnsAttributes(r.VpcId, r.Support.Only, r.Hostnames.Only)).ToList();
        return new(ResourceKind.VpcAttribute, answered, read.Select(r => r.Support.Error ?? r.Hostnames.Error).FirstOrDefault(e => e is not null));
    }

    private static Task<Evidence<bool?>> AttributeAsync(Func<Task<bool?>> call) =>
        Attempt.ReadAsync<bool?>(ResourceKind.VpcAttribute, async () => [await call().ConfigureAwait(false)]);
}
