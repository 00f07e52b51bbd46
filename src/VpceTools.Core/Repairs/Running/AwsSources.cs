using VpceTools.Probing;
using VpceTools.Sources;

namespace VpceTools.Repairs.Running;

/// <summary>
/// What can be read and repaired of live AWS, as delegates: the assembly behind them is loaded only when it is needed. What one object
/// makes shares the credentials that it fetches, so that ten Regions of an account take one sign-in and not ten, and a repair or a probe
/// none more.
/// </summary>
/// <param name="Network">The source of one account and Region.</param>
/// <param name="Executor">What applies repairs to one account and Region.</param>
/// <param name="RegionsAsync">The Regions that an account uses; the connection's Region is the one that is asked.</param>
/// <param name="RolesAsync">The ways to the accounts of an organization, each by the role that the connection names.</param>
/// <param name="InstancesAsync">Which of some instances, by id, Systems Manager can send a command to; the text is another endpoint of
/// Systems Manager than the Region's own.</param>
/// <param name="InstanceProbe">A probe that runs on instances, by the same endpoint.</param>
public sealed record AwsSources(
    Func<AwsConnection, INetworkSource> Network,
    Func<AwsConnection, IRepairExecutor> Executor,
    Func<AwsConnection, IProgress<SourceProgress>?, CancellationToken, Task<IReadOnlyList<string>>> RegionsAsync,
    Func<AwsConnection, IProgress<SourceProgress>?, CancellationToken, Task<IReadOnlyList<AwsConnection>>> RolesAsync,
    Func<AwsConnection, string?, IReadOnlyList<string>, IProgress<SourceProgress>?, CancellationToken,
    Task<IReadOnlyList<ManagedInstance>>> InstancesAsync,
    Func<AwsConnection, string?, IReadOnlyList<ManagedInstance>, INetworkProbe> InstanceProbe);
