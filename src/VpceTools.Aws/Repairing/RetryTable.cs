using VpceTools.Aws.Calling;
using VpceTools.Repairs.Actions;

namespace VpceTools.Aws.Repairing;

/// <summary>What a failed call means for a change.</summary>
internal enum Meaning
{
    /// <summary>Nothing was changed, and another call would be refused alike.</summary>
    Refused,

    /// <summary>Everything is as the action would make it.</summary>
    Done,

    /// <summary>The rule number, or the destination of a route, is in use: by the very entry or route, or by another one.</summary>
    Taken,

    /// <summary>The call was certainly not carried out: it was throttled, or never left.</summary>
    NotMade,

    /// <summary>The change may have been made although the call failed, and another call would find out.</summary>
    Doubtful,

    /// <summary>The change may have been made; time or patience is over for another call.</summary>
    DoubtfulAtLast,
}

/// <summary>
/// The one place that says what an error of EC2 or Route 53 means for a change, how often a call is repeated for it, and after which
/// pause. Only what certainly was not carried out is repeated blindly.
/// </summary>
/// <param name="MaximumRetries">How often a call is repeated at most.</param>
/// <param name="FirstPause">The first pause.</param>
/// <param name="LongestPause">The longest pause.</param>
/// <remarks>
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and
/// https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html#API_ChangeResourceRecordSets_Errors. What EC2
/// answers where a transit gateway's association or propagation is there already, or not there, is on no page; those who handle it agree:
/// https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/errors.go.
/// </remarks>
internal sealed record RetryTable(int MaximumRetries, TimeSpan FirstPause, TimeSpan LongestPause)
{
    private const double Growth = 1.5;

    /// <summary>
    /// How often a read is repeated that may not show a change yet: with the pauses of use, for half a minute. Usually it takes a second;
    /// reads that were behind for seven were seen.
    /// </summary>
    private const int SettlingTurns = 9;

    /// <summary>The codes that say more than that EC2 refused.</summary>
    private static readonly Dictionary<string, (Meaning Meaning, string ErrorId)> Codes = new(StringComparer.Ordinal)
    {
        ["RulesPerSecurityGroupLimitExceeded"] = (Meaning.Refused, ErrorIds.QuotaExceeded),
        ["NetworkAclEntryLimitExceeded"] = (Meaning.Refused, ErrorIds.QuotaExceeded),
        ["SecurityGroupsPerInterfaceLimitExceeded"] = (Meaning.Refused, ErrorIds.QuotaExceeded),
        ["InsufficientFreeAddressesInSubnet"] = (Meaning.Refused, ErrorIds.SubnetFull),
        ["DuplicateSubnetsInSameZone"] = (Meaning.Refused, ErrorIds.ResourceConflict),
        ["RouteAlreadyExists"] = (Meaning.Taken, ErrorIds.ResourceConflict),
        ["Resource.AlreadyAssociated"] = (Meaning.Taken, ErrorIds.ResourceConflict),
        ["RouteLimitExceeded"] = (Meaning.Refused, ErrorIds.QuotaExceeded),
        ["NetworkAclEntryAlreadyExists"] = (Meaning.Taken, ErrorIds.ResourceConflict),
        ["OperationInProgress"] = (Meaning.Refused, ErrorIds.OperationInProgress),
        ["IncorrectState"] = (Meaning.Refused, ErrorIds.IncorrectState),
        ["InvalidChangeBatch"] = (Meaning.Refused, ErrorIds.ResourceConflict),
        ["ConflictingDomainExists"] = (Meaning.Refused, ErrorIds.ResourceConflict),
        ["LastVPCAssociation"] = (Meaning.Refused, ErrorIds.IncorrectState),
        ["LimitsExceeded"] = (Meaning.Refused, ErrorIds.QuotaExceeded),
        ["NoSuchHostedZone"] = (Meaning.Refused, ErrorIds.ResourceNotFound),
        ["InvalidPolicyDocument"] = (Meaning.Refused, ErrorIds.PolicyInvalid),
    };

    /// <summary>The pauses of use: gentle with EC2, whose describe calls share one rate limit an account.</summary>
    /// <remarks>https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html</remarks>
    public static RetryTable Gentle { get; } = new(0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    /// <summary>What a failed call of an action means.</summary>
    public static Meaning Read(RepairAction action, CallError error) => error switch
    {
        { Code: { } code } when SaysDone(action, code) => Meaning.Done,
        { Code: { } code } when Codes.TryGetValue(code, out var known) =>
            known.Meaning == Meaning.Taken && action is not (CreateNetworkAclEntry or CreateRoute
                or CreateTransitGatewayRoute or AssociateTransitGatewayRouteTable) ? Meaning.Refused : known.Meaning,
        { ErrorId: ErrorIds.Throttled } or { Delivery: Delivery.NotSent } => Meaning.NotMade,
        { Delivery: Delivery.Unanswered, ErrorId: ErrorIds.RequestTimeout or ErrorIds.Interrupted } => Meaning.DoubtfulAtLast,
        { Delivery: Delivery.Unanswered } or { ErrorId: ErrorIds.ServiceUnavailable } => Meaning.Doubtful,
        _ => Meaning.Refused,
    };

    /// <summary>The stable id of an error.</summary>
    public static string ErrorIdOf(CallError error) => error.Code is not { } code ? error.ErrorId
        : Codes.TryGetValue(code, out var known) ? known.ErrorId
        : code.EndsWith(".NotFound", StringComparison.Ordinal) ? ErrorIds.ResourceNotFound
        : error.ErrorId;

    /// <summary>
    /// Whether a call is made once more; a connection that cannot be opened gets one more chance, the others as many as are allowed.
    /// </summary>
    /// <param name="meaning">What the failed call means.</param>
    /// <param name="error">Its error.</param>
    /// <param name="repeats">How often it was repeated for that.</param>
    public bool Repeats(Meaning meaning, CallError error, int repeats) => repeats < MaximumRetries
        && (meaning == Meaning.Doubtful || (meaning == Meaning.NotMade && (error.ErrorId == ErrorIds.Throttled || repeats < 1)));

    /// <summary>Waits before the next turn, short at first and longer later; the first is 0.</summary>
    public Task PauseAsync(int turn, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromSeconds(Math.Min(FirstPause.TotalSeconds * Math.Pow(Growth, turn), LongestPause.TotalSeconds)),
            cancellationToken);

    /// <summary>Waits before what may not show a change yet is read again; false where it was waited for long enough.</summary>
    /// <remarks>https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html</remarks>
    public async Task<bool> AwaitSettlingAsync(int turn, CancellationToken cancellationToken)
    {
        if (turn >= SettlingTurns)
            return false;
        await PauseAsync(turn, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether a refusal says that everything is as the action would make it.</summary>
    private static bool SaysDone(RepairAction action, string code) => action switch
    {
        SecurityGroupRuleAddition => code == "InvalidPermission.Duplicate",
        SecurityGroupRuleRemoval => code is "InvalidPermission.NotFound" or "InvalidSecurityGroupRuleId.NotFound",
        DisassociateVpcFromHostedZone => code == "VPCAssociationNotFound",
        DeleteNetworkAclEntry => code == "InvalidNetworkAclEntry.NotFound",
        DeleteRoute or DeleteTransitGatewayRoute => code == "InvalidRoute.NotFound",
        DisassociateTransitGatewayRouteTable => code == "InvalidAssociation.NotFound",
        EnableTransitGatewayRouteTablePropagation => code == "TransitGatewayRouteTablePropagation.Duplicate",
        DisableTransitGatewayRouteTablePropagation => code == "TransitGatewayRouteTablePropagation.NotFound",
        _ => false,
    };
}
