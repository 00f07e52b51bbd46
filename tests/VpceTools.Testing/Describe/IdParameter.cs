using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Describe;

/// <summary>
/// A parameter that names resources, and how EC2 refuses a name:
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html has the codes. A list with an unknown id is refused as a
/// whole.
/// </summary>
/// <param name="Name">The parameter's name in the CLI's JSON.</param>
/// <param name="Member">The member of the resource that it names.</param>
/// <param name="NotFoundCode">The code for an id that does not exist.</param>
/// <param name="NotFoundMessage">The message for it; <c>{0}</c> stands for the id.</param>
/// <param name="Prefix">What well-formed ids begin with; empty for names, which are never malformed.</param>
/// <param name="MalformedCode">The code for an id of another form.</param>
internal sealed record IdParameter(
    string Name, string Member, string NotFoundCode, string NotFoundMessage, string Prefix = "", string MalformedCode = "")
{
    /// <summary>Keeps the resources that the request names (all, where it names none) or refuses the request.</summary>
    public List<JsonObject> Select(IEnumerable<JsonObject> resources, JsonArray? requested)
    {
        if (requested is not { Count: > 0 })
            return [.. resources];
        var ids = requested.Select(id => id!.ToString()).ToHashSet(StringComparer.Ordinal);
        var found = resources.Where(resource => ids.Contains(resource[Member]?.ToString() ?? "")).ToList();
        ids.ExceptWith(found.Select(resource => resource[Member]!.ToString()));
        return ids.Count == 0 ? found : throw Refusal(ids.First());
    }

    /// <summary>The refusal of an id that names nothing.</summary>
    public Ec2Exception Refusal(string id) =>
        Prefix.Length == 0 || Regex.IsMatch(id, $"^{Prefix}-[0-9a-z]+$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            ? new Ec2Exception(NotFoundCode, string.Format(null, NotFoundMessage, id))
            : new Ec2Exception(MalformedCode, MalformedMessage(id));

    private string MalformedMessage(string id) => Prefix switch
    {
        "vpce" => $"Invalid Id: '{id}' (expecting 'vpce-...; the Id may only contain lowercase alphanumeric characters and a single dash')",
        "i" => $"Invalid id: \"{id}\"",
        _ => $"Invalid id: \"{id}\" (expecting \"{Prefix}-...\")",
    };
}
