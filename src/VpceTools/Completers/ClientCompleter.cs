using System.Collections;
using System.Management.Automation;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Parameters;
using VpceTools.Reading;
using VpceTools.Sources;

namespace VpceTools.Completers;

/// <summary>Completes what can be a client: of the VPCs of the endpoints that the line names, or of all that have endpoints.</summary>
internal abstract class ClientCompleter : NetworkCompleter
{
    /// <summary>The clients in one network, and how each is told from the others.</summary>
    private protected abstract IEnumerable<(string VpcId, string Value, string? ToolTip)> Clients(VpcNetwork network);

    private protected override NetworkQuery Query(IDictionary given) => Selection(given).ToQuery();

    private protected override IEnumerable<CompletionResult> Complete(string? word, IReadOnlyList<VpcNetwork> networks, IDictionary given)
    {
        var selection = Selection(given);
        var vpcs = new HashSet<string>(selection.Select(networks).Select(selected => selected.Endpoint.VpcId), StringComparer.Ordinal);
        return Completion.Of(word, networks.SelectMany(Clients).Where(client => vpcs.Contains(client.VpcId))
            .GroupBy(client => client.Value, StringComparer.Ordinal).OrderBy(alike => alike.Key, StringComparer.Ordinal)
            .Select(alike => (alike.Key, alike.First().ToolTip is { Length: > 0 } tip ? tip : alike.Key)));
    }

    /// <summary>What tells something from others, as far as there is anything.</summary>
    private protected static string Tip(params string?[] parts) => string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>The interfaces that can be clients: no endpoint's own.</summary>
    private protected static IEnumerable<NetworkInterface> Interfaces(VpcNetwork network) =>
        network.NetworkInterfaces.Where(nic => nic.InterfaceType != "vpc_endpoint");

    private static SelectionSet Selection(IDictionary given)
    {
        var selection = new SelectionSet();
        selection.Add(new([.. Texts(given, "Id").SelectMany(EndpointIdTransformationAttribute.Ids)], Texts(given, "VpcId"),
            Texts(given, "ServiceName")));
        return selection;
    }
}

/// <summary>Completes subnets.</summary>
internal sealed class ClientSubnetCompleter : ClientCompleter
{
    private protected override IEnumerable<(string VpcId, string Value, string? ToolTip)> Clients(VpcNetwork network) => network.Subnets
        .Select(subnet => (subnet.VpcId, subnet.Id, (string?)Tip(
            subnet.Name, string.Join(", ", subnet.CidrBlocks), subnet.AvailabilityZone)));
}

/// <summary>Completes security groups.</summary>
internal sealed class ClientSecurityGroupCompleter : ClientCompleter
{
    private protected override IEnumerable<(string VpcId, string Value, string? ToolTip)> Clients(VpcNetwork network) =>
        network.SecurityGroups.Select(group => (group.VpcId ?? "", group.Id, group.Name));
}

/// <summary>Completes instances.</summary>
internal sealed class ClientInstanceCompleter : ClientCompleter
{
    private protected override IEnumerable<(string VpcId, string Value, string? ToolTip)> Clients(VpcNetwork network) => Interfaces(network)
        .Where(nic => nic.InstanceId is not null)
            .Select(nic => (nic.VpcId, nic.InstanceId!, (string?)Tip(string.Join(", ", nic.Addresses), nic.SubnetId)));
}

/// <summary>Completes network interfaces.</summary>
internal sealed class ClientNetworkInterfaceCompleter : ClientCompleter
{
    private protected override IEnumerable<(string VpcId, string Value, string? ToolTip)> Clients(VpcNetwork network) => Interfaces(network)
        .Select(nic => (nic.VpcId, nic.Id, (string?)Tip(string.Join(", ", nic.Addresses), nic.InstanceId, nic.Description)));
}

/// <summary>Completes the CIDR blocks of VPCs and of their subnets.</summary>
internal sealed class ClientCidrCompleter : ClientCompleter
{
    private protected override IEnumerable<(string VpcId, string Value, string? ToolTip)> Clients(VpcNetwork network) =>
        network.Vpcs.SelectMany(vpc => vpc.CidrBlocks.Select(block => (vpc.Id, $"{block}", (string?)vpc.Id)))
            .Concat(network.Subnets.SelectMany(
                subnet => subnet.CidrBlocks.Select(block => (subnet.VpcId, $"{block}", (string?)Tip(subnet.Id, subnet.Name)))));
}

/// <summary>Completes network ACLs.</summary>
internal sealed class NetworkAclCompleter : ClientCompleter
{
    private protected override IEnumerable<(string VpcId, string Value, string? ToolTip)> Clients(VpcNetwork network) =>
        network.NetworkAcls.Select(acl => (acl.VpcId ?? "", acl.Id, (string?)string.Join(", ", acl.SubnetIds)));
}

/// <summary>Completes what a path can begin at: subnets, instances, interfaces, functions and groups of any VPC.</summary>
internal sealed class PathClientCompleter : NetworkCompleter
{
    private protected override NetworkQuery Query(IDictionary given) => new();

    private protected override IEnumerable<CompletionResult> Complete(string? word, IReadOnlyList<VpcNetwork> networks,
        IDictionary given) =>
        Completion.Of(word, networks.SelectMany(Clients).GroupBy(client => client.Value, StringComparer.Ordinal)
            .Select(alike => (alike.Key, alike.First().Tip)));

    private static IEnumerable<(string Value, string Tip)> Clients(VpcNetwork network) =>
        network.Subnets.Select(subnet => (subnet.Id, $"{subnet.Name} {string.Join(", ", subnet.CidrBlocks)} in {subnet.VpcId}".Trim()))
            .Concat(network.NetworkInterfaces.Where(nic => nic.InterfaceType != "vpc_endpoint")
                .Select(nic => (nic.InstanceId ?? nic.Id, $"{string.Join(", ", nic.Addresses)} in {nic.SubnetId}")))
            .Concat(network.NetworkInterfaces.SelectMany(nic => TaskCatalog.BuiltIn.Recognise(nic))
                .Where(found => found.Name is not null).Select(found => (found.Name!, $"{found.Task.Name}, by its network interface")))
            .Concat(network.SecurityGroups.Select(group => (group.Id, $"{group.Name} in {group.VpcId}")));
}
