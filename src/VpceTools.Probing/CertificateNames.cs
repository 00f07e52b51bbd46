using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace VpceTools.Probing;

/// <summary>The DNS names that a certificate is for (RFC 5280 section 4.2.1.6).</summary>
internal static class CertificateNames
{
    private const string SubjectAlternativeName = "2.5.29.17";

    // .NET Framework has no reader for the extension but its printed form, in which names follow "DNS Name=" on Windows and "DNS:"
    // elsewhere.
    private static readonly Regex Printed = new(@"(DNS Name=|DNS:)(?<name>[^,\s]+)", RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    public static IEnumerable<string> Of(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.Cast<X509Extension>().FirstOrDefault(e => e.Oid?.Value == SubjectAlternativeName);
        return extension is null ? []
            : Printed.Matches(extension.Format(multiLine: false)).Cast<Match>().Select(m => m.Groups["name"].Value);
    }
}
