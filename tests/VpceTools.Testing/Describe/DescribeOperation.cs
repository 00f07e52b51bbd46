using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Describe;

/// <summary>An operation that lists one kind of resource: by ids, by filters, page by page.</summary>
/// <param name="Name">The operation.</param>
/// <param name="Kind">The kind of resource in the world.</param>
/// <param name="Ids">How the request names resources.</param>
internal sealed record DescribeOperation(string Name, string Kind, params IReadOnlyList<IdParameter> Ids)
{
    /// <summary>The member of the answer that lists the resources.</summary>
    public string Result { get; init; } = Kind;

    /// <summary>
    /// Whether the operation refuses ids together with MaxResults, as the API reference says of instances and network interfaces.
    /// </summary>
    public bool EitherIdsOrPages { get; init; }

    /// <summary>Whether the last page carries an empty token, as the API reference says of endpoints and their services, or none.</summary>
    public bool EmptyLastToken { get; init; }

    public Answer Run(Ec2World world, JsonObject request, Ec2Model.Operation model, int pageSize)
    {
        var resources = Candidates(world);
        foreach (var parameter in Ids)
        {
            var ids = request[parameter.Name] as JsonArray;
            if (EitherIdsOrPages && ids is { Count: > 0 } && request.ContainsKey("MaxResults"))
                throw new Ec2Exception("InvalidParameterCombination",
                    $"The parameter {parameter.Name} cannot be used with the parameter MaxResults");
            resources = parameter.Select(resources, ids);
        }

        var condition = Filters.Compile(Name, (request["Filters"] ?? request["Filter"]) as JsonArray);
        var page = Page.Take(resources.Where(condition), request, model, pageSize);
        var answer = Compose(page.Items);
        if (page.NextToken is not null || EmptyLastToken)
            answer.With("NextToken", page.NextToken ?? "");
        return answer;
    }

    private IEnumerable<JsonObject> Candidates(Ec2World world) => Kind == Kinds.Reservations
        ? world.Of(Kind).Values.SelectMany(reservation => (reservation["Instances"] as JsonArray ?? []).OfType<JsonObject>())
        : world.Of(Kind).Values;

    private Answer Compose(IReadOnlyList<JsonObject> items) => Kind switch
    {
        Kinds.Reservations => new Answer().With(Result, Reservations(items)),
        Kinds.ServiceDetails => new Answer()
            .With("ServiceNames", [.. items.Select(item => item["ServiceName"]!.ToString()).Distinct(StringComparer.Ordinal)
                .Select(name => (JsonNode)name)])
            .With(Result, [.. items.Where(item => item.Count > 1)]),
        _ => new Answer().With(Result, items),
    };

    /// <summary>Instances are found one by one and answered in their reservations.</summary>
    private static List<JsonObject> Reservations(IReadOnlyList<JsonObject> instances)
    {
        var answer = new List<JsonObject>();
        foreach (var group in instances.GroupBy(instance => (JsonObject)instance.Parent!.Parent!))
        {
            var chosen = group.ToHashSet();
            if (chosen.Count == ((JsonArray)group.Key["Instances"]!).Count)
            {
                answer.Add(group.Key);
                continue;
            }

            var reservation = new JsonObject();
            foreach (var (name, value) in group.Key)
                reservation[name] = name == "Instances" ? new JsonArray([.. group.Select(instance => instance.DeepClone())])
                    : value?.DeepClone();
            answer.Add(reservation);
        }

        return answer;
    }
}
