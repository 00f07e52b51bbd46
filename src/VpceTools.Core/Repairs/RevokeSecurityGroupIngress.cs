using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>Takes one rule that lets traffic into a security group away.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What the rule allows.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html</remarks>
public sealed record RevokeSecurityGroupIngress(string GroupId, SecurityGroupPermission Permission) : SecurityGroupRuleRemoval(GroupId, Permission)
{
    /// <inheritdoc/>
    public override string Operation => "RevokeSecurityGroupIngress";

    private protected override bool IsEgress => false;

    internal override RepairAction Inverse(VpcNetwork before) => new AuthorizeSecurityGroupIngress(GroupId, Permission) { Region = Region };
}
