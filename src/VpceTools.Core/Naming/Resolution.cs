using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>
/// One question on its way. Where evidence is missing that could change the answer, that is noted and the walk goes on as if what is missing held
/// nothing about the name: so an answer names all that is missing, and is known only where nothing is.
/// </summary>
internal sealed partial class Resolution
{
    /// <summary>More redirections than anybody means; how many the Resolver follows is not documented.</summary>
    private const int MaximumDepth = 24;

    private readonly NameIndex _index;
    private readonly NameClient _client;
    private readonly IpFamily _family;
    private readonly List<NameStep> _steps = [];
    private readonly List<MissingNameEvidence> _missing = [];
    private readonly HashSet<(string Vpc, bool IsInbound, string Name)> _path = [];
    private (NameSource Source, string? Id)? _first;
    private (NameSource Source, string? Id)? _open;

    public Resolution(NameIndex index, NameClient client, IpFamily family)
    {
        _index = index;
        _client = client;
        _family = family;
    }

    private string TypeName => _family == IpFamily.IPv4 ? "A" : "AAAA";

    public NameAnswer Answer(DomainName name)
    {
        var result = AskAsClient(name);
        var isKnown = _missing.Count == 0;
        var known = new NameAnswer
        {
            Name = name,
            Type = _family == IpFamily.IPv4 ? NameType.A : NameType.AAAA,
            Client = _client,
            VpcId = _client.VpcId ?? HostOfInbound(),
            Status = result?.Status ?? NameStatus.Unknown,
            Addresses = result?.Addresses ?? [],
            HasAllAddresses = result?.HasAllAddresses ?? false,
            EndpointId = result?.EndpointId,
            OverrideName = result?.OverrideName,
            Ttl = result?.Ttl,
        };
        if (result is not null)
        {
            // What resolves is owed to the first thing that took the name on; what does not is the fault of the last.
            var (source, id) = result.Status is NameStatus.Resolved or NameStatus.Public && _first is { } first ? first : (result.Source, result.ResourceId);
            known = known with { Source = source, ResourceId = id };
        }

        return isKnown ? known with { Chain = _steps.ToValueList() } : new NameAnswer
        {
            Name = name,
            Type = known.Type,
            Client = _client,
            VpcId = known.VpcId,
            Status = NameStatus.Unknown,
            HasAllAddresses = false,
            Source = _open?.Source,
            ResourceId = _open?.Id,
            Chain = _steps.ToValueList(),
            Missing = _missing.ToValueList(),
            Presumed = result is null ? null : known,
        };
    }

    /// <summary>What a VPC's resolver answers; null where that cannot even be presumed.</summary>
    /// <param name="vpc">The VPC.</param>
    /// <param name="isInbound">Whether the question came through an inbound Resolver endpoint.</param>
    /// <param name="name">The name.</param>
    /// <param name="isRedirect">Whether a CNAME led to the name.</param>
    /// <param name="isTrusted">Whether DNS Firewall let the first name through and trusts those that it leads to.</param>
    /// <param name="via">What led here.</param>
    private NameResult? Ask(VpcNames vpc, bool isInbound, DomainName name, bool isRedirect, bool isTrusted, (NameSource Source, string? Id) via)
    {
        var key = (vpc.Id, isInbound, name.ToString());
        if (_path.Count >= MaximumDepth)
            return Open(NameEvidenceKind.Undocumented, null, null, "The chain of redirections is longer than anything documented.", via);
        if (!_path.Add(key))
        {
            Step(NameStepKind.Resolver, NameStepOutcome.Decided, name, via.Id, vpc, $"The question for {name} comes back to the resolver of {vpc.Id}: a loop, which ends in no answer.");
            return new() { Status = NameStatus.NoAnswer, Source = via.Source, ResourceId = via.Id };
        }

        try
        {
            return HasDnsSupport(vpc, name) is { } off ? off
                : Filter(vpc, name, isRedirect, isTrusted, out var trust) is { } blocked ? blocked
                : TakeOn(vpc, isInbound, name, trust);
        }
        finally
        {
            _path.Remove(key);
        }
    }

    private NameResult? HasDnsSupport(VpcNames vpc, DomainName name)
    {
        if (vpc.HasDnsSupport is null)
        {
            Open(NameEvidenceKind.VpcAttribute, vpc.Id, vpc.AccountId, $"Whether the resolver of {vpc.Id} answers at all is not known: enableDnsSupport is not.",
                (NameSource.VpcDns, vpc.Id));
        }

        if (vpc.HasDnsSupport != false)
            return null;
        Step(NameStepKind.VpcDns, NameStepOutcome.Decided, name, vpc.Id, vpc, $"enableDnsSupport of {vpc.Id} is false: its resolver does not answer.");
        return new() { Status = NameStatus.NoAnswer, Source = NameSource.VpcDns, ResourceId = vpc.Id };
    }

    private void Step(NameStepKind kind, NameStepOutcome outcome, DomainName name, string? id, VpcNames? vpc, string text) =>
        _steps.Add(new(kind, outcome, name.ToString(), id, vpc?.Id, text));

    /// <summary>Notes what is missing, once; the way ends here where the caller returns this.</summary>
    private NameResult? Open(MissingNameEvidence missing, (NameSource Source, string? Id) at)
    {
        if (!_missing.Contains(missing))
            _missing.Add(missing);
        _open ??= at;
        return null;
    }

    private NameResult? Open(NameEvidenceKind kind, string? id, string? account, string reason, (NameSource Source, string? Id) at) =>
        Open(new(kind, id, account, reason), at);

    private string? HostOfInbound() => _client.InboundEndpointId is { } id && _index.Evidence.ResolverEndpoints.TryGetValue(id, out var endpoint) ? endpoint.Item.HostVpcId : null;
}
