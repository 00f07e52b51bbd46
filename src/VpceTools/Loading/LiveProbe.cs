using VpceTools.Probing;

namespace VpceTools.Loading;

/// <summary>Probes over the wire from this machine.</summary>
internal static class LiveProbe
{
    private static readonly Lazy<Func<INetworkProbe>> LocalFactory = new(() =>
        Dependencies.Method<Func<INetworkProbe>>("VpceTools.Probing", "VpceTools.Probing.LocalProbeFactory", "Create"));

    /// <summary>A probe from this machine.</summary>
    public static INetworkProbe Local() => LocalFactory.Value();
}
