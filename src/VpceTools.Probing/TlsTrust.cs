using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace VpceTools.Probing;

/// <summary>
/// Which authorities to trust: the system's, and those of the bundle that <c>AWS_CA_BUNDLE</c> names, since the AWS CLI and SDKs take that
/// where a company's proxy signs certificates.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html (ca_bundle)</remarks>
internal sealed class TlsTrust(X509Certificate2Collection extraRoots)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly Regex Pem = new(
        "-----BEGIN CERTIFICATE-----(?<body>[A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----", RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5));

    /// <summary>
    /// The trust of this process's environment. A bundle that cannot be read adds nothing, as if it were not set: the handshake tells.
    /// </summary>
    public static TlsTrust OfEnvironment() =>
        Environment.GetEnvironmentVariable("AWS_CA_BUNDLE") is { Length: > 0 } path && File.Exists(path)
            ? OfPem(File.ReadAllText(path)) : new TlsTrust([]);

    /// <summary>The system's trust and that in the certificates of a PEM text.</summary>
    public static TlsTrust OfPem(string text)
    {
        var roots = new X509Certificate2Collection();
        foreach (Match match in Pem.Matches(text))
            roots.Add(new X509Certificate2(Convert.FromBase64String(match.Groups["body"].Value)));
        return new TlsTrust(roots);
    }

    /// <summary>What is wrong with a certificate that was presented; null for nothing.</summary>
    public TlsOutcome? Judge(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || chain is null)
            return TlsOutcome.Failed;
        var statuses = chain.ChainStatus.Select(s => s.Status).ToList();
        var expired = statuses.Contains(X509ChainStatusFlags.NotTimeValid);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            && (statuses.Exists(s => s is not (X509ChainStatusFlags.NotTimeValid or X509ChainStatusFlags.NoError)) || !expired))
        {
            var (isTrusted, isOver) = JudgeByBundle(certificate, chain);
            if (!isTrusted)
                return TlsOutcome.Untrusted;
            expired = isOver;
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? TlsOutcome.NameMismatch
            : !expired ? null
            : certificate.NotBefore.ToUniversalTime() > DateTime.UtcNow ? TlsOutcome.NotYetValid
            : TlsOutcome.Expired;
    }

    /// <summary>.NET Framework has no store of one's own for roots: the chain is built with any root, and its root compared.</summary>
    private (bool IsTrusted, bool IsOver) JudgeByBundle(X509Certificate2 certificate, X509Chain presented)
    {
        if (extraRoots.Count == 0)
            return (false, false);
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // As the system's own judgement has it: a certificate for clients only, or for mail, is none of a server (RFC 5280 section
        // 4.2.1.12).
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ExtraStore.AddRange(extraRoots);
        foreach (var element in presented.ChainElements)
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        chain.Build(certificate);
        var statuses = chain.ChainStatus.Select(s => s.Status).ToList();
        var root = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
        var known = extraRoots.Cast<X509Certificate2>().Any(r => r.RawData.SequenceEqual(root.RawData));
        return (known
            && statuses.TrueForAll(s =>
            s is X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.NotTimeValid or X509ChainStatusFlags.NoError),
            statuses.Contains(X509ChainStatusFlags.NotTimeValid));
    }
}
