using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>Whom the client asks.</content>
internal sealed partial class Resolution
{
    private NameResult? AskAsClient(DomainName name)
    {
        if (_client.InboundEndpointId is { } inbound)
            return AskFromOutside(inbound, name);
        var nobody = new Decider(NameSource.DhcpOptions, null);
        if (_client.VpcId is not { } id)
        {
            return Open(NameEvidenceKind.DnsServer, null, null,
                $"Which resolver {_client.Label} asks is not known: it is in no VPC of the evidence.", nobody);
        }

        if (_index.Vpc(id) is not { } vpc)
            return Open(NameEvidenceKind.Vpc, id, null, $"{id}, the VPC of the client, is not in the evidence.", nobody);
        if (_client.AsksVpcResolver)
            return Ask(new(vpc, name, IsInbound: false), new(NameSource.VpcDns, id));
        var asked = AskedResolvers.Of(_index, vpc);
        var at = new Decider(NameSource.DhcpOptions, asked.OptionsId);
        var question = new Question(vpc, name, IsInbound: false);
        if (asked.Missing is not null)
        {
            Open(asked.Missing, at);
            return Ask(question, at);
        }

        foreach (var server in asked.Foreign)
        {
            var text = $"DHCP option set {at.Id} has clients of {id} ask {server}";
            Step(NameStepKind.Resolver, NameStepOutcome.Unknown, question, at.Id, $"{text}; what it answers is not known.");
            Open(NameEvidenceKind.DnsServer, server, vpc.AccountId, $"{text}, and what that answers is not in AWS's evidence.", at);
            MayBeInbound(server, question, at);
        }

        var results = new List<NameResult?>();
        if (asked.Own.Count > 0)
        {
            Pass(NameStepKind.Resolver, question, at.Id, $"Clients of {id} ask the VPC's own resolver ({asked.Own}).");
            results.Add(Ask(question, at));
        }

        results.AddRange(asked.Inbound.Select(endpoint => AskInbound(endpoint, question, at)));
        return Either(results, at, vpc.AccountId,
            $"Clients of {id} may ask any of the servers of DHCP option set {at.Id}, and these answer differently.");
    }

    /// <summary>A client on premises asks an inbound endpoint, mostly from an address that nobody knows.</summary>
    private NameResult? AskFromOutside(string id, DomainName name)
    {
        var at = new Decider(NameSource.ResolverEndpoint, id);
        if (!Evidence.ResolverEndpoints.TryGetValue(id, out var endpoint))
            return Open(NameEvidenceKind.ResolverEndpoint, id, null, $"Resolver endpoint {id} is not in the evidence.", at);
        if (!ResolverEndpoints.Is(endpoint.Item.Direction, "INBOUND"))
        {
            return Open(NameEvidenceKind.Undocumented, id, endpoint.Network.AccountId,
                $"{id} is an endpoint of direction {endpoint.Item.Direction}: what it answers to such a client is not documented.", at);
        }

        return AskHost(endpoint.Item, name, at, question =>
        {
            Pass(NameStepKind.Resolver, question, id, $"The client asks inbound Resolver endpoint {id} of {question.VpcId}.");
            return Reach(endpoint.Item, _client.Addresses, _client.Addresses is not null, isTcp: false, 53, at);
        });
    }

    private NameResult? AskInbound(ResolverEndpoint endpoint, Question asked, Decider at)
    {
        Decide(NameStepKind.Resolver, asked, at.Id,
            $"DHCP option set {at.Id} has clients of {asked.VpcId} ask inbound Resolver endpoint {endpoint.Id} of {endpoint.HostVpcId}.");
        var subnet = _client.SubnetId is { } id && Evidence.Subnets.TryGetValue(id, out var found) ? found.Item : null;
        var blocks = subnet?.CidrBlocks ?? asked.Vpc.Vpc.CidrBlocks;
        var sources = _client.Addresses ?? IntervalSet<IpAddress>.Of(blocks.Select(b => b.Range));
        return AskHost(endpoint, asked.Name, at, _ => Reach(endpoint, sources, _client.Addresses is not null, isTcp: false, 53, at))
            ?.StartingAt(at);
    }

    /// <summary>Asks the resolver of an inbound endpoint's VPC, if queries reach the endpoint.</summary>
    private NameResult? AskHost(ResolverEndpoint endpoint, DomainName name, Decider at, Func<Question, bool?> reaches)
    {
        if (endpoint.HostVpcId is not { } id || _index.Vpc(id) is not { } host)
        {
            return Open(NameEvidenceKind.Vpc, endpoint.HostVpcId, null,
                $"{endpoint.HostVpcId ?? "The VPC"} of Resolver endpoint {endpoint.Id} is not in the evidence.", at);
        }

        var question = new Question(host, name, IsInbound: true);
        if (reaches(question) != false)
            return Ask(question, at);
        Decide(NameStepKind.Resolver, question, endpoint.Id,
            $"The security groups of Resolver endpoint {endpoint.Id} ({endpoint.SecurityGroupIds}) let no such query in.");
        return new(NameStatus.NoAnswer, at);
    }

    /// <summary>
    /// Whether queries reach an inbound endpoint: false where its groups let none of the sources in. What is not known is noted.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="sources">The addresses that may ask; null where they are anybody's.</param>
    /// <param name="areExact">Whether the sources are those of one known asker, so that groups as peers are known to hold it or
    /// not.</param>
    /// <param name="isTcp">The protocol.</param>
    /// <param name="port">The port.</param>
    /// <param name="at">What sent the query.</param>
    private bool? Reach(ResolverEndpoint endpoint, IntervalSet<IpAddress>? sources, bool areExact, bool isTcp, int port, Decider at)
    {
        RequireOperational(endpoint, at);
        var admitted = _index.Resolvers.Admitted(endpoint, egress: false, isTcp, port);
        // One family alone is asked: the other is not part of the question.
        var wanted = sources is null ? null
            : _index.Resolvers.AddressesOf(endpoint.Id) is { Count: > 0 } addresses ? OfFamily(sources, addresses[0].Family) : sources;
        if (wanted is null ? !admitted.Peers.IsEmpty : admitted.Peers.Intersect(wanted).Equals(wanted))
            return true;
        if (admitted.Missing is not null)
        {
            Open(admitted.Missing, at);
            return null;
        }

        if ((wanted is null || admitted.Peers.Intersect(wanted).IsEmpty) && (areExact || !admitted.HasGroups))
            return false;
        Open(NameEvidenceKind.Client, endpoint.Id, null,
            $"The security groups of Resolver endpoint {endpoint.Id} let some of the askers in and others not.", at);
        return null;
    }

    private void RequireOperational(ResolverEndpoint endpoint, Decider at)
    {
        if (endpoint.Status is { Length: > 0 } status && !ResolverEndpoints.Is(status, "OPERATIONAL"))
        {
            Open(NameEvidenceKind.ResolverEndpoint, endpoint.Id, AccountOf(endpoint),
                $"Resolver endpoint {endpoint.Id} is {status}; whether it works now is not known.", at);
        }
    }

    private string? AccountOf(ResolverEndpoint endpoint) => Evidence.ResolverEndpoints[endpoint.Id].Network.AccountId;

    private static IntervalSet<IpAddress> OfFamily(IntervalSet<IpAddress> addresses, IpFamily family) =>
        addresses.Intersect(IntervalSet<IpAddress>.Of((family == IpFamily.IPv4 ? CidrBlock.AnyIPv4 : CidrBlock.AnyIPv6).Range));
}
