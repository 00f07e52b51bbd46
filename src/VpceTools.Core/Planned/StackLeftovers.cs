using System.Globalization;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// Routes, ACL entries and associations that are there and that the template of their stack does not name. They bear no tags: nobody knows
/// whether a former template made them, which takes them away, or somebody else did. Each may stay or go by itself, since a route or an
/// entry can let packets through as well as drop them.
/// </summary>
internal static class StackLeftovers
{
    private static readonly string[] Destinations = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];

    /// <summary>What is left over, each with a choice.</summary>
    /// <param name="network">The network as it is.</param>
    /// <param name="resources">What the template names, with the ids that are there.</param>
    /// <param name="stacks">The stacks, for people.</param>
    public static IEnumerable<PlannedResource> In(VpcNetwork network, IReadOnlyCollection<PlannedResource> resources, string stacks)
    {
        foreach (var table in network.RouteTables.Where(table => IsOwn(PlannedTypes.RouteTable, table.Id)))
        {
            foreach (var route in table.Routes.Where(IsMade).Select(KeyOf)
                .Except(Named(PlannedTypes.Route, "RouteTableId", table.Id, Destinations)))
                yield return Choice(table.Id, RouteKey(route), $"route {route} of {table.Id}", stacks);
            foreach (var subnet in table.SubnetIds.Except(Named(PlannedTypes.SubnetRouteTableAssociation, null, null, "SubnetId")))
                yield return Choice(table.Id, SubnetKey(subnet), $"association of {subnet} with {table.Id}", stacks);
        }

        foreach (var acl in network.NetworkAcls.Where(acl => IsOwn(PlannedTypes.NetworkAcl, acl.Id)))
        {
            var named = resources.Where(entry => entry.Type == PlannedTypes.NetworkAclEntry && TextOf(entry, "NetworkAclId") == acl.Id)
                .Select(entry => (TextOf(entry, "RuleNumber"), bool.TryParse(TextOf(entry, "Egress"), out var egress) && egress)).ToList();
            foreach (var entry in acl.Entries.Where(entry => !entry.IsClosing && !named.Contains(
                (entry.RuleNumber.ToString(CultureInfo.InvariantCulture), entry.IsEgress))))
                yield return Choice(acl.Id, EntryKey(entry),
                    $"{(entry.IsEgress ? "outbound" : "inbound")} entry {entry.RuleNumber} of {acl.Id}", stacks);
            foreach (var subnet in acl.SubnetIds.Except(Named(PlannedTypes.SubnetNetworkAclAssociation, null, null, "SubnetId")))
                yield return Choice(acl.Id, SubnetKey(subnet), $"association of {subnet} with {acl.Id}", stacks);
        }

        bool IsOwn(string type, string id) => resources.Any(resource => resource.Type == type && resource.Id == id && resource.IsDeployed
            && resource.Origin.LogicalId is not null);

        IEnumerable<string> Named(string type, string? of, string? id, params string[] names) => resources
            .Where(resource => resource.Type == type && (of is null || TextOf(resource, of) == id))
            .SelectMany(resource => names.Select(name => TextOf(resource, name)).OfType<string>());
    }

    /// <summary>What goes in a world where that was chosen: each with what it is a part of.</summary>
    public static HashSet<(string Of, string Key)> Gone(PlannedAssembly assembly) => [.. assembly.Of(PlannedTypes.StackLeftovers)
        .Where(left => left.Flag("Stay") == false && left.Text("Key") is not null).Select(left => (left.Text("Of")!, left.Text("Key")!))];

    public static string RouteKey(string destination) => $"route {destination}";

    public static string SubnetKey(string subnet) => $"subnet {subnet}";

    public static string EntryKey(NetworkAclEntry entry) => $"entry {entry.RuleNumber} {entry.IsEgress}";

    /// <summary>What names a route in its table.</summary>
    public static string KeyOf(Route route) => route.Destination?.ToString() ?? route.DestinationPrefixListId ?? "";

    /// <summary>Routes that EC2 writes itself go with what they belong to.</summary>
    private static bool IsMade(Route route) => !route.IsLocal && route.Origin is null or "CreateRoute"
        && !(route.DestinationPrefixListId is not null && route.Target.StartsWith("vpce-", StringComparison.Ordinal));

    private static string? TextOf(PlannedResource resource, string property) =>
        resource.Properties.TryGetValue(property, out var value) && value is PlannedText text ? text.Text : null;

    private static PlannedResource Choice(string of, string key, string what, string stacks)
    {
        var open = new OpenValue("", $"stack {stacks}", what)
        {
            Reason = "which is there and which the template does not name, bears no tags, so that it may go with the stack's former template",
            Candidates = ["it stays", "it goes"],
            Advice = "Name it in the template if it has to stay.",
        };
        return new(PlannedTypes.StackLeftovers, PlannedId.Of("stack", $"{stacks} {of} {key}"), new($"stack {stacks}"))
        {
            IsDeployed = true,
            Properties = new Dictionary<string, PlannedValue>(StringComparer.Ordinal)
            {
                ["Of"] = PlannedValue.Of(of),
                ["Key"] = PlannedValue.Of(key),
                ["Stay"] = new PlannedChoice(open, [PlannedValue.Of(true), PlannedValue.Of(false)]),
            },
        };
    }
}
