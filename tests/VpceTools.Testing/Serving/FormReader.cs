using System.Text;

namespace VpceTools.Testing.Serving;

/// <summary>Reads a body of application/x-www-form-urlencoded without ASP.NET's limits: EC2 takes more than 1,024 parameters.</summary>
internal static class FormReader
{
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> body)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Encoding.UTF8.GetString(body).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            result[Decode(parts[0])] = parts.Length == 2 ? Decode(parts[1]) : "";
        }

        return result;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
