using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Describe;

/// <summary>
/// The entries of one list a call: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html.
/// </summary>
internal static class ManagedPrefixListEntries
{
    public static Answer Run(Ec2World world, JsonObject request, Ec2Model.Operation model, int pageSize)
    {
        var id = request["PrefixListId"]?.ToString() ?? throw Ec2Exception.MissingParameter("PrefixListId");
        var page = Page.Take(Entries(world, id), request, model, pageSize);
        var answer = new Answer().With("Entries", page.Items);
        return page.NextToken is null ? answer : answer.With("NextToken", page.NextToken);
    }

    private static IEnumerable<JsonObject> Entries(Ec2World world, string id)
    {
        if (world.Get(Kinds.PrefixListEntries, id)?["Entries"] is JsonArray entries)
            return entries.OfType<JsonObject>();

        // A service's own list (Amazon S3, DynamoDB) is a managed one too; describe-prefix-lists has its ranges.
        if (world.Get(Kinds.PrefixLists, id)?["Cidrs"] is JsonArray cidrs)
            return cidrs.Select(cidr => new JsonObject { ["Cidr"] = cidr!.ToString() });
        if (world.Get(Kinds.ManagedPrefixLists, id) is null)
            throw DescribeCatalogue.PrefixListIds.Refusal(id);
        return [];
    }
}
