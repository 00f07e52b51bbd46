using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Sources;

namespace VpceTools.Parameters;

/// <summary>Turns the connection parameters of a cmdlet into ways to accounts.</summary>
internal sealed class ConnectionArguments<TCommand>(TCommand command)
    where TCommand : PSCmdlet, IConnectionParameters
{
    private const string Region = nameof(Region);

    private static readonly string[] AccountParameters =
    [
        nameof(IConnectionParameters.ProfileName), nameof(IConnectionParameters.ProfileLocation), nameof(IConnectionParameters.AccessKey),
        nameof(IConnectionParameters.SecretKey), nameof(IConnectionParameters.SessionToken), nameof(IConnectionParameters.Credential),
        nameof(IConnectionParameters.EndpointUrl),
    ];

    // An empty token goes with keys that need none.
    private static readonly string[] NeverEmpty =
        [.. AccountParameters.Where(name => name != nameof(IConnectionParameters.SessionToken)), Region];

    private HashSet<string> _named = [];

    /// <summary>Whether the parameters name an account.</summary>
    public bool NameAccount => AccountParameters.Any(command.MyInvocation.BoundParameters.ContainsKey);

    /// <summary>
    /// Takes note of what the command line says. A variable that turns out empty must not lead to another account or Region than the one
    /// that was meant.
    /// </summary>
    /// <exception cref="CommandException">A parameter has no value.</exception>
    public void Begin()
    {
        _named = [.. command.MyInvocation.BoundParameters.Keys];
        foreach (var name in NeverEmpty)
            if (command.MyInvocation.BoundParameters.TryGetValue(name, out var value) && IsEmpty(value))
                throw new CommandException(CommandErrors.PlaceEmpty(name));
    }

    /// <summary>
    /// Leaves out what the engine bound to properties of credentials that came by the pipeline: their keys, which may be those of an hour
    /// ago, and the Region where a user signs in, which is not the one to read. What the command line says stays.
    /// </summary>
    /// <returns>Whether the Region is to be left out too.</returns>
    public bool LeaveOutPropertiesOfCredentials()
    {
        if (!PipelineRecord.IsCredentials(command))
            return false;
        command.SecretKey = _named.Contains(nameof(command.SecretKey)) ? command.SecretKey : null;
        command.SessionToken = _named.Contains(nameof(command.SessionToken)) ? command.SessionToken : null;
        return !_named.Contains(Region);
    }

    /// <summary>The ways to the accounts, with the Region open: one for each profile, else one.</summary>
    public IReadOnlyList<AwsConnection> Accounts()
    {
        var one = new AwsConnection
        {
            ProfileLocation = Given(command.ProfileLocation) is { } path
                ? command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path) : null,
            AccessKey = Given(command.AccessKey),
            SecretKey = Given(command.SecretKey),
            SessionToken = Given(command.SessionToken),
            Credential = AwsToolsObject.Unwrap(command.Credential),
            EndpointUrl = Given(command.EndpointUrl),
            NameEndpointUrl = Given(command.NameEndpointUrl),
        }.With(command.SessionState.PSVariable);
        var profiles = (command.ProfileName ?? []).Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.Ordinal)
            .ToList();
        return profiles.Count == 0 ? [one] : [.. profiles.Select(name => one with { ProfileName = name })];
    }

    /// <summary>The way to one account and Region; null leaves the Region open.</summary>
    /// <exception cref="CommandException">Several accounts are named.</exception>
    public AwsConnection Single(string? region) => Accounts() is [var only]
        ? only with { Region = Given(region) }
        : throw new CommandException(CommandErrors.SeveralProfiles(command.ProfileName!));

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        string[] texts => texts.Length == 0 || Array.Exists(texts, string.IsNullOrWhiteSpace),
        _ => false,
    };

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

/// <summary>
/// The parameters that say whose credentials are used and where they come from. Names, aliases and types are those of AWS.Tools:
/// https://docs.aws.amazon.com/powershell/v5/reference/items/pstoolsref-commonparams.html.
/// </summary>
internal interface IConnectionParameters
{
    /// <summary>Profiles of the shared AWS configuration.</summary>
    string[]? ProfileName { get; }

    /// <summary>The credentials file that holds the profile.</summary>
    string? ProfileLocation { get; }

    /// <summary>The access key id.</summary>
    string? AccessKey { get; }

    /// <summary>The secret access key.</summary>
    string? SecretKey { get; set; }

    /// <summary>The session token of temporary credentials.</summary>
    string? SessionToken { get; set; }

    /// <summary>A credentials object, as Get-AWSCredential gives it.</summary>
    object? Credential { get; }

    /// <summary>Another EC2 endpoint than the Region's own.</summary>
    string? EndpointUrl { get; }

    /// <summary>Another address of Route 53, its Resolver and its Profiles than AWS's own.</summary>
    string? NameEndpointUrl { get; }
}
