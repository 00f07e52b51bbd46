using System.Text;

namespace VpceTools.Naming;

/// <summary>
/// A domain name in the one form in which names are compared: lower case, without the final dot, with the characters that Route 53 escapes
/// (<c>\052</c> for an asterisk) as themselves. The root is <c>.</c>.
/// </summary>
/// <remarks>RFC 1035 section 2.3, RFC 4343; https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html</remarks>
public sealed class DomainName : IEquatable<DomainName>
{
    private const int MaximumLength = 253;
    private const int MaximumLabelLength = 63;
    private readonly string[] _suffixes;

    private DomainName(string text)
    {
        // Every query asks for a name and all of its parents, so these are cut once.
        var suffixes = new List<string> { text };
        for (var dot = text.IndexOf('.'); dot >= 0 && text.Length > 1; dot = text.IndexOf('.', dot + 1))
            suffixes.Add(text.Substring(dot + 1));
        if (text != ".")
            suffixes.Add(".");
        suffixes.Reverse();
        _suffixes = [.. suffixes];
    }

    /// <summary>The number of labels; 0 for the root.</summary>
    public int LabelCount => _suffixes.Length - 1;

    /// <summary>
    /// Reads a name; false where it is none: an empty or overlong label, more than 253 characters, a blank or a character beyond ASCII.
    /// </summary>
    public static bool TryParse(string? text, out DomainName? name)
    {
        name = null;
        if (string.IsNullOrEmpty(text))
            return false;
        var normal = Normalize(text!);
        if (normal.Length > MaximumLength || (normal == "." && text!.Length > 1))
            return false;
        if (normal != ".")
        {
            var start = 0;
            for (var i = 0; i <= normal.Length; i++)
            {
                if (i < normal.Length && normal[i] is <= ' ' or > '~')
                    return false;
                if (i < normal.Length && normal[i] != '.')
                    continue;
                if (i - start is 0 or > MaximumLabelLength)
                    return false;
                start = i + 1;
            }
        }

        name = new(normal);
        return true;
    }

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The text is not a domain name.</exception>
    public static DomainName Parse(string text) =>
        TryParse(text, out var name)
            ? name! : throw new FormatException($"'{text}' is not a domain name such as sqs.us-east-1.amazonaws.com.");

    /// <summary>The text in the form in which names are compared, whether or not it is a valid name.</summary>
    public static string Normalize(string text)
    {
        var end = text.Length > 1 && text[text.Length - 1] == '.' ? text.Length - 1 : text.Length;
        for (var i = 0; i < end; i++)
        {
            if (text[i] == '\\' || text[i] is >= 'A' and <= 'Z')
                return Unescape(text.Substring(0, end)).ToLowerInvariant();
        }

        return end == text.Length ? text : text.Substring(0, end);
    }

    /// <summary>The last <paramref name="labels"/> labels as text.</summary>
    public string Suffix(int labels) => _suffixes[labels];

    /// <summary>Whether the name is the domain or lies below it.</summary>
    public bool IsIn(string domain) => CountLabels(domain) is var labels && labels <= LabelCount && _suffixes[labels] == domain;

    /// <inheritdoc/>
    public bool Equals(DomainName? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DomainName);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The name without the final dot; <c>.</c> for the root.</summary>
    public override string ToString() => _suffixes[_suffixes.Length - 1];

    /// <summary>The number of labels of a normal name.</summary>
    internal static int CountLabels(string normal)
    {
        if (normal == ".")
            return 0;
        var labels = 1;
        foreach (var c in normal)
            labels += c == '.' ? 1 : 0;
        return labels;
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            // An escaped dot belongs to its label and must not part it, so it stays escaped.
            if (text[i] == '\\' && i + 3 < text.Length && IsOctal(text[i + 1]) && IsOctal(text[i + 2]) && IsOctal(text[i + 3])
                && (char)(((text[i + 1] - '0') * 64) + ((text[i + 2] - '0') * 8) + (text[i + 3] - '0')) is var c
                && c is > ' ' and <= '~' and not '.')
            {
                result.Append(c);
                i += 3;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static bool IsOctal(char c) => c is >= '0' and <= '7';
}
