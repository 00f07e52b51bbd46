using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace VpceTools.Testing.Serving;

/// <summary>
/// The Signature Version 4 of a request, as its Authorization header states it:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
/// </summary>
internal sealed record Signature(string AccessKeyId, string Date, string Region, string Service, string SignedHeaders, string Value)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Reads the header; null where it is absent or of another scheme.</summary>
    public static Signature? Read(string? authorization)
    {
        if (authorization?.StartsWith(Algorithm + " ", StringComparison.Ordinal) != true)
            return null;
        var parts = authorization[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        return parts.GetValueOrDefault("Credential")?.Split('/') is [var key, var date, var region, var service, "aws4_request"]
            && parts.TryGetValue("SignedHeaders", out var headers)
            && parts.TryGetValue("Signature", out var value)
                ? new Signature(key, date, region, service, headers, value)
                : null;
    }

    /// <summary>Whether the secret made this signature over this request.</summary>
    public bool IsMadeWith(string secret, HttpRequest request, ReadOnlySpan<byte> body)
    {
        var headers = string.Concat(SignedHeaders.Split(';').Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n"));
        var canonical = $"{request.Method}\n{request.Path}\n\n{headers}\n{SignedHeaders}\n{Hex(SHA256.HashData(body))}";
        var scope = $"{Date}/{Region}/{Service}/aws4_request";
        var toSign = string.Create(CultureInfo.InvariantCulture,
            $"{Algorithm}\n{request.Headers["X-Amz-Date"]}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}");
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))) == Value;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
