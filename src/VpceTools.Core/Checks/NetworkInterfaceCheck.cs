using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>The endpoint's network interfaces exist, are in use, lie in its subnets and carry its groups.</summary>
public sealed class NetworkInterfaceCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "NetworkInterface",
        Title = "Network interfaces are in use",
        Description = "Compares each network interface that the endpoint names with the endpoint's own subnets and security groups.",
        AppliesTo = EndpointType.Interface | EndpointType.GatewayLoadBalancer | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.State,
        Redirects = RedirectRole.Gates,
        Explains = CauseKind.Configuration,
        Cause = "Endpoint not in the right subnets",
        Reads = [ResourceKind.Subnet, ResourceKind.NetworkInterface],
        NeedsDeployment = true,
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var endpoint = context.Endpoint;
        if (endpoint.NetworkInterfaceIds.Count == 0)
        {
            if (endpoint.State is not (EndpointState.Available or EndpointState.Partial))
                return CheckOutcome.NotApplicable($"The endpoint has no network interface while its state is {endpoint.StateName}.");
            var none = Describe(context, Severity.Critical, endpoint.Id, ResourceTypes.VpcEndpoint,
                $"Endpoint {endpoint.Id} has no network interface, so there is nothing to connect to.",
                "no network interface", "BAD_STATE") with
            { Recommendation = "Add a subnet to the endpoint, or delete it and create it again." };
            return CheckOutcome.Failed(none.Summary, none);
        }

        var known = endpoint.NetworkInterfaceIds.Where(context.Index.NetworkInterfaces.ContainsKey)
            .Select(id => context.Index.NetworkInterfaces[id]).ToList();
        var missing = endpoint.NetworkInterfaceIds.Where(id => !context.Index.NetworkInterfaces.ContainsKey(id))
            .Select(id => context.Missing(ResourceKind.NetworkInterface, id)).Distinct().ToList();
        var idle = known.Where(n => n.Status is { Length: > 0 } status
            && !string.Equals(status, "in-use", StringComparison.OrdinalIgnoreCase)).ToList();
        var allIdle = idle.Count == endpoint.NetworkInterfaceIds.Count;
        var problems = idle.ConvertAll(n => (allIdle ? CheckStatus.Failed : CheckStatus.Warning, Idle(context, n, allIdle)));
        problems.AddRange(known.Where(n => n.Addresses.Count == 0).Select(n => (CheckStatus.Warning, WithoutAddress(context, n))));
        problems.AddRange(known.Where(n => endpoint.SubnetIds.Count > 0 && !endpoint.SubnetIds.Contains(n.SubnetId))
            .Select(n => (CheckStatus.Warning, Elsewhere(context, n))));
        problems.AddRange(known.Where(n => endpoint.GroupIds.Any(g => !n.GroupIds.Contains(g)))
            .Select(n => (CheckStatus.Warning, WithoutGroup(context, n))));
        if (missing.Count == 0)
            problems.AddRange(endpoint.SubnetIds.Where(s => known.TrueForAll(n => n.SubnetId != s))
                .Select(s => (CheckStatus.Warning, EmptySubnet(context, s))));
        return CheckOutcome.From(context.Index, problems, missing,
            $"{Prose.Count(known.Count, "network interface")} in use, in the endpoint's subnets and with its security groups.");
    }

    private Finding Idle(CheckContext context, NetworkInterface n, bool all) =>
        Describe(context, all ? Severity.Critical : Severity.Medium, n.Id, ResourceTypes.NetworkInterface,
            $"Network interface {n.Id} of endpoint {context.Endpoint.Id} is '{n.Status}', not in use.", $"status {n.Status}",
            "BAD_STATE") with
        {
            Recommendation =
                "Wait if the endpoint is being changed; otherwise remove the interface's subnet from the endpoint and add it again.",
        };

    private Finding WithoutAddress(CheckContext context, NetworkInterface n) =>
        Describe(context, Severity.Medium, n.Id, ResourceTypes.NetworkInterface,
            $"Network interface {n.Id} of endpoint {context.Endpoint.Id} has no private address.", "no address", "BAD_STATE") with
        {
            Aspect = "address",
            Recommendation = $"Remove {n.SubnetId} from the endpoint and add it again, when the subnet has free addresses.",
        };

    private Finding Elsewhere(CheckContext context, NetworkInterface n) =>
        Describe(context, Severity.Low, n.Id, ResourceTypes.NetworkInterface,
            $"Network interface {n.Id} lies in {n.SubnetId}, which is not a subnet of endpoint {context.Endpoint.Id}.",
            $"subnet {n.SubnetId}", null) with
        {
            Aspect = "subnet",
            Recommendation = "Describe the endpoint again: its subnets are probably being changed.",
        };

    private Finding WithoutGroup(CheckContext context, NetworkInterface n)
    {
        var lacking = context.Endpoint.GroupIds.Where(g => !n.GroupIds.Contains(g)).ToValueList();
        return Describe(context, Severity.Medium, n.Id, ResourceTypes.NetworkInterface,
            $"Network interface {n.Id} does not carry security group {lacking} of endpoint {context.Endpoint.Id}.",
            $"groups {(n.GroupIds.Count == 0 ? "none" : n.GroupIds)}", null) with
        {
            Aspect = "groups",
            Recommendation = "Associate the group with the endpoint again: "
                + CliLine.Modify(context, $"--add-security-group-ids {CommandText.Posix(lacking)}"),
        };
    }

    private Finding EmptySubnet(CheckContext context, string subnet) =>
        Describe(context, Severity.Medium, subnet, ResourceTypes.Subnet,
            $"Endpoint {context.Endpoint.Id} names {subnet} but has no network interface there.", "no network interface", null) with
        {
            Recommendation = $"Remove {subnet} from the endpoint and add it again, when the subnet has free addresses.",
        };

    private Finding Describe(CheckContext context, Severity severity, string id, string type, string summary, string rule, string? code) =>
        context.Finding(this, severity, id, type,
            summary) with
        {
            Evidence = new()
            {
                Component = $"{id} of endpoint {context.Endpoint.Id}", Rule = rule,
                ExplanationCode = code
            }
        };
}
