using System.Text;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>
/// One <c>GET /</c> without credentials, over a connection that is there already: it changes nothing, and any answer proves that the way
/// is open. HttpClient cannot be given a connection on .NET Framework.
/// </summary>
internal static class HttpExchange
{
    private const int Enough = 16 * 1024;

    public static async Task<HttpAttempt> RunAsync(Stream stream, Deadline deadline, IpAddress address, string name)
    {
        var attempt = new HttpAttempt { Address = address, HostName = name, Outcome = HttpOutcome.Failed };
        var received = new MemoryStream();
        try
        {
            var request =
                Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {name}\r\nUser-Agent: VpceTools\r\nAccept: */*\r\nConnection: "
                + "close\r\n\r\n");
            await deadline.WaitAsync(stream.WriteAsync(request, 0, request.Length)).ConfigureAwait(false);
            await ReadAsync(stream, deadline, received).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!HttpHead.IsComplete(received))
        {
            return attempt with { Outcome = HttpOutcome.TimedOut };
        }
        catch (IOException e) when (!HttpHead.IsComplete(received))
        {
            return attempt with { Outcome = HttpOutcome.Closed, Detail = ShownText.Error(e.Message) };
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            // The head is there; of the body, what has come is enough.
        }

        if (received.Length == 0)
            return attempt with { Outcome = HttpOutcome.Closed };
        return HttpHead.Read(Encoding.UTF8.GetString(received.ToArray()), attempt) ?? attempt with { Detail = "The answer is not HTTP." };
    }

    private static async Task ReadAsync(Stream stream, Deadline deadline, MemoryStream received)
    {
        var buffer = new byte[4096];
        int count;
        while (received.Length < Enough && !HttpHead.IsWhole(received)
            && (count = await deadline.WaitAsync(stream.ReadAsync(buffer, 0, buffer.Length)).ConfigureAwait(false)) > 0)
            received.Write(buffer, 0, count);
    }
}
