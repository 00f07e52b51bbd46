using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Loading;

/// <summary>Probes over the wire, from this machine and from instances.</summary>
internal static class LiveProbe
{
    private const string Aws = "VpceTools.Aws";
    private const string AwsFactory = "VpceTools.Aws.AwsProbeFactory";

    private static readonly Lazy<Func<INetworkProbe>> LocalFactory = new(() =>
        Dependencies.Method<Func<INetworkProbe>>("VpceTools.Probing", "VpceTools.Probing.LocalProbeFactory", "Create"));

    private static readonly Lazy<Func<AwsConnection, string?, IReadOnlyList<string>, IProgress<SourceProgress>?, CancellationToken, Task<IReadOnlyList<ManagedInstance>>>> Finder = new(() =>
        Dependencies.Method<Func<AwsConnection, string?, IReadOnlyList<string>, IProgress<SourceProgress>?, CancellationToken, Task<IReadOnlyList<ManagedInstance>>>>(Aws, AwsFactory, "FindAsync"));

    private static readonly Lazy<Func<AwsConnection, string?, IReadOnlyList<ManagedInstance>, INetworkProbe>> InstanceFactory = new(() =>
        Dependencies.Method<Func<AwsConnection, string?, IReadOnlyList<ManagedInstance>, INetworkProbe>>(Aws, AwsFactory, "Create"));

    /// <summary>A probe from this machine.</summary>
    public static INetworkProbe Local() => LocalFactory.Value();

    /// <summary>Which instances can be sent a command.</summary>
    public static Task<IReadOnlyList<ManagedInstance>> FindInstancesAsync(
        AwsConnection connection, string? endpointUrl, IReadOnlyList<string> instanceIds, IProgress<SourceProgress>? progress, CancellationToken cancellationToken) =>
        Finder.Value(connection, endpointUrl, instanceIds, progress, cancellationToken);

    /// <summary>A probe that runs on instances.</summary>
    public static INetworkProbe FromInstances(AwsConnection connection, string? endpointUrl, IReadOnlyList<ManagedInstance> instances) =>
        InstanceFactory.Value(connection, endpointUrl, instances);
}
