using System.Collections.Concurrent;
using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Reachability;
using NameClient = VpceTools.Naming.NameClient;

namespace VpceTools.Paths;

/// <summary>A destination with what all clients share of it: whose name it is, and what each place is answered.</summary>
/// <param name="to">The destination.</param>
/// <param name="names">What decides names.</param>
internal sealed class KnownDestination(PathDestination to, NameIndex names)
{
    private readonly ConcurrentDictionary<(string Vpc, string Subnet, NameType Type), GivenAnswer> _answers = new();
    private readonly Lazy<ValueList<ServiceHost>> _services = new(() => to.ServicesOf().ToValueList());
    private readonly Lazy<Port> _port = new(() => to.PortOr443);

    /// <summary>The destination.</summary>
    public PathDestination To { get; } = to;

    /// <summary>For people.</summary>
    public string Text { get; } = to.ToString();

    /// <summary>The port where nobody named one: the service's own.</summary>
    public Port Port => _port.Value;

    /// <summary>Whether nobody named the port, nor tells the name of an AWS service.</summary>
    public bool IsPortAssumed => To.Port is null && _services.Value.Count == 0;

    /// <summary>The codes of the services that the name may belong to in a Region.</summary>
    public ValueList<string> CodesIn(string? region) => _services.Value
        .Where(host => host.Region is null || host.Region == region).Select(host => host.Service.Code).Distinct().ToValueList();

    /// <summary>The service for which an endpoint of a Region can be meant; null for none.</summary>
    public ServiceHost? ServiceIn(string? region) => PathDestination.ServiceIn(_services.Value, region);

    /// <summary>What a client is answered.</summary>
    public GivenAnswer AnswerFor(Client client)
    {
        var type = client.Has(IpFamily.IPv4) ? client.Has(IpFamily.IPv6) ? NameType.Any : NameType.A : NameType.AAAA;
        // All that a subnet holds asks alike.
        if (client is not { VpcId: { } vpc, SubnetId: { } subnet })
            return Ask(NameClient.From(client), type);
        return _answers.TryGetValue((vpc, subnet, type), out var known) ? known
            : _answers[(vpc, subnet, type)] = Ask(NameClient.InVpc(vpc, subnet), type);
    }

    private GivenAnswer Ask(NameClient asker, NameType type) => new(NameResolver.Resolve(names, asker, To.Name!, type));
}

/// <summary>What a name gave, as a hop of its own.</summary>
internal sealed class GivenAnswer
{
    public GivenAnswer(NameAnswer answer)
    {
        Answer = answer;
        Text = Describe(answer);
        Hops = [new("name resolution", PathDirection.Name, Decision(answer.Status), answer.ResourceId, Text)];
    }

    /// <summary>The answer.</summary>
    public NameAnswer Answer { get; }

    /// <summary>The answer in one line.</summary>
    public string Text { get; }

    /// <summary>The hop at which every path to a name begins.</summary>
    public ValueList<PathHop> Hops { get; }

    private static PathDecision Decision(NameStatus status) => status switch
    {
        NameStatus.Resolved or NameStatus.Public => PathDecision.Passed,
        NameStatus.Unknown => PathDecision.Unknown,
        _ => PathDecision.Blocked,
    };

    private static string Describe(NameAnswer answer)
    {
        var addresses = answer.Addresses.Count == 0 ? "" : " " + string.Join(", ", answer.Addresses.Select(a => a.ToString()).Distinct());
        var by = answer.Source is null or NameSource.Public ? ""
            : $" by {answer.Source}{(answer.ResourceId is null ? "" : " " + answer.ResourceId)}";
        return $"{answer.Status}{addresses}{(answer.EndpointId is null ? "" : " of " + answer.EndpointId)}{by}";
    }
}
