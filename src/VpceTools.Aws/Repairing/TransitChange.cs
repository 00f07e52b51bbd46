using System.Diagnostics;
using VpceTools.Aws.Calling;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Aws.Repairing;

/// <summary>
/// Changes an attachment of a transit gateway, or what a route table does with it, and waits until that has settled: until then nobody
/// knows whether packets pass, and EC2 refuses the next change of the attachment.
/// </summary>
internal sealed class TransitChange(Ec2Change change, NetworkRefresh refresh, CallReporter reporter, RetryTable table)
{
    /// <summary>Makes the change.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the call was sent.</exception>
    public async Task<RepairOutcome> MakeAsync(RepairAction action, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (watch, isOver) = (Stopwatch.StartNew(), false);
        for (var turn = 0; ; turn++)
        {
            var outcome = await change.MakeAsync(action, cancellationToken).ConfigureAwait(false);
            if (outcome.Kind is RepairOutcomeKind.Changed or RepairOutcomeKind.AlreadyDone)
                return await SettleAsync(action, outcome, timeout, cancellationToken).ConfigureAwait(false);
            // Somebody else's change may have begun between the look at it and the call, and be over by now.
            if (outcome is not { Kind: RepairOutcomeKind.Refused, ErrorId: ErrorIds.IncorrectState or ErrorIds.OperationInProgress }
                || watch.Elapsed >= timeout)
                return outcome;
            var state = (await StateAsync(action).ConfigureAwait(false)).State;
            if (state is { IsPassing: false } || (state is null && isOver))
                return outcome;
            isOver = state is null;
            if (state is null)
                continue;
            reporter.Say($"{state.Text}: another change is under way, waiting ({watch.Elapsed.TotalSeconds:0} s).");
            await table.PauseAsync(turn, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RepairOutcome> SettleAsync(RepairAction action, RepairOutcome made, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            for (var turn = 0; ; turn++)
            {
                var (now, state) = await StateAsync(action).ConfigureAwait(false);
                // What EC2 says to be there already was there before, whatever a read that is behind shows.
                if (state is null && (made.Kind == RepairOutcomeKind.AlreadyDone || action.IsDoneIn(now)))
                    return made;
                if (!action.IsPresentIn(now))
                    return Unsettled(ErrorIds.ResourceNotFound, $"{action.ResourceId} has lost its attachment.");
                if (state is { IsPassing: false })
                    return Unsettled(ErrorIds.IncorrectState, $"{state.Text}.");
                var stage = state?.Text ?? $"{action.ResourceId} does not show the change yet";
                if (watch.Elapsed >= timeout)
                    return Unsettled(ErrorIds.SettleTimeout, $"{stage} after {timeout.TotalSeconds:0.#} s.");
                reporter.Say($"{stage}, waiting ({watch.Elapsed.TotalSeconds:0} s).");
                await table.PauseAsync(turn, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return Unsettled(ErrorIds.Interrupted, $"The wait for {action.ResourceId} was stopped.");
        }
        catch (NetworkSourceException e)
        {
            return Unsettled(e.ErrorId, $"{action.ResourceId} cannot be read any more: {e.Message}");
        }
    }

    private async Task<(VpcNetwork Now, UnsettledState? State)> StateAsync(RepairAction action)
    {
        var now = await refresh.ReadAsync(new VpcNetwork(), action).ConfigureAwait(false);
        return (now, action.UnsettledIn(now));
    }

    private static RepairOutcome Unsettled(string errorId, string message) =>
        Ec2Change.Failed(RepairOutcomeKind.Unsettled, errorId, $"EC2 took the change. {message}");
}
