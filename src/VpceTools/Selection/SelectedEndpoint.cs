using VpceTools.Model;

namespace VpceTools.Selection;

/// <summary>An endpoint that is to be diagnosed.</summary>
/// <param name="Network">The position of its network among those that were read.</param>
/// <param name="Endpoint">The endpoint.</param>
internal readonly record struct SelectedEndpoint(int Network, VpcEndpoint Endpoint);
