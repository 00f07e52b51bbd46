using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;

namespace VpceTools.Checks.Support;

/// <summary>
/// Whether names lead clients of a VPC to an endpoint: by the private names of the VPC's endpoints, or by a hosted zone or rule of one's
/// own. It answers whether a name is taken care of; that a zone takes away what an endpoint would answer is for the checks of private DNS.
/// </summary>
internal sealed class LedNames(CheckContext context)
{
    private static readonly string[] LeadsToOtherVpcs = ["pcx-", "tgw-", "vgw-", "lgw-", "arn:", "eni-", "i-"];

    private readonly Lazy<bool> _reachesOtherNetworks = new(() => context.Index.RouteTablesOfVpc[context.Endpoint.VpcId]
        .SelectMany(table => table.Routes)
        .Any(route =>
            !route.IsBlackhole && Array.Exists(LeadsToOtherVpcs, start => route.Target.StartsWith(start, StringComparison.Ordinal))));

    private readonly Lazy<List<Answerer>> _answerers = new(() =>
    [
        .. context.Index.EndpointsOfVpc[context.Endpoint.VpcId].Where(e => e.HasInterfaces
            // What the state of the endpoint in question does is for its own check to say.
            && (e.Id == context.Endpoint.Id || PrivateNames.IsAlive(e)))
            .Select(e => new Answerer(e, EndpointServiceName.Parse(e.ServiceName)?.Code, PrivateNames.Of(e, context.Index.ServiceOf(e)))),
    ]);

    /// <summary>Where a name of a service leads.</summary>
    /// <param name="code">The service's code.</param>
    /// <param name="host">The name; variables that are left in it stand for any label.</param>
    public NameLead Of(string code, string host)
    {
        var missing = new List<MissingEvidence>();
        var ofService = new List<VpcEndpoint>();
        foreach (var (endpoint, ownCode, names) in _answerers.Value)
        {
            if (ownCode == code)
                ofService.Add(endpoint);
            if (PrivateNames.IsOn(endpoint) == false || endpoint.PrivateDnsOnlyForInboundResolverEndpoint == true)
                continue;
            if (names.Any(name => PrivateNameCoverage.Covers(name, host)))
            {
                if (PrivateNames.IsOn(endpoint) == true && !MayBeInboundOnly(endpoint, ownCode))
                    return new(NameLeadKind.Led, endpoint, [], null);
                missing.Add(MissingEvidence.Of(ResourceKind.VpcEndpoint, endpoint.Id));
            }
            else if (names.Count == 0 && ownCode == code)
            {
                missing.Add(context.Missing(ResourceKind.VpcEndpointService, endpoint.ServiceName));
            }
        }

        return missing.Count > 0 ? new(NameLeadKind.Unknown, null, [.. missing], null) : ByZones(host, ofService);
    }

    private NameLead ByZones(string host, List<VpcEndpoint> ofService)
    {
        if (!DomainName.TryParse(Filled(host), out var name))
            return new(NameLeadKind.NotLed, null, [], null);
        var answer = NameResolver.Resolve(context.Names, Naming.NameClient.InVpc(context.Endpoint.VpcId), name!);
        switch (answer.Status)
        {
            case NameStatus.Resolved or NameStatus.Overridden:
                var endpoint = answer.EndpointId is { } id && context.Index.Endpoints.TryGetValue(id, out var found) ? found : null;
                return new(NameLeadKind.Led, endpoint, [], null);
            case NameStatus.Unknown:
                // A zone of one's own can only lead to what there is: an endpoint of the VPC, or one that a route leads to.
                if (ofService.Count == 0 && !_reachesOtherNetworks.Value && context.Index.Has(ResourceKind.RouteTable))
                    return new(NameLeadKind.NotLed, null, [], null);
                var commands = answer.Missing.OrderBy(m => m.Kind != NameEvidenceKind.HostedZone).Select(m => m.Command)
                    .OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToList();
                return new(NameLeadKind.Open, null, [], "A hosted zone, rule or DNS server of your own may lead it elsewhere"
                    + (commands.Count == 0 ? "." : $": {string.Join("; ", commands)} tells."));
            default:
                return new(NameLeadKind.NotLed, null, [], null);
        }
    }

    // EC2 says it of every endpoint for S3, the one service that has the option.
    private static bool MayBeInboundOnly(VpcEndpoint endpoint, string? code) =>
        code == "s3" && endpoint.PrivateDnsOnlyForInboundResolverEndpoint is null;

    /// <summary>The name with labels in place of variables.</summary>
    private static string Filled(string host) => host.Replace("{account}", "111122223333").Replace("{", "").Replace("}", "");
}

/// <summary>An endpoint that may answer names, with its private names.</summary>
internal sealed record Answerer(VpcEndpoint Endpoint, string? Code, ValueList<string> Names);

/// <summary>Where a name leads.</summary>
/// <param name="Kind">What is known of it.</param>
/// <param name="Endpoint">The endpoint that it leads to; null where it leads to none, or the evidence does not hold it.</param>
/// <param name="Missing">What would have to be known of the VPC's endpoints.</param>
/// <param name="Note">What else may decide, as a sentence; null for nothing.</param>
internal sealed record NameLead(NameLeadKind Kind, VpcEndpoint? Endpoint, ValueList<MissingEvidence> Missing, string? Note);

/// <summary>What is known of where a name leads.</summary>
internal enum NameLeadKind
{
    /// <summary>To an endpoint, or to what a zone of one's own says.</summary>
    Led,

    /// <summary>To public addresses, or nowhere.</summary>
    NotLed,

    /// <summary>No endpoint of the VPC answers it by itself; whether a zone of one's own does is not known.</summary>
    Open,

    /// <summary>The names of an endpoint of the VPC are not known.</summary>
    Unknown,
}
