using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// An assumed role that renews itself. The SDK's own class finds AWS STS by the name of an assembly, in whatever module of the process it
/// is loaded, and fails with one that is not of its version; here the client is our own.
/// </summary>
internal sealed class RoleCredentials : RefreshingAWSCredentials
{
    // As the SDK does: https://github.com/aws/aws-sdk-net/issues/4313.
    private const int ShortSession = 1200;
    private readonly AssumeRoleAWSCredentials _role;
    private readonly AWSCredentials _source;
    private readonly RegionEndpoint _region;

    private RoleCredentials(AssumeRoleAWSCredentials role, AWSCredentials source, RegionEndpoint region)
    {
        (_role, _source, _region) = (role, source, region);
        PreemptExpiryTime = TimeSpan.FromMinutes(role.Options.DurationSeconds <= ShortSession ? 5 : 15);
    }

    /// <summary>
    /// The same credentials, with every role among them, also of roles that lead to roles or come from a web identity, assumed through our
    /// own client.
    /// </summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The Region whose AWS STS is asked.</param>
    /// <param name="proxy">The way there.</param>
    /// <param name="scrubber">Learns the secrets that roles are assumed with: AWS STS quotes them in some errors.</param>
    public static AWSCredentials Own(AWSCredentials credentials, string region, IWebProxy? proxy, SecretScrubber scrubber)
    {
        if (credentials is SSOAWSCredentials session && proxy is not null)
            session.Options.ProxySettings = proxy;
        if (credentials is AssumeRoleWithWebIdentityCredentials identity)
            return new WebIdentityCredentials(identity, RegionEndpoint.GetBySystemName(region), proxy);
        if (credentials is not AssumeRoleAWSCredentials role)
            return credentials;
        role.Options.ProxySettings ??= proxy;
        return new RoleCredentials(role, new ScrubbedCredentials(Own(role.SourceCredentials, region, proxy, scrubber), scrubber),
            RegionEndpoint.GetBySystemName(region));
    }

    /// <inheritdoc/>
    protected override CredentialsRefreshState GenerateNewCredentials()
    {
        var options = _role.Options;
        if (!string.IsNullOrEmpty(options.MfaSerialNumber) && options.MfaTokenCodeCallback is null)
        {
            throw new InvalidOperationException(
                $"The role {_role.RoleArn} asks for an MFA code, and VpceTools never prompts. Get a session first, for example with "
                    + "Set-AWSCredential or 'aws sts get-session-token'.");
        }

        using var client = TokenServices.SecurityToken(_source, _region, options.ProxySettings);
        var keys = ((ICoreAmazonSTS)client).CredentialsFromAssumeRoleAuthentication(_role.RoleArn, _role.RoleSessionName, options);
        return new CredentialsRefreshState(keys, keys.Expiration);
    }

    /// <inheritdoc/>
    protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => Task.Run(GenerateNewCredentials);
}
