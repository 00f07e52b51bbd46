using VpceTools.Aws.Instances;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Aws;

/// <summary>The entrance to probes from instances, beside <see cref="AwsSourceFactory"/>; its signatures name no type of the AWS SDK either.</summary>
public static class AwsProbeFactory
{
    /// <summary>Which of some instances Systems Manager can send a command to.</summary>
    public static Task<IReadOnlyList<ManagedInstance>> FindAsync(
        AwsConnection connection, string? endpointUrl, IReadOnlyList<string> instanceIds, IProgress<SourceProgress>? progress, CancellationToken cancellationToken) =>
        new InstanceCatalog(connection, endpointUrl).ReadAsync(instanceIds, progress, cancellationToken);

    /// <summary>A probe that runs on instances.</summary>
    public static INetworkProbe Create(AwsConnection connection, string? endpointUrl, IReadOnlyList<ManagedInstance> instances) =>
        new InstanceProbe(connection, endpointUrl, instances);
}
