using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>Whom the client asks.</content>
internal sealed partial class Resolution
{
    private NameResult? AskAsClient(DomainName name)
    {
        if (_client.InboundEndpointId is { } inbound)
            return AskInbound(inbound, name);
        if (_client.VpcId is not { } id)
        {
            return Open(NameEvidenceKind.DnsServer, null, null, $"Which resolver {_client.Label} asks is not known: it is in no VPC of the evidence.",
                (NameSource.DhcpOptions, null));
        }

        if (_index.Vpc(id) is not { } vpc)
            return Open(NameEvidenceKind.Vpc, id, null, $"{id}, the VPC of the client, is not in the evidence.", (NameSource.DhcpOptions, null));
        var asked = AskedResolvers.Of(_index, vpc);
        var at = (NameSource.DhcpOptions, asked.OptionsId);
        if (asked.Missing is not null)
        {
            Open(asked.Missing, at);
            return Ask(vpc, isInbound: false, name, isRedirect: false, isTrusted: false, at);
        }

        foreach (var server in asked.Foreign)
        {
            Step(NameStepKind.Resolver, NameStepOutcome.Unknown, name, asked.OptionsId, vpc, $"DHCP option set {asked.OptionsId} has clients of {id} ask {server}; what it answers is not known.");
            Open(NameEvidenceKind.DnsServer, server, vpc.AccountId, $"Clients of {id} ask {server} (DHCP option set {asked.OptionsId}), and what that answers is not in AWS's evidence.", at);
        }

        var results = new List<NameResult?>();
        if (asked.Own.Count > 0)
        {
            Step(NameStepKind.Resolver, NameStepOutcome.Passed, name, asked.OptionsId, vpc, $"Clients of {id} ask the VPC's own resolver ({asked.Own}).");
            results.Add(Ask(vpc, isInbound: false, name, isRedirect: false, isTrusted: false, at));
        }

        results.AddRange(asked.Inbound.Select(endpoint => AskInboundOf(endpoint, vpc, name, at)));
        return Either(results, $"Clients of {id} may ask any of the servers of DHCP option set {asked.OptionsId}, and these answer differently.", asked.OptionsId, vpc.AccountId, at);
    }

    /// <summary>A client on premises asks an inbound endpoint from an address that nobody knows.</summary>
    private NameResult? AskInbound(string id, DomainName name)
    {
        var at = (NameSource.ResolverEndpoint, id);
        if (!_index.Evidence.ResolverEndpoints.TryGetValue(id, out var endpoint))
            return Open(NameEvidenceKind.ResolverEndpoint, id, null, $"Resolver endpoint {id} is not in the evidence.", at);
        if (!ResolverEndpoints.Is(endpoint.Item.Direction, "INBOUND"))
        {
            return Open(NameEvidenceKind.Undocumented, id, endpoint.Network.AccountId,
                $"{id} is an endpoint of direction {endpoint.Item.Direction}: what it answers to such a client is not documented.", at);
        }

        Step(NameStepKind.Resolver, NameStepOutcome.Passed, name, id, null, $"The client asks inbound Resolver endpoint {id}.");
        return Reach(endpoint.Item, _client.Addresses, isKnownClient: _client.Addresses is not null, isTcp: false, 53, at) switch
        {
            false => Unreached(endpoint.Item, name, at),
            _ => AskHost(endpoint.Item, name, at),
        };
    }

    private NameResult? AskInboundOf(ResolverEndpoint endpoint, VpcNames vpc, DomainName name, (NameSource Source, string? Id) at)
    {
        _first ??= at;
        Step(NameStepKind.Resolver, NameStepOutcome.Decided, name, at.Id, vpc, $"DHCP option set {at.Id} has clients of {vpc.Id} ask inbound Resolver endpoint {endpoint.Id} of {endpoint.HostVpcId}.");
        var subnet = _client.SubnetId is { } id && _index.Evidence.Subnets.TryGetValue(id, out var found) ? found.Item : null;
        var sources = _client.Addresses ?? IntervalSet<IpAddress>.Of((subnet?.CidrBlocks ?? vpc.Vpc.CidrBlocks).Select(b => b.Range));
        return Reach(endpoint, sources, isKnownClient: _client.Addresses is not null, isTcp: false, 53, at) == false
            ? Unreached(endpoint, name, at) : AskHost(endpoint, name, at);
    }

    private NameResult? AskHost(ResolverEndpoint endpoint, DomainName name, (NameSource Source, string? Id) at)
    {
        if (endpoint.HostVpcId is { } id && _index.Vpc(id) is { } host)
            return Ask(host, isInbound: true, name, isRedirect: false, isTrusted: false, at);
        return Open(NameEvidenceKind.Vpc, endpoint.HostVpcId, null, $"{endpoint.HostVpcId ?? "The VPC"} of Resolver endpoint {endpoint.Id} is not in the evidence.", at);
    }

    private NameResult Unreached(ResolverEndpoint endpoint, DomainName name, (NameSource Source, string? Id) at)
    {
        Step(NameStepKind.Resolver, NameStepOutcome.Decided, name, endpoint.Id, null, $"The security groups of Resolver endpoint {endpoint.Id} ({endpoint.SecurityGroupIds}) let no such query in.");
        return new() { Status = NameStatus.NoAnswer, Source = at.Source, ResourceId = at.Id };
    }

    /// <summary>
    /// Whether queries reach an inbound endpoint: false where its groups let none of the sources in. What is not known is noted.
    /// </summary>
    private bool? Reach(ResolverEndpoint endpoint, IntervalSet<IpAddress>? sources, bool isKnownClient, bool isTcp, int port, (NameSource Source, string? Id) at)
    {
        RequireOperational(endpoint, at);
        var admitted = _index.Resolvers.Admitted(endpoint, egress: false, isTcp, port);
        // One family alone is asked: the other is not part of the question.
        var wanted = sources is null ? null : _index.Resolvers.AddressesOf(endpoint.Id) is { Count: > 0 } addresses ? OfFamily(sources, addresses[0].Family) : sources;
        if (wanted is null ? !admitted.Peers.IsEmpty : admitted.Peers.Intersect(wanted).Equals(wanted))
            return true;
        if (admitted.Missing is not null)
        {
            Open(admitted.Missing, at);
            return null;
        }

        if ((wanted is null || admitted.Peers.Intersect(wanted).IsEmpty) && (isKnownClient || !admitted.HasGroups))
            return false;
        Open(NameEvidenceKind.Client, endpoint.Id, null, $"The security groups of Resolver endpoint {endpoint.Id} let some of the askers in and others not.", at);
        return null;
    }

    private void RequireOperational(ResolverEndpoint endpoint, (NameSource Source, string? Id) at)
    {
        if (endpoint.Status is { Length: > 0 } status && !ResolverEndpoints.Is(status, "OPERATIONAL"))
        {
            Open(NameEvidenceKind.ResolverEndpoint, endpoint.Id, _index.Evidence.ResolverEndpoints[endpoint.Id].Network.AccountId,
                $"Resolver endpoint {endpoint.Id} is {status}; whether it answers now is not known.", at);
        }
    }

    private static IntervalSet<IpAddress> OfFamily(IntervalSet<IpAddress> addresses, IpFamily family) =>
        addresses.Intersect(IntervalSet<IpAddress>.Of((family == IpFamily.IPv4 ? CidrBlock.AnyIPv4 : CidrBlock.AnyIPv6).Range));

    /// <summary>One of several ways, of which nothing tells which: their common answer, or all addresses that they lead to.</summary>
    private NameResult? Either(List<NameResult?> results, string reason, string? id, string? account, (NameSource Source, string? Id) at)
    {
        if (results.Count == 0 || results.Contains(null))
            return null;
        var first = results[0]!;
        if (results.TrueForAll(r => r!.Status == NameStatus.Resolved))
            return results.Skip(1).Aggregate(first, (one, other) => one.OrElse(other!));
        if (!results.TrueForAll(r => r!.EndsLike(first)))
            Open(NameEvidenceKind.Selection, id, account, reason, at);
        return first;
    }
}
