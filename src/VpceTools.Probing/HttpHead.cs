using System.Text;

namespace VpceTools.Probing;

/// <summary>Reads as much of a response as a probe needs: RFC 9112 section 4, and AWS's own headers.</summary>
internal static class HttpHead
{
    private const string EndOfHead = "\r\n\r\n";

    /// <summary>Whether the head has come.</summary>
    public static bool IsComplete(MemoryStream received) => Text(received).Contains(EndOfHead);

    /// <summary>Whether head and announced body have come, so that nobody has to wait for the connection to close.</summary>
    public static bool IsWhole(MemoryStream received)
    {
        var text = Text(received);
        var end = text.IndexOf(EndOfHead, StringComparison.Ordinal);
        return end >= 0 && int.TryParse(Header(text.Substring(0, end), "Content-Length"), out var length)
            && received.Length >= end + EndOfHead.Length + length;
    }

    /// <summary>The attempt with what the response says; null where it is no HTTP.</summary>
    public static HttpAttempt? Read(string text, HttpAttempt attempt)
    {
        var end = text.IndexOf(EndOfHead, StringComparison.Ordinal);
        var head = end < 0 ? text : text.Substring(0, end);
        var status = head.Split('\r', '\n')[0].Split(' ');
        if (status.Length < 2 || !status[0].StartsWith("HTTP/", StringComparison.Ordinal)
            || ServiceAnswer.Status(status[1]) is not { } code)
            return null;
        return attempt with
        {
            Outcome = HttpOutcome.Answered,
            StatusCode = code,
            RequestId = ServiceAnswer.RequestIdHeaders.Select(name => ServiceAnswer.RequestId(Header(head, name)))
                .FirstOrDefault(id => id is not null),
            PolicyMessage = code == 403 && end >= 0 ? ServiceAnswer.PolicyMessage(text.Substring(end)) : null,
        };
    }

    private static string Text(MemoryStream received) => Encoding.ASCII.GetString(received.GetBuffer(), 0, (int)received.Length);

    private static string? Header(string head, string name) => head.Split('\n')
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line.Substring(name.Length + 1).Trim()).FirstOrDefault(value => value.Length > 0);
}
