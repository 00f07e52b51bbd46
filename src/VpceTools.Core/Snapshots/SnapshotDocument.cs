namespace VpceTools.Snapshots;

/// <summary>A document of a snapshot: what one <c>aws ec2 describe-*</c> command gives.</summary>
/// <param name="FileName">The name of its file, for example <c>describe-subnets.json</c>.</param>
/// <param name="Json">The JSON text.</param>
public sealed record SnapshotDocument(string FileName, string Json);
