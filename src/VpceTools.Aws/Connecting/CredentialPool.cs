using System.Collections.Concurrent;
using VpceTools.Sources;

namespace VpceTools.Aws.Connecting;

/// <summary>The credentials of a few accounts while one command runs: each account signs in once, however many Regions are read.</summary>
internal sealed class CredentialPool
{
    private readonly ConcurrentDictionary<AwsConnection, Lazy<Task<ResolvedCredentials>>> _known = new();

    /// <summary>The credentials that a connection leads to.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="region">The Region whose AWS STS is asked where a role is to be assumed.</param>
    /// <param name="cancellationToken">The token of the command; all of its reads share it.</param>
    /// <exception cref="NetworkSourceException">There are none, or they cannot be fetched.</exception>
    public Task<ResolvedCredentials> GetAsync(AwsConnection connection, string region, CancellationToken cancellationToken)
    {
        // Region and URL say where to call, not as whom.
        var account = connection with { Region = null, SessionRegion = null, EndpointUrl = null };
        return _known.GetOrAdd(account, key => new(() => new CredentialResolver(key, new ProfileStore(key), region).ResolveAsync(cancellationToken))).Value;
    }
}
