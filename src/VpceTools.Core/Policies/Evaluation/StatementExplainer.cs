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
        Sort(
            StatementMatcher.MatchAction(statement, context, null),
            statement.Action.IsNegated ? $"{action} excludes {request.Action}" : $"{action} does not match {request.Action}",
            action);
        var resource = Describe(statement.Resource.Name, statement.Resource.Patterns);
        Sort(
            StatementMatcher.MatchResource(statement, context, null),
            $"{resource} {(statement.Resource.IsNegated ? "excludes" : "does not match")} {Asked(context)}",
            resource);
        var principal = Describe(statement.Principal.Name, statement.Principal.Principals);
        var whyOpen = PrincipalMatcher.WhyOpen(statement, context);
        Sort(
            PrincipalMatcher.Match(statement, context, null),
            FailedPrincipal(statement.Principal, principal, context),
            whyOpen is null ? principal : $"{principal} ({whyOpen})");
        foreach (var condition in statement.Conditions)
        {
            Sort(
                ConditionEvaluator.Evaluate(condition, context, null),
                $"{condition} does not hold: {DescribeValue(condition, context)}",
                condition.ToString());
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

    // What the statement's resources are held against, which the request need not name.
    private static string Asked(EvaluationContext context)
    {
        var request = context.Request;
        return context.Takes is not { } takes || (!takes.TakesNone && request.Resource != "*") ? request.Resource
            : takes.TakesNone ? $"*, the only resource of {request.Action}"
            : $"any resource of {request.Action}: {takes}";
    }

    private static string FailedPrincipal(PrincipalElement element, string described, EvaluationContext context)
    {
        var principal = context.Principal.Kind switch
        {
            RequestPrincipalKind.Federated => $"the caller, since {context.Request.Action} is not signed and has no AWS principal",
            RequestPrincipalKind.AwsAccount => "the caller, which is of an account of AWS's",
            _ => context.Request.Principal ?? "the principal",
        };
        if (element.IsNegated)
            return $"{described} excludes {principal}";
        var hint = context.Request.IsGatewayEndpoint
            ? " (a gateway endpoint takes \"*\" with aws:PrincipalArn; an account there means its root user only)"
            : "";
        return $"{described} does not match {principal}{hint}";
    }

    private static string DescribeValue(PolicyCondition condition, EvaluationContext context)
    {
        var key = condition.Key;
        var value = context.Lookup(condition);
        return value.Names is { } names ? $"the request has {string.Join(" or ", names.Select(name => $"'{name}'"))}"
            : value.Foreign is not null ? $"{key} is somebody else's"
            : value.IsUnknown ? $"whatever {key} is"
            : value.IsAbsent ? condition.MeantKey is { } meant ? $"there is no {key}, {meant} is meant" : $"the request has no {key}"
            : $"the request has '{string.Join("', '", value.Values!)}'"
                + (value.Values!.Count > 1 && condition.LacksQualifier
                    ? ", and without ForAnyValue or ForAllValues several values never match" : "");
    }

    private static string Describe<T>(string name, IReadOnlyList<T> items) => items.Count switch
    {
        0 => $"the empty {name}",
        <= ShownItems => $"{name} {string.Join(", ", items)}",
        _ => $"{name} {string.Join(", ", items.Take(ShownItems))} and {items.Count - ShownItems} more",
    };
}
