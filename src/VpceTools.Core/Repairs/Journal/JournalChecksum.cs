using System.Security.Cryptography;
using System.Text;

namespace VpceTools.Repairs.Journal;

/// <summary>
/// The last member of a journal's line: the beginning of the SHA-256 hash of all that stands before it. It tells a line that was damaged,
/// by a disk, a transfer or an editor, from one that is whole; it is no signature, and what a whole line says is judged all the same.
/// </summary>
internal static class JournalChecksum
{
    /// <summary>The member's name.</summary>
    public const string Member = "check";

    private const string Beginning = ",\"" + Member + "\":\"";
    private const string End = "\"}";
    private const int Length = 16;

    /// <summary>The line with its checksum.</summary>
    /// <param name="line">A JSON object in one line.</param>
    public static string Append(string line)
    {
        var content = line.Substring(0, line.Length - 1);
        return content + Beginning + Of(content) + End;
    }

    /// <summary>Whether a line that has a checksum is as it was written.</summary>
    public static bool IsWhole(string line)
    {
        var at = line.LastIndexOf(Beginning, StringComparison.Ordinal);
        return at >= 0 && line.Length == at + Beginning.Length + Length + End.Length && line.EndsWith(End, StringComparison.Ordinal)
            && line.Substring(at + Beginning.Length, Length) == Of(line.Substring(0, at));
    }

    private static string Of(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
#if NET
        var hash = SHA256.HashData(bytes);
#else
        using var algorithm = SHA256.Create();
        var hash = algorithm.ComputeHash(bytes);
#endif
        return string.Concat(hash.Take(Length / 2).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
