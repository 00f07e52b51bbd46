using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Sources;

namespace VpceTools.Repairs.Running;

/// <summary>
/// Applies the actions of one plan in the accounts and Regions that own what they change: each of them has a way of its own, and what is
/// read there is put into the network that was read there.
/// </summary>
/// <param name="own">The way to the endpoint's account and Region.</param>
/// <param name="network">The network that the plan is about.</param>
/// <param name="others">The ways to the others, by account and Region; null where there is none.</param>
public sealed class JoinedRepairExecutor(IRepairExecutor own, VpcNetwork network, Func<string?, string?, IRepairExecutor?> others)
    : IRepairExecutor
{
    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => own.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<VpcNetwork> RefreshAsync(VpcNetwork network, RepairAction action, CancellationToken cancellationToken)
    {
        if (IsOwn(action))
            return await own.RefreshAsync(network, action, cancellationToken).ConfigureAwait(false);
        var position = network.Picture.ToList().FindIndex(IsPlaceOf(action));
        var (executor, there) = (For(action), position < 0 ? network : network.Picture[position]);
        var now = await executor.RefreshAsync(there, action, cancellationToken).ConfigureAwait(false);
        return position < 0 ? now : network.WithInPicture(position, now);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(IReadOnlyCollection<string> vpcIds, IReadOnlyCollection<string> endpointIds,
        CancellationToken cancellationToken) => own.EndpointsAsync(vpcIds, endpointIds, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AwaitSettlingAsync(int turn, CancellationToken cancellationToken) => own.AwaitSettlingAsync(turn, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AwaitChangeAsync(int turn, CancellationToken cancellationToken) => own.AwaitChangeAsync(turn, cancellationToken);

    /// <inheritdoc/>
    public Task<RepairOutcome> ApplyAsync(RepairAction action, TimeSpan settleTimeout, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken) => For(action).ApplyAsync(action, settleTimeout, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<PermissionOutcome> CheckPermissionAsync(RepairAction action, CancellationToken cancellationToken) =>
        For(action).CheckPermissionAsync(action, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Each way is closed by who opened it.
    }

    private bool IsOwn(RepairAction action) => action.AccountId is null && (action.Region is null || action.Region == network.Region);

    private Predicate<VpcNetwork> IsPlaceOf(RepairAction action) => there =>
        there.AccountId == (action.AccountId ?? network.AccountId) && (action.Region is null || there.Region == action.Region);

    private IRepairExecutor For(RepairAction action) => IsOwn(action) ? own
        : others(action.AccountId ?? network.AccountId, action.Region)
            ?? throw new NetworkSourceException("CredentialsMissing",
                $"There are no credentials for account {action.AccountId ?? network.AccountId} in {action.Region}: name a profile of it "
                    + "too.");
}
