namespace VpceTools.Policies;

/// <summary>The lint rules that compare statements, and the values of an element, with each other.</summary>
internal static class StatementLint
{
    public static void Check(LintReport report)
    {
        var facts = report.Document.Statements.Select(statement => new Facts(statement)).ToArray();
        foreach (var fact in facts)
        {
            var statement = fact.Statement;
            if (fact.NeverMatches is { } reason)
            {
                report.Warn(PolicyLintRule.NeverMatches, $"The statement matches no request: {reason}.", statement.Position, statement);
                continue;
            }

            CheckValues(
                report, statement, [.. statement.Action.Patterns.Select(pattern => (pattern.Text, pattern.Pattern, pattern.Position))]);
            var resources = statement.Resource.Patterns.Where(pattern => !pattern.HasVariables);
            CheckValues(report, statement, [.. resources.Select(pattern => (pattern.Text, pattern.WidestPattern, pattern.Position))]);
            CheckAgainstOthers(report, fact, facts);
        }
    }

    private static void CheckAgainstOthers(LintReport report, Facts fact, Facts[] facts)
    {
        var statement = fact.Statement;
        var live = facts.Where(other => other.NeverMatches is null && !ReferenceEquals(other, fact)).ToArray();
        var denied = statement.Effect == PolicyEffect.Allow
            ? Array.Find(live, other => other.Statement.Effect == PolicyEffect.Deny && other.Covers(fact))
            : null;
        // Of two equal statements the later one is redundant.
        var covered = Array.Find(live, other => other.Statement.Effect == statement.Effect && other.Covers(fact)
            && (other.Statement.Index < statement.Index || !fact.Covers(other)));
        if (denied is not null)
            report.Warn(PolicyLintRule.Unreachable, $"{Capital(denied.Statement)} denies all that the statement allows.",
                statement.Position, statement);
        else if (covered is not null)
            report.Inform(
                PolicyLintRule.Redundant, $"{Capital(covered.Statement)} does all that the statement does.", statement.Position, statement);
        else if (statement.Effect == PolicyEffect.Deny
            && !Array.Exists(live, other => other.Statement.Effect == PolicyEffect.Allow && other.MayOverlap(fact)))
            report.Inform(PolicyLintRule.Redundant, "No statement allows what the statement denies.", statement.Position, statement);
    }

    private static void CheckValues(
        LintReport report, PolicyStatement statement, (string Text, GlobPattern Pattern, TextPosition Position)[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                // Of two equal values the later one is redundant.
                if (i == j || !values[j].Pattern.Covers(values[i].Pattern) || (j > i && values[i].Pattern.Covers(values[j].Pattern)))
                    continue;
                report.Inform(
                    PolicyLintRule.RedundantValue, $"'{values[i].Text}' is covered by '{values[j].Text}'.", values[i].Position, statement);
                break;
            }
        }
    }

    private static string Capital(PolicyStatement statement)
    {
        var name = statement.ToString();
        return char.ToUpperInvariant(name[0]) + name.Substring(1);
    }

    private sealed class Facts
    {
        private readonly NameSet _actions;
        private readonly NameSet? _resources;
        private readonly HashSet<string> _conditions;
        private readonly HashSet<string> _principals;

        public Facts(PolicyStatement statement)
        {
            Statement = statement;
            _actions = NameSet.Of(statement.Action);
            _resources = NameSet.Of(statement.Resource);
            _conditions = new(statement.Conditions.Select(condition => condition.ToString()), StringComparer.Ordinal);
            _principals = new(statement.Principal.Principals.Select(principal => principal.ToString()), StringComparer.Ordinal);
            NeverMatches = FindNever(statement);
        }

        public PolicyStatement Statement { get; }

        /// <summary>Why the statement matches no request; null when it can match one.</summary>
        public string? NeverMatches { get; }

        /// <summary>Whether the statement surely matches whenever the other does.</summary>
        public bool Covers(Facts other) =>
            _actions.Covers(other._actions)
            && _resources is not null && other._resources is not null && _resources.Covers(other._resources)
            && CoversPrincipals(other)
            && _conditions.IsSubsetOf(other._conditions);

        /// <summary>Whether a request may match both statements.</summary>
        public bool MayOverlap(Facts other) =>
            _actions.MayOverlap(other._actions)
                && (_resources is null || other._resources is null || _resources.MayOverlap(other._resources));

        private bool CoversPrincipals(Facts other)
        {
            var principal = Statement.Principal;
            if (principal.IsEveryone)
                return true;
            return principal.IsNegated == other.Statement.Principal.IsNegated
                && (principal.IsNegated ? _principals.SetEquals(other._principals) : other._principals.IsSubsetOf(_principals));
        }

        private string? FindNever(PolicyStatement statement)
        {
            if (_actions.IsEmpty)
                return statement.Action.Patterns.Count == 0 ? $"its {statement.Action.Name} is empty"
                    : $"its {statement.Action.Name} leaves no action";
            if (_resources is { IsEmpty: true })
                return $"its {statement.Resource.Name} leaves no resource";
            var principal = statement.Principal;
            if (principal.Principals.Count == 0 && !principal.IsNegated)
                return "its Principal is empty";
            if (principal.IsNegated && principal.Principals.Any(named => named.IsEveryone))
                return "its NotPrincipal leaves nobody";
            var failing = statement.Conditions.FirstOrDefault(condition => ConditionEvaluator.NeverHolds(condition));
            return failing is null ? null : $"{failing} never holds";
        }
    }
}
