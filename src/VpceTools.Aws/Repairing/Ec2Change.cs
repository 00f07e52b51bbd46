using VpceTools.Aws.Calling;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Aws.Repairing;

/// <summary>
/// Makes one change and finds out what became of it. Where an answer is lost, the resource is looked at; where it does not show the change,
/// the call is made again: each action describes an end state, so that a second call either brings it about or says that it is there. The
/// caller has seen the resource without the change, so that what is there after a lost call is that call's doing. The SDK repeats none of
/// these calls (<see cref="Connecting.ConnectionAwareRetryPolicy"/>), so that a lost answer is not papered over by the answer to a second
/// one.
/// </summary>
internal sealed class Ec2Change(RepairSender sender, CallReporter reporter, NetworkRefresh refresh, RetryTable table)
{
    /// <summary>The code of an answer to a dry run that would have been carried out.</summary>
    private const string DryRunOperation = nameof(DryRunOperation);

    /// <summary>
    /// What switching private DNS on needs beside its own permission. EC2 associates the VPC with a hosted zone on the caller's behalf; a
    /// dry run does not see it, and without it the call gets no answer at all: https://github.com/boto/boto3/issues/2554.
    /// </summary>
    private const string HostedZonePermission = "route53:AssociateVPCWithHostedZone";

    // EC2 is eventually consistent: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
    private const int Looks = 3;

    // An answer usually takes less; a user who pressed Ctrl+C is not kept for the whole time limit of a request.
    private static readonly TimeSpan GraceForTheAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Makes the change.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before anything was sent.</exception>
    public async Task<RepairOutcome> MakeAsync(RepairAction action, CancellationToken cancellationToken)
    {
        CallError? doubt = null;
        for (var repeats = 0; ; repeats++)
        {
            CallError error;
            try
            {
                var (ruleId, wasDone) = await SendAsync(action, dryRun: null, cancellationToken).ConfigureAwait(false);
                return wasDone ? Done(doubt) : RepairOutcome.Changed with { SecurityGroupRuleId = ruleId };
            }
            catch (CallFailedException e)
            {
                error = e.Error;
            }
            catch (OperationCanceledException) when (doubt is not null)
            {
                return Unclear(action, doubt);
            }

            var meaning = RetryTable.Read(action, error);
            if (meaning == Meaning.Done)
                return Done(doubt);
            if (meaning == Meaning.Taken)
                return await SameEntryAsync(action, error, doubt, cancellationToken).ConfigureAwait(false);
            if (meaning is Meaning.Doubtful or Meaning.DoubtfulAtLast)
                doubt = doubt is { Delivery: Delivery.Unanswered } ? doubt : error;
            if (doubt is null)
                return Refused(error);

            var isLast = !(meaning == Meaning.Doubtful && table.Repeats(meaning, error, repeats));
            // A second call finds out what became of the first. Where there is none, only time tells.
            var seen = await LookAsync(action, untilSettled: isLast && doubt.Delivery == Delivery.Unanswered, cancellationToken)
                .ConfigureAwait(false);
            if (seen == true)
                return RepairOutcome.Changed;
            if (isLast)
                return doubt.Delivery == Delivery.Unanswered || seen is null ? Unclear(action, doubt) : Refused(error);
        }
    }

    /// <summary>Asks whether IAM allows the change: a dry run is answered with an error, which says it. Nothing is changed.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PermissionOutcome> AskAsync(RepairAction action, CancellationToken cancellationToken)
    {
        if (!RepairRequest.HasDryRun(action))
        {
            return new(RepairPermission.Unknown,
                $"{action.Operation} has no dry run in {sender.Target.Service}'s API: whether {action.IamAction} is allowed shows when the "
                    + "call is made.");
        }

        try
        {
            await SendAsync(action, dryRun: true, cancellationToken).ConfigureAwait(false);
            return new(RepairPermission.Unknown,
                $"{action.Operation}: EC2 answered the dry run without an error, which it is documented never to do.");
        }
        catch (CallFailedException e) when (e.Error.Code == DryRunOperation)
        {
            return new(RepairPermission.Allowed, NeedsHostedZone(action)
                ? $"A dry run does not see that enabling private DNS also needs {HostedZonePermission}, without "
                    + "which the change never ends." : null);
        }
        catch (CallFailedException e)
        {
            return new(e.Error.IsAccessDenied ? RepairPermission.Denied : RepairPermission.Unknown, e.Error.Message);
        }
    }

    /// <summary>The outcome of a call that was not made, or refused: nothing was changed.</summary>
    public static RepairOutcome Refused(string errorId, string message) => Failed(RepairOutcomeKind.Refused, errorId, message);

    /// <summary>An outcome with what went wrong, in one line.</summary>
    public static RepairOutcome Failed(RepairOutcomeKind kind, string errorId, string message) =>
        new(kind)
        {
            ErrorId = errorId, Error = string.Join(" ", message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim()))
        };

    /// <summary>What to check where a change got no answer; empty for most.</summary>
    public static string Hint(RepairAction action) =>
        NeedsHostedZone(action) ? $" Enabling private DNS also needs {HostedZonePermission}; without it EC2 may never answer." : "";

    private static bool NeedsHostedZone(RepairAction action) => action is ModifyVpcEndpoint { PrivateDnsEnabled: true };

    private static RepairOutcome Refused(CallError error) => Refused(RetryTable.ErrorIdOf(error), error.Message);

    private static RepairOutcome Done(CallError? doubt) => doubt is null ? RepairOutcome.AlreadyDone : RepairOutcome.Changed;

    private static RepairOutcome Unclear(RepairAction action, CallError doubt) => Failed(RepairOutcomeKind.Unclear, doubt.ErrorId,
        $"{doubt.Message} Whether the change was made is not known: look at {action.ResourceId} before you try again.{Hint(action)}");

    /// <summary>Sends the request, and again what certainly was not carried out.</summary>
    private async Task<(string? RuleId, bool WasDone)> SendAsync(RepairAction action, bool? dryRun, CancellationToken cancellationToken)
    {
        for (var repeats = 0; ; repeats++)
        {
            try
            {
                return await AttemptAsync(action, dryRun, cancellationToken).ConfigureAwait(false);
            }
            catch (CallFailedException e) when (RetryTable.Read(action, e.Error) == Meaning.NotMade
                && table.Repeats(Meaning.NotMade, e.Error, repeats))
            {
                await table.PauseAsync(repeats, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<(string? RuleId, bool WasDone)> AttemptAsync(RepairAction action, bool? dryRun, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource();
        using var stop = cancellationToken.Register(() => patience.CancelAfter(dryRun is null ? GraceForTheAnswer : TimeSpan.Zero));
        using var caller = new Ec2Caller(sender.Target, reporter, patience.Token);
        try
        {
            return RepairRequest.Read(await caller.CallAsync(
                action.Operation, action.ResourceId, token => sender.SendAsync(action, dryRun, token))
                    .ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (dryRun is null && cancellationToken.IsCancellationRequested)
        {
            throw new CallFailedException(
                new CallError(ErrorIds.Interrupted,
                    $"{action.Operation}: stopped before {sender.Target.Address} answered.")
                { Delivery = Delivery.Unanswered });
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>Whether the change is there; null where the resource cannot be read.</summary>
    private async Task<bool?> LookAsync(RepairAction action, bool untilSettled, CancellationToken cancellationToken)
    {
        try
        {
            for (var look = 0; untilSettled || look < Looks; look++)
            {
                if (look > 0 && !await table.AwaitSettlingAsync(look - 1, cancellationToken).ConfigureAwait(false))
                    break;
                if (await refresh.IsDoneAsync(action).ConfigureAwait(false))
                    return true;
            }

            return false;
        }
        // Not even reading works, or nobody waits for it: the outcome says that it is not known.
        catch (Exception e) when (e is NetworkSourceException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>
    /// What it means that a rule number or destination is in use. EC2 says so before its reads show by what: as long as they show nothing,
    /// they are behind.
    /// </summary>
    private async Task<RepairOutcome> SameEntryAsync(RepairAction action, CallError error, CallError? doubt,
        CancellationToken cancellationToken)
    {
        try
        {
            for (var look = 0; look == 0 || await table.AwaitSettlingAsync(look - 1, cancellationToken).ConfigureAwait(false); look++)
            {
                if (await refresh.IsTakenByOwnAsync(action).ConfigureAwait(false) is not { } isOwn)
                    continue;
                var what = action switch
                {
                    CreateRoute or CreateTransitGatewayRoute => "route",
                    AssociateTransitGatewayRouteTable => "association",
                    _ => "entry",
                };
                return isOwn ? Done(doubt)
                    : Refused(error with { Message = $"{error.Message} The existing {what} is not the one to be added." });
            }
        }
        catch (Exception e) when (e is NetworkSourceException or OperationCanceledException)
        {
            // Not even reading works, or nobody waits for it.
        }

        // Nobody knows whose it is; without a lost call it is not this one's.
        return doubt is null ? Refused(error) : Unclear(action, doubt);
    }
}
