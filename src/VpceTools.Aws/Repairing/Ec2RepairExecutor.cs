using VpceTools.Aws.Calling;
using VpceTools.Aws.Connecting;
using VpceTools.Aws.Names;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Aws.Repairing;

/// <summary>Applies repair actions to EC2 and Route 53, one after the other, over one connection that is opened at the first use.</summary>
internal sealed class Ec2RepairExecutor(AwsConnection connection, CredentialPool pool, RetryTable pauses) : IRepairExecutor
{
    private const string Activity = "Repairing";

    private readonly RetryTable _table = pauses with { MaximumRetries = connection.MaximumRetries };
    private Ec2Session? _session;

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) =>
        SessionAsync(new CallReporter(progress: null, Activity), cancellationToken);

    /// <inheritdoc/>
    public async Task<VpcNetwork> RefreshAsync(VpcNetwork network, RepairAction action, CancellationToken cancellationToken)
    {
        var reporter = new CallReporter(progress: null, Activity);
        using var way = await WayAsync(action, reporter, cancellationToken).ConfigureAwait(false);
        var now = await way.Refresh.ReadAsync(network, action).ConfigureAwait(false);
        // What sends the names of a VPC elsewhere was proven against its zones, which somebody may have changed.
        if (VpcOfNames(action, now) is not { } vpcId || !NameCalls.CanReach(connection)
            || !now.HostedZonesOfVpcs.Any(list => list.VpcId == vpcId))
            return now;
        using var names = await NameCalls.OpenAsync(connection, pool, reporter, cancellationToken).ConfigureAwait(false);
        return await new ZoneRefresh(names).ZonesOfVpcAsync(now, vpcId).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(IReadOnlyCollection<string> vpcIds,
        IReadOnlyCollection<string> endpointIds,
        CancellationToken cancellationToken)
    {
        var reporter = new CallReporter(progress: null, Activity);
        var session = await SessionAsync(reporter, cancellationToken).ConfigureAwait(false);
        using var caller = new Ec2Caller(session.Target, reporter, cancellationToken);
        return await new NetworkRefresh(new Ec2Calls(session.Client, caller)).EndpointsAsync(vpcIds, endpointIds).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> AwaitSettlingAsync(int turn, CancellationToken cancellationToken) =>
        _table.AwaitSettlingAsync(turn, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> AwaitChangeAsync(int turn, CancellationToken cancellationToken)
    {
        await _table.PauseAsync(turn, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<RepairOutcome> ApplyAsync(RepairAction action, TimeSpan settleTimeout, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var reporter = new CallReporter(progress, Activity);
            using var way = await WayAsync(action, reporter, cancellationToken).ConfigureAwait(false);
            var change = new Ec2Change(way.Sender, reporter, way.Refresh, _table);
            return action switch
            {
                ModifyVpcEndpoint modification => await new EndpointChange(change, way.Refresh, reporter, _table)
                    .MakeAsync(modification, settleTimeout, cancellationToken).ConfigureAwait(false),
                TransitGatewayTableAction or DeleteTransitGatewayRoute or ModifyTransitGatewayVpcAttachment =>
                    await new TransitChange(change, way.Refresh, reporter, _table).MakeAsync(action, settleTimeout, cancellationToken)
                        .ConfigureAwait(false),
                _ => await change.MakeAsync(action, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (NetworkSourceException e)
        {
            // No connection, or an endpoint that could not be read beforehand: nothing was sent.
            return Ec2Change.Refused(e.ErrorId, e.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<PermissionOutcome> CheckPermissionAsync(RepairAction action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var reporter = new CallReporter(progress: null, Activity);
            using var way = await WayAsync(action, reporter, cancellationToken).ConfigureAwait(false);
            return await new Ec2Change(way.Sender, reporter, way.Refresh, _table)
                .AskAsync(action, cancellationToken).ConfigureAwait(false);
        }
        catch (NetworkSourceException e)
        {
            return new(RepairPermission.Unknown, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();

    /// <summary>What reads the resource of an action and makes its call: EC2, and Route 53 where a hosted zone is changed.</summary>
    private async Task<Way> WayAsync(RepairAction action, CallReporter reporter, CancellationToken cancellationToken)
    {
        var session = await SessionAsync(reporter, cancellationToken).ConfigureAwait(false);
        if (action is HostedZoneAction && !NameCalls.CanReach(connection))
        {
            throw new NetworkSourceException(ErrorIds.EndpointUrlInvalid,
                $"-EndpointUrl is the address of EC2, and {action.Operation} is a call of Route 53: leave it out to change a hosted zone.");
        }

        var names = action is HostedZoneAction
            ? await NameCalls.OpenAsync(connection, pool, reporter, cancellationToken).ConfigureAwait(false) : null;
        var reading = new Ec2Caller(session.Target, reporter, cancellationToken);
        return new(new(new Ec2Calls(session.Client, reading), names is null ? null : new(names)),
            names is null ? RepairSender.To(session) : RepairSender.To(names), reading, names);
    }

    /// <summary>The VPC whose names an action makes lead elsewhere; null for none.</summary>
    private static string? VpcOfNames(RepairAction action, VpcNetwork network) => action switch
    {
        ModifyVpcEndpoint { PrivateDnsEnabled: true } endpoint => network.Endpoints.FirstOrDefault(e => e.Id == endpoint.EndpointId)?.VpcId,
        ModifyVpcAttribute { Value: true } attribute => attribute.VpcId,
        _ => null,
    };

    private async Task<Ec2Session> SessionAsync(CallReporter reporter, CancellationToken cancellationToken) =>
        _session ??= await Ec2Session.OpenAsync(connection, pool, reporter, cancellationToken).ConfigureAwait(false);

    /// <summary>How a resource is read and changed.</summary>
    private sealed record Way(NetworkRefresh Refresh, RepairSender Sender, Ec2Caller Reading, NameCalls? Names) : IDisposable
    {
        public void Dispose()
        {
            Reading.Dispose();
            Names?.Dispose();
        }
    }
}
