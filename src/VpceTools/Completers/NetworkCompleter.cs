using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Parameters;
using VpceTools.Planned;
using VpceTools.Reading;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Completers;

/// <summary>
/// Completes what the network tells, that of the snapshot or the account that the line names so far. A key press must neither fail nor
/// hang: what cannot be read in a few seconds completes nothing.
/// </summary>
internal abstract class NetworkCompleter : IArgumentCompleter
{
    // The engine makes a completer for each key press, so what they share has to be static.
    private static readonly NetworkCache Cache =
        new(lifetime: TimeSpan.FromMinutes(1), patience: TimeSpan.FromSeconds(4), silence: TimeSpan.FromSeconds(10));

    private static readonly string[] Code = ["PlanPath", "StatePath", "TemplatePath"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            // A constrained language refuses a script that would run in the caller's own scope.
            var session = (SessionState)shell.AddScript("$ExecutionContext.SessionState", useLocalScope: true).Invoke()[0].BaseObject;
            return LineArguments.Of(commandName, commandAst, fakeBoundParameters, session) is { } given
                ? [.. Complete(wordToComplete, Read(given, session), given)] : [];
        }
#pragma warning disable CA1031 // Whatever goes wrong (no credentials, no network, no file), a completion says nothing.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>What is read of the source.</summary>
    private protected abstract NetworkQuery Query(IDictionary given);

    /// <summary>The completions of a word.</summary>
    private protected abstract IEnumerable<CompletionResult> Complete(string? word, IReadOnlyList<VpcNetwork> networks, IDictionary given);

    /// <summary>The values of an argument, as far as they are text.</summary>
    private protected static string[] Texts(IDictionary given, string name) => (AwsToolsObject.Unwrap(given[name]) switch
    {
        null => [],
        string text => [text],
        IEnumerable several => several.Cast<object?>().Select(value => AwsToolsObject.RegionOf(value)),
        var value => [AwsToolsObject.RegionOf(value)],
    }).Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!).ToArray();

    /// <summary>Whether it completes what code calls things; ids of what is not there yet are made up, and nobody writes them.</summary>
    private protected virtual bool CompletesAddresses => false;

    private IReadOnlyList<VpcNetwork> Read(IDictionary given, SessionState session)
    {
        var query = Query(given);
        // Code alone asks nothing of AWS.
        if (Array.Exists(Code, given.Contains) && given["SnapshotPath"] is null && !given.Contains("Live"))
            return CompletesAddresses ? ReadCode(given, session) : [];
        if (LanguagePrimitives.ConvertTo<string[]>(given["SnapshotPath"]) is { Length: > 0 } paths)
            return [.. paths.SelectMany(path => SnapshotPaths.Resolve(session.Path, path))
                .SelectMany(path => Cache.Get(path, new(), () => new SnapshotSource(path)))];
        if (given["OrganizationRole"] is not null)
            return [];
        // Of several profiles or Regions the first, since a key press must not wait for more.
        string? First(string name) => Texts(given, name).FirstOrDefault();
        var connection = new AwsConnection
        {
            ProfileName = First("ProfileName"),
            ProfileLocation = First("ProfileLocation") is { } location ? session.Path.GetUnresolvedProviderPathFromPSPath(location) : null,
            AccessKey = First("AccessKey"),
            SecretKey = First("SecretKey"),
            SessionToken = First("SessionToken"),
            Credential = AwsToolsObject.Unwrap(given["Credential"]),
            Region = First("Region"),
            EndpointUrl = First("EndpointUrl"),
            MaximumRetries = 0,
        }.With(session.PSVariable);
        return Cache.Get((connection, AwsEnvironment()), query, () => LiveSource.Create(connection));
    }

    private static IReadOnlyList<VpcNetwork> ReadCode(IDictionary given, SessionState session)
    {
        IEnumerable<CodeInput> Inputs(CodeKind kind) => (LanguagePrimitives.ConvertTo<string[]>(given[$"{kind}Path"]) ?? [])
            .Select(path => new CodeInput(kind, session.Path.GetUnresolvedProviderPathFromPSPath(path)));
        return [.. new[] { CodeKind.Plan, CodeKind.State, CodeKind.Template }.SelectMany(Inputs)
            .SelectMany(input => Cache.Get(input, new(), () => new CodeSource(input)))];
    }

    /// <summary>What the environment says about AWS: another profile there is another account.</summary>
    private static string AwsEnvironment() => string.Join("\n", Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(variable => $"{variable.Key}={variable.Value}").Where(line => line.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase))
        .OrderBy(line => line, StringComparer.Ordinal));
}
