using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>A statement to add to a policy. It allows every action on every resource to every principal that it names.</summary>
/// <param name="Actions">The actions.</param>
/// <param name="Resources">The resources.</param>
/// <param name="Principal">Who may.</param>
internal sealed record AmendmentStatement(ValueList<string> Actions, ValueList<string> Resources, AmendmentPrincipal Principal)
{
    /// <summary>
    /// The fewest statements that allow the calls and nothing else. Calls join one statement only where all combinations of its actions,
    /// resources and principals are required.
    /// </summary>
    /// <param name="calls">The calls.</param>
    /// <param name="version">The version of the language that the document is in.</param>
    /// <param name="problem">Why there are none; null otherwise.</param>
    public static IReadOnlyList<AmendmentStatement> For(IReadOnlyList<PolicyRequest> calls, PolicyVersion version, out string? problem)
    {
        problem = calls.Select(FindProblem).FirstOrDefault(found => found is not null);
        if (problem is not null)
            return [];
        var grants = calls
            .Select(call =>
                new Grant(call.Action, ServiceAuthorization.ResourcesOf(call.Action) is { TakesNone: true } ? "*"
                : call.Resource, AmendmentPrincipal.Of(call)))
            .ToList();
        grants = [.. grants.Where((grant, i) =>
            !grants.Where((_, j) => i != j).Any(other => other.Covers(grant) && (!grant.Covers(other) || grants.IndexOf(other) < i)))];
        var perResource = grants
            .GroupBy(grant => (grant.Principal, grant.Resource))
            .Select(group => new AmendmentStatement(
                group.Select(grant => grant.Action).ToValueList(), [Literal(group.Key.Resource, version)], group.Key.Principal));
        var perPrincipal = perResource
            .GroupBy(statement => (statement.Principal, statement.Actions))
            .Select(group => new AmendmentStatement(
                group.Key.Actions, group.SelectMany(statement => statement.Resources).ToValueList(), group.Key.Principal));
        return [.. perPrincipal
            .GroupBy(statement => (statement.Principal.Form, statement.Actions, statement.Resources))
            .Select(group => new AmendmentStatement(
                group.Key.Actions,
                group.Key.Resources,
                new(group.Key.Form, group.SelectMany(statement => statement.Principal.Values).ToValueList())))];
    }

    private static string? FindProblem(PolicyRequest call)
    {
        if (CallNames.WhyNoAction(call.Action) is { } problem)
            return problem;
        if (call.Resource != "*" && Arn.TryParse(call.Resource) is null)
            return $"'{call.Resource}' is neither * nor an ARN.";
        return AmendmentPrincipal.FindProblem(call);
    }

    // A resource that is asked for is not a template: what looks like a variable in it stands for itself
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars).
    private static string Literal(string resource, PolicyVersion version) =>
        version == PolicyVersion.V2012 ? resource.Replace("${", "${$}{") : resource;

    private sealed record Grant(string Action, string Resource, AmendmentPrincipal Principal)
    {
        public bool Covers(Grant other) =>
            (Principal.Form == AmendmentPrincipalForm.Everyone || Principal == other.Principal)
            && RequestName.OfAction(other.Action).IsIn(new ActionPattern(Action, default).Pattern) == Truth.True
            && RequestName.OfResource(other.Resource).IsIn(new GlobBuilder().AddPattern(Resource).BuildResource()) == Truth.True;
    }
}
