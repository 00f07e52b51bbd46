using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Sources;

namespace VpceTools.Completers;

/// <summary>Completes the profiles of the shared AWS configuration files. Only the names of sections are read.</summary>
internal sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");
        var location = fakeBoundParameters?["ProfileLocation"]?.ToString()
            ?? Environment.GetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE");
        var credentials = SharedProfiles.In(location ?? Path.Combine(home, "credentials"));
        var config = SharedProfiles.In(Environment.GetEnvironmentVariable("AWS_CONFIG_FILE") ?? Path.Combine(home, "config"));
        return Completion.Of(wordToComplete, credentials.Concat(config).Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.OrdinalIgnoreCase).Select(name => (name, name)));
    }
}
