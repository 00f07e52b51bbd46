using System.Management.Automation;

namespace VpceTools.Parameters;

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

/// <summary>
/// A service by its full name or by the last parts of it: <c>sqs</c> and <c>ecr.api</c> mean <c>com.amazonaws.us-east-1.sqs</c> and
/// <c>com.amazonaws.us-east-1.ecr.api</c>, and <c>vpce-svc-…</c> an endpoint service.
/// </summary>
internal sealed class ServiceNamePattern(string text) : NamePattern(text)
{
    /// <summary>Whether it is surely a full name, which a source can look for.</summary>
    public bool IsFullName => IsLiteral
        && (Text.StartsWith("com.amazonaws.", StringComparison.Ordinal) || Text.StartsWith("cn.com.amazonaws.", StringComparison.Ordinal));

    public override bool Matches(string name)
    {
        for (var rest = name; ;)
        {
            if (base.Matches(rest))
                return true;
            var dot = rest.IndexOf('.');
            if (dot < 0)
                return false;
            rest = rest.Substring(dot + 1);
        }
    }
}
