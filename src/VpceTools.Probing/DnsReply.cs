using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>
/// Reads what a DNS server sent back. The library holds the id against that of the query; whether the message is an answer, and one to the
/// question that was asked, is looked at here, and of its records those that the question leads to are taken (RFC 5452 section 9.1, RFC
/// 1034 section 4.3.2).
/// </summary>
internal static class DnsReply
{
    /// <summary>The answer for one type.</summary>
    public static DnsAnswer Read(IDnsQueryResponse response, string name, QueryType type)
    {
        // The library calls the bit that makes a message a response so.
        if (!response.Header.HasQuery)
            return Invalid(name, "it is a query, not an answer");
        if (response.Questions is not [var question] || question.QuestionType != type || !Same(question.QueryName.Value, name))
            return Invalid(name, "it answers another question than was asked");
        var outcome = OutcomeOf(response.Header.ResponseCode);
        var records = outcome == DnsOutcome.NoAddress ? Chain(name, [.. response.Answers.Select(Map).OfType<DnsRecord>()]) : [];
        return new DnsAnswer
        {
            Name = name,
            Outcome = outcome,
            Records = records,
            Detail = outcome == DnsOutcome.Refused ? NameOf(response.Header.ResponseCode) : null,
        };
    }

    /// <summary>Why there is no answer, in words of this project.</summary>
    public static DnsAnswer Failure(Exception exception, string name) => exception switch
    {
        TimeoutException or OperationCanceledException or DnsResponseException { Code: DnsResponseCode.ConnectionTimeout } =>
            new DnsAnswer { Name = name, Outcome = DnsOutcome.TimedOut },
        DnsXidMismatchException => Invalid(name, "its id is not that of the query"),
        _ when Socket(exception) is { } error => new DnsAnswer { Name = name, Outcome = DnsOutcome.Failed, Detail = Words(error) },
        _ => Invalid(name, "it is no DNS message"),
    };

    private static DnsAnswer Invalid(string name, string why) => new() { Name = name, Outcome = DnsOutcome.Invalid, Detail = why };

    /// <summary>The records of the name and of the names that it leads to.</summary>
    private static ValueList<DnsRecord> Chain(string name, List<DnsRecord> records)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Plain(name) };
        while (records.Exists(r => r.Type == "CNAME" && names.Contains(r.Name) && names.Add(r.Value)))
        {
            // The order of the records says nothing; each round adds a name, of which there are no more than records.
        }

        return [.. records.Where(r => names.Contains(r.Name))];
    }

    private static DnsRecord? Map(DnsResourceRecord record) => record switch
    {
        CNameRecord canonical => new DnsRecord(Plain(record.DomainName.Value), "CNAME", Plain(canonical.CanonicalName.Value),
            DnsRecord.LifeOf(record.InitialTimeToLive)),
        ARecord a => new DnsRecord(Plain(record.DomainName.Value), "A", a.Address.ToString(), DnsRecord.LifeOf(record.InitialTimeToLive)),
        AaaaRecord aaaa => new DnsRecord(Plain(record.DomainName.Value), "AAAA", aaaa.Address.ToString(),
            DnsRecord.LifeOf(record.InitialTimeToLive)),
        _ => null,
    };

    private static DnsOutcome OutcomeOf(DnsHeaderResponseCode code) => code switch
    {
        DnsHeaderResponseCode.NoError => DnsOutcome.NoAddress,
        DnsHeaderResponseCode.NotExistentDomain => DnsOutcome.NoSuchName,
        DnsHeaderResponseCode.ServerFailure => DnsOutcome.ServerFailure,
        _ => DnsOutcome.Refused,
    };

    /// <summary>As https://www.iana.org/assignments/dns-parameters has them.</summary>
    private static string NameOf(DnsHeaderResponseCode code) =>
        (int)code switch { 1 => "FORMERR", 4 => "NOTIMP", 5 => "REFUSED", 9 => "NOTAUTH", var other => $"code {other}" };

    private static SocketError? Socket(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            if (e is SocketException socket)
                return socket.SocketErrorCode;
        return null;
    }

    private static string Words(SocketError error) => error switch
    {
        SocketError.ConnectionRefused or SocketError.ConnectionReset => "nothing listens there",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.AddressNotAvailable
            or SocketError.AddressFamilyNotSupported => "there is no way to it from here",
        _ => $"the system could not send the query ({error})",
    };

    private static bool Same(string one, string other) => string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => ShownText.Line(name.TrimEnd('.'));
}
