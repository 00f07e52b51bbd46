using System.Security.Cryptography;
using System.Text;

namespace VpceTools.Reporting;

/// <summary>Hashes of texts, in both frameworks.</summary>
internal static class Sha256
{
    /// <summary>The hash of a text in UTF-8.</summary>
    public static byte[] Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#if NET
        return SHA256.HashData(bytes);
#else
        using var sha = SHA256.Create();
        return sha.ComputeHash(bytes);
#endif
    }

    /// <summary>Its first half in hexadecimal digits, which is enough to tell findings apart.</summary>
    public static string Short(string text) =>
        string.Concat(Of(text).Take(16).Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
