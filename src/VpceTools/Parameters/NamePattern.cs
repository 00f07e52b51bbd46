using System.Management.Automation;
using VpceTools.Model;

namespace VpceTools.Parameters;

/// <summary>A name, or a wildcard for names; case does not matter.</summary>
internal class NamePattern
{
    private readonly WildcardPattern? _pattern;

    public NamePattern(string text)
        : this(text, text)
    {
    }

    private protected NamePattern(string text, string pattern)
    {
        Text = text;
        if (WildcardPattern.ContainsWildcardCharacters(pattern))
            _pattern = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
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

/// <summary>
/// An endpoint by its id or, where code describes it, by its address there: brackets in an address of Terraform hold a key, and are no
/// wildcard.
/// </summary>
internal sealed class EndpointPattern(string text) : NamePattern(text, IsAddress(text) ? text.Replace("[", "`[") : text)
{
    /// <summary>Whether a text is an address of Terraform, or a wildcard for such with a key.</summary>
    public static bool IsAddress(string text) => text.Contains("aws_vpc_endpoint.") || text.Contains("[\"");

    /// <summary>Whether it is an endpoint of a network.</summary>
    public bool Matches(VpcEndpoint endpoint, VpcNetwork network) =>
        Matches(endpoint.Id) || (AddressOf(endpoint, network) is { } address && Matches(address));

    /// <summary>The address of an endpoint in code; null where none describes it.</summary>
    public static string? AddressOf(VpcEndpoint endpoint, VpcNetwork network) => network.Plan?.OriginOf(endpoint.Id)?.Address;
}
