using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace VpceTools.Aws.Connecting;

/// <summary>Tells apart how a request can fail before there is an answer. The SDK passes on what HttpClient throws.</summary>
internal static class Transport
{
    /// <summary>Whether no connection came about: refused, unknown host, no route, no answer in time, or a TLS failure.</summary>
    public static bool IsUnreachable(Exception exception) =>
        IsConnectTimeout(exception)
        || (!IsTimeout(exception) && Chain(exception).Any(e => e is SocketException { SocketErrorCode: not SocketError.ConnectionReset }
            or System.Security.Authentication.AuthenticationException
            or WebException
        {
            Status: WebExceptionStatus.ConnectFailure or WebExceptionStatus.NameResolutionFailure
                or WebExceptionStatus.TrustFailure
        }));

    /// <summary>
    /// Whether the failure certainly came before the request was sent. Narrower than <see cref="IsUnreachable"/>: a connection that breaks
    /// later fails with errors of the socket too.
    /// </summary>
    public static bool IsNotSent(Exception exception) =>
#if NET8_0_OR_GREATER
        IsConnectTimeout(exception) || Chain(exception).Any(e => e is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        });
#else
        Chain(exception).Any(e => e is WebException
        {
            Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure
                or WebExceptionStatus.ConnectFailure
                or WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure,
        });
#endif

    /// <summary>Whether the time ran out while connecting.</summary>
    public static bool IsConnectTimeout(Exception exception) =>
        IsTimeout(exception) && Chain(exception).Any(e => e.Message.Contains("ConnectTimeout"));

    /// <summary>
    /// Whether the time ran out. A socket says "aborted" of what its own owner ended: where the time runs out in the middle of a read,
    /// that may be all that is left of it.
    /// </summary>
    public static bool IsTimeout(Exception exception) =>
        Chain(exception).Any(e => e is TimeoutException or OperationCanceledException or WebException { Status: WebExceptionStatus.Timeout }
            or SocketException { SocketErrorCode: SocketError.OperationAborted });

    /// <summary>Whether the connection broke or the answer was not HTTP.</summary>
    public static bool IsBroken(Exception exception) => Chain(exception).Any(e => e is HttpRequestException or IOException or WebException);

    /// <summary>Whether the answer was to go elsewhere, which nobody does: see <see cref="StraightClients"/>.</summary>
    public static bool IsRedirect(Exception exception) =>
        Chain(exception).Any(e => e is RedirectException
            or AmazonServiceException { StatusCode: >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest });

    /// <summary>What is said of a redirect.</summary>
    /// <param name="address">Who answered.</param>
    public static string RedirectWords(string address) =>
        $"{address} answers with a redirect to another place. AWS does not do that, and it is not followed: the credentials would go "
            + $"there too. Check the endpoint URL, the proxy, and who answers for that name.";

    /// <summary>What the innermost exception says.</summary>
    public static string Reason(Exception exception) => Chain(exception).Last().Message;

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            yield return e;
    }
}
