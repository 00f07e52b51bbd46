using System.Text.RegularExpressions;
using VpceTools.Intents;

namespace VpceTools.Yaml;

/// <summary>What a value without quotes is, by the core schema, as editors with a JSON schema take it too.</summary>
/// <remarks>https://yaml.org/spec/1.2.2/#1032-tag-resolution</remarks>
internal static class PlainScalar
{
    private static readonly Regex Nothing = Of("null|Null|NULL|~|");
    private static readonly Regex Flag = Of("true|True|TRUE|false|False|FALSE");
    private static readonly Regex Integer = Of("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static readonly Regex Number = Of(@"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)");

    public static IntentNodeKind KindOf(string text) =>
        Nothing.IsMatch(text) ? IntentNodeKind.Nothing
        : Flag.IsMatch(text) ? IntentNodeKind.Flag
        : Integer.IsMatch(text) ? IntentNodeKind.Integer
        : Number.IsMatch(text) ? IntentNodeKind.Number : IntentNodeKind.Text;

    private static Regex Of(string pattern) =>
        new($@"\A({pattern})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));
}
