using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>Adds one rule that lets traffic out of a security group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What to allow.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html</remarks>
public sealed record AuthorizeSecurityGroupEgress(string GroupId, SecurityGroupPermission Permission) : SecurityGroupRuleAddition(GroupId, Permission)
{
    /// <inheritdoc/>
    public override string Operation => "AuthorizeSecurityGroupEgress";

    private protected override bool IsEgress => true;

    internal override RepairAction Inverse(VpcNetwork before) => new RevokeSecurityGroupEgress(GroupId, Permission) { Region = Region };
}
