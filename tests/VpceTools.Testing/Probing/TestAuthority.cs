using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VpceTools.Testing.Probing;

/// <summary>An authority that signs certificates for tests.</summary>
public sealed class TestAuthority : IDisposable
{
    /// <summary>The purpose of a server's certificate.</summary>
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The purpose of a client's certificate.</summary>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _root;

    public TestAuthority(string name = "VpceTools test authority")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0,
            critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
            critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-3), DateTimeOffset.UtcNow.AddYears(3));
    }

    /// <summary>The authority's own certificate as PEM.</summary>
    public string Pem => _root.ExportCertificatePem();

    /// <summary>A certificate for a name; an expired one was over yesterday.</summary>
    public X509Certificate2 Issue(string name, bool isExpired = false) =>
        Issue(name, DateTimeOffset.UtcNow.AddDays(-30), isExpired ? DateTimeOffset.UtcNow.AddDays(-1) : DateTimeOffset.UtcNow.AddDays(90));

    /// <summary>A certificate for a name that is valid for a time, and for a purpose.</summary>
    /// <param name="name">The name.</param>
    /// <param name="begin">The begin of its validity.</param>
    /// <param name="end">The end of its validity.</param>
    /// <param name="purpose">What it is for (RFC 5280 section 4.2.1.12): servers, where nothing is said.</param>
    /// <param name="subject">Its subject; the name, where nothing is said.</param>
    public X509Certificate2 Issue(string name, DateTimeOffset begin, DateTimeOffset end, string purpose = ServerAuthentication,
        string? subject = null)
    {
        using var key = RSA.Create(2048);
        var request = Request(name, key, purpose, subject);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, includeKeyIdentifier: true,
            includeIssuerAndSerial: false));
        using var signed = request.Create(_root, begin, end, RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return WithUsableKey(whole);
    }

    /// <summary>A certificate for a name that nobody signed but its owner.</summary>
    public static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        using var whole = Request(name, key).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
        return WithUsableKey(whole);
    }

    public void Dispose() => _root.Dispose();

    private static CertificateRequest Request(string name, RSA key, string purpose = ServerAuthentication, string? subject = null)
    {
        var distinguished = new X500DistinguishedNameBuilder();
        distinguished.AddCommonName(subject ?? name);
        var request = new CertificateRequest(distinguished.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        return request;
    }

    /// <summary>Some platforms serve only with keys that were loaded from a store or file.</summary>
    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
