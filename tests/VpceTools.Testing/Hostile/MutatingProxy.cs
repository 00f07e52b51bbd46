using System.Net.Http.Headers;
using System.Text;

namespace VpceTools.Testing.Hostile;

/// <summary>
/// Stands before a server of these tests and changes its answers at random: bytes turned, texts swapped for hostile ones, the end cut off,
/// another status.
/// </summary>
public sealed class MutatingProxy : IDisposable
{
    private static readonly int[] Statuses = [201, 206, 300, 301, 307, 400, 401, 403, 404, 407, 418, 429, 500, 502, 503, 599];
    private readonly Random _random;
    private readonly HttpClient _client = new();
    private readonly LocalHttpServer _server;

    /// <summary>Starts it.</summary>
    /// <param name="url">The server behind it.</param>
    /// <param name="seed">Which changes.</param>
    public MutatingProxy(string url, int seed)
    {
        _random = new Random(seed);
        _server = new LocalHttpServer(request =>
        {
            using var body = new StreamContent(request.Body);
            body.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType ?? "text/plain");
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), url + request.Path) { Content = body };
            foreach (var name in (string[])["Authorization", "X-Amz-Date", "X-Amz-Target", "X-Amz-Security-Token"])
                if (request.Headers.TryGetValue(name, out var values))
                    message.Headers.TryAddWithoutValidation(name, values.ToArray());
            using var response = _client.SendAsync(message).GetAwaiter().GetResult();
            return Mutated((int)response.StatusCode, response.Content.ReadAsStringAsync().GetAwaiter().GetResult());
        });
    }

    /// <summary>Where it listens.</summary>
    public string Url => _server.Url;

    /// <summary>How many answers were changed.</summary>
    public int Changed { get; private set; }

    /// <summary>A text changed in one of the ways, as a document of texts between quotes or tags.</summary>
    public static string Mutated(string text, Random random)
    {
        if (text.Length == 0)
            return text;
        var at = random.Next(text.Length);
        switch (random.Next(6))
        {
            case 0:
                return text[..at];
            case 1:
                return text[..at] + (char)random.Next(1, 0x2100) + text[(at + 1)..];
            case 2:
                return text[..at] + new string('(', random.Next(1, 3_000)) + text[at..];
            case 3:
                var length = Math.Min(random.Next(1, 200), text.Length - at);
                return text.Remove(at, length);
            default:
                // A value between its delimiters becomes a hostile one, as far as the document can hold it.
                var start = text.IndexOfAny(['>', '"'], at);
                var end = start < 0 ? -1 : text.IndexOfAny(['<', '"'], start + 1);
                var hostile = HostileTexts.Sequence(random.Next(), 1).Single();
                return end < 0 ? text : text[..(start + 1)] + Escaped(hostile, text[0] == '<') + text[end..];
        }
    }

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    private static string Escaped(string text, bool isXml)
    {
        var escaped = new StringBuilder();
        foreach (var c in text.Where(c => !char.IsSurrogate(c)))
        {
            if (!isXml)
                escaped.Append(c is '"' or '\\' || char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString());
            else if (c is '\t' or '\n' or '\r' or >= ' ' and not ('\uFFFE' or '\uFFFF'))
                escaped.Append(c is '<' or '>' or '&' or '"' or '\r' || char.IsControl(c) ? $"&#{(int)c};" : c.ToString());
        }

        return escaped.ToString();
    }

    private (int Status, string Body) Mutated(int status, string body)
    {
        lock (_random)
        {
            // Most answers stay whole, so that a reading gets somewhere.
            if (_random.Next(4) > 0)
                return (status, body);
            Changed++;
            return _random.Next(20) == 0 ? (Statuses[_random.Next(Statuses.Length)], body) : (status, Mutated(body, _random));
        }
    }
}
