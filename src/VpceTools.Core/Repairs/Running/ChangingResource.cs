using System.Diagnostics;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Sources;

namespace VpceTools.Repairs.Running;

/// <summary>
/// Reads what an action touches, and waits as long as AWS is changing it: a state that passes says nothing of what there will be, so that
/// nothing is decided on it.
/// </summary>
internal static class ChangingResource
{
    /// <summary>The network with these resources as they are now, and the state that did not end in time; null for none.</summary>
    /// <exception cref="NetworkSourceException">They could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<(VpcNetwork Now, UnsettledState? Changing)> ReadAsync(IRepairExecutor executor, VpcNetwork network,
        RepairAction action, TimeSpan timeout, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        for (var turn = 0; ; turn++)
        {
            var now = await executor.RefreshAsync(network, action, cancellationToken).ConfigureAwait(false);
            if (action.UnsettledIn(now) is not { IsPassing: true } state)
                return (now, null);
            if (watch.Elapsed >= timeout || !await executor.AwaitChangeAsync(turn, cancellationToken).ConfigureAwait(false))
                return (now, state);
            progress?.Report(new("Repairing",
                $"{state.Text}: another change is under way, waiting ({watch.Elapsed.TotalSeconds:0} s).", 0, 0));
        }
    }

    /// <summary>What is said where it was waited for in vain.</summary>
    public static string InVain(UnsettledState state, TimeSpan timeout) =>
        $"{state.Text}: another change is under way and was not over within {timeout.TotalSeconds:0.#} s. Nothing was changed.";
}
