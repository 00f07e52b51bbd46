using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace VpceTools.Shell.Hosting;

/// <summary>Choice labels such as "Yes to &amp;All": the character after the ampersand is the key that picks the choice.</summary>
internal static class ChoiceLabels
{
    public static string Menu(Collection<ChoiceDescription> choices) =>
        string.Concat(choices.Select(choice => $"[{KeyOf(choice)}] {PlainLabel(choice)}  ")) + "[?] Help";

    public static string KeyOf(ChoiceDescription choice)
    {
        var ampersand = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return ampersand >= 0 && ampersand + 1 < choice.Label.Length
            ? char.ToUpperInvariant(choice.Label[ampersand + 1]).ToString()
            : PlainLabel(choice);
    }

    /// <summary>The choice whose label or key was typed, or null.</summary>
    public static int? Match(Collection<ChoiceDescription> choices, string answer)
    {
        for (var i = 0; i < choices.Count; i++)
        {
            if (string.Equals(PlainLabel(choices[i]), answer, StringComparison.OrdinalIgnoreCase)
                || string.Equals(KeyOf(choices[i]), answer, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return null;
    }

    private static string PlainLabel(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);
}
