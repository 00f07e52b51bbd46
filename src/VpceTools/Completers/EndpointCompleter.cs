using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Parameters;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Completers;

/// <summary>
/// Completes what the endpoints tell, those of the snapshot or the account that the line names so far. A key press must neither fail nor hang: what
/// cannot be read in a few seconds completes nothing.
/// </summary>
internal abstract class EndpointCompleter : IArgumentCompleter
{
    // The engine makes a completer for each key press, so what they share has to be static.
    private static readonly EndpointCache Cache = new(lifetime: TimeSpan.FromMinutes(1), patience: TimeSpan.FromSeconds(4), silence: TimeSpan.FromSeconds(10));

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return [.. Complete(wordToComplete, Endpoints(commandName, commandAst, fakeBoundParameters))];
        }
#pragma warning disable CA1031 // Whatever goes wrong (no credentials, no network, no file), a completion says nothing.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>The completions of a word.</summary>
    private protected abstract IEnumerable<CompletionResult> Complete(string? word, IEnumerable<VpcEndpoint> endpoints);

    private static IEnumerable<VpcEndpoint> Endpoints(string commandName, CommandAst line, IDictionary bound)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var session = (SessionState)shell.AddScript("$ExecutionContext.SessionState").Invoke()[0].BaseObject;
        if (LineArguments.Of(commandName, line, bound, session) is not { } given)
            return [];
        if (LanguagePrimitives.ConvertTo<string[]>(given["SnapshotPath"]) is { Length: > 0 } paths)
            return [.. paths.SelectMany(path => SnapshotPaths.Resolve(session.Path, path)).SelectMany(path => Cache.Get(path, () => new SnapshotSource(path)))];
        var connection = new AwsConnection
        {
            ProfileName = Text(given, "ProfileName"),
            ProfileLocation = Text(given, "ProfileLocation") is { } location ? session.Path.GetUnresolvedProviderPathFromPSPath(location) : null,
            AccessKey = Text(given, "AccessKey"),
            SecretKey = Text(given, "SecretKey"),
            SessionToken = Text(given, "SessionToken"),
            Credential = AwsToolsObject.Unwrap(given["Credential"]),
            Region = Text(given, "Region"),
            EndpointUrl = Text(given, "EndpointUrl"),
            MaximumRetries = 0,
        }.With(session.PSVariable);
        return Cache.Get((connection, AwsEnvironment()), () => LiveSource.Create(connection));
    }

    /// <summary>What the environment says about AWS: another profile there is another account.</summary>
    private static string AwsEnvironment() => string.Join("\n", Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => $"{variable.Key}={variable.Value}")
        .Where(line => line.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).OrderBy(line => line, StringComparer.Ordinal));

    /// <summary>A value; of several profiles or Regions the first, since a key press must not wait for more.</summary>
    private static string? Text(IDictionary given, string name)
    {
        var value = AwsToolsObject.Unwrap(given[name]);
        var first = value is not string and IEnumerable several ? several.Cast<object?>().FirstOrDefault() : value;
        return AwsToolsObject.RegionOf(first) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
    }
}
