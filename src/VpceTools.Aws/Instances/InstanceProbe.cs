using System.Diagnostics;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using VpceTools.Aws.Connecting;
using VpceTools.Probing;
using VpceTools.Sources;

namespace VpceTools.Aws.Instances;

/// <summary>
/// Probes from instances: one Run Command for each platform and fifty instances, whose output becomes observations. It leaves nothing
/// behind.
/// </summary>
internal sealed class InstanceProbe(AwsConnection connection, string? endpointUrl,
    IReadOnlyList<ManagedInstance> instances, CredentialPool pool) : INetworkProbe
{
    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
    private const int InstancesInCommand = 50;
    private const int ShortestDelivery = 30;
    private const int OutputsAtOnce = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProbeObservation>> ProbeAsync(ProbeRequest request,
        IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        using var session = await SsmSession.OpenAsync(connection, endpointUrl, pool, cancellationToken).ConfigureAwait(false);
        using var gate = new SemaphoreSlim(OutputsAtOnce);
        var done = 0;
        var ready = instances.Where(i => i.Problem is null).ToList();
        var seen = await Task.WhenAll(Batches(ready).Select(async batch =>
        {
            string commandId;
            try
            {
                commandId = await SendAsync(session, batch, request, cancellationToken).ConfigureAwait(false);
            }
            catch (NetworkSourceException e) when (batch.Count < instances.Count)
            {
                return batch.ConvertAll(instance => Failed(instance.Id, request, e.Message)); // The other batches have their own fate.
            }

            return (await Task.WhenAll(batch.Select(async instance =>
            {
                var observation = await OutputAsync(session, commandId, instance.Id, request, gate, cancellationToken)
                    .ConfigureAwait(false);
                progress?.Report(new SourceProgress($"Probing from {ready.Count} instances",
                    $"{instance.Id}: {observation.Vantage.Failure ?? "done"}", Interlocked.Increment(ref done), ready.Count));
                return observation;
            })).ConfigureAwait(false)).ToList();
        })).ConfigureAwait(false);
        var byId = seen.SelectMany(o => o).ToDictionary(o => o.Vantage.InstanceId!, StringComparer.Ordinal);
        return [.. instances.Select(i =>
            byId.TryGetValue(i.Id, out var observation) ? observation : Failed(i.Id, request, i.Problem ?? "The instance was not asked."))];
    }

    private static IEnumerable<List<ManagedInstance>> Batches(List<ManagedInstance> ready) => ready.GroupBy(i => i.IsWindows)
        .SelectMany(platform => platform.Select((instance, n) => (instance, n)).GroupBy(p => p.n / InstancesInCommand, p => p.instance))
            .Select(batch => batch.ToList());

    private static async Task<string> SendAsync(SsmSession session, List<ManagedInstance> batch,
        ProbeRequest request, CancellationToken cancellationToken)
    {
        var response = await session.CallAsync("SendCommand", stop => session.Client.SendCommandAsync(new SendCommandRequest
        {
            DocumentName = batch[0].Document,
            InstanceIds = [.. batch.Select(i => i.Id)],
            Comment = "VpceTools: read-only probe of a VPC endpoint",
            Parameters =
                new()
                {
                    ["commands"] = [InstanceScript.For(request, batch[0].IsWindows)],
                    ["executionTimeout"] = [$"{(int)Limit(request).TotalSeconds}"]
                },
            TimeoutSeconds = ShortestDelivery,
            MaxConcurrency = "10",
            // One instance that fails must not keep the others from being asked.
            MaxErrors = "100%",
        }, stop), cancellationToken).ConfigureAwait(false);
        return response.Command.CommandId;
    }

    /// <summary>The longest that a script can take: each of its steps one after the other, and some for the machine.</summary>
    private static TimeSpan Limit(ProbeRequest request) => TimeSpan.FromSeconds(Math.Max(60, 10 * request.Timeout.TotalSeconds));

    private static async Task<ProbeObservation> OutputAsync(SsmSession session, string commandId,
        string instanceId, ProbeRequest request, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        var (watch, pause) = (Stopwatch.StartNew(), FirstPause);
        while (watch.Elapsed < Limit(request) + TimeSpan.FromSeconds(ShortestDelivery))
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var call = new GetCommandInvocationRequest { CommandId = commandId, InstanceId = instanceId };
                if (Judge(await session.CallAsync("GetCommandInvocation", stop => LookAsync(session, call, stop), cancellationToken)
                    .ConfigureAwait(false), instanceId, request) is { } observation)
                    return observation;
            }
            catch (NetworkSourceException e)
            {
                return Failed(instanceId, request, e.Message);
            }
            finally
            {
                gate.Release();
            }

            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }

        return Failed(instanceId, request, $"Instance {instanceId} did not finish the probe in time.");
    }

    /// <summary>The invocation; null where it is not known yet, as in the first moments after the command was sent.</summary>
    private static async Task<GetCommandInvocationResponse?> LookAsync(SsmSession session,
        GetCommandInvocationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Client.GetCommandInvocationAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (InvocationDoesNotExistException)
        {
            return null;
        }
    }

    private static ProbeObservation? Judge(GetCommandInvocationResponse? invocation, string instanceId, ProbeRequest request)
    {
        if (invocation is null || invocation.Status == CommandInvocationStatus.Pending
            || invocation.Status == CommandInvocationStatus.InProgress || invocation.Status == CommandInvocationStatus.Delayed)
            return null;
        var read = InstanceOutput.Read(invocation.StandardOutputContent ?? "", request, instanceId);
        if (read.Vantage.Failure is null)
            return read;
        var error =
            string.Join(" ", (invocation.StandardErrorContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(40));
        return Failed(instanceId, request,
            $"Instance {instanceId} could not be made to probe: "
            + $"{invocation.StatusDetails ?? invocation.Status}.{(error.Length > 0 ? $" {error}" : "")}");
    }

    private static ProbeObservation Failed(string instanceId, ProbeRequest request, string why) =>
        new() { Request = request, Vantage = new() { Name = instanceId, InstanceId = instanceId, Failure = why } };
}
