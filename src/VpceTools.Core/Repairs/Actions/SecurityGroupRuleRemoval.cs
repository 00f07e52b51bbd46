using System.Text;
using System.Text.Json;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Takes one rule away from a security group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What the rule allows.</param>
public abstract record SecurityGroupRuleRemoval(string GroupId, SecurityGroupPermission Permission)
    : SecurityGroupRuleAction(GroupId, Permission)
{
    /// <summary>The id of the rule, <c>sgr-…</c>, where EC2 told it; names the very rule that was added.</summary>
    public string? RuleId { get; init; }

    /// <inheritdoc/>
    public sealed override string Description => "no longer allow " + RuleText;

    /// <inheritdoc/>
    public sealed override RepairRisk Risk => RepairRisk.Caution;

    /// <inheritdoc/>
    public sealed override string SideEffect => "Clients that only this rule lets through are blocked from then on.";

    internal sealed override bool IsDoneIn(VpcNetwork network) => Find(network) is { } group && !Rules(group).Any(IsMeant);

    internal sealed override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) => MissingGroup(network)
        ?? (RuleId is not null && Rules(Find(network)!).FirstOrDefault(rule => rule.RuleId == RuleId && !Permission.Is(rule)) is { } other
            ? $"{RuleId} is not the rule that was added: it allows {other}." : null);

    internal sealed override VpcNetwork ApplyTo(VpcNetwork network) =>
        With(network, rules => rules.Where(rule => !IsMeant(rule)).ToValueList());

    internal sealed override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private protected sealed override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(GroupId), GroupId);
        if (RuleId is null)
            Permission.Write(json);
        else
            json.WriteTexts("SecurityGroupRuleIds", [RuleId]);
    }

    private protected sealed override void AppendAwsCli(StringBuilder line) =>
        line.Append($"revoke-security-group-{(IsEgress ? "egress" : "ingress")} --group-id {CommandText.Posix(GroupId)} ")
        .Append(RuleId is null ? Permission.ToAwsCli() : "--security-group-rule-ids " + CommandText.Posix(RuleId));

    private protected sealed override void AppendPowerShell(StringBuilder line) =>
        line.Append($"Revoke-EC2SecurityGroup{(IsEgress ? "Egress" : "Ingress")} -GroupId {CommandText.PowerShell(GroupId)} ")
        .Append(RuleId is null ? Permission.ToPowerShell() : "-SecurityGroupRuleId " + CommandText.PowerShell(RuleId));

    /// <summary>Where ids are known, the same rule under another id is one that somebody else added since.</summary>
    private bool IsMeant(SecurityGroupRule rule) => RuleId is not null && rule.RuleId is not null ? rule.RuleId == RuleId
        : Permission.Is(rule);
}

/// <summary>Takes one rule that lets traffic into a security group away.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What the rule allows.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html</remarks>
public sealed record RevokeSecurityGroupIngress(string GroupId, SecurityGroupPermission Permission)
    : SecurityGroupRuleRemoval(GroupId, Permission)
{
    /// <inheritdoc/>
    public override string Operation => "RevokeSecurityGroupIngress";

    private protected override bool IsEgress => false;

    internal override RepairAction Inverse(VpcNetwork before) => new AuthorizeSecurityGroupIngress(GroupId, Permission)
    { Region = Region, AccountId = AccountId };
}

/// <summary>Takes one rule that lets traffic out of a security group away.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What the rule allows.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html</remarks>
public sealed record RevokeSecurityGroupEgress(string GroupId, SecurityGroupPermission Permission)
    : SecurityGroupRuleRemoval(GroupId, Permission)
{
    /// <inheritdoc/>
    public override string Operation => "RevokeSecurityGroupEgress";

    private protected override bool IsEgress => true;

    internal override RepairAction Inverse(VpcNetwork before) => new AuthorizeSecurityGroupEgress(GroupId, Permission)
    { Region = Region, AccountId = AccountId };
}
