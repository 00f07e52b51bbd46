using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks;

/// <summary>The endpoint's security groups were chosen for it, and its interfaces carry just those.</summary>
public sealed class EndpointSecurityGroupsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "EndpointSecurityGroups",
        Title = "Security groups are chosen for the endpoint",
        Description = "Looks for the VPC's default group, which EC2 takes when none is named, and for interfaces whose groups "
            + "differ from the endpoint's.",
        AppliesTo = EndpointType.Interface | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Medium,
        Layer = CheckLayer.Hygiene,
        Cause = "Security group blocking traffic",
        Requires = [ResourceKind.SecurityGroup],
        // A group that a finding proposes has to let the clients in.
        Reads = ReadKinds.ClientsAnd(ResourceKind.SecurityGroup, ResourceKind.PrefixList),
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html#associate-security-groups"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var (problems, missing) = (new List<(CheckStatus, Finding)>(), new HashSet<MissingEvidence>());
        foreach (var id in context.Endpoint.GroupIds)
        {
            if (!context.Index.SecurityGroups.TryGetValue(id, out var group))
                missing.Add(context.Missing(ResourceKind.SecurityGroup, id));
            else if (group.Name is null)
                missing.Add(context.Missing(ResourceKind.SecurityGroup, id) with { ResourceId = $"the name of {id}" });
            else if (group.Name == "default")
                problems.Add((CheckStatus.Warning, DefaultGroup(context, id)));
        }

        if (context.Endpoint.GroupIds.Count == 0)
            problems.Add((CheckStatus.Warning, NoGroup(context)));
        foreach (var id in context.Endpoint.NetworkInterfaceIds)
        {
            if (!context.Index.NetworkInterfaces.TryGetValue(id, out var networkInterface))
                missing.Add(context.Missing(ResourceKind.NetworkInterface, id));
            else if (context.Endpoint.GroupIds.Count > 0 && !new HashSet<string>(networkInterface.GroupIds, StringComparer.Ordinal)
                .SetEquals(context.Endpoint.GroupIds))
                problems.Add((CheckStatus.Warning, Differs(context, networkInterface)));
        }

        return CheckOutcome.From(context.Index, problems, missing,
            $"The endpoint and its network interfaces carry {context.Endpoint.GroupIds}.");
    }

    private Finding DefaultGroup(CheckContext context, string id) =>
        WithGroup(context, context.Finding(this, Severity.Low, id, ResourceTypes.SecurityGroup,
        $"Endpoint {context.Endpoint.Id} uses {id}, the VPC's default security group, whose rules apply to everything that "
            + "no group was chosen for.") with
        {
            Evidence = new() { Component = $"security group {id} of endpoint {context.Endpoint.Id}", Rule = "group name default" },
            Recommendation = "Use a group of the endpoint's own that lets its clients in, then take the default group off: "
            + CliLine.Modify(context, $"--remove-security-group-ids {CommandText.Posix(id)}"),
        });

    private Finding NoGroup(CheckContext context) =>
        WithGroup(context, context.Finding(this, Severity.Medium, context.Endpoint.Id, ResourceTypes.VpcEndpoint,
        $"Endpoint {context.Endpoint.Id} names no security group.") with
        {
            Evidence = new() { Component = $"endpoint {context.Endpoint.Id}", Rule = "no security group" },
            Recommendation = "Associate a security group that lets the clients in.",
        });

    private Finding Differs(CheckContext context, NetworkInterface networkInterface) =>
        context.Finding(this, Severity.Low, networkInterface.Id, ResourceTypes.NetworkInterface,
            $"Network interface {networkInterface.Id} carries {Name(networkInterface.GroupIds)}, but endpoint {context.Endpoint.Id} "
                + $"names {Name(context.Endpoint.GroupIds)}.") with
        {
            Evidence = new()
            {
                Component = $"{networkInterface.Id} of endpoint {context.Endpoint.Id}",
                Rule = $"groups {Name(networkInterface.GroupIds)}",
                Detail = "What the interface carries is what is enforced, and what this diagnosis evaluates.",
            },
            Recommendation = "Describe the endpoint again; if the difference remains, associate the groups with the endpoint again.",
        };

    /// <summary>
    /// A group that other endpoints of the VPC carry and that lets this one's clients in is a choice somebody made already.
    /// </summary>
    private static Finding WithGroup(CheckContext context, Finding finding)
    {
        var group = context.Neighbours.SelectMany(e => e.GroupIds)
            .Where(g => !context.Endpoint.GroupIds.Contains(g) && context.Index.SecurityGroups.TryGetValue(g, out var known)
                && known.Name != "default" && LetsClientsIn(context, g))
            .GroupBy(g => g, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Key;
        if (group is not null)
        {
            var addition = new ModifyVpcEndpoint(context.Endpoint.Id) { AddSecurityGroupIds = [group], Region = context.Region };
            finding = finding with { Repair = [addition] };
        }

        return finding.Unless(Ownership.WhyNotModify(context));
    }

    private static bool LetsClientsIn(CheckContext context, string groupId)
    {
        var families = context.Targets.Targets.Select(t => t.Family).Distinct().ToList();
        // Where nobody knows the port, nobody knows either whether a group would do.
        if (context.Ports.Ranges.Any(range => range.First != range.Last))
            return false;
        var ports = context.Ports.Knowledge == PortKnowledge.Named ? context.Ports.Ranges : [context.PortRange];
        return families.Count > 0 && context.Clients.Classes.Count > 0 && ports.All(port =>
            context.At(port).Analyzer.Admitted([groupId], context.Endpoint.VpcId) is var admitted
                && context.Clients.Classes.All(c => families.TrueForAll(f => admitted.IsSupersetOf(c.AddressesOf(f)))));
    }

    private static string Name(ValueList<string> groups) => groups.Count == 0 ? "no security group" : groups.ToString();
}
