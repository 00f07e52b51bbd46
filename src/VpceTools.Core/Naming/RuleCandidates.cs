using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>Makes candidates of Resolver rules.</summary>
internal static class RuleCandidates
{
    /// <summary>The candidate of a rule; null where the rule takes on no names by itself, or is not known.</summary>
    public static Candidate? Of(string id, ResolverRule? rule, bool? isAtWork, string reason, string? profileId, int tier)
    {
        if (IsDefault(id, rule) || rule is null || !IsForwardOrSystem(rule) || string.IsNullOrEmpty(rule.DomainName))
            return null;
        var ofRule = Statuses.IsAtWork(rule.Status);
        return new()
        {
            Domain = DomainName.Normalize(rule.DomainName!),
            Rule = rule,
            ProfileId = profileId,
            Tier = tier,
            IsAtWork = Statuses.And(isAtWork, ofRule),
            Reason = isAtWork == true ? $"the rule is {rule.Status}" : reason,
        };
    }

    /// <summary>What is missing to make a candidate of a rule; null where nothing is.</summary>
    public static MissingNameEvidence? MissingOf(string id, ResolverRule? rule, string? account)
    {
        if (IsDefault(id, rule) || IsDelegate(rule))
            return null;
        if (rule is null)
            return new(NameEvidenceKind.ResolverRule, id, account,
                $"Rule {id} is at work and not in the list of rules; it may take on any name.");
        return IsForwardOrSystem(rule) && !string.IsNullOrEmpty(rule.DomainName) ? null
            : new(NameEvidenceKind.ResolverRule, id, rule.OwnerId ?? account,
            $"Rule {id} is of type '{rule.RuleType}' for '{rule.DomainName}', which this version does not know; it may take on any name.");
    }

    /// <summary>The rule that sends what no other rule takes to public DNS. Every VPC has it, and it forwards nothing.</summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-rules-managing.html</remarks>
    private static bool IsDefault(string id, ResolverRule? rule) =>
        id.StartsWith("rslvr-autodefined-rr-", StringComparison.Ordinal) || Is(rule, "RECURSIVE");

    /// <summary>A delegation rule acts on NS records of an answer, not on names.</summary>
    private static bool IsDelegate(ResolverRule? rule) => Is(rule, "DELEGATE");

    private static bool IsForwardOrSystem(ResolverRule rule) => Is(rule, "FORWARD") || Is(rule, "SYSTEM");

    private static bool Is(ResolverRule? rule, string type) => string.Equals(rule?.RuleType, type, StringComparison.OrdinalIgnoreCase);
}
