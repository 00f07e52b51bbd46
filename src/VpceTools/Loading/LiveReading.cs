using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Loading;

/// <summary>What reading one account and Region gave.</summary>
/// <param name="Connection">The way there.</param>
/// <param name="Networks">The networks; none where reading failed.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record LiveReading(AwsConnection Connection, IReadOnlyList<VpcNetwork> Networks, NetworkSourceException? Error = null);
