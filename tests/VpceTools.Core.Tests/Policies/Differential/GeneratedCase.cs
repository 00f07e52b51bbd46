using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Policies;

namespace VpceTools.Core.Tests.Policies.Differential;

/// <summary>A policy and the requests to decide with it.</summary>
internal sealed record GeneratedCase(JsonNode Policy, IReadOnlyList<GeneratedRequest> Requests)
{
    /// <summary>Our decisions, in the words of the other evaluator.</summary>
    public IEnumerable<string> Decide()
    {
        var result = PolicyDocument.Parse(Policy.ToJsonString());
        var document = result.Document ?? throw new InvalidOperationException($"{string.Join("\n", result.Errors)}\n{Policy}");
        return Requests.Select(request => PolicyEvaluator.Evaluate(document, request.ToPolicyRequest()).Decision switch
        {
            PolicyDecisionKind.Allowed => "Allowed",
            PolicyDecisionKind.ExplicitDeny => "ExplicitlyDenied",
            PolicyDecisionKind.ImplicitDeny => "ImplicitlyDenied",
            var other => other.ToString(),
        });
    }
}

/// <summary>A request with everything known, as AWS sees one; a context value is a text or a list of texts.</summary>
internal sealed record GeneratedRequest(string Action, string Resource, JsonObject Context)
{
    /// <summary>The request as ours.</summary>
    public PolicyRequest ToPolicyRequest()
    {
        var context = PolicyContext.Empty;
        foreach (var (key, value) in Context)
            context = context.With(key, value is JsonArray list ? list.Select(item => item!.GetValue<string>())
                : [value!.GetValue<string>()]);
        return new PolicyRequest { Action = Action, Resource = Resource, Context = context.AsComplete() };
    }

    public override string ToString() => JsonSerializer.Serialize(new { Action, Resource, Context });
}
