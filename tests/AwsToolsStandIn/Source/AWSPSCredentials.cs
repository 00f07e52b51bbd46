using Amazon.Runtime;

namespace Amazon.PowerShell.Common;

/// <summary>What $StoredAWSCredentials holds.</summary>
public class AWSPSCredentials
{
    internal AWSPSCredentials(AWSCredentials credentials, string? name, CredentialsSource source)
    {
        Credentials = credentials;
        Name = name;
        Source = source;
    }

    internal AWSCredentials Credentials { get; }

    internal string? Name { get; }

    internal CredentialsSource Source { get; }

    /// <inheritdoc/>
    public override string? ToString() => string.IsNullOrEmpty(Name) ? Credentials.ToString() : Name;
}
