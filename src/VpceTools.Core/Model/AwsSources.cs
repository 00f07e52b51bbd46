using VpceTools.Repairs;

namespace VpceTools.Model;

/// <summary>
/// What can be read and repaired of live AWS, as delegates: the assembly behind them is loaded only when it is needed. What one object makes
/// shares the credentials that it fetches, so that ten Regions of an account take one sign-in and not ten, and a repair none more.
/// </summary>
/// <param name="Network">The source of one account and Region.</param>
/// <param name="Executor">What applies repairs to one account and Region.</param>
/// <param name="RegionsAsync">The Regions that an account uses; the connection's Region is the one that is asked.</param>
public sealed record AwsSources(
    Func<AwsConnection, INetworkSource> Network,
    Func<AwsConnection, IRepairExecutor> Executor,
    Func<AwsConnection, IProgress<SourceProgress>?, CancellationToken, Task<IReadOnlyList<string>>> RegionsAsync);
