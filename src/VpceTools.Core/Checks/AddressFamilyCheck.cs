using VpceTools.Addressing;
using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>The endpoint's IP address type and DNS record type fit its subnets and its clients.</summary>
public sealed class AddressFamilyCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "AddressFamily",
        Title = "IPv4 and IPv6 fit subnets and clients",
        Description = "Holds the endpoint's address type against its subnets' blocks and interfaces' addresses, and what DNS answers "
            + "against the clients' addresses.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.Path,
        Redirects = RedirectRole.Gates,
        Explains = CauseKind.AddressFamily,
        Requires = [ResourceKind.Subnet],
        Reads = ReadKinds.Clients,
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#aws-service-ip-address-type"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var (problems, missing) = (new List<(CheckStatus, Finding)>(), new HashSet<MissingEvidence>(context.Clients.NotFound));
        if (context.Endpoint.Type == EndpointType.Gateway)
            return JudgeGateway(context, problems, missing);
        var interfaces = context.Endpoint.NetworkInterfaceIds.Where(context.Index.NetworkInterfaces.ContainsKey)
            .Select(id => context.Index.NetworkInterfaces[id]).ToList();
        var ofInterfaces = context.Endpoint.IpAddressType is { } type ? AddressFamilies.NeededBy(type)
            : [.. interfaces.SelectMany(n => n.Addresses).Select(a => a.Family).Distinct().OrderBy(f => f)];
        if (ofInterfaces.Count == 0)
            return CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the IP address type"));
        AddSubnets(context, ofInterfaces, problems, missing);
        var records = AddressFamilies.AnsweredBy(context.Endpoint.DnsRecordIpType, ofInterfaces);
        var unanswerable = records.Where(f => !ofInterfaces.Contains(f)).ToList();
        if (unanswerable.Count > 0)
            problems.Add((CheckStatus.Warning, Describe(context, Severity.Medium, context.Endpoint.Id,
                $"DNS returns {AddressFamilies.Name(unanswerable)} addresses for endpoint {context.Endpoint.Id}, whose address type is "
                    + $"{context.Endpoint.IpAddressType}.",
                "Choose a DNS record type that fits: "
                    + CliLine.Modify(context,
                        $"--dns-options DnsRecordIpType={CommandText.Posix(context.Endpoint.IpAddressType ?? "")}"))));
        problems.AddRange(interfaces.Where(n => n.Addresses.Count > 0)
            .SelectMany(n => records.Where(f => ofInterfaces.Contains(f) && n.Addresses.All(a => a.Family != f)), (n, family) =>
            (CheckStatus.Warning, Describe(context, Severity.Medium, n.Id,
                $"DNS returns {family} addresses for endpoint {context.Endpoint.Id}, but its network interface {n.Id} has none.",
                $"Add an {family} block to {n.SubnetId}, then remove the subnet from the endpoint and add it again."))));
        AddClients(context, [.. records.Where(ofInterfaces.Contains)], problems, missing);
        return CheckOutcome.From(context.Index, problems, missing,
            $"DNS returns {AddressFamilies.Name(records)} addresses, which the clients and the endpoint's subnets have.");
    }

    /// <summary>A gateway endpoint has no addresses of its own: its type says for which addresses of the service it has routes.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html</remarks>
    private CheckOutcome JudgeGateway(CheckContext context, List<(CheckStatus, Finding)> problems, HashSet<MissingEvidence> missing)
    {
        var families = AddressFamilies.NeededBy(context.Endpoint.IpAddressType);
        AddClients(context, families, problems, missing);
        return problems.Count == 0 && missing.Count == 0 && families is [IpFamily.IPv4]
            ? CheckOutcome.NotApplicable("The endpoint is for IPv4 addresses, and every client can send from one.")
            : CheckOutcome.From(context.Index, problems, missing,
                $"The endpoint is for {AddressFamilies.Name(families)} addresses, of which every client has one.");
    }

    private void AddSubnets(CheckContext context, IReadOnlyList<IpFamily> needed, List<(CheckStatus, Finding)> problems,
        HashSet<MissingEvidence> missing)
    {
        foreach (var id in context.Endpoint.SubnetIds)
        {
            // Every subnet has a block: without any, the description leaves them out.
            if (!context.Index.Subnets.TryGetValue(id, out var subnet) || subnet.CidrBlocks.Count == 0)
                missing.Add(context.Missing(ResourceKind.Subnet, id));
            else if (needed.Where(f => !subnet.Has(f)).ToList() is { Count: > 0 } lacking)
                problems.Add((CheckStatus.Warning, Describe(context, Severity.Medium, id,
                    $"Subnet {id} has no {AddressFamilies.Name(lacking)} block, which endpoint {context.Endpoint.Id} of type "
                        + $"{context.Endpoint.IpAddressType} needs.",
                    $"Add a block to {id}, or choose another address type for the endpoint.")));
        }
    }

    private void AddClients(CheckContext context, IReadOnlyList<IpFamily> answered, List<(CheckStatus, Finding)> problems,
        HashSet<MissingEvidence> missing)
    {
        var clients = context.Clients.Clients.Where(c => !c.Addresses.IsEmpty && c.Kind != ClientKind.NatGateway).ToList();
        var affected = clients.Where(c => !answered.Any(c.Has)).ToList();
        if (answered.Contains(IpFamily.IPv4))
        {
            var open = new HashSet<MissingEvidence>();
            // Those for which it is not known whether NAT64 serves them are neither served nor affected for certain.
            affected = affected.Where(c =>
            {
                var before = open.Count;
                return Nat64.GatewayOf(c, context.Index, open) is null && open.Count == before;
            }).ToList();
            missing.UnionWith(open);
        }

        // A workload in a dual-stack subnet has an IPv4 address for certain, an IPv6 one perhaps.
        if (affected.Count == 0 && !answered.Contains(IpFamily.IPv4) && context.Options.Clients.IsEmpty
            && !context.Index.Has(ResourceKind.NetworkInterface))
            missing.Add(MissingEvidence.Of(ResourceKind.NetworkInterface));
        if (affected.Count == 0)
            return;
        var lacking = affected.Exists(c => c.Has(IpFamily.IPv6)) ? IpFamily.IPv6 : IpFamily.IPv4;
        var (status, severity) = affected.Count == clients.Count ? (CheckStatus.Failed, Severity.Critical)
            : affected.Exists(c => c.IsNamed) ? (CheckStatus.Failed, Severity.High) : (CheckStatus.Warning, Severity.Medium);
        var finding = Describe(context, severity, context.Endpoint.Id,
            $"{affected.Count} of {Prose.Count(clients.Count, "client")} {(affected.Count == 1 ? "has" : "have")} only {lacking} "
                + $"addresses, and DNS returns only {AddressFamilies.Name(answered)} addresses for endpoint {context.Endpoint.Id}.",
            Advice(context, lacking));
        problems.Add((status, finding with
        {
            Aspect = "clients",
            Evidence = finding.Evidence with { AffectedClients = [.. affected.Select(c => c.Label)] },
        }));
    }

    private static string Advice(CheckContext context, IpFamily lacking)
    {
        var word = lacking == IpFamily.IPv6 ? "ipv6" : "ipv4";
        if (context.Service is { SupportedIpAddressTypes.Count: > 0 } service
            && !service.SupportedIpAddressTypes.Contains(word, StringComparer.OrdinalIgnoreCase))
            return $"The service does not support {lacking} endpoints: give the clients addresses of the other family, or let them "
                + $"reach the service's public {lacking} name.";
        var without = context.Endpoint.SubnetIds.Where(id => context.Index.Subnets.TryGetValue(id, out var s)
            && !(s.Has(IpFamily.IPv4) && s.Has(IpFamily.IPv6))).ToValueList();
        return (without.Count > 0 ? $"Give {without} blocks of both families, then make the endpoint dual-stack: "
            : "Make the endpoint dual-stack: ")
            + CliLine.Modify(context, "--ip-address-type dualstack --dns-options DnsRecordIpType=dualstack");
    }

    private Finding Describe(CheckContext context, Severity severity, string resource, string summary, string recommendation) =>
        (context.Finding(this, severity, resource, TypeOf(resource), summary) with
        {
            Evidence = new()
            {
                Component = resource == context.Endpoint.Id ? $"endpoint {resource}" : $"{resource} of endpoint {context.Endpoint.Id}",
                Rule = $"IpAddressType {context.Endpoint.IpAddressType ?? "not given"}, DnsRecordIpType "
                    + $"{context.Endpoint.DnsRecordIpType ?? "not given"}",
            },
            Recommendation = recommendation,
        }).Unless(Ownership.WhyNotModify(context));

    private static string TypeOf(string id) => id.StartsWith("eni-", StringComparison.Ordinal) ? ResourceTypes.NetworkInterface
        : id.StartsWith("subnet-", StringComparison.Ordinal) ? ResourceTypes.Subnet : ResourceTypes.VpcEndpoint;
}
