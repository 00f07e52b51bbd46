using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>Lays what code describes over the networks that were read.</summary>
internal static class PlannedOverlay
{
    /// <summary>The network of a world by itself.</summary>
    public static VpcNetwork Alone(PlannedWorld world) => new PlannedBuilder(world, null).Build();

    /// <summary>
    /// The networks, one of which is now what it will be: the one that has most of what the world names, else that of its Region. Where
    /// none fits, the world is a network of its own among them.
    /// </summary>
    public static IReadOnlyList<VpcNetwork> Over(IReadOnlyList<VpcNetwork> networks, PlannedWorld world)
    {
        if (DeployedStack.In(networks, world) is { } deployed)
            return [.. networks.Select((network, i) => i != deployed.Index ? network
                : new PlannedBuilder(deployed.World, network).Build())];
        var named = new HashSet<string>(world.Resources.Select(resource => resource.Id)
            .Concat(world.Resources.Select(VpcOf).OfType<string>()),
            StringComparer.Ordinal);
        var best = networks.Select((network, i) => (Score: IdsOf(network).Count(named.Contains), Index: i)).Where(one => one.Score > 0)
            .OrderByDescending(one => one.Score).Select(one => (int?)one.Index).FirstOrDefault()
            ?? Only(networks, network => IsAccountOf(network, world) && world.Region is not null && network.Region == world.Region)
            ?? Only(networks, network => IsAccountOf(network, world) && (world.Region is null || network.Region is null));
        return best is { } index
            ? [.. networks.Select((network, i) => i != index ? network
                : new PlannedBuilder(DeployedStack.Remarked(world, network), network).Build())]
            : [.. networks, Alone(world)];
    }

    private static bool IsAccountOf(VpcNetwork network, PlannedWorld world) =>
        world.AccountId is null || network.AccountId is null || network.AccountId == world.AccountId;

    private static int? Only(IReadOnlyList<VpcNetwork> networks, Func<VpcNetwork, bool> fits)
    {
        var found = networks.Select((network, i) => (network, i)).Where(one => fits(one.network)).Take(2).ToList();
        return found.Count == 1 ? found[0].i : null;
    }

    private static string? VpcOf(PlannedResource resource) =>
        resource.Properties.TryGetValue("VpcId", out var value) && value is PlannedText text ? text.Text : null;

    private static IEnumerable<string> IdsOf(VpcNetwork network) => network.Vpcs.Select(v => v.Id)
        .Concat(network.Endpoints.Select(e => e.Id))
        .Concat(network.Subnets.Select(s => s.Id)).Concat(network.SecurityGroups.Select(g => g.Id))
        .Concat(network.RouteTables.Select(t => t.Id)).Concat(network.NetworkAcls.Select(a => a.Id));
}
