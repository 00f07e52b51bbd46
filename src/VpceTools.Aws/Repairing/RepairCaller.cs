using VpceTools.Aws.Calling;
using VpceTools.Aws.Connecting;
using VpceTools.Repairs.Actions;

namespace VpceTools.Aws.Repairing;

/// <summary>
/// Sends repairs. Only what certainly was not carried out is repeated here: a call that EC2 throttled, or that never left. The SDK repeats
/// none of them (<see cref="ConnectionAwareRetryPolicy"/>), so that a lost answer is not papered over by the answer to a second call.
/// </summary>
internal sealed class RepairCaller(Ec2Session session, CallReporter reporter, Pace pace, int maximumRetries)
{
    private const int ConnectionRetries = 1;

    // An answer usually takes less; a user who pressed Ctrl+C is not kept for the whole time limit of a request.
    private static readonly TimeSpan GraceForTheAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Makes the change.</summary>
    /// <exception cref="CallFailedException">EC2 refused, or gave no answer.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while nothing was under way.</exception>
    public Task<RepairAnswer> CallAsync(RepairAction action, CancellationToken cancellationToken) =>
        RepeatAsync(() => AttemptAsync(action, dryRun: null, GraceForTheAnswer, cancellationToken), cancellationToken);

    /// <summary>Asks whether the change would be made; the answer is always an error.</summary>
    /// <exception cref="CallFailedException">What EC2 said.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<RepairAnswer> DryRunAsync(RepairAction action, CancellationToken cancellationToken) =>
        RepeatAsync(() => AttemptAsync(action, dryRun: true, TimeSpan.Zero, cancellationToken), cancellationToken);

    private async Task<RepairAnswer> RepeatAsync(Func<Task<RepairAnswer>> attempt, CancellationToken cancellationToken)
    {
        for (var repeats = 0; ; repeats++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (CallFailedException e) when (repeats < maximumRetries
                && (e.Error.ErrorId == ErrorIds.Throttled || (e.Error.Delivery == Delivery.NotSent && repeats < ConnectionRetries)))
            {
                await pace.WaitAsync(repeats, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<RepairAnswer> AttemptAsync(RepairAction action, bool? dryRun, TimeSpan grace, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource();
        using var stop = cancellationToken.Register(() => patience.CancelAfter(grace));
        using var caller = new Ec2Caller(session, reporter, patience.Token);
        var request = RepairRequest.Of(action, dryRun);
        try
        {
            return RepairAnswer.Of(await caller.CallAsync(
                action.Operation, action.ResourceId, token => RepairRequest.SendAsync(session.Client, request, token)).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (dryRun is null && cancellationToken.IsCancellationRequested)
        {
            throw new CallFailedException(new CallError(ErrorIds.Interrupted, $"{action.Operation}: stopped before {session.Address} answered.") { Delivery = Delivery.Unanswered });
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }
}
