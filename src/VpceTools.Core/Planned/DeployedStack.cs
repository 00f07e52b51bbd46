using System.Globalization;
using System.Text.RegularExpressions;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Planned;

/// <summary>
/// Finds what a template describes in the network as it is, where an earlier deployment of its stack made it: CloudFormation's tags name
/// the stack and the logical id. What is found has its real id from then on, and what the stack has and the template does not goes.
/// </summary>
internal static class DeployedStack
{
    private static readonly Regex Ids = new("(?<![0-9A-Za-z-])[a-z]+-[0-9a-f]{17}(?![0-9A-Za-z])", RegexOptions.CultureInvariant,
        TimeSpan.FromMinutes(1));

    /// <summary>The types whose tags are read, by what their ids begin with.</summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["vpc"] = PlannedTypes.Vpc, ["subnet"] = PlannedTypes.Subnet, ["sg"] = PlannedTypes.SecurityGroup,
        ["rtb"] = PlannedTypes.RouteTable, ["acl"] = PlannedTypes.NetworkAcl, ["dopt"] = PlannedTypes.DhcpOptions,
        ["vpce"] = PlannedTypes.VpcEndpoint,
    };

    /// <summary>The network that holds the stacks of a world, and the world with their ids; null where none does.</summary>
    /// <exception cref="NetworkSourceException">The template may be that of several stacks.</exception>
    public static (int Index, PlannedWorld World)? In(IReadOnlyList<VpcNetwork> networks, PlannedWorld world)
    {
        if (!world.Resources.Any(resource => resource.Origin.LogicalId is not null))
            return null;
        var found = new List<(int Index, PlannedWorld World)>();
        for (var i = 0; i < networks.Count; i++)
            if (IsOfPlace(networks[i], world) && Match(networks[i], world) is { } matched)
                found.Add((i, matched));
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw Ambiguous($"the stack is in {string.Join(" and ", found.Select(f => PlaceOf(networks[f.Index])))}. Name the Region "
                + "(-Region), or give one account's network only."),
        };
    }

    /// <summary>
    /// The world, with a word on what may be there twice: without CloudFormation's tags nobody knows what the stack has already.
    /// </summary>
    public static PlannedWorld Remarked(PlannedWorld world, VpcNetwork network)
    {
        var twice = world.Resources.Where(resource => resource is { Type: PlannedTypes.VpcEndpoint, IsDeployed: false, IsRemoved: false }
                && resource.Origin.LogicalId is not null)
            .Select(resource => (resource.Origin.Address, Other: network.Endpoints.FirstOrDefault(endpoint => IsAlike(resource, endpoint))))
            .Where(pair => pair.Other is not null).ToList();
        return twice.Count == 0 ? world : world with
        {
            Remarks = world.Remarks.Concat(twice.Select(pair => $"{pair.Address} counts as a new endpoint beside {pair.Other!.Id}, which is "
                + $"for the same service in the same VPC: {pair.Other.Id} bears no tags of a stack that the template is known to be of. If "
                + "the stack made it, name the stack (-StackName), and read the network with its tags.")).ToValueList(),
        };
    }

    private static bool IsAlike(PlannedResource resource, VpcEndpoint endpoint) =>
        TextOf(resource, "VpcId") == endpoint.VpcId && TextOf(resource, "ServiceName") == endpoint.ServiceName;

    private static string? TextOf(PlannedResource resource, string property) =>
        resource.Properties.TryGetValue(property, out var value) && value is PlannedText text ? text.Text : null;

    private static bool IsOfPlace(VpcNetwork network, PlannedWorld world) =>
        (world.Region is null || network.Region is null || world.Region == network.Region)
        && (world.AccountId is null || network.AccountId is null || world.AccountId == network.AccountId);

    private static PlannedWorld? Match(VpcNetwork network, PlannedWorld world)
    {
        var tagged = Tagged(network).ToLookup(item => item.Stack.StackName, StringComparer.Ordinal);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var gone = new List<PlannedResource>();
        foreach (var scope in world.Resources.Where(resource => resource.Origin.LogicalId is not null)
            .GroupBy(resource => resource.Origin.Scope, StringComparer.Ordinal))
        {
            var parts = new HashSet<(string, string)>(scope.Select(resource => (PrefixOf(resource.Id), resource.Origin.LogicalId!)));
            if (StackOf(scope.First().Origin, parts, tagged) is not { } name)
                continue;
            var own = tagged[name].GroupBy(item => (PrefixOf(item.Id), item.Stack.LogicalId))
                .ToDictionary(alike => alike.Key, alike => alike.First().Id);
            foreach (var resource in scope)
                if (own.TryGetValue((PrefixOf(resource.Id), resource.Origin.LogicalId!), out var id))
                    ids[resource.Id] = id;
            gone.AddRange(own.Where(item => !parts.Contains(item.Key)).Select(item => new PlannedResource(Types[item.Key.Item1], item.Value,
                scope.First().Origin with { Address = scope.Key + item.Key.Item2, LogicalId = item.Key.Item2, Line = null, Path = null })
            {
                IsDeployed = true,
                IsRemoved = true,
            }));
        }

        return ids.Count == 0 ? null : With(world, network, ids, gone);
    }

    /// <summary>The stack of a template, or of a nested one; null where it was never deployed, as far as can be told.</summary>
    private static string? StackOf(CodeOrigin origin, HashSet<(string, string)> parts,
        ILookup<string, (string Id, StackResource Stack)> tagged)
    {
        var nested = origin.Scope.Split('/').Where(part => part.Length > 0 && part != origin.StackName).ToList();
        if (origin.StackName is { } root)
        {
            if (nested.Count == 0)
                return tagged.Contains(root) ? root : null;
            // A nested stack is called by its parent's name, its logical id there, and some letters.
            var within = tagged.Select(stack => stack.Key).Where(name => nested.Aggregate((At: root.Length, IsIn:
                name.StartsWith(root + "-", StringComparison.Ordinal)), (at, part) => at.IsIn
                    && name.IndexOf($"-{part}-", at.At, StringComparison.Ordinal) is var next and >= 0 ? (next + part.Length + 1, true)
                    : (0, false)).IsIn).ToList();
            return One(within.OrderBy(name => name.Length).Take(1).ToList());
        }

        // Names of things repeat among stacks: most of what one has has to be in the template for it to be the same.
        var alike = tagged.Where(stack => stack.Count(item => parts.Contains((PrefixOf(item.Id), item.Stack.LogicalId))) is var same
            && same > 0 && same * 2 > stack.Count()).Select(stack => stack.Key).ToList();
        var called = origin.File is { } file ? Path.GetFileNameWithoutExtension(file).Split('.')[0] : "";
        return alike.Find(name => string.Equals(name, called, StringComparison.OrdinalIgnoreCase)) ?? One(alike);
    }

    private static string? One(List<string> names) => names.Count switch
    {
        0 => null,
        1 => names[0],
        _ => throw Ambiguous($"its logical ids are those of the stacks {string.Join(", ", names.OrderBy(n => n, StringComparer.Ordinal))}. "
            + "Name one of them (-StackName); another name makes it a stack of its own."),
    };

    private static PlannedWorld With(PlannedWorld world, VpcNetwork network, Dictionary<string, string> ids, List<PlannedResource> gone)
    {
        // What comes with a VPC is named by what is made up from the VPC's id.
        foreach (var (made, real) in ids.Where(pair => pair.Value.StartsWith("vpc-", StringComparison.Ordinal))
            .Select(pair => (pair.Key, pair.Value)).ToList())
        {
            if (network.SecurityGroups.FirstOrDefault(group => group.VpcId == real && group.Name == "default") is { } group)
                ids[PlannedId.DefaultGroupOf(made)] = group.Id;
            if (network.NetworkAcls.FirstOrDefault(acl => acl.VpcId == real && acl.IsDefault) is { } acl)
                ids[PlannedId.DefaultAclOf(made)] = acl.Id;
        }

        PlannedResource Renamed(PlannedResource resource)
        {
            var properties = resource.Properties.ToDictionary(pair => pair.Key, pair => Real(pair.Value, ids), StringComparer.Ordinal);
            if (resource.Type == PlannedTypes.Vpc && ids.TryGetValue(resource.Id, out var vpc))
                foreach (var (name, id) in ComesWith(network, vpc))
                    properties[name] = PlannedValue.Of(id);
            return resource with
            {
                Id = ids.TryGetValue(resource.Id, out var real) ? real : resource.Id,
                IsDeployed = resource.IsDeployed || ids.ContainsKey(resource.Id),
                Properties = properties,
            };
        }

        var renamed = world.Resources.Select(Renamed).ToList();
        var stacks = string.Join(", ", Tagged(network).Where(item => ids.ContainsValue(item.Id))
            .Select(item => item.Stack.StackName).Distinct(StringComparer.Ordinal));
        return world with
        {
            Resources = [.. renamed, .. gone, .. Leftovers(network, renamed, stacks), .. StackLeftovers.In(network, renamed, stacks)],
            Remarks = world.Remarks.Concat(
            [
                $"The template changes the stack {stacks}, of which the network has {ids.Count(pair => !pair.Key.Contains('.'))} resources "
                    + $"by CloudFormation's tags{(gone.Count == 0 ? "" : $" and loses {string.Join(", ", gone.Select(one => one.Id))}")}. "
                    + "Rules, entries, routes and associations of their own bear no tags: those that are there and that the template does "
                    + "not name may stay or go.",
            ]).ToValueList(),
        };
    }

    /// <summary>
    /// Rules that are resources of their own bear no tags: of those that are there and that the template does not name nobody knows whether
    /// an earlier template of the stack made them, which takes them away, or somebody else did. All of them staying and none are the ends:
    /// rules only allow.
    /// </summary>
    private static IEnumerable<PlannedResource> Leftovers(VpcNetwork network, List<PlannedResource> resources, string stacks)
    {
        var rules = resources.Where(resource => resource.Type is PlannedTypes.SecurityGroupIngress or PlannedTypes.SecurityGroupEgress)
            .ToLookup(rule => (TextOf(rule, "GroupId") ?? "", rule.Type == PlannedTypes.SecurityGroupEgress));
        var left = resources.Where(resource => resource.Type == PlannedTypes.SecurityGroup && resource.IsDeployed
            && resource.Origin.LogicalId is not null).SelectMany(resource => network.SecurityGroups.Where(group => group.Id == resource.Id)
                .SelectMany(group => new[] { (Rules: group.Ingress, IsEgress: false), (Rules: group.Egress, IsEgress: true) }
                    .Where(side => !resource.InlineRules.Contains(side.IsEgress) && !resource.Properties.ContainsKey(
                        side.IsEgress ? "SecurityGroupEgress" : "SecurityGroupIngress"))
                    .SelectMany(side => side.Rules.Where(rule => !rules[(group.Id, side.IsEgress)].Any(named => IsNamed(rule, named)))
                        .Select(rule => $"{group.Id}: {rule}")))).ToList();
        if (left.Count == 0)
            yield break;
        var open = new OpenValue("", $"stack {stacks}", "rules")
        {
            Reason = "that are there and that the template does not name bear no tags, so that they may go with the stack's former "
                + "template",
            Candidates = ["they stay", "they go"],
            Advice = $"Name in the template what has to stay ({string.Join("; ", left.Take(3))}{(left.Count > 3 ? "; …" : "")}).",
        };
        yield return new(PlannedTypes.StackLeftovers, PlannedId.Of("stack", stacks), new($"stack {stacks}"))
        {
            IsDeployed = true,
            Properties = new Dictionary<string, PlannedValue>(StringComparer.Ordinal)
            {
                ["Stay"] = new PlannedChoice(open, [PlannedValue.Of(true), PlannedValue.Of(false)]),
            },
        };
    }

    private static bool IsNamed(SecurityGroupRule rule, PlannedResource named) =>
        string.Equals(TextOf(named, "IpProtocol"), rule.Protocol, StringComparison.OrdinalIgnoreCase)
        && (rule.Protocol == "-1" || TextOf(named, "FromPort") == rule.FromPort?.ToString(CultureInfo.InvariantCulture))
        && new[]
        {
            "CidrIp", "CidrIpv6", "SourceSecurityGroupId", "DestinationSecurityGroupId", "SourcePrefixListId", "DestinationPrefixListId",
        }
            .Select(name => TextOf(named, name)).OfType<string>()
            .Any(peer => peer == rule.Cidr?.ToString() || peer == rule.Group?.GroupId || peer == rule.PrefixListId);

    private static IEnumerable<(string Property, string Id)> ComesWith(VpcNetwork network, string vpcId)
    {
        if (network.SecurityGroups.FirstOrDefault(group => group.VpcId == vpcId && group.Name == "default") is { } group)
            yield return ("DefaultSecurityGroup", group.Id);
        if (network.NetworkAcls.FirstOrDefault(acl => acl.VpcId == vpcId && acl.IsDefault) is { } acl)
            yield return ("DefaultNetworkAcl", acl.Id);
        if (network.RouteTables.FirstOrDefault(table => table.VpcId == vpcId && table.IsMain) is { } main)
            yield return ("MainRouteTable", main.Id);
    }

    /// <summary>A value with real ids in the place of those that are made up, within texts such as policies too.</summary>
    private static PlannedValue Real(PlannedValue value, Dictionary<string, string> ids) => value switch
    {
        PlannedText text when text.Text.Contains('-') => PlannedValue.Of(Ids.Replace(text.Text,
            match => ids.TryGetValue(match.Value, out var real) ? real : match.Value)),
        PlannedList list => new PlannedList([.. list.Items.Select(item => Real(item, ids))]),
        PlannedMap map => new PlannedMap(map.Properties.ToDictionary(pair => pair.Key, pair => Real(pair.Value, ids),
            StringComparer.Ordinal)),
        PlannedChoice choice => choice with { Alternatives = [.. choice.Alternatives.Select(item => Real(item, ids))] },
        _ => value,
    };

    private static IEnumerable<(string Id, StackResource Stack)> Tagged(VpcNetwork network) =>
        network.Vpcs.Select(item => (item.Id, item.Stack)).Concat(network.Subnets.Select(item => (item.Id, item.Stack)))
            .Concat(network.SecurityGroups.Select(item => (item.Id, item.Stack)))
            .Concat(network.RouteTables.Select(item => (item.Id, item.Stack)))
            .Concat(network.NetworkAcls.Select(item => (item.Id, item.Stack)))
            .Concat(network.DhcpOptions.Select(item => (item.Id, item.Stack)))
            .Concat(network.Endpoints.Select(item => (item.Id, item.Stack)))
            .Where(item => item.Stack is not null).Select(item => (item.Id, item.Stack!));

    private static string PrefixOf(string id) => id.Split('-')[0];

    private static string PlaceOf(VpcNetwork network) => $"account {network.AccountId ?? "unknown"}, {network.Region ?? "Region unknown"}";

    private static NetworkSourceException Ambiguous(string why) =>
        new("StackAmbiguous", $"Which stack the template is deployed as cannot be told: {why}");
}
