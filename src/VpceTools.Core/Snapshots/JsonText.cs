using System.Text;

namespace VpceTools.Snapshots;

/// <summary>Brings the bytes of a JSON file to UTF-8 without a byte order mark.</summary>
internal static class JsonText
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>The text as UTF-8.</summary>
    /// <remarks>
    /// Windows PowerShell 5.1 writes UTF-16 with a mark when output is redirected; other tools leave the mark out, where RFC 4627,
    /// section 3, tells the encoding by the zero bytes around the first character, which is always ASCII.
    /// </remarks>
    public static ReadOnlyMemory<byte> ToUtf8(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(Utf8Mark))
            return bytes.AsMemory(Utf8Mark.Length);
        if (bytes.Length < 2)
            return bytes;
        return (bytes[0], bytes[1]) switch
        {
            (0xFF, 0xFE) when bytes.Length >= 4 && bytes[2] == 0 && bytes[3] == 0 => Transcode(Encoding.UTF32, bytes, 4),
            (0xFF, 0xFE) => Transcode(Encoding.Unicode, bytes, 2),
            (0xFE, 0xFF) => Transcode(Encoding.BigEndianUnicode, bytes, 2),
            (not 0, 0) => Transcode(Encoding.Unicode, bytes, 0),
            (0, not 0) => Transcode(Encoding.BigEndianUnicode, bytes, 0),
            _ => bytes,
        };
    }

    /// <summary>Whether there is nothing but white space.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> utf8)
    {
        foreach (var character in utf8)
            if (character is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        return true;
    }

    private static byte[] Transcode(Encoding from, byte[] bytes, int start) =>
        Encoding.Convert(from, Encoding.UTF8, bytes, start, bytes.Length - start);
}
