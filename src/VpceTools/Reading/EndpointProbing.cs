using VpceTools.Probing;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>Probes several endpoints, a few at a time.</summary>
internal static class EndpointProbing
{
    private const int EndpointsAtOnce = 8;

    /// <summary>What was seen of each request, in their order.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<ProbeObservation>>> RunAsync(
        INetworkProbe probe, IReadOnlyList<ProbeRequest> requests, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        using var gate = new SemaphoreSlim(EndpointsAtOnce);
        return await Task.WhenAll(requests.Select(async request =>
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await probe.ProbeAsync(request, progress, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        })).ConfigureAwait(false);
    }
}
