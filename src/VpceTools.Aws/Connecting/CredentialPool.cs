using System.Collections.Concurrent;
using Amazon.Runtime;
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
        return _known.GetOrAdd(account, key => new(() => key.RoleArn is null
            ? new CredentialResolver(key, new ProfileStore(key), region).ResolveAsync(cancellationToken)
            : AssumeAsync(key, region, cancellationToken))).Value;
    }

    /// <summary>Signs in once for all roles that are assumed with one account's credentials.</summary>
    private async Task<ResolvedCredentials> AssumeAsync(AwsConnection connection, string region, CancellationToken cancellationToken)
    {
        var source = await GetAsync(connection with { RoleArn = null }, region, cancellationToken).ConfigureAwait(false);
        return await new CredentialResolver(connection, new ProfileStore(connection), region)
            .AssumeAsync(connection.RoleArn!, source, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Credentials that were found and have been fetched once.</summary>
/// <param name="Credentials">The credentials.</param>
/// <param name="Source">Where they come from, for a reader.</param>
/// <param name="Scrubber">Knows their secrets, also those that they will be renewed to.</param>
internal sealed record ResolvedCredentials(AWSCredentials Credentials, string Source, SecretScrubber Scrubber);
