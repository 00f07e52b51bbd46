using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// Whether clients have a way to names that no endpoint of their VPC answers: anything but the VPC itself and its endpoints.
/// </summary>
internal sealed class EgressRoutes
{
    private EgressRoutes(ValueList<Client> with, ValueList<Client> without, ValueList<MissingEvidence> missing) =>
        (With, Without, Missing) = (with, without, missing);

    /// <summary>The clients whose subnet has a route out, by a NAT gateway, a transit gateway or another.</summary>
    public ValueList<Client> With { get; }

    /// <summary>The clients whose subnet leads nowhere else.</summary>
    public ValueList<Client> Without { get; }

    /// <summary>What would have to be known to tell of the rest.</summary>
    public ValueList<MissingEvidence> Missing { get; }

    /// <summary>Sorts the clients inside the endpoint's VPC.</summary>
    public static EgressRoutes From(CheckContext context)
    {
        if (!context.Index.Has(ResourceKind.RouteTable))
            return new([], [], [MissingEvidence.Of(ResourceKind.RouteTable)]);
        var missing = new HashSet<MissingEvidence>();
        var byTable = GatewayRoutes.ClientsByTable(context, missing);
        var leading = byTable.ToLookup(g => LeadsOut(context.Index.RouteTables[g.Key]));
        return new([.. leading[true].SelectMany(g => g)], [.. leading[false].SelectMany(g => g)], [.. missing]);
    }

    /// <summary>
    /// A route by prefix list to an endpoint is a gateway endpoint's; one by block to an endpoint leads through a firewall and on.
    /// </summary>
    private static bool LeadsOut(RouteTable table) => table.Routes.Any(r => !r.IsLocal && !r.IsBlackhole
        && (r.DestinationPrefixListId is null || !r.Target.StartsWith("vpce-", StringComparison.Ordinal)));
}
