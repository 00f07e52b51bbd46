using System.Net;
using VpceTools.Model;

namespace VpceTools.Sources;

/// <summary>
/// How to reach EC2: the connection parameters of a cmdlet as plain values, so that a cmdlet can hold them without loading the AWS SDK.
/// What is not given is looked up as the SDK does: https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/creds-assign.html.
/// </summary>
public sealed record AwsConnection
{
    /// <summary>A profile of the shared configuration files.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The credentials file that holds the profile, where it is not the usual one.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>The access key id.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret access key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The session token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>A credentials object of the AWS SDK; typed as an object because only the live source knows the SDK.</summary>
    public object? Credential { get; init; }

    /// <summary>
    /// The credentials of the session, as <c>Set-AWSCredential</c> of AWS.Tools leaves them; they come after the parameters and before the
    /// SDK's chain.
    /// </summary>
    public object? SessionCredential { get; init; }

    /// <summary>
    /// A role that is assumed in every account of the organization, by its name and path; null where the account is the credentials' own.
    /// </summary>
    public string? OrganizationRole { get; init; }

    /// <summary>A role that is assumed with the credentials, by its ARN; null for none.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The account that <see cref="RoleArn"/> names; null where it names none.</summary>
    public string? RoleAccountId => RoleArn?.Split(':') is { Length: > 5 } parts ? parts[4] : null;

    /// <summary>The Region, for example <c>eu-west-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>The Region of the session, as <c>Set-DefaultAWSRegion</c> of AWS.Tools leaves it.</summary>
    public string? SessionRegion { get; init; }

    /// <summary>The proxy of the session; null where there is none but the environment's.</summary>
    public AwsProxy? Proxy { get; init; }

    /// <summary>Another EC2 endpoint than the Region's own, for example an interface endpoint's name.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>
    /// Where Route 53, its Resolver, its Profiles and AWS Organizations are, for emulators; null for AWS's own addresses. With another
    /// address for EC2 and none for them they are not asked: nothing says that they are there.
    /// </summary>
    public string? NameEndpointUrl { get; init; }

    /// <summary>How long connecting may take. A connection that fails is tried once more.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long one request may take in all.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one call may take, with its retries.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long reading one account and Region may take as a whole.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the instance metadata service may take where nothing else gives credentials or a Region.</summary>
    public TimeSpan MetadataTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a throttled or failed request is repeated.</summary>
    public int MaximumRetries { get; init; } = 4;

    /// <summary>Where EC2 is, without any credential: the generated text of a record would print the secret key.</summary>
    public override string ToString() =>
        $"AwsConnection {{ Region = {Region}, ProfileName = {ProfileName}, RoleArn = {RoleArn}, EndpointUrl = {EndpointUrl} }}";
}

/// <summary>The proxy that calls to AWS go through, as <c>Set-AWSProxy</c> of AWS.Tools leaves it in the session.</summary>
/// <param name="HostName">The proxy's name or address.</param>
/// <param name="Port">Its port.</param>
public sealed record AwsProxy(string HostName, int Port)
{
    /// <summary>What the proxy asks for.</summary>
    public ICredentials? Credentials { get; init; }

    /// <summary>Regular expressions of addresses that are reached directly.</summary>
    public ValueList<string> BypassList { get; init; } = [];

    /// <summary>Whether local addresses are reached directly.</summary>
    public bool BypassOnLocal { get; init; }

    /// <summary>Where the proxy is, without its credentials.</summary>
    public override string ToString() => $"{HostName}:{Port}";
}
