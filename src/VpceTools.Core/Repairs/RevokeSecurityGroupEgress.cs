using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>Takes one rule that lets traffic out of a security group away.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What the rule allows.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html</remarks>
public sealed record RevokeSecurityGroupEgress(string GroupId, SecurityGroupPermission Permission) : SecurityGroupRuleRemoval(GroupId, Permission)
{
    /// <inheritdoc/>
    public override string Operation => "RevokeSecurityGroupEgress";

    private protected override bool IsEgress => true;

    internal override RepairAction Inverse(VpcNetwork before) => new AuthorizeSecurityGroupEgress(GroupId, Permission) { Region = Region };
}
