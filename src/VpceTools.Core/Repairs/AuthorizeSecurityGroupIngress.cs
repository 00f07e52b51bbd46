using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>Adds one rule that lets traffic into a security group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What to allow.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html</remarks>
public sealed record AuthorizeSecurityGroupIngress(string GroupId, SecurityGroupPermission Permission) : SecurityGroupRuleAddition(GroupId, Permission)
{
    /// <inheritdoc/>
    public override string Operation => "AuthorizeSecurityGroupIngress";

    private protected override bool IsEgress => false;

    internal override RepairAction Inverse(VpcNetwork before) => new RevokeSecurityGroupIngress(GroupId, Permission) { Region = Region };
}
