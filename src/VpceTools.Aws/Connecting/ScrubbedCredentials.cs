using Amazon.Runtime;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Credentials whose every secret the scrubber gets to know before anything is signed with it, however often they are renewed.
/// </summary>
internal sealed class ScrubbedCredentials(AWSCredentials inner, SecretScrubber scrubber) : AWSCredentials
{
    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials() => Known(inner.GetCredentials());

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync() =>
        Known(await inner.GetCredentialsAsync().ConfigureAwait(false));

    private ImmutableCredentials Known(ImmutableCredentials keys)
    {
        scrubber.Learn(keys);
        return keys;
    }
}
