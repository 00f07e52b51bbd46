using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Decides whether a statement is about a request.</summary>
internal static class StatementMatcher
{
    public static Truth Match(PolicyStatement statement, EvaluationContext context, MissingKeys? missing)
    {
        var truth = MatchAction(statement, context, missing);
        if (truth != Truth.False)
            truth = truth.And(MatchResource(statement, context, missing));
        if (truth != Truth.False)
            truth = truth.And(PrincipalMatcher.Match(statement, context, missing));
        for (var i = 0; i < statement.Conditions.Count && truth != Truth.False; i++)
            truth = truth.And(ConditionEvaluator.Evaluate(statement.Conditions[i], context, missing));
        return truth;
    }

    public static Truth MatchAction(PolicyStatement statement, EvaluationContext context, MissingKeys? missing)
    {
        var truth = Truth.False;
        foreach (var pattern in statement.Action.Patterns)
        {
            truth = truth.Or(pattern.Compare(context.Action));
            if (truth == Truth.True)
                break;
        }

        if (truth == Truth.Unknown)
            missing?.Add("Action", null, statement.Action.Patterns.Select(pattern => pattern.Text).ToValueList());
        return truth.NotIf(statement.Action.IsNegated);
    }

    public static Truth MatchResource(PolicyStatement statement, EvaluationContext context, MissingKeys? missing)
    {
        List<string>? unknownKeys = missing is null ? null : [];
        var truth = context.Resources.Count == 1
            ? MatchResource(statement, context.Resources[0], context, unknownKeys)
            : context.Resources.Select(resource => MatchResource(statement, resource, context, unknownKeys)).ToList().Agree();
        if (truth == Truth.Unknown && missing is not null)
        {
            if (unknownKeys is { Count: > 0 })
                missing.AddVariables(unknownKeys, statement.Resource.ToString());
            else
                missing.Add("Resource", null, statement.Resource.Patterns.Select(pattern => pattern.Text).ToValueList());
        }

        return truth.NotIf(statement.Resource.IsNegated);
    }

    private static Truth MatchResource(PolicyStatement statement, RequestName resource, EvaluationContext context,
        List<string>? unknownKeys)
    {
        var truth = Truth.False;
        foreach (var pattern in statement.Resource.Patterns)
        {
            truth = truth.Or(pattern.Compare(resource, context, unknownKeys));
            if (truth == Truth.True)
                break;
        }

        return truth;
    }
}
