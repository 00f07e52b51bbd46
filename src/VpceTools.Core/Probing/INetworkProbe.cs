using VpceTools.Sources;

namespace VpceTools.Probing;

/// <summary>Looks at names and addresses over the wire: from this machine, or from instances.</summary>
public interface INetworkProbe
{
    /// <summary>
    /// Probes; one observation for each machine that the probe speaks for. Failures of the network are observations, not exceptions.
    /// </summary>
    /// <exception cref="NetworkSourceException">No machine could be asked at all.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<IReadOnlyList<ProbeObservation>> ProbeAsync(ProbeRequest request, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken);
}
