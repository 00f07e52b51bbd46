using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// The SDK's standard retries, except where nothing answers: a connection that fails is tried once more, a request that timed out
/// is not repeated. Otherwise a wrong URL would take as long as the longest throttling. Calls that change something are never repeated here:
/// whether a lost one was carried out must be looked at first, which <see cref="Repairing.RepairSender"/> does.
/// </summary>
internal sealed class ConnectionAwareRetryPolicy(IClientConfig config) : StandardRetryPolicy(config)
{
    private const int ConnectionRetries = 1;

    /// <inheritdoc/>
    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
        !IsRead(executionContext.RequestContext) ? Task.FromResult(false)
        : Transport.IsTimeout(exception) && !Transport.IsConnectTimeout(exception) ? Task.FromResult(false)
        : Transport.IsUnreachable(exception) && executionContext.RequestContext.Retries >= ConnectionRetries ? Task.FromResult(false)
        : base.RetryForExceptionAsync(executionContext, exception);

    private static bool IsRead(IRequestContext context) =>
        context.RequestName.StartsWith("Describe", StringComparison.Ordinal) || context.RequestName.StartsWith("Get", StringComparison.Ordinal);
}
