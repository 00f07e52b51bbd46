using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>
/// One question on its way. Where evidence is missing that could change the answer, that is noted and the walk goes on as if what is
/// missing held nothing about the name: so an answer names all that is missing, and is known only where nothing is. A result of null is
/// a way whose end cannot even be presumed.
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
    private Decider? _open;

    public Resolution(NameIndex index, NameClient client, IpFamily family)
    {
        _index = index;
        _client = client;
        _family = family;
    }

    private NameEvidence Evidence => _index.Evidence;

    private string TypeName => _family == IpFamily.IPv4 ? "A" : "AAAA";

    public NameAnswer Answer(DomainName name)
    {
        var result = AskAsClient(name);
        var known = result is null ? null : new NameAnswer
        {
            Name = name,
            Type = Type,
            Client = _client,
            VpcId = FirstVpcId,
            Status = result.Status,
            Addresses = result.Addresses,
            HasAllAddresses = result.HasAllAddresses,
            EndpointId = result.EndpointId,
            OverrideName = result.OverrideName,
            Source = result.Decider.Source,
            ResourceId = result.Decider.Id,
            Ttl = result.Ttl,
        };
        if (_missing.Count == 0 && known is not null)
            return known with { Chain = _steps.ToValueList() };
        return new()
        {
            Name = name,
            Type = Type,
            Client = _client,
            VpcId = FirstVpcId,
            Status = NameStatus.Unknown,
            HasAllAddresses = false,
            Source = _open?.Source,
            ResourceId = _open?.Id,
            Chain = _steps.ToValueList(),
            Missing = _missing.ToValueList(),
            Presumed = known,
        };
    }

    private NameType Type => _family == IpFamily.IPv4 ? NameType.A : NameType.AAAA;

    private string? FirstVpcId => _client.InboundEndpointId is not { } id ? _client.VpcId
        : Evidence.ResolverEndpoints.TryGetValue(id, out var endpoint) ? endpoint.Item.HostVpcId : null;

    /// <summary>What a VPC's resolver answers.</summary>
    /// <param name="question">The question.</param>
    /// <param name="via">What led here.</param>
    private NameResult? Ask(Question question, Decider via)
    {
        var key = (question.VpcId, question.IsInbound, question.Name.ToString());
        if (_path.Count >= MaximumDepth)
            return Open(NameEvidenceKind.Undocumented, null, null, "The chain of redirections is longer than anything documented.", via);
        if (!_path.Add(key))
        {
            Decide(NameStepKind.Resolver, question, via.Id,
                $"The question for {question.Name} comes back to the resolver of {question.VpcId}: a loop, which ends in no answer.");
            return new(NameStatus.NoAnswer, via);
        }

        try
        {
            return HasDnsSupport(question) is { } off ? off
                : Filter(question, out var trust) is { } blocked ? blocked
                : TakeOn(question with { IsTrusted = trust });
        }
        finally
        {
            _path.Remove(key);
        }
    }

    private NameResult? HasDnsSupport(Question question)
    {
        var (vpc, at) = (question.Vpc, new Decider(NameSource.VpcDns, question.VpcId));
        if (_client.AssumesVpcDns)
            return null;
        if (vpc.HasDnsSupport is null)
        {
            Open(NameEvidenceKind.VpcAttribute, vpc.Id, vpc.AccountId,
                $"Whether the resolver of {vpc.Id} answers at all is not known: enableDnsSupport is not.", at);
        }

        if (vpc.HasDnsSupport != false)
            return null;
        Decide(NameStepKind.VpcDns, question, vpc.Id, $"enableDnsSupport of {vpc.Id} is false: its resolver does not answer.");
        return new(NameStatus.NoAnswer, at);
    }

    private void Decide(NameStepKind kind, Question question, string? id, string text) =>
        Step(kind, NameStepOutcome.Decided, question, id, text);

    private void Pass(NameStepKind kind, Question question, string? id, string text) =>
        Step(kind, NameStepOutcome.Passed, question, id, text);

    private void Step(NameStepKind kind, NameStepOutcome outcome, Question question, string? id, string text) =>
        _steps.Add(new(kind, outcome, question.Name.ToString(), id, question.VpcId, text));

    /// <summary>Notes what is missing, once; the way ends here where the caller returns this.</summary>
    private NameResult? Open(MissingNameEvidence missing, Decider at)
    {
        if (!_missing.Contains(missing))
            _missing.Add(missing);
        _open ??= at;
        return null;
    }

    private NameResult? Open(NameEvidenceKind kind, string? id, string? account, string reason, Decider at) =>
        Open(new(kind, id, account, reason), at);

    /// <summary>One of several ways, of which nothing tells which: their common answer, or all addresses that they lead to.</summary>
    private NameResult? Either(List<NameResult?> results, Decider at, string? account, string reason)
    {
        if (results.Count == 0 || results.Contains(null))
            return null;
        var first = results[0]!;
        if (results.TrueForAll(r => r!.Status == NameStatus.Resolved))
            return results.Skip(1).Aggregate(first, (one, other) => one.OrElse(other!));
        if (!results.TrueForAll(r => r!.EndsLike(first)))
            Open(NameEvidenceKind.Selection, at.Id, account, reason, at);
        return first;
    }
}
