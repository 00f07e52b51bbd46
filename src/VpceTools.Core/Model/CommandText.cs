using System.Text;
using System.Text.RegularExpressions;

namespace VpceTools.Model;

/// <summary>
/// Values in command lines that people paste: whatever they hold, the shell takes each as one word. What AWS gives out (ids, names of
/// Regions) needs no quotes and has none; all else is quoted, without signs that steer a terminal.
/// </summary>
public static class CommandText
{
    private static readonly Regex Plain = new(@"^[A-Za-z][A-Za-z0-9._-]{0,254}\z", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    // An argument that begins so is an option to the AWS CLI, or the address of a file or page whose content it takes in its place:
    // https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
    private static readonly Regex Special = new("^(-|[A-Za-z][A-Za-z0-9+.-]*://)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    /// <summary>A value in a line for a POSIX shell and the <c>aws</c> CLI.</summary>
    public static string Posix(string value) => Plain.IsMatch(value) ? value : PosixQuoted(value);

    /// <summary>Values in such a line, one after the other.</summary>
    public static string Posix(IEnumerable<string> values) => string.Join(" ", values.Select(Posix));

    /// <summary>A value in a line for PowerShell.</summary>
    public static string PowerShell(string value) => Plain.IsMatch(value) ? value : PowerShellQuoted(value);

    /// <summary>
    /// A text between single quotes as a POSIX shell reads it:
    /// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_02_02. A blank in front takes its meaning from what
    /// would be more than a value to the CLI; JSON bears it, and no id is spoilt that could be right.
    /// </summary>
    public static string PosixQuoted(string text) =>
        "'" + (Special.IsMatch(text) ? " " : "") + ShownText.Exact(text).Replace("'", "'\\''") + "'";

    /// <summary>
    /// A text between single quotes as PowerShell reads it: it takes the typographic ones for single quotes too, and any of them twice for
    /// itself.
    /// </summary>
    /// <remarks>https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules</remarks>
    public static string PowerShellQuoted(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var character in ShownText.Exact(text))
            quoted.Append(character, character is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? 2 : 1);
        return quoted.Append('\'').ToString();
    }
}
