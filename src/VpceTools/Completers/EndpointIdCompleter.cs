using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Connecting;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Selection;
using VpceTools.Snapshots;

namespace VpceTools.Completers;

/// <summary>
/// Completes the ids of endpoints, from the snapshot or the account that the line names so far. A key press must neither fail nor hang: what
/// cannot be read in a few seconds completes nothing.
/// </summary>
internal sealed class EndpointIdCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // The engine makes a completer for each key press, so what they share has to be static.
    private static readonly EndpointCache Cache = new(TimeSpan.FromMinutes(1), Patience);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var endpoints = Endpoints(fakeBoundParameters ?? new Hashtable()).OrderBy(e => e.Id, StringComparer.Ordinal);
            return [.. Completion.Of(wordToComplete, endpoints.Select(e => (e.Id, $"{e.ServiceName} in {e.VpcId} ({e.StateName})")))];
        }
#pragma warning disable CA1031 // Whatever goes wrong (no credentials, no network, no file), a completion says nothing.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    private static IReadOnlyList<VpcEndpoint> Endpoints(IDictionary given)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var session = (SessionState)shell.AddScript("$ExecutionContext.SessionState").Invoke()[0].BaseObject;
        if (LanguagePrimitives.ConvertTo<string[]>(given["SnapshotPath"]) is { Length: > 0 } paths)
            return [.. paths.SelectMany(path => SnapshotPaths.Resolve(session.Path, path)).SelectMany(path => Cache.Get(path, () => new SnapshotSource(path)))];
        var connection = new AwsConnection
        {
            ProfileName = Text(given, "ProfileName"),
            ProfileLocation = Text(given, "ProfileLocation"),
            AccessKey = Text(given, "AccessKey"),
            SecretKey = Text(given, "SecretKey"),
            SessionToken = Text(given, "SessionToken"),
            Credential = AwsToolsObject.Unwrap(given["Credential"]),
            Region = Text(given, "Region"),
            EndpointUrl = Text(given, "EndpointUrl"),
            MaximumRetries = 0,
        }.With(session.PSVariable);
        return Cache.Get(connection, () => LiveSource.Create(connection));
    }

    /// <summary>A value; of several profiles or Regions the first, since a key press must not wait for more.</summary>
    private static string? Text(IDictionary given, string name)
    {
        var value = AwsToolsObject.Unwrap(given[name]);
        var first = value is not string and IEnumerable several ? several.Cast<object?>().FirstOrDefault() : value;
        return AwsToolsObject.RegionOf(first) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
    }
}
