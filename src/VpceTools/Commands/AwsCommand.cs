using System.Management.Automation;
using VpceTools.Completers;
using VpceTools.Connecting;
using VpceTools.Errors;
using VpceTools.Loading;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// A cmdlet that can call AWS: whose credentials it uses and where they come from. Names, aliases and types are those of AWS.Tools:
/// https://docs.aws.amazon.com/powershell/v5/reference/items/pstoolsref-commonparams.html.
/// </summary>
public abstract class AwsCommand : CancellableCommand
{
    private protected const string LiveSet = "Live";

    private static readonly string[] AccountParameters =
        [nameof(ProfileName), nameof(ProfileLocation), nameof(AccessKey), nameof(SecretKey), nameof(SessionToken), nameof(Credential), nameof(EndpointUrl)];

    // An empty token goes with keys that need none.
    private static readonly string[] NeverEmpty = [.. AccountParameters.Where(name => name != nameof(SessionToken)), "Region"];

    private HashSet<string> _named = [];

    /// <summary>Profiles of the shared AWS configuration.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? ProfileName { get; set; }

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
    [Parameter(ParameterSetName = LiveSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [CredentialTransformation]
    public object? Credential { get; set; }

    /// <summary>Another EC2 endpoint than the Region's own.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    public string? EndpointUrl { get; set; }

    /// <summary>What reads and repairs live AWS, and shares the credentials that it fetches. The first use loads the AWS SDK.</summary>
    private protected Lazy<AwsSources> Sources { get; } = new(LiveSource.Open);

    /// <summary>Whether the parameters name an account.</summary>
    private protected bool NamesAccount => AccountParameters.Any(MyInvocation.BoundParameters.ContainsKey);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _named = [.. MyInvocation.BoundParameters.Keys];

        // A variable that turns out empty must not lead to another account or Region than the one that was meant.
        foreach (var name in NeverEmpty)
            if (MyInvocation.BoundParameters.TryGetValue(name, out var value) && IsEmpty(value))
                ThrowTerminatingError(CommandErrors.PlaceEmpty(name));
    }

    /// <summary>
    /// Leaves out what the engine bound to properties of credentials that came by the pipeline: their keys, which may be those of an hour ago, and
    /// the Region where a user signs in, which is not the one to read. What the command line says stays.
    /// </summary>
    private protected virtual void LeaveOutPropertiesOfCredentials()
    {
        if (!PipelineRecord.IsCredentials(this))
            return;
        SecretKey = IsNamed(nameof(SecretKey)) ? SecretKey : null;
        SessionToken = IsNamed(nameof(SessionToken)) ? SessionToken : null;
    }

    /// <summary>Whether the command line has a parameter, and not the pipeline alone.</summary>
    private protected bool IsNamed(string parameter) => _named.Contains(parameter);

    /// <summary>What applies repairs over a connection.</summary>
    private protected IRepairExecutor Executor(AwsConnection connection)
    {
        try
        {
            // On another thread: it loads the AWS SDK.
            return Await((_, _) => Task.FromResult(Sources.Value.Executor(connection)));
        }
        catch (NetworkSourceException e)
        {
            ThrowTerminatingError(CommandErrors.Of(e));
            throw;
        }
    }

    /// <summary>The way to one account and Region; null leaves the Region open.</summary>
    private protected AwsConnection Connection(string? region)
    {
        var accounts = Accounts();
        if (accounts.Count > 1)
            ThrowTerminatingError(CommandErrors.SeveralProfiles(ProfileName!));
        return accounts[0] with { Region = Given(region) };
    }

    /// <summary>The ways to the accounts that the parameters name, with the Region open: one for each profile, else one.</summary>
    private protected IReadOnlyList<AwsConnection> Accounts()
    {
        var one = new AwsConnection
        {
            ProfileLocation = Given(ProfileLocation) is { } path ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(path) : null,
            AccessKey = Given(AccessKey),
            SecretKey = Given(SecretKey),
            SessionToken = Given(SessionToken),
            Credential = AwsToolsObject.Unwrap(Credential),
            EndpointUrl = Given(EndpointUrl),
        }.With(SessionState.PSVariable);
        var profiles = (ProfileName ?? []).Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.Ordinal).ToList();
        return profiles.Count == 0 ? [one] : [.. profiles.Select(name => one with { ProfileName = name })];
    }

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        string[] texts => texts.Length == 0 || Array.Exists(texts, string.IsNullOrWhiteSpace),
        _ => false,
    };

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
