namespace VpceTools.Probing;

/// <summary>
/// The one entrance to this assembly. Its signatures name no type of a package, so that the module can call it from outside the load
/// context that holds them.
/// </summary>
public static class LocalProbeFactory
{
    /// <summary>A probe from this machine.</summary>
    public static INetworkProbe Create() => new LocalProbe(SystemResolver.LookUpAsync, HostFacts.HostsFile, TlsTrust.OfEnvironment());
}
