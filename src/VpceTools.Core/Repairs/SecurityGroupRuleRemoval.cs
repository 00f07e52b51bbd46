using System.Text;
using System.Text.Json;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>Takes one rule away from a security group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What the rule allows.</param>
public abstract record SecurityGroupRuleRemoval(string GroupId, SecurityGroupPermission Permission) : SecurityGroupRuleAction(GroupId, Permission)
{
    /// <summary>The id of the rule, <c>sgr-…</c>, where EC2 told it; names the very rule that was added.</summary>
    public string? RuleId { get; init; }

    /// <inheritdoc/>
    public sealed override string Description => "no longer allow " + RuleText;

    /// <inheritdoc/>
    public sealed override RepairRisk Risk => RepairRisk.Caution;

    /// <inheritdoc/>
    public sealed override string SideEffect => "Clients that only this rule lets through are blocked from then on.";

    internal sealed override bool IsDoneIn(VpcNetwork network) => Find(network) is { } group && !Rules(group).Any(Permission.Is);

    internal sealed override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) => MissingGroup(network);

    internal sealed override VpcNetwork ApplyTo(VpcNetwork network) => With(network, rules => rules.Where(rule => !Permission.Is(rule)).ToValueList());

    private protected sealed override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(GroupId), GroupId);
        if (RuleId is null)
            Permission.Write(json);
        else
            json.WriteTexts("SecurityGroupRuleIds", [RuleId]);
    }

    private protected sealed override void AppendAwsCli(StringBuilder line) => line.Append($"revoke-security-group-{(IsEgress ? "egress" : "ingress")} --group-id {GroupId} ")
        .Append(RuleId is null ? Permission.ToAwsCli() : "--security-group-rule-ids " + RuleId);

    private protected sealed override void AppendPowerShell(StringBuilder line) => line.Append($"Revoke-EC2SecurityGroup{(IsEgress ? "Egress" : "Ingress")} -GroupId {GroupId} ")
        .Append(RuleId is null ? Permission.ToPowerShell() : "-SecurityGroupRuleId " + RuleId);
}
