using System.Text.RegularExpressions;

namespace VpceTools.Probing;

/// <summary>A name to resolve and to connect to.</summary>
/// <param name="HostName">The name.</param>
/// <param name="Kind">What it is to the endpoint.</param>
public sealed record ProbeName(string HostName, NameKind Kind)
{
    // Letters, digits, hyphens and dots (RFC 1123 section 2.1), and underscores, which names of services have.
    private static readonly Regex Form = new(@"^(?!.{254})[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9])?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    /// <summary>Whether a text can be a host name. Names become part of requests and of scripts.</summary>
    public static bool IsHostName(string text) => Form.IsMatch(text);
}

/// <summary>What a DNS name is to an endpoint.</summary>
public enum NameKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The service's own name, which applications use; private DNS makes it lead to the endpoint.</summary>
    Service,

    /// <summary>The endpoint-specific name over all zones.</summary>
    Regional,

    /// <summary>The endpoint-specific name of one zone.</summary>
    Zonal,

    /// <summary>A name that the user gave.</summary>
    Given,
}
