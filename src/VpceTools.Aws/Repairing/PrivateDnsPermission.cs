using VpceTools.Repairs.Actions;

namespace VpceTools.Aws.Repairing;

/// <summary>
/// The permission that switching private DNS on needs beside its own. EC2 associates the VPC with a hosted zone on the caller's behalf; a dry run does
/// not see it, and without it the call gets no answer at all: https://github.com/boto/boto3/issues/2554.
/// </summary>
internal static class PrivateDnsPermission
{
    /// <summary>The IAM action: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html.</summary>
    public const string IamAction = "route53:AssociateVPCWithHostedZone";

    /// <summary>Whether an action needs it.</summary>
    public static bool IsNeededFor(RepairAction action) => action is ModifyVpcEndpoint { PrivateDnsEnabled: true };

    /// <summary>What to check where the call got no answer; empty for other actions.</summary>
    public static string Hint(RepairAction action) =>
        IsNeededFor(action) ? $" Enabling private DNS also needs {IamAction}; without it EC2 may never answer." : "";
}
