namespace VpceTools.Policies;

/// <summary>The lint rules of Principal and NotPrincipal.</summary>
internal static class PrincipalLint
{
    // "AIDA…" and the like: the id that stays in a policy when the user or role is deleted
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes).
    private static readonly string[] UniqueIdPrefixes = ["AIDA", "AROA", "AGPA", "ANPA", "ASCA", "APKA"];

    public static void Check(LintReport report, PolicyStatement statement)
    {
        var element = statement.Principal;
        if (element.IsEveryone)
        {
            if (statement.Effect == PolicyEffect.Allow && statement.Conditions.Count == 0)
                report.Inform(
                    PolicyLintRule.BroadPrincipal,
                    "The statement allows everybody under no condition, as the default policy does: "
                        + $"{statement.Action} on {statement.Resource}.",
                    element.Position, statement);
            return;
        }

        foreach (var principal in element.Principals.Where(principal => !principal.IsEveryone))
            Check(report, statement, principal);
        if (element.IsNegated)
            CheckNegated(report, statement);
    }

    private static void Check(LintReport report, PolicyStatement statement, PolicyPrincipal principal)
    {
        if (principal.Value.IndexOfAny(['*', '?']) >= 0)
        {
            report.Error(
                PolicyLintRule.InvalidPrincipal,
                $"'{principal.Value}': a wildcard cannot stand for a part of a principal; use \"*\" with a condition on aws:PrincipalArn.",
                principal.Position, statement);
        }
        else if (principal.Kind == PrincipalKind.Aws
            && Array.Exists(UniqueIdPrefixes, prefix => principal.Value.StartsWith(prefix, StringComparison.Ordinal)))
        {
            report.Warn(
                PolicyLintRule.DeletedPrincipal,
                $"'{principal.Value}' is the id of a user or role that was deleted; nobody has it any more.",
                principal.Position, statement);
        }
        else if (principal.Kind == PrincipalKind.Aws && !RequestPrincipal.Parse(principal.Value).IsIam)
        {
            report.Error(
                PolicyLintRule.InvalidPrincipal,
                $"'{principal.Value}' is neither an account nor the ARN of a user, role or session.",
                principal.Position, statement);
        }
        else if (report.Target.IsGateway && !statement.Principal.IsNegated)
        {
            var effect = RequestPrincipal.Parse(principal.Value).Kind == RequestPrincipalKind.Root
                ? "matches the account's root user only" : "is not matched";
            report.Warn(
                PolicyLintRule.GatewayPrincipal,
                $"Through a gateway endpoint '{principal.Value}' {effect}; use \"*\" with a condition on aws:PrincipalArn.",
                principal.Position, statement);
        }
    }

    private static void CheckNegated(LintReport report, PolicyStatement statement)
    {
        var element = statement.Principal;
        if (statement.Effect == PolicyEffect.Allow)
        {
            report.Warn(
                PolicyLintRule.NotPrincipal,
                "NotPrincipal with Allow allows everybody but the named principals, anonymous requests included.",
                element.Position, statement);
            return;
        }

        var named = element.Principals.Where(principal => principal.Kind == PrincipalKind.Aws)
            .Select(principal => RequestPrincipal.Parse(principal.Value)).ToArray();
        foreach (var account in named.Where(principal => principal.IsIam).Select(principal => principal.Account!)
            .Distinct(StringComparer.Ordinal))
        {
            if (!Array.Exists(named, principal => principal.Kind == RequestPrincipalKind.Root && principal.Account == account))
                report.Warn(
                    PolicyLintRule.NotPrincipal,
                    $"NotPrincipal with Deny must name the account {account} too, or the deny can hit the whole account.",
                    element.Position, statement);
        }
    }
}
