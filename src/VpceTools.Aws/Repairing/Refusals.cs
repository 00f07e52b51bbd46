using VpceTools.Aws.Calling;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;

namespace VpceTools.Aws.Repairing;

/// <summary>What EC2's error codes mean for a repair: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html.</summary>
internal static class Refusals
{
    /// <summary>The code of an answer to a dry run that would have been carried out.</summary>
    public const string DryRunOperation = nameof(DryRunOperation);

    private const string NumberTaken = "NetworkAclEntryAlreadyExists";

    /// <summary>Whether the refusal says that everything is as the action would make it.</summary>
    public static bool SaysDone(RepairAction action, string? code) => action switch
    {
        AuthorizeSecurityGroupIngress or AuthorizeSecurityGroupEgress => code == "InvalidPermission.Duplicate",
        RevokeSecurityGroupIngress or RevokeSecurityGroupEgress => code is "InvalidPermission.NotFound" or "InvalidSecurityGroupRuleId.NotFound",
        DeleteNetworkAclEntry => code == "InvalidNetworkAclEntry.NotFound",
        _ => false,
    };

    /// <summary>Whether the rule number is in use: by the very entry, or by another one.</summary>
    public static bool IsNumberTaken(CallError error) => error.Code == NumberTaken;

    /// <summary>Whether the change may have been made although the call failed.</summary>
    public static bool LeavesDoubt(CallError error) => error.Delivery == Delivery.Unanswered || error.ErrorId == ErrorIds.ServiceUnavailable;

    /// <summary>The outcome of a call after which nothing is changed.</summary>
    public static RepairOutcome Refused(CallError error) => Refused(ErrorId(error), error.Message);

    /// <summary>The outcome of a call that was not made, or refused.</summary>
    public static RepairOutcome Refused(string errorId, string message) => Failed(RepairOutcomeKind.Refused, errorId, message);

    /// <summary>An outcome with what went wrong, in one line.</summary>
    public static RepairOutcome Failed(RepairOutcomeKind kind, string errorId, string message) =>
        new(kind) { ErrorId = errorId, Error = string.Join(" ", message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())) };

    private static string ErrorId(CallError error) => error.Code switch
    {
        "RulesPerSecurityGroupLimitExceeded" or "NetworkAclEntryLimitExceeded" or "SecurityGroupsPerInterfaceLimitExceeded" => ErrorIds.QuotaExceeded,
        "InsufficientFreeAddressesInSubnet" => ErrorIds.SubnetFull,
        "DuplicateSubnetsInSameZone" or "RouteAlreadyExists" or NumberTaken => ErrorIds.ResourceConflict,
        "OperationInProgress" => ErrorIds.OperationInProgress,
        "IncorrectState" => ErrorIds.IncorrectState,
        "InvalidPolicyDocument" => ErrorIds.PolicyInvalid,
        { } code when code.EndsWith(".NotFound", StringComparison.Ordinal) => ErrorIds.ResourceNotFound,
        _ => error.ErrorId,
    };
}
