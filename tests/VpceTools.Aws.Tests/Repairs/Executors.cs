using VpceTools.Aws.Repairing;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>Makes executors against servers on this machine, with pauses that a test can wait for.</summary>
internal static class Executors
{
    public static readonly RetryTable Fast = new(0, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20));
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Ec2RepairExecutor Create(string url, Func<AwsConnection, AwsConnection>? with = null) =>
        new((with ?? (c => c))(Live.Connection(url)), new(), Fast);

    /// <summary>Applies one action over a connection of its own.</summary>
    public static async Task<RepairOutcome> ApplyAsync(
        this Ec2TestServer server, RepairAction action, Func<AwsConnection, AwsConnection>? with = null, TimeSpan? settleTimeout = null,
        IProgress<SourceProgress>? progress = null)
    {
        using var executor = Create(server.Url, with);
        return await executor.ApplyAsync(action, settleTimeout ?? Patience, progress, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks for the permission of one action over a connection of its own.</summary>
    public static async Task<PermissionOutcome> CheckAsync(this Ec2TestServer server, RepairAction action)
    {
        using var executor = Create(server.Url);
        return await executor.CheckPermissionAsync(action, TestContext.Current.CancellationToken);
    }
}
