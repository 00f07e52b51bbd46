namespace VpceTools.Policies;

/// <summary>Says in words how a statement stands to a request.</summary>
internal static class StatementExplainer
{
    private const int ShownItems = 5;

    /// <summary>One sentence for a match; otherwise one clause for each part of the statement that fails or is open.</summary>
    public static string Explain(PolicyStatement statement, EvaluationContext context)
    {
        var failed = new List<string>();
        var open = new List<string>();
        var request = context.Request;
        var action = Describe(statement.Action.Name, statement.Action.Patterns);
        Sort(StatementMatcher.MatchAction(statement, context, null),
            statement.Action.IsNegated ? $"{action} excludes {request.Action}" : $"{action} does not match {request.Action}", action);
        var resource = Describe(statement.Resource.Name, statement.Resource.Patterns);
        Sort(StatementMatcher.MatchResource(statement, context, null),
            statement.Resource.IsNegated ? $"{resource} excludes {request.Resource}" : $"{resource} does not match {request.Resource}",
            resource);
        var principal = Describe(statement.Principal.Name, statement.Principal.Principals);
        Sort(
            PrincipalMatcher.Match(statement.Principal, context, null), FailedPrincipal(statement.Principal, principal, context), principal);
        foreach (var condition in statement.Conditions)
        {
            Sort(
                ConditionEvaluator.Evaluate(condition, statement.Effect, context, null),
                $"{condition} does not hold: {DescribeValue(condition.Key, context)}", condition.ToString());
        }


        var verb = statement.Effect == PolicyEffect.Allow ? "allows" : "denies";
        if (failed.Count > 0)
            return $"it does not match because {string.Join("; ", failed)}";
        if (open.Count > 0)
            return $"it {verb} the request if {string.Join(" and ", open)} holds";
        var because = statement.Conditions.Count == 0 ? "" : $" and its conditions hold ({string.Join("; ", statement.Conditions)})";
        return $"it {verb} the request: {action}, {resource} and {principal} match{because}";

        void Sort(Truth truth, string failure, string subject)
        {
            if (truth == Truth.False)
                failed.Add(failure);
            else if (truth == Truth.Unknown)
                open.Add(subject);
        }
    }

    private static string FailedPrincipal(PrincipalElement element, string described, EvaluationContext context)
    {
        var principal = context.Request.Principal ?? "the principal";
        if (element.IsNegated)
            return $"{described} excludes {principal}";
        var hint = context.Request.IsGatewayEndpoint
            ? " (a gateway endpoint takes \"*\" with aws:PrincipalArn; an account there means its root user only)"
            : "";
        return $"{described} does not match {principal}{hint}";
    }

    private static string DescribeValue(string key, EvaluationContext context)
    {
        var value = context.Lookup(key);
        return value.Names is { } names ? $"the request has {string.Join(" or ", names.Select(name => $"'{name}'"))}"
            : value.IsUnknown ? $"whatever {key} is"
            : value.IsAbsent ? $"the request has no {key}"
            : $"the request has '{string.Join("', '", value.Values!)}'";
    }

    private static string Describe<T>(string name, IReadOnlyList<T> items) => items.Count switch
    {
        0 => $"the empty {name}",
        <= ShownItems => $"{name} {string.Join(", ", items)}",
        _ => $"{name} {string.Join(", ", items.Take(ShownItems))} and {items.Count - ShownItems} more",
    };
}
