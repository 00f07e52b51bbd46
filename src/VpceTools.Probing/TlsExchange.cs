using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>TLS with one address for one name, with the validation that a client does, and then one request over it.</summary>
internal sealed class TlsExchange(ProbeRequest request, TlsTrust trust, IPEndPoint endpoint, IpAddress address, string name)
{
    // The library says as much in words of its own, which differ from system to system.
    private const string NoTls = "what came back is no TLS, or no version of it is in common";

    private TlsAttempt _seen = new() { Address = address, ServerName = name, Outcome = TlsOutcome.Failed };
    private TlsOutcome? _problem;

    public async Task<(TlsAttempt Tls, HttpAttempt? Http)> RunAsync(CancellationToken cancellationToken)
    {
        var (handshakes, requests) = (new List<double>(), new List<double>());
        HttpAttempt? http = null;
        // Handshakes and requests have a time limit of their own each; repetitions share it.
        var (handshakeTime, requestTime) = (new Deadline(request.Timeout, cancellationToken), (Deadline?)null);
        do
        {
            var watch = Stopwatch.StartNew();
            try
            {
                using var socket = await ConnectionProbe.OpenAsync(endpoint, handshakeTime).ConfigureAwait(false);
                using var stream = new SslStream(new NetworkStream(socket, ownsSocket: false), leaveInnerStreamOpen: false, Validate);
                watch.Restart();
                await handshakeTime.WaitAsync(stream.AuthenticateAsClientAsync(name, null, SslProtocols.None,
                    checkCertificateRevocation: false)).ConfigureAwait(false);
                handshakes.Add(watch.Elapsed.TotalMilliseconds);
                _seen = _seen with
                {
                    Outcome = TlsOutcome.Completed,
                    Protocol = Text(stream.SslProtocol),
                    Latency = Latency.Of(handshakes)
                };
                if (request.Protocol == ProbeProtocol.Https)
                {
                    requestTime ??= new Deadline(request.Timeout, cancellationToken);
                    watch.Restart();
                    var answer = await HttpExchange.RunAsync(stream, requestTime, address, name).ConfigureAwait(false);
                    if (answer.Outcome == HttpOutcome.Answered || http is null)
                        http = answer;
                    if (answer.Outcome == HttpOutcome.Answered)
                        requests.Add(watch.Elapsed.TotalMilliseconds);
                }
            }
            catch (Exception e) when (e is AuthenticationException or IOException or SocketException
                or TimeoutException or ObjectDisposedException)
            {
                if (handshakes.Count == 0)
                    _seen = _seen with
                    {
                        Outcome = _problem
                        ?? OutcomeOf(e),
                        Latency = Latency.Of([watch.Elapsed.TotalMilliseconds]),
                        Detail = (_problem ?? OutcomeOf(e)) == TlsOutcome.Failed ? NoTls : null
                    };
                break;
            }
        }
        while (handshakes.Count < request.Count && handshakeTime.HasTime && http?.Outcome is null or HttpOutcome.Answered);

        cancellationToken.ThrowIfCancellationRequested();
        return (_seen, http is null ? null : http with { Latency = Latency.Of(requests) });
    }

    /// <summary>
    /// Keeps what the certificate says and gives the verdict of a client that validates. Revocation is not looked up: the lists are on the
    /// internet, where a host behind endpoints often cannot go.
    /// </summary>
    private bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var presented = certificate is null ? null : new X509Certificate2(certificate);
        _problem = trust.Judge(presented, chain, errors);
        if (presented is not null)
        {
            _seen = _seen with
            {
                Subject = presented.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } subject
                    ? ShownText.Line(subject) : ShownText.Line(presented.Subject),
                Issuer = presented.GetNameInfo(X509NameType.SimpleName, forIssuer: true) is { Length: > 0 } issuer ? ShownText.Line(issuer)
                    : ShownText.Line(presented.Issuer),
                Begins = new DateTimeOffset(presented.NotBefore.ToUniversalTime()),
                Expires = new DateTimeOffset(presented.NotAfter.ToUniversalTime()),
                CertificateNames = [.. CertificateNames.Of(presented).Select(ShownText.Line)],
            };
        }

        return _problem is null;
    }

    private static TlsOutcome OutcomeOf(Exception exception) => exception switch
    {
        TimeoutException => TlsOutcome.TimedOut,
        // A peer that closes without a word, or with a reset.
        IOException or SocketException or ObjectDisposedException => exception is IOException { InnerException: null }
            or IOException { InnerException: SocketException } or SocketException ? TlsOutcome.Closed : TlsOutcome.Failed,
        _ => TlsOutcome.Failed,
    };

    private static string Text(SslProtocols protocol) => protocol.ToString() switch
    {
        "Tls13" => "TLS 1.3",
        "Tls12" => "TLS 1.2",
        "Tls11" => "TLS 1.1",
        "Tls" => "TLS 1.0",
        var other => other,
    };
}
