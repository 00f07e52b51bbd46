using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// A gateway endpoint of which nobody knows the route tables is associated with none of its VPC's, or with all, or with something between:
/// what holds for none and for all holds for each, since a table more never takes a way from anybody.
/// </summary>
internal static class GatewayTables
{
    private const string Tables = "RouteTableIds";

    /// <summary>The world with both ends in the place of what is open.</summary>
    public static PlannedWorld Opened(PlannedWorld world, VpcNetwork? @base)
    {
        if (!world.Resources.Any(IsOpen))
            return world;
        var assembly = new PlannedAssembly(new(world, @base), Choices.None);
        assembly.Routes.Assemble();
        return world with
        {
            Resources =
            [
                .. world.Resources.Select(resource => IsOpen(resource) && VpcOf(resource, world) is { } vpc
                    && AllOf(vpc, assembly, @base) is { Count: > 0 } all ? With(resource, all) : resource),
            ],
        };
    }

    private static bool IsOpen(PlannedResource resource) => !resource.IsRemoved
        && resource.Type is PlannedTypes.VpcEndpoint or PlannedTypes.VpcEndpointAddition
        && resource.Properties.TryGetValue(Tables, out var value)
        && (value is PlannedOpen || (value is PlannedList list && list.Items.Any(item => item is PlannedOpen)));

    private static string? VpcOf(PlannedResource resource, PlannedWorld world)
    {
        if (resource.Properties.TryGetValue("VpcId", out var value) && value is PlannedText vpc)
            return vpc.Text;
        return resource.Properties.TryGetValue("VpcEndpointId", out var id) && id is PlannedText text
            && world.Resources.FirstOrDefault(r => r.Id == text.Text) is { Type: PlannedTypes.VpcEndpoint } endpoint
                ? VpcOf(endpoint, world) : null;
    }

    private static List<string> AllOf(string vpc, PlannedAssembly assembly, VpcNetwork? @base) =>
    [
        .. assembly.Routes.OfVpc(vpc).Select(table => table.Id)
            .Concat((@base?.RouteTables ?? []).Where(table => table.VpcId == vpc).Select(table => table.Id))
                .Distinct(StringComparer.Ordinal),
    ];

    private static PlannedResource With(PlannedResource resource, List<string> all)
    {
        var properties = resource.Properties.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var items = properties[Tables] is PlannedList list ? list.Items : [properties[Tables]];
        var known = items.OfType<PlannedText>().Select(text => text.Text).ToList();
        properties[Tables] = new PlannedChoice(items.OfType<PlannedOpen>().First().Open,
            [PlannedValue.Of(all.Union(known, StringComparer.Ordinal)), PlannedValue.Of(known)]);
        return resource with { Properties = properties };
    }
}
