using System.Text.Json;
using VpceTools.Model;
using VpceTools.Planned;

namespace VpceTools.Terraform;

/// <summary>What can be said of a policy that a plan does not know yet.</summary>
internal static class PolicyDocuments
{
    private const string Document = "aws_iam_policy_document";

    // A policy of denies alone lets nothing pass, whatever they deny: what is not allowed is denied.
    private const string DenyAlone = $$"""
        {"Id":"{{NetworkPlan.NotKnownYet}}","Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}
        """;

    public static PlannedValue? Of(TerraformEdges edges, TerraformResource resource, string attribute, PlannedOpen open)
    {
        var mock = edges.Graph?.Value(resource.Address, attribute);
        if (mock is { ValueKind: JsonValueKind.String } given)
        {
            var text = given.GetString()!;
            // What the mock made up is no JSON: the configuration sets no policy here.
            if (text.Length == 0 || text[0] != '{')
                return null;
            // A policy that the configuration puts together itself is whole but for the ids.
            if (text.Contains("\"Statement\""))
                return PlannedValue.Of(edges.Graph!.Rewritten(text, owner =>
                    edges.Index.Find(owner.Address) is { } found ? edges.IdOf(found, owner.Attribute) : null));
        }

        var documents = edges.Data(resource, attribute, Document);
        // Without the run nobody knows whether an argument that leads into a local value ends in a policy at all.
        var isTold = mock is { ValueKind: JsonValueKind.String } || edges.LeadsTo(resource, attribute, Document);
        return isTold && documents.Count > 0 && documents.All(DeniesAlone) ? PlannedValue.Of(DenyAlone) : open;
    }

    /// <summary>
    /// Whether every statement denies. Documents that others are merged into can have more statements than their own.
    /// </summary>
    private static bool DeniesAlone(TerraformResource document)
    {
        if (new[] { "source_json", "override_json", "source_policy_documents", "override_policy_documents" }
            .Any(name => document.Values.Member(name).IsSet() || document.Unknown.Member(name).ValueKind == JsonValueKind.True))
            return false;
        var statements = document.Values.Member("statement").Items().ToList();
        return statements.Count > 0 && statements.TrueForAll(statement => statement.Text("effect") == "Deny");
    }
}
