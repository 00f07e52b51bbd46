namespace VpceTools.Probing;

/// <summary>A line of a hosts file.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">The name that it is given for.</param>
public sealed record HostsEntry(string Address, string Name);
