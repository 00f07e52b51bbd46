using VpceTools.Model;

namespace VpceTools.Sources;

/// <summary>
/// Where a diagnosis has its network from, so that a repair of its findings goes to the same place, and one of a snapshot never to EC2.
/// </summary>
/// <param name="Connection">The way to EC2; null for a snapshot.</param>
/// <param name="SnapshotPaths">The paths of the snapshot; none for EC2.</param>
internal sealed record DiagnosisOrigin(AwsConnection? Connection, ValueList<string> SnapshotPaths)
{
    /// <summary>The code that was laid over it, or that is all there is; none where the network is as it was read.</summary>
    public ValueList<string> CodePaths { get; init; } = [];

    /// <summary>All ways to EC2 that were read together, this one among them; none where it was alone.</summary>
    public ValueList<AwsConnection> Together { get; init; } = [];

    /// <summary>An account and Region of EC2.</summary>
    public static DiagnosisOrigin Live(AwsConnection connection) => new(connection, []);

    /// <summary>A snapshot, of one path or several.</summary>
    public static DiagnosisOrigin Snapshot(ValueList<string> paths) => new(null, paths);
}
