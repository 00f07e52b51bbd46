using Amazon.EC2.Model;
using Amazon.Runtime;

namespace VpceTools.Aws.Repairing;

/// <summary>What EC2 answered to a repair that it took.</summary>
/// <param name="RuleId">The id of the rule that a security group got.</param>
/// <param name="WasDone">Whether it took the call although there was nothing to do.</param>
internal sealed record RepairAnswer(string? RuleId = null, bool WasDone = false)
{
    /// <summary>Reads a response of the SDK.</summary>
    public static RepairAnswer Of(AmazonWebServiceResponse response) => response switch
    {
        AuthorizeSecurityGroupIngressResponse r => new(RuleIdOf(r.SecurityGroupRules)),
        AuthorizeSecurityGroupEgressResponse r => new(RuleIdOf(r.SecurityGroupRules)),
        RevokeSecurityGroupIngressResponse r => new(WasDone: r.UnknownIpPermissions is { Count: > 0 }),
        RevokeSecurityGroupEgressResponse r => new(WasDone: r.UnknownIpPermissions is { Count: > 0 }),
        _ => new(),
    };

    // A request adds one rule, so that there is one answer.
    private static string? RuleIdOf(List<SecurityGroupRule>? rules) => rules is [{ SecurityGroupRuleId: { Length: > 0 } id }, ..] ? id : null;
}
