using System.Text.Json;
using VpceTools.Aws.Calling;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Sources;

namespace VpceTools.Aws.Names;

/// <summary>
/// Reads what decides the names of a query, and nothing else: asks the engine what it misses, calls for that, and begins again, until
/// nothing is missing that a call supplies. Zones are listed for the VPCs at hand, records are read of the zones that hold a wanted name,
/// rules of the groups at work.
/// </summary>
internal sealed class NameReading(NameCalls calls, NetworkQuery query, CallReporter reporter)
{
    /// <summary>Associations, then what is associated, then what that refers to, twice over a forwarding rule: eight is plenty.</summary>
    private const int MostRounds = 8;

    /// <summary>Beyond that many questions a zone is not narrowed further.</summary>
    private const int MostStarts = 40;

    private static readonly EvidenceKind[] Kinds =
        [.. EvidenceKinds.All.Where(kind => kind.Call.Service.StartsWith("route53", StringComparison.Ordinal))];

    private readonly List<JsonElement> _documents = [];
    private readonly List<DescribeFailure> _failures = [];
    private readonly HashSet<(NameEvidenceKind, string?)> _asked = [];

    /// <summary>The network with what decides the names.</summary>
    public async Task<VpcNetwork> ReadAsync(VpcNetwork network)
    {
        var read = network;
        for (var round = 0; round < MostRounds; round++)
        {
            var wanted = Missing(read).Where(m => _asked.Add(m.Key)).ToList();
            if (wanted.Count == 0)
                break;
            reporter.Expect(wanted.Count);
            // All of them, even when one ends the read: none may outlive the client.
            var answers = await Task.WhenAll(wanted.Select(m => AskAsync(m.Value.Missing, m.Value.Names))).ConfigureAwait(false);
            foreach (var (documents, failure) in answers)
            {
                _documents.AddRange(documents);
                if (failure is not null)
                    _failures.Add(failure);
            }

            read = Place(network);
        }

        return read;
    }

    /// <summary>What calls would supply, once each, with the names that it is missing for.</summary>
    private Dictionary<(NameEvidenceKind, string?), (MissingNameEvidence Missing, List<string> Names)> Missing(VpcNetwork network)
    {
        var index = NameIndex.From(network);
        var missing = new Dictionary<(NameEvidenceKind, string?), (MissingNameEvidence Missing, List<string> Names)>();
        foreach (var (vpcId, name) in Questions(network))
        {
            // DNS attributes that are off may be switched on by a repair, which is judged by what decides then.
            var client = Naming.NameClient.InVpc(vpcId) with { AssumesVpcDns = true };
            foreach (var found in NameResolver.Resolve(index, client, name, NameType.Any).Missing)
            {
                var one = found;
                // Lists that AWS manages cannot be read, and the list of lists tells which they are.
                if (one.Kind == NameEvidenceKind.FirewallDomain && !_asked.Contains((NameEvidenceKind.FirewallDomainList, null)))
                    one = one with { Kind = NameEvidenceKind.FirewallDomainList, ResourceId = null };
                // What another account holds only that account can be asked for; its zones of a VPC of ours are in the VPC's list.
                var isOurs = one.AccountId is null || network.AccountId is null || one.AccountId == network.AccountId;
                if (Operation(one) is null || !isOurs)
                    continue;
                var key = (one.Kind, Operation(one)!.Parent is null ? null : one.ResourceId);
                if (!missing.TryGetValue(key, out var entry))
                    missing[key] = entry = (one, []);
                entry.Names.Add(name.ToString());
            }
        }

        return missing;
    }

    /// <summary>The names of the endpoints in their VPCs, and those that were asked for.</summary>
    private IEnumerable<(string VpcId, DomainName Name)> Questions(VpcNetwork network)
    {
        var services = network.Services.GroupBy(s => s.ServiceName, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Aggregate((a, b) => a.CombinedWith(b)), StringComparer.Ordinal);
        var asked = new HashSet<(string, string)>();
        string[] further = [.. query.Names, .. query.NamesIn?.Invoke(calls.Region) ?? []];
        foreach (var (vpcId, text) in query.WholeVpcs ? network.Vpcs.SelectMany(vpc => further, (vpc, text) => (vpc.Id, text)) : [])
        {
            if (asked.Add((vpcId, text)) && DomainName.TryParse(text, out var parsed))
                yield return (vpcId, parsed!);
        }

        var planned = query.PlannedEndpoints.Where(endpoint => network.Vpcs.Any(vpc => vpc.Id == endpoint.VpcId));
        foreach (var endpoint in network.Endpoints.Where(query.Selects).Concat(planned))
        {
            // What has no names of its own leads nobody anywhere; a gateway endpoint relies on those of its service.
            if (endpoint.Type == EndpointType.GatewayLoadBalancer)
                continue;
            var service = services.TryGetValue(endpoint.ServiceName, out var found) ? found : null;
            var associations = network.EndpointAssociations.Where(a => a.VpcEndpointId == endpoint.Id);
            var names = endpoint.Type == EndpointType.Gateway ? GatewayNames.Of(endpoint.ServiceName, calls.Region)
                : EndpointNames.PrivateNames(endpoint, service, associations).Concat(EndpointNames.OwnNames(endpoint).Take(1));
            foreach (var text in names.Concat(further))
            {
                // Any name below a wildcard stands for all.
                var name = text.StartsWith("*.", StringComparison.Ordinal) ? $"any{text.Substring(1)}" : text;
                foreach (var vpc in AskingVpcs(network, endpoint))
                    if (asked.Add((vpc, name)) && DomainName.TryParse(name, out var parsed))
                        yield return (vpc, parsed!);
            }
        }
    }

    /// <summary>The VPC of an endpoint, and where clients of joined VPCs count those that were read as such.</summary>
    private IEnumerable<string> AskingVpcs(VpcNetwork network, VpcEndpoint endpoint) =>
        query.IncludesRemoteClients && endpoint.Type != EndpointType.Gateway
            ? network.Vpcs.Select(vpc => vpc.Id).Prepend(endpoint.VpcId).Distinct(StringComparer.Ordinal) : [endpoint.VpcId];

    private static NameOperation? Operation(MissingNameEvidence missing) => missing.Kind switch
    {
        NameEvidenceKind.HostedZone when missing.ResourceId is { } id =>
            IdForm.Vpc.Matches(id) ? NameOperation.ZonesOfVpc : NameOperation.Zone,
        NameEvidenceKind.ResourceRecordSet when missing.ResourceId is not null => NameOperation.Records,
        NameEvidenceKind.ResolverRule => NameOperation.Rules,
        NameEvidenceKind.ResolverRuleAssociation => NameOperation.RuleAssociations,
        NameEvidenceKind.ResolverEndpoint => NameOperation.Endpoints,
        NameEvidenceKind.ResolverEndpointAddress when missing.ResourceId is not null => NameOperation.Addresses,
        NameEvidenceKind.ResolverConfig => NameOperation.Configs,
        NameEvidenceKind.FirewallRuleGroupAssociation => NameOperation.FirewallAssociations,
        NameEvidenceKind.FirewallRule when missing.ResourceId is not null => NameOperation.FirewallRules,
        NameEvidenceKind.FirewallDomainList => NameOperation.DomainLists,
        NameEvidenceKind.FirewallDomain when missing.ResourceId is not null => NameOperation.Domains,
        NameEvidenceKind.ProfileAssociation => NameOperation.ProfileAssociations,
        NameEvidenceKind.ProfileResourceAssociation when missing.ResourceId is not null => NameOperation.ProfileResources,
        _ => null,
    };

    private async Task<(IReadOnlyList<JsonElement> Documents, DescribeFailure? Failure)> AskAsync(
        MissingNameEvidence missing, List<string> names)
    {
        var operation = Operation(missing)!;
        var parent = operation.Parent is null ? null : missing.ResourceId;
        (string, string)[] further = operation == NameOperation.ZonesOfVpc ? [("VPCRegion", calls.Region)] : [];
        try
        {
            return (operation == NameOperation.Records ? await RecordsAsync(parent!, names).ConfigureAwait(false)
                : [await calls.AskAsync(operation, parent, further).ConfigureAwait(false)], null);
        }
        // EC2 has taken the credentials: whatever another service makes of them costs its own answers only.
        catch (CallFailedException e)
        {
            return ([], new(operation.Row!.Kind, e.Error.IsAccessDenied, $"{operation.Service.Prefix}:{operation.Name}", e.Error.Message));
        }
    }

    /// <summary>
    /// The first page of a zone, which is all of most; of a large one what the names need: they themselves and the wildcards above them.
    /// </summary>
    private async Task<IReadOnlyList<JsonElement>> RecordsAsync(string zone, List<string> names)
    {
        var first = await calls.AskAsync(NameOperation.Records, zone).ConfigureAwait(false);
        if (!first.TryGetProperty("NextRecordName", out _))
            return [first];
        var starts = names.SelectMany(Starts).Distinct(StringComparer.Ordinal).Take(MostStarts).ToList();
        reporter.Expect(starts.Count);
        var parts = starts.Select(start => calls.AskAsync(NameOperation.Records, zone, ("StartRecordName", start), ("MaxItems", "20")));
        return [first, .. await Task.WhenAll(parts).ConfigureAwait(false)];
    }

    private static IEnumerable<string> Starts(string name)
    {
        yield return name;
        for (var dot = name.IndexOf('.'); dot >= 0 && name.IndexOf('.', dot + 1) >= 0; dot = name.IndexOf('.', dot + 1))
        {
            // An ancestor that exists ends the search for a wildcard, so that it is asked for too.
            yield return name.Substring(dot + 1);
            yield return $"*{name.Substring(dot)}";
        }
    }

    /// <summary>The documents go the way of a snapshot's, so that ids are checked and parts are joined alike.</summary>
    private VpcNetwork Place(VpcNetwork network)
    {
        var contents = new EvidenceContents("Route 53");
        foreach (var document in _documents)
        {
            try
            {
                new DocumentWalk(contents, CancellationToken.None).Read(DocumentNode.Root(document));
            }
            catch (MalformedDocumentException e)
            {
                contents.Remarks.Add($"An answer of Route 53 is left out: it {e.Message}");
            }
        }

        var read = contents.ToNetwork();
        return Kinds.Aggregate(network, (all, kind) => kind.Place(all, contents)) with
        {
            Described = network.Described.Concat(read.Described).Distinct().OrderBy(kind => kind).ToValueList(),
            Failures = network.Failures.Concat(_failures).GroupBy(failure => failure.IamAction, StringComparer.Ordinal)
                .Select(same => same.First()).ToValueList(),
            Unreadable = network.Unreadable.Concat(read.Unreadable).Distinct(StringComparer.Ordinal).ToValueList(),
            Remarks = network.Remarks.Concat(read.Remarks).ToValueList(),
        };
    }
}
