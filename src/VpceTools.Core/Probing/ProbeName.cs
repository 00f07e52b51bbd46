namespace VpceTools.Probing;

/// <summary>A name to resolve and to connect to.</summary>
/// <param name="HostName">The name.</param>
/// <param name="Kind">What it is to the endpoint.</param>
public sealed record ProbeName(string HostName, NameKind Kind);
