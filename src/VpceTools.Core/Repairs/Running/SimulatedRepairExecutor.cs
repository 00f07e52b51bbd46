using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using VpceTools.Sources;

namespace VpceTools.Repairs.Running;

/// <summary>Applies repairs to a copy of the network, as for a snapshot: nothing but the copy changes.</summary>
/// <param name="network">The network.</param>
/// <param name="quotas">The quotas that EC2 would hold the calls to.</param>
public sealed class SimulatedRepairExecutor(VpcNetwork network, RepairQuotas quotas) : IRepairExecutor
{
    /// <summary>The network as the repairs so far left it.</summary>
    public VpcNetwork Network { get; private set; } = network;

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<VpcNetwork> RefreshAsync(VpcNetwork network, RepairAction action, CancellationToken cancellationToken) =>
        Task.FromResult(Network);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(IReadOnlyCollection<string> vpcIds, IReadOnlyCollection<string> endpointIds,
        CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VpcEndpoint>>(
            [.. Network.Endpoints.Where(e => vpcIds.Contains(e.VpcId) || endpointIds.Contains(e.Id))]);

    /// <inheritdoc/>
    public Task<bool> AwaitSettlingAsync(int turn, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<bool> AwaitChangeAsync(int turn, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<RepairOutcome> ApplyAsync(RepairAction action, TimeSpan settleTimeout, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (action.IsDoneIn(Network))
            return Task.FromResult(RepairOutcome.AlreadyDone);
        if (action.ObstacleIn(Network, quotas) is { } obstacle)
        {
            return Task.FromResult(
                new RepairOutcome(RepairOutcomeKind.Refused) { ErrorId = nameof(RefusalKind.Obstacle), Error = obstacle });
        }

        Network = action.ApplyTo(Network);
        return Task.FromResult(RepairOutcome.Changed);
    }

    /// <inheritdoc/>
    public Task<PermissionOutcome> CheckPermissionAsync(RepairAction action, CancellationToken cancellationToken) =>
        Task.FromResult(new PermissionOutcome(RepairPermission.Unknown, "A snapshot says nothing about permissions."));

    /// <inheritdoc/>
    public void Dispose()
    {
        // There is nothing to free; the other executor holds a connection.
    }
}
