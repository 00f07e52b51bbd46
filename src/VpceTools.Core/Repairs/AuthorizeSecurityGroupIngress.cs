using System.Text;

namespace VpceTools.Repairs;

/// <summary>Adds one rule that lets traffic into a security group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What to allow.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html</remarks>
public sealed record AuthorizeSecurityGroupIngress(string GroupId, SecurityGroupPermission Permission) : RepairAction
{
    /// <inheritdoc/>
    public override string Operation => "AuthorizeSecurityGroupIngress";

    /// <inheritdoc/>
    public override string ResourceId => GroupId;

    /// <inheritdoc/>
    public override string Description => Permission.FromPort == Permission.ToPort
        ? $"allow TCP {Permission.FromPort} from {Permission.Peer}"
        : $"allow TCP {Permission.FromPort}-{Permission.ToPort} from {Permission.Peer}";

    private protected override void AppendAwsCli(StringBuilder line) =>
        line.Append($"authorize-security-group-ingress --group-id {GroupId} {Permission.ToAwsCli()}");

    private protected override void AppendPowerShell(StringBuilder line) =>
        line.Append($"Grant-EC2SecurityGroupIngress -GroupId {GroupId} {Permission.ToPowerShell()}");
}
