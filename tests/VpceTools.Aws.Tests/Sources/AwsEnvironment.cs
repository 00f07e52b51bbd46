using System.Reflection;
using Amazon.Runtime.Internal;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>
/// An environment without any AWS settings but those that a test sets: no variables, no profiles, no metadata. The process has one
/// environment, so tests that use this run alone.
/// </summary>
public sealed class AwsEnvironment : IDisposable
{
    public const string Alone = "AWS environment";

    private static readonly string[] Names =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION",
        "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_EC2",
        "AWS_EC2_METADATA_DISABLED", "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC", "AWS_ROLE_SESSION_NAME", "HOME",
    ];

    private static readonly FieldInfo InstanceKeys =
        typeof(Amazon.Runtime.AWSCredentials).Assembly.GetType("Amazon.Runtime.DefaultInstanceProfileAWSCredentials", throwOnError: true)!
            .GetField("_instance", BindingFlags.NonPublic | BindingFlags.Static)
                ?? throw new MissingFieldException("DefaultInstanceProfileAWSCredentials", "_instance");

    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable,
        StringComparer.Ordinal);

    public AwsEnvironment()
    {
        foreach (var name in Names.Where(name => name != "HOME"))
            Set(name, null);
        Set("AWS_EC2_METADATA_DISABLED", "true");
        Write("");
    }

    public AwsEnvironment Set(string name, string? value)
    {
        Environment.SetEnvironmentVariable(name, value);

        // A process looks once where the metadata service is, and remembers the keys that it gave.
        FallbackInternalConfigurationFactory.Reset();
        InstanceKeys.SetValue(null, null);
        return this;
    }

    /// <summary>Writes the shared files; returns the credentials file's path.</summary>
    public string Write(string credentials, string config = "")
    {
        File.WriteAllText(SharedFiles.Config, config);
        File.WriteAllText(SharedFiles.Credentials, credentials);
        return SharedFiles.Credentials;
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Set(name, value);
        Write("");
    }
}

[CollectionDefinition(AwsEnvironment.Alone, DisableParallelization = true)]
public sealed class AwsEnvironmentCollection;
