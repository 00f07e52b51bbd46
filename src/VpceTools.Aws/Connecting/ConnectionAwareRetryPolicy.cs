using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// The SDK's standard retries, except where nothing answers: a connection that fails is tried once more, a request that timed out
/// is not repeated. Otherwise a wrong URL would take as long as the longest throttling. Calls that change something are never repeated
/// here: whether a lost one was carried out must be looked at first, which <see cref="Repairing.Ec2Change"/> does.
/// </summary>
internal sealed class ConnectionAwareRetryPolicy(IClientConfig config) : StandardRetryPolicy(config)
{
    private const int ConnectionRetries = 1;

    /// <inheritdoc/>
    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
        Transport.IsTimeout(exception) && !Transport.IsConnectTimeout(exception) ? Task.FromResult(false)
        : Transport.IsUnreachable(exception) && executionContext.RequestContext.Retries >= ConnectionRetries ? Task.FromResult(false)
        : base.RetryForExceptionAsync(executionContext, exception);

    /// <summary>
    /// Not for exceptions alone: the SDK asks this too before it repeats, ten times and at once, what was reset on a connection that it
    /// thinks stale.
    /// </summary>
    public override bool CanRetry(IExecutionContext executionContext) =>
        IsRead(executionContext.RequestContext) && base.CanRetry(executionContext);

    private static bool IsRead(IRequestContext context) =>
        context.OriginalRequest is Names.NameRequest || context.RequestName.StartsWith("Describe", StringComparison.Ordinal)
            || context.RequestName.StartsWith("Get", StringComparison.Ordinal);
}
