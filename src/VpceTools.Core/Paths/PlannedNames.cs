using System.Runtime.CompilerServices;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Planned;
using NameClient = VpceTools.Naming.NameClient;

namespace VpceTools.Paths;

/// <summary>
/// Says what clients are answered in every picture that code can come to: an answer holds where it is the same in all of them; else it is
/// Unknown, and says which value decides.
/// </summary>
/// <param name="networks">The networks, in which nothing is chosen.</param>
internal sealed class PlannedNames(IReadOnlyList<VpcNetwork> networks)
{
    private readonly PlannedPictures _pictures = new(networks);
    private readonly NameIndex _index = NameIndex.From(networks);
    private readonly ConditionalWeakTable<PlannedPicture, NameIndex> _indexes = new();

    /// <summary>The answer to a client's question.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">What is asked for.</param>
    public EndpointNameAnswer Resolve(NameClient client, DomainName name, NameType type)
    {
        var asItIs = NameResolver.Resolve(_index, client, name, type);
        if (networks.All(network => network.Plan is null))
            return EndpointNameAnswer.From(asItIs);
        var concerned = new HashSet<string>(EndpointsFor(client, name), StringComparer.Ordinal);
        if (asItIs.EndpointId is { } led)
            concerned.Add(led);
        while (true)
        {
            var found = _pictures.Of(concerned).Select(picture => (picture.Taken, Picture: picture,
                Answer: NameResolver.Resolve(_indexes.GetValue(picture, p => NameIndex.From(p.Networks)), client, name, type))).ToList();
            if (found.Count == 0)
                return Certain(asItIs, networks);
            if (found.Select(f => f.Answer.EndpointId).OfType<string>().Where(concerned.Add).ToList().Count == 0)
                return Merge([.. found.Select(f => (f.Taken, Certain(f.Answer, f.Picture.Networks)))]);
        }
    }

    private static EndpointNameAnswer Merge(IReadOnlyList<(IReadOnlyDictionary<OpenValue, int> Taken, EndpointNameAnswer Answer)> found)
    {
        var answers = found.Select(f => f.Answer).ToList();
        var first = answers.Find(answer => answer.Status == NameStatus.Unknown) ?? answers[0];
        if (first.Status == NameStatus.Unknown
            || answers.TrueForAll(answer => (answer.Status, answer.EndpointId) == (first.Status, first.EndpointId)))
            return answers.TrueForAll(answer => (answer.Source, answer.ResourceId) == (first.Source, first.ResourceId))
                ? first with { Addresses = answers.SelectMany(answer => answer.Addresses).Distinct().ToValueList() }
                : first with { Source = null, ResourceId = null };
        var deciding = PlanVariant.Deciding([.. found.Select(f => (f.Taken, (f.Answer.Status, f.Answer.EndpointId)))]);
        var alike = answers.GroupBy(answer => (answer.Status, answer.EndpointId)).ToList();
        return first with
        {
            Status = NameStatus.Unknown,
            Addresses = [],
            EndpointId = null,
            Source = null,
            ResourceId = null,
            Ttl = null,
            Missing = deciding.Select(open => open.ToString()).ToValueList(),
            Chain = [.. alike.SelectMany(same => same.First().Chain.Prepend(
                $"In {same.Count()} of {answers.Count} networks that the code can come to: {same.Key.Status}."))],
        };
    }

    /// <summary>An answer in the words of the code; that of an endpoint which may not come to be is none.</summary>
    private static EndpointNameAnswer Certain(NameAnswer answer, IReadOnlyList<VpcNetwork> networks)
    {
        var plans = networks.Select(network => network.Plan).OfType<NetworkPlan>().ToList();
        string Named(string text) => plans.Aggregate(text, (said, plan) => Checks.Support.PlannedText.Named(plan, said));
        var shown = EndpointNameAnswer.From(answer);
        shown = shown with
        {
            Client = Named(shown.Client),
            Chain = shown.Chain.Select(Named).ToValueList(),
            Missing = shown.Missing.Select(Named).ToValueList(),
        };
        var open = answer.EndpointId is not { } id ? null
            : plans.Select(plan => plan.Uncertain.TryGetValue(id, out var value) ? value : null).FirstOrDefault(value => value is not null);
        return open is null ? shown : shown with
        {
            Status = NameStatus.Unknown,
            Addresses = [],
            EndpointId = null,
            Missing = [open.ToString()],
        };
    }

    /// <summary>The endpoints of the client's VPC that are for the service whose name it is.</summary>
    private IEnumerable<string> EndpointsFor(NameClient client, DomainName name)
    {
        if (client.VpcId is not { } vpc || PathDestination.Parse(name.ToString(), null) is not { } to)
            return [];
        var known = new KnownDestination(to, _index);
        return networks.SelectMany(network => known.CodesIn(network.Region) is var codes ? network.Endpoints.Where(endpoint =>
            endpoint.VpcId == vpc && Needs.EndpointServiceName.Parse(endpoint.ServiceName) is { } service
                && codes.Contains(service.Code)) : []).Select(endpoint => endpoint.Id);
    }
}
