using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Repairing;

/// <summary>Where a diagnosis has its network from, so that a repair of its findings goes to the same place, and one of a snapshot never to EC2.</summary>
/// <param name="Connection">The way to EC2; null for a snapshot.</param>
/// <param name="Paths">The paths of the snapshot.</param>
internal sealed record DiagnosisOrigin(AwsConnection? Connection, ValueList<string> Paths);
