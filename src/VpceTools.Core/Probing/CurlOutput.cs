using System.Globalization;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What one run of curl on an instance says about TCP, TLS and HTTP: https://curl.se/libcurl/c/libcurl-errors.html.</summary>
internal sealed class CurlOutput
{
    private const int CouldNotConnect = 7;
    private const int TimedOut = 28;
    private const int HandshakeFailed = 35;
    private const int PeerCertificate = 51;
    private const int EmptyReply = 52;
    private const int CertificateNotTrusted = 60;
    private const int LongestRun = 3600;
    private readonly string[] _fields;
    private readonly int _code;
    private readonly string _says;

    private CurlOutput(IpAddress address, string[] fields)
    {
        (Address, _fields, _says) = (address, fields, fields[17].ToLowerInvariant());
        _code = int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : -1;
    }

    private IpAddress Address { get; }

    private string Name => ShownText.Line(_fields[2]);

    private double Connected => Seconds(_fields[6]);

    private double Secured => Seconds(_fields[7]);

    private string Error => _fields[17];

    private bool IsOpen => Connected > 0 || _fields[4] == "1";

    /// <summary>The fields of a line: address, name, exit code, whether it connected, own address, seconds until connected, secured and
    /// done, HTTP status, TLS version, subject, issuer, end of validity, name mismatch, expired (1) or not yet valid (2), request id,
    /// error, policy message, begin of validity.</summary>
    public static CurlOutput? Read(string[] fields) => InstanceOutput.Address(fields[1]) is { } address ? new(address, fields) : null;

    public TcpAttempt Tcp(int port) => new()
    {
        Address = Address,
        Port = port,
        Outcome = IsOpen ? TcpOutcome.Connected
            : _code == TimedOut ? TcpOutcome.TimedOut
            : _code != CouldNotConnect ? TcpOutcome.Failed
            // One exit code for all: the words are the system's.
            : Has("refused") ? TcpOutcome.Refused : Has("unreachable") || Has("no route") ? TcpOutcome.Unreachable
                : Has("timed out") || Has("timeout") ? TcpOutcome.TimedOut
            // Newer versions say no more than that they could not connect to the server; what gives up at once was refused.
            : TcpOutcome.Refused,
        LocalAddress = InstanceOutput.Address(_fields[5]),
        Latency = Connected > 0 ? Latency.Of([Connected * 1000]) : null,
        Detail = InstanceOutput.Given(Error),
    };

    public TlsAttempt? Tls() => !IsOpen ? null : new()
    {
        Address = Address,
        ServerName = Name,
        Outcome = Secured > 0 || _code is 0 or EmptyReply ? TlsOutcome.Completed
            : _code == TimedOut ? TlsOutcome.TimedOut
            : _code is CertificateNotTrusted or PeerCertificate ? Untrusted()
            : _code == HandshakeFailed && !(Has("syscall") || Has("reset") || Has("unexpected eof") || Has("closed")) ? TlsOutcome.Failed
            : TlsOutcome.Closed,
        Protocol = InstanceOutput.Given(_fields[10].Replace("TLSv", "TLS ")),
        Subject = InstanceOutput.Given(_fields[11]),
        Issuer = InstanceOutput.Given(_fields[12]),
        Expires = InstanceOutput.Time(Regular(_fields[13])),
        Begins = _fields.Length > 19 ? InstanceOutput.Time(Regular(_fields[19])) : null,
        Latency = Secured > 0 ? Latency.Of([Math.Max(0, Secured - Connected) * 1000]) : null,
        Detail = InstanceOutput.Given(Error),
    };

    public HttpAttempt? Http(ProbeProtocol protocol)
    {
        if (protocol != ProbeProtocol.Https || Tls()?.Outcome != TlsOutcome.Completed)
            return null;
        var status = ServiceAnswer.Status(_fields[9]);
        return new()
        {
            Address = Address,
            HostName = Name,
            Outcome = status is not null ? HttpOutcome.Answered
                : _code == TimedOut ? HttpOutcome.TimedOut
                : _code is 1 or 8 ? HttpOutcome.Failed
                : HttpOutcome.Closed,
            StatusCode = status,
            RequestId = ServiceAnswer.RequestId(_fields[16]),
            PolicyMessage = status == 403 && _fields.Length > 18 ? ServiceAnswer.PolicyMessage(_fields[18]) : null,
            Latency = Latency.Of([Math.Max(0, Seconds(_fields[8]) - Secured) * 1000]),
            Detail = InstanceOutput.Given(Error),
        };
    }

    /// <summary>One exit code for every certificate that does not pass: the words say more.</summary>
    private TlsOutcome Untrusted() => (_fields[14], _fields[15]) switch
    {
        ("1", _) => TlsOutcome.NameMismatch,
        (_, "1") => TlsOutcome.Expired,
        (_, "2") => TlsOutcome.NotYetValid,
        _ => TlsOutcome.Untrusted,
    };

    private bool Has(string words) => _says.Contains(words);

    private static double Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < LongestRun
        ? seconds : 0;

    /// <summary>curl prints the time as <c>Nov 25 12:00:00 2027 GMT</c>, the day padded with a blank.</summary>
    private static string Regular(string text) =>
        DateTime.TryParseExact(text.Replace("  ", " ").Replace(" GMT", ""), "MMM d HH:mm:ss yyyy",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToString("o", CultureInfo.InvariantCulture) : "";
}
