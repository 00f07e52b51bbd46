using System.Text;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>Adds one rule that lets traffic out of a security group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What to allow.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html</remarks>
public sealed record AuthorizeSecurityGroupEgress(string GroupId, SecurityGroupPermission Permission) : SecurityGroupRuleAction(GroupId, Permission)
{
    /// <inheritdoc/>
    public override string Operation => "AuthorizeSecurityGroupEgress";

    /// <inheritdoc/>
    public override string Description => "allow " + RuleText;

    private protected override bool IsEgress => true;

    internal override bool IsDoneIn(VpcNetwork network) => Holds(network);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) => MissingGroup(network) ?? OverQuota(network, quotas.RulesPerSecurityGroup);

    internal override VpcNetwork ApplyTo(VpcNetwork network) => With(network, rules => rules.Add(Permission.ToRule()));

    internal override RepairAction Inverse(VpcNetwork before) => new RevokeSecurityGroupEgress(GroupId, Permission) { Region = Region };

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(GroupId), GroupId);
        Permission.Write(json);
    }

    private protected override void AppendAwsCli(StringBuilder line) =>
        line.Append($"authorize-security-group-egress --group-id {GroupId} {Permission.ToAwsCli()}");

    private protected override void AppendPowerShell(StringBuilder line) =>
        line.Append($"Grant-EC2SecurityGroupEgress -GroupId {GroupId} {Permission.ToPowerShell()}");
}
