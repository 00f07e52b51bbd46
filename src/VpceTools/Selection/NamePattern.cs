using System.Management.Automation;

namespace VpceTools.Selection;

/// <summary>A name, or a wildcard for names; case does not matter.</summary>
internal class NamePattern
{
    private readonly WildcardPattern? _pattern;

    public NamePattern(string text)
    {
        Text = text;
        if (WildcardPattern.ContainsWildcardCharacters(text))
            _pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
    }

    /// <summary>What the user wrote.</summary>
    public string Text { get; }

    /// <summary>Whether it names one thing, so that finding nothing is an error.</summary>
    public bool IsLiteral => _pattern is null;

    public virtual bool Matches(string name) => _pattern?.IsMatch(name) ?? string.Equals(name, Text, StringComparison.OrdinalIgnoreCase);
}
