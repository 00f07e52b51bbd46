using System.Diagnostics;
using VpceTools.Aws.Calling;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Aws.Repairing;

/// <summary>Modifies an endpoint: waits for a change that is under way, makes its own, and waits until that has settled.</summary>
internal sealed class EndpointChange(Ec2Change change, NetworkRefresh refresh, CallReporter reporter, RetryTable table)
{
    /// <summary>Makes the change.</summary>
    /// <exception cref="NetworkSourceException">The endpoint could not be read; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the call was sent.</exception>
    public async Task<RepairOutcome> MakeAsync(ModifyVpcEndpoint action, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        for (var turn = 0; ; turn++)
        {
            var endpoint = await refresh.EndpointAsync(action.EndpointId).ConfigureAwait(false);
            if (endpoint is null)
                return Ec2Change.Refused(ErrorIds.ResourceNotFound, $"Endpoint {action.EndpointId} does not exist.");
            var outcome = endpoint.State == EndpointState.Pending ? Busy(action, timeout)
                : action.IsDoneIn(new VpcNetwork { Endpoints = [endpoint] }) ? RepairOutcome.AlreadyDone
                : await change.MakeAsync(action, cancellationToken).ConfigureAwait(false);
            if (outcome.Kind == RepairOutcomeKind.Changed)
                return await SettleAsync(action, endpoint.LastError, timeout, cancellationToken).ConfigureAwait(false);
            if (outcome.ErrorId != ErrorIds.OperationInProgress || watch.Elapsed >= timeout)
                return outcome;
            reporter.Say($"{action.EndpointId} is {endpoint.StateName}: another change is under way, waiting "
                + $"({watch.Elapsed.TotalSeconds:0} s).");
            await table.PauseAsync(turn, cancellationToken).ConfigureAwait(false);
        }
    }

    private static RepairOutcome Busy(ModifyVpcEndpoint action, TimeSpan timeout) => Ec2Change.Refused(
        ErrorIds.OperationInProgress,
        $"Another change of {action.EndpointId} is under way and was not over within {timeout.TotalSeconds:0.#} s. Nothing was changed.");

    private async Task<RepairOutcome> SettleAsync(ModifyVpcEndpoint action, string? lastError, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            for (var turn = 0; ; turn++)
            {
                var endpoint = await refresh.EndpointAsync(action.EndpointId).ConfigureAwait(false);
                if (Judge(action, endpoint, lastError) is { } outcome)
                    return outcome;
                if (watch.Elapsed >= timeout)
                    return Unsettled(ErrorIds.SettleTimeout,
                        $"{Stage(endpoint!)} after {timeout.TotalSeconds:0.#} s.{Ec2Change.Hint(action)}");
                reporter.Say($"{Stage(endpoint!)}, waiting ({watch.Elapsed.TotalSeconds:0} s).");
                await table.PauseAsync(turn, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return Unsettled(ErrorIds.Interrupted, $"The wait for {action.EndpointId} was stopped.");
        }
        catch (NetworkSourceException e)
        {
            return Unsettled(e.ErrorId, $"{action.EndpointId} cannot be read any more: {e.Message}");
        }
    }

    /// <summary>What a look at the endpoint says; null where there is more to wait for.</summary>
    private static RepairOutcome? Judge(ModifyVpcEndpoint action, VpcEndpoint? endpoint, string? lastError)
    {
        if (endpoint is null)
            return Unsettled(ErrorIds.ResourceNotFound, $"{action.EndpointId} does not exist any more.");
        // The error of an earlier change stays with the endpoint.
        if (!string.IsNullOrEmpty(endpoint.LastError) && endpoint.LastError != lastError)
            return Unsettled(ErrorIds.EndpointError, $"{Stage(endpoint)} and reports {endpoint.LastError}{Ec2Change.Hint(action)}");
        return endpoint.State switch
        {
            // EC2 is eventually consistent: one that does not show the change yet may still be about to become pending. Policies come back
            // in another form than they were given in, and take no time.
            EndpointState.Available => IsShown(action, endpoint) ? RepairOutcome.Changed : null,
            EndpointState.Pending => null,
            _ => Unsettled(ErrorIds.IncorrectState,
                $"{Stage(endpoint)}{(string.IsNullOrEmpty(endpoint.FailureReason) ? "" : ": " + endpoint.FailureReason)}."),
        };
    }

    private static bool IsShown(ModifyVpcEndpoint action, VpcEndpoint endpoint) =>
        (action with { PolicyDocument = null, ResetPolicy = false }).IsDoneIn(new VpcNetwork { Endpoints = [endpoint] });

    private static string Stage(VpcEndpoint endpoint) =>
        $"{endpoint.Id} is {endpoint.StateName}{(endpoint.State == EndpointState.Available ? " but does not show the change yet" : "")}";

    private static RepairOutcome Unsettled(string errorId, string message) =>
        Ec2Change.Failed(RepairOutcomeKind.Unsettled, errorId, $"EC2 took the change. {message}");
}
