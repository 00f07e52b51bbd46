using VpceTools.Aws.Calling;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Aws.Repairing;

/// <summary>
/// Makes one change and finds out what became of it. Where an answer is lost, the resource is looked at; where it does not show the change, the
/// call is made again: each action describes an end state, so that a second call either brings it about or says that it is there. The
/// caller has seen the resource without the change, so that what is there after a lost call is that call's doing.
/// </summary>
internal sealed class RepairSender(RepairCaller caller, NetworkRefresh refresh, Pace pace, int maximumRetries)
{
    // EC2 is eventually consistent: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
    private const int Looks = 3;

    /// <summary>Makes the change.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before anything was sent.</exception>
    public async Task<RepairOutcome> SendAsync(RepairAction action, CancellationToken cancellationToken)
    {
        CallError? doubt = null;
        for (var repeats = 0; ; repeats++)
        {
            CallError error;
            try
            {
                var answer = await caller.CallAsync(action, cancellationToken).ConfigureAwait(false);
                return answer.WasDone ? Done(doubt) : RepairOutcome.Changed with { SecurityGroupRuleId = answer.RuleId };
            }
            catch (CallFailedException e)
            {
                error = e.Error;
            }
            catch (OperationCanceledException) when (doubt is not null)
            {
                return Unclear(action, doubt);
            }

            if (Refusals.SaysDone(action, error.Code))
                return Done(doubt);
            if (Refusals.IsNumberTaken(error))
                return await SameEntryAsync(action, error, doubt, cancellationToken).ConfigureAwait(false);
            if (Refusals.LeavesDoubt(error))
                doubt = doubt is { Delivery: Delivery.Unanswered } ? doubt : error;
            if (doubt is null)
                return Refusals.Refused(error);

            var seen = await LookAsync(action, cancellationToken).ConfigureAwait(false);
            if (seen == true)
                return RepairOutcome.Changed;
            if (repeats < maximumRetries && Refusals.LeavesDoubt(error) && error.ErrorId is not (ErrorIds.RequestTimeout or ErrorIds.Interrupted))
                continue;
            return doubt.Delivery == Delivery.Unanswered || seen is null ? Unclear(action, doubt) : Refusals.Refused(error);
        }
    }

    private static RepairOutcome Done(CallError? doubt) => doubt is null ? RepairOutcome.AlreadyDone : RepairOutcome.Changed;

    private static RepairOutcome Unclear(RepairAction action, CallError doubt) => Refusals.Failed(
        RepairOutcomeKind.Unclear, doubt.ErrorId,
        $"{doubt.Message} Whether the change was made is not known: look at {action.ResourceId} before you try again.{PrivateDnsPermission.Hint(action)}");

    /// <summary>Whether the change is there; null where the resource cannot be read.</summary>
    private async Task<bool?> LookAsync(RepairAction action, CancellationToken cancellationToken)
    {
        try
        {
            for (var look = 0; look < Looks; look++)
            {
                if (look > 0)
                    await pace.WaitAsync(look - 1, cancellationToken).ConfigureAwait(false);
                if (await refresh.IsDoneAsync(action).ConfigureAwait(false))
                    return true;
            }

            return false;
        }
        catch (NetworkSourceException)
        {
            // Not even reading works: the outcome says that it is not known.
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<RepairOutcome> SameEntryAsync(RepairAction action, CallError error, CallError? doubt, CancellationToken cancellationToken) =>
        await LookAsync(action, cancellationToken).ConfigureAwait(false) switch
        {
            true => Done(doubt),
            false => Refusals.Refused(error with { Message = error.Message + " It is another entry than the one to be added." }),
            null => Refusals.Refused(error),
        };
}
