namespace VpceTools.Repairs.Running;

/// <summary>What EC2 said to the dry run of a call.</summary>
/// <param name="Permission">Whether IAM allows the call.</param>
/// <param name="Detail">The IAM action that is missing, or what a dry run cannot tell; null for nothing to add.</param>
public sealed record PermissionOutcome(RepairPermission Permission, string? Detail = null);
