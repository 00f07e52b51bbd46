using System.Management.Automation;
using VpceTools.Completers;
using VpceTools.Model;

namespace VpceTools.Commands;

/// <summary>A cmdlet that can call AWS: whose credentials it uses and where they come from.</summary>
public abstract class AwsCommand : CancellableCommand
{
    private protected const string LiveSet = "Live";

    /// <summary>A profile of the shared AWS configuration.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The credentials file that holds the profile.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    public string? ProfileLocation { get; set; }

    /// <summary>The access key id.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Alias("AK")]
    public string? AccessKey { get; set; }

    /// <summary>The secret access key.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Alias("SK", "SecretAccessKey")]
    public string? SecretKey { get; set; }

    /// <summary>The session token of temporary credentials.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Alias("ST")]
    public string? SessionToken { get; set; }

    /// <summary>A credentials object, as Get-AWSCredential gives it.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Alias("AWSCredentials")]
    public object? Credential { get; set; }

    /// <summary>Another EC2 endpoint than the Region's own.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    public string? EndpointUrl { get; set; }

    /// <summary>What the parameters say about the way to EC2 in a Region; null leaves the Region open.</summary>
    private protected AwsConnection Connection(string? region) => new()
    {
        ProfileName = Given(ProfileName),
        ProfileLocation = Given(ProfileLocation) is { } path ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(path) : null,
        AccessKey = Given(AccessKey),
        SecretKey = Given(SecretKey),
        SessionToken = Given(SessionToken),
        Credential = Credential is PSObject wrapper ? wrapper.BaseObject : Credential,
        Region = Given(region),
        EndpointUrl = Given(EndpointUrl),
    };

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
