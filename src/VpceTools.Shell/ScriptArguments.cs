using System.Management.Automation.Runspaces;

namespace VpceTools.Shell;

/// <summary>Turns the words after a script file into parameters, as <c>pwsh -File</c> does: text stays text, and
/// <c>-Name:$true</c> is the one way to give a Boolean.</summary>
internal static class ScriptArguments
{
    public static IReadOnlyList<CommandParameter> Parse(IEnumerable<string> words)
    {
        var parameters = new List<CommandParameter>();
        string? pendingName = null;
        foreach (var word in words)
        {
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            if (pendingName is not null)
            {
                parameters.Add(new CommandParameter(pendingName, word));
                pendingName = null;
            }
            else if (word.Length < 2 || !IsDash(word[0]))
            {
                parameters.Add(new CommandParameter(null, word));
            }
            else if (colon < 0)
            {
                parameters.Add(new CommandParameter(word));
            }
            else if (colon == word.Length - 1)
            {
                pendingName = word[..colon];
            }
            else
            {
                parameters.Add(new CommandParameter(word[..colon], BooleanOrText(word[(colon + 1)..])));
            }
        }

        return parameters;
    }

    /// <summary>Whether PowerShell takes a character for a hyphen: word processors write en and em dashes.</summary>
    public static bool IsDash(char character) => character is '-' or '\u2013' or '\u2014' or '\u2015';

    private static object BooleanOrText(string value) =>
        bool.TryParse(value.StartsWith('$') ? value[1..] : value, out var parsed) ? parsed : value;
}
