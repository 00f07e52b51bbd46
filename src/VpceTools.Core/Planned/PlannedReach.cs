using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>What of a network has to be read so that code can be laid over it.</summary>
internal static class PlannedReach
{
    /// <summary>
    /// The endpoints that code makes or keeps, as far as a reader has to know them: their VPC, where that is not the code's own, and their
    /// service.
    /// </summary>
    public static IEnumerable<VpcEndpoint> Endpoints(PlannedWorld world)
    {
        var made = new HashSet<string>(world.Resources.Where(resource => !resource.IsDeployed).Select(resource => resource.Id)
            .Concat(world.StandIns.Keys), StringComparer.Ordinal);
        return world.Resources.Where(resource => resource is { Type: PlannedTypes.VpcEndpoint, IsRemoved: false }).Select(resource =>
            new VpcEndpoint
            {
                Id = resource.Id,
                VpcId = Text(resource, "VpcId") is { } vpc && !made.Contains(vpc) ? vpc : "",
                TypeName = Text(resource, "VpcEndpointType") ?? "Gateway",
                ServiceName = Text(resource, "ServiceName") ?? "",
                ServiceRegion = Text(resource, "ServiceRegion"),
            });
    }

    private static string? Text(PlannedResource resource, string property) =>
        resource.Properties.TryGetValue(property, out var value) && value is PlannedText { Text.Length: > 0 } text ? text.Text : null;
}
