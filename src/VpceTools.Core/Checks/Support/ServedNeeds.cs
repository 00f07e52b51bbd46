using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// Whether the endpoints of a VPC serve what a task needs to the clients of an endpoint. An endpoint counts where the names that are called
/// lead to it and it is available, a gateway endpoint where it is associated with the route tables of the clients.
/// </summary>
internal sealed class ServedNeeds(CheckContext context, string region, bool isFips)
{
    private readonly LedNames _led = new(context);
    private readonly Dictionary<string, ServedNeed> _known = new(StringComparer.Ordinal);

    /// <summary>How a need is served; the ways of a need stand for each other.</summary>
    public ServedNeed Of(TaskNeed need)
    {
        ServedNeed? together = null;
        foreach (var way in need.AnyOf)
        {
            var served = Of(way);
            together = together is null ? served : together.Or(served);
            if (together.IsByAll)
                break;
        }

        return together ?? ServedNeed.All;
    }

    private ServedNeed Of(NeedWay way)
    {
        // What has no endpoint service cannot be missing as an endpoint.
        if (way.Service is not { } code)
            return ServedNeed.All;
        var key = $"{code} {way.Names} {way.Types}";
        return _known.TryGetValue(key, out var known) ? known : _known[key] = Judge(way, code);
    }

    private ServedNeed Judge(NeedWay way, string code)
    {
        var types = way.TypesOf();
        var result = types.Contains(EndpointType.Interface) ? ByNames(way, code) : ServedNeed.None([]);
        return types.Contains(EndpointType.Gateway) && !result.IsByAll ? result.Or(ByGateways(code)) : result;
    }

    private ServedNeed ByNames(NeedWay way, string code)
    {
        var (missing, reasons, note) = (new List<MissingEvidence>(), new List<string>(), (string?)null);
        foreach (var host in HostsOf(way, code))
        {
            var lead = _led.Of(code, host);
            missing.AddRange(lead.Missing);
            note ??= lead.Note;
            if (lead.Kind != NameLeadKind.Led)
                continue;
            if (lead.Endpoint is null or { State: EndpointState.Available or EndpointState.Partial })
                return ServedNeed.All;
            if (lead.Endpoint.State == EndpointState.Unknown)
                missing.Add(MissingEvidence.Of(ResourceKind.VpcEndpoint, lead.Endpoint.Id));
            else
                reasons.Add($"{lead.Endpoint.Id} is {lead.Endpoint.StateName}");
        }

        if (missing.Count == 0)
            reasons.AddRange(Candidates(code).Select(WhyNot).OfType<string>());
        return ServedNeed.None(reasons) with { Missing = missing.Distinct().ToValueList(), Note = note };
    }

    private ServedNeed ByGateways(string code)
    {
        var cover = GatewayCover.Of(context, code, region);
        if (cover.Endpoints.Count == 0)
        {
            var other = Candidates(code).FirstOrDefault(e => e.Type == EndpointType.Gateway);
            return other is { State: EndpointState.Unknown }
                ? ServedNeed.None([]) with { Missing = [MissingEvidence.Of(ResourceKind.VpcEndpoint, other.Id)] }
                : ServedNeed.None(other is null ? [] : [$"{other.Id} is {other.StateName}"]);
        }

        if (!context.Index.Has(ResourceKind.RouteTable))
            return ServedNeed.None([]) with { Missing = [MissingEvidence.Of(ResourceKind.RouteTable)] };
        return ClientSubnets.All(context).All(c => cover.Clients.Contains(c.Id)) ? ServedNeed.All
            : new(false, cover.Clients, [], [$"{cover.Endpoints[0].Id} is not associated with the route tables of all clients"], null);
    }

    /// <summary>The names that are called: those of the endpoint's kind, where the service has endpoints for such names.</summary>
    private IEnumerable<string> HostsOf(NeedWay way, string code)
    {
        var plain = way.HostsIn(region, context.AccountId);
        if (!isFips || way.Names.Count > 0)
            return plain;
        var fips = ServiceCatalog.HostsOf(code, region, context.AccountId)
            .Where(h => h.Name is { IsFips: true, IsDualStack: false, Operations.Count: 0 } && h.Name.Use != NameUse.Explicit)
                .Select(h => h.Text);
        return ServiceCatalog.Find(code)?.FipsCode is null ? fips.Concat(plain) : fips;
    }

    private IEnumerable<VpcEndpoint> Candidates(string code) => context.Index.EndpointsOfVpc[context.Endpoint.VpcId]
        .Where(e => PrivateNames.IsAlive(e) && EndpointServiceName.Parse(e.ServiceName)?.Code == code);

    private string? WhyNot(VpcEndpoint endpoint)
    {
        var name = EndpointServiceName.Parse(endpoint.ServiceName)!;
        if (name.Region is not null && name.Region != region)
            return $"{endpoint.Id} is for {name.Region}";
        if (!endpoint.HasInterfaces)
            return null;
        if (PrivateNames.IsOn(endpoint) == false)
            return $"private DNS of {endpoint.Id} is off";
        return PrivateNames.AnswersInVpc(endpoint) == false ? $"{endpoint.Id} answers the inbound Resolver endpoint only"
            : name.IsFips != isFips ? $"{endpoint.Id} has {(name.IsFips ? "FIPS names only" : "no FIPS names")}"
            : $"{endpoint.Id} has no private name for it";
    }
}

/// <summary>How a need is served.</summary>
/// <param name="IsByAll">Whether every client is served.</param>
/// <param name="Clients">The clients that are served, by id, where not all are.</param>
/// <param name="Missing">What would have to be known to say more.</param>
/// <param name="Reasons">Why endpoints of the service do not count.</param>
/// <param name="Note">What else may decide, as a sentence.</param>
internal sealed record ServedNeed(
    bool IsByAll, HashSet<string> Clients, ValueList<MissingEvidence> Missing, ValueList<string> Reasons, string? Note)
{
    /// <summary>Every client is served.</summary>
    public static ServedNeed All { get; } = new(true, [], [], [], null);

    /// <summary>No client is served.</summary>
    public static ServedNeed None(IEnumerable<string> reasons) => new(false, [], [], [.. reasons], null);

    /// <summary>Whether a client is served.</summary>
    public bool Includes(Client client) => IsByAll || Clients.Contains(client.Id);

    /// <summary>Two ways that stand for each other.</summary>
    public ServedNeed Or(ServedNeed other) => IsByAll ? this : other.IsByAll ? other
        : new(false, [.. Clients, .. other.Clients], [.. Missing.Union(other.Missing)], [.. Reasons.Union(other.Reasons)], Note
            ?? other.Note);
}
