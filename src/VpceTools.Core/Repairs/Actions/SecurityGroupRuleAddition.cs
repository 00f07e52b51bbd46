using System.Text;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Adds one rule to a security group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What to allow.</param>
public abstract record SecurityGroupRuleAddition(string GroupId, SecurityGroupPermission Permission)
    : SecurityGroupRuleAction(GroupId, Permission)
{
    /// <inheritdoc/>
    public sealed override string Description => "allow " + RuleText;

    internal sealed override bool IsDoneIn(VpcNetwork network) => Find(network) is { } group && Rules(group).Any(Permission.Is);

    internal sealed override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) => MissingGroup(network)
        ?? OverQuota(network, quotas.RulesPerSecurityGroup);

    internal sealed override VpcNetwork ApplyTo(VpcNetwork network) => With(network, rules => rules.Add(Permission.ToRule()));

    internal sealed override bool IsUndoneBy(RepairAction undo) => undo is SecurityGroupRuleRemoval removal
        && removal with { RuleId = null } == Inverse(new());

    private protected sealed override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(GroupId), GroupId);
        Permission.Write(json);
    }

    private protected sealed override void AppendAwsCli(StringBuilder line) =>
        line.Append($"authorize-security-group-{(IsEgress ? "egress" : "ingress")} "
            + $"--group-id {CommandText.Posix(GroupId)} {Permission.ToAwsCli()}");

    private protected sealed override void AppendPowerShell(StringBuilder line) =>
        line.Append($"Grant-EC2SecurityGroup{(IsEgress ? "Egress" : "Ingress")} "
            + $"-GroupId {CommandText.PowerShell(GroupId)} {Permission.ToPowerShell()}");
}

/// <summary>Adds one rule that lets traffic into a security group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What to allow.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html</remarks>
public sealed record AuthorizeSecurityGroupIngress(string GroupId, SecurityGroupPermission Permission)
    : SecurityGroupRuleAddition(GroupId, Permission)
{
    /// <inheritdoc/>
    public override string Operation => "AuthorizeSecurityGroupIngress";

    private protected override bool IsEgress => false;

    internal override RepairAction Inverse(VpcNetwork before) => new RevokeSecurityGroupIngress(GroupId, Permission)
    { Region = Region, AccountId = AccountId };
}

/// <summary>Adds one rule that lets traffic out of a security group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What to allow.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html</remarks>
public sealed record AuthorizeSecurityGroupEgress(string GroupId, SecurityGroupPermission Permission)
    : SecurityGroupRuleAddition(GroupId, Permission)
{
    /// <inheritdoc/>
    public override string Operation => "AuthorizeSecurityGroupEgress";

    private protected override bool IsEgress => true;

    internal override RepairAction Inverse(VpcNetwork before) => new RevokeSecurityGroupEgress(GroupId, Permission)
    { Region = Region, AccountId = AccountId };
}
