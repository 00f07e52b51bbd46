using VpceTools.Addressing;
using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;

namespace VpceTools.Paths;

/// <summary>
/// What a machine saw on the wire of a path: the name, the connection, the handshake, and where that is not what was computed.
/// </summary>
public sealed record PathWire
{
    /// <summary>The machine that probed: its name, or the instance.</summary>
    public required string Source { get; init => field = ShownText.Line(value); }

    /// <summary>Whether it is the path's client; null where nothing tells. Another machine may see something else.</summary>
    public bool? IsClient { get; init; }

    /// <summary>What the name led to; null where no name was asked, or nothing could be.</summary>
    public string? Name { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>What became of the connection; null where none was opened.</summary>
    public string? Tcp { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>What became of the handshake; null where none was made.</summary>
    public string? Tls { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>Whether the connection, and the handshake where one was made, succeeded.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>Where the wire and what was computed disagree; empty where they agree, or either cannot tell.</summary>
    public ValueList<string> Differences { get; init; } = [];

    /// <summary>What could not be probed, and why.</summary>
    public ValueList<string> Remarks { get; init; } = [];

    /// <summary>Holds an observation against a path.</summary>
    /// <param name="path">What was computed.</param>
    /// <param name="observation">What was seen.</param>
    public static PathWire From(EndpointPath path, ProbeObservation observation)
    {
        var machine = observation.Vantage;
        if (machine.Failure is { } failure)
            return new() { Source = machine.Name, Status = CheckStatus.Unknown, Remarks = [ShownText.Line(failure)] };
        var answers = observation.DnsAnswers.Where(answer => answer.IsSystem).ToList();
        var tcp = observation.TcpAttempts.ToList();
        var tls = observation.TlsAttempts.ToList();
        var sources = tcp.Select(attempt => attempt.LocalAddress).OfType<IpAddress>().Concat(machine.Addresses).ToList();
        var isConnected = tcp.Exists(attempt => attempt.Outcome == TcpOutcome.Connected);
        return new()
        {
            Source = machine.InstanceId ?? machine.Name,
            IsClient = sources.Count == 0 || path.Client is not { } client ? null : sources.Exists(client.Addresses.Contains),
            Name = answers.Count == 0 ? null : string.Join("; ", answers.Select(Told).Distinct()),
            Tcp = tcp.Count == 0 ? null
                : string.Join("; ", tcp.Select(attempt => $"{attempt.Address} port {attempt.Port}: {Told(attempt)}")),
            Tls = tls.Count == 0 ? null : string.Join("; ", tls.Select(attempt => $"{attempt.Address}: {Told(attempt)}").Distinct()),
            Status = isConnected && tls.TrueForAll(attempt => attempt.Outcome == TlsOutcome.Completed) ? CheckStatus.Passed
                : tcp.Count == 0 && answers.Count == 0 ? CheckStatus.Unknown : CheckStatus.Failed,
            Differences = [.. OfNames(path, answers), .. OfConnections(path, tcp), .. OfHandshakes(path, tls)],
            Remarks = [.. observation.Request.Remarks, .. observation.Remarks],
        };
    }

    private static IEnumerable<string> OfNames(EndpointPath path, List<DnsAnswer> answers)
    {
        if (path.Given is not { } given || answers.Count == 0)
            yield break;
        var seen = answers.SelectMany(answer => answer.Addresses).Distinct().ToList();
        var computed = given.Addresses.Select(address => address.Address).Distinct().ToList();
        var isPublic = seen.Exists(address => PublicAddresses.IPv4.Contains(address) || PublicAddresses.IPv6.Contains(address));
        if (given.Status == NameStatus.Resolved && computed.Count > 0 && !seen.Exists(computed.Contains))
            yield return $"{path.To} is computed to lead to {Text(computed)}, and on the wire {Leads(answers, seen)}.";
        else if (given.Status == NameStatus.Public && seen.Count > 0 && !isPublic)
            yield return $"{path.To} is computed to lead to public addresses, and on the wire {Leads(answers, seen)}.";
        else if (given.Status == NameStatus.Public && answers.TrueForAll(answer => answer.Outcome == DnsOutcome.NoSuchName))
            yield return $"{path.To} is computed to be asked of public DNS, and on the wire {Leads(answers, seen)}.";
        else if (given.Status is NameStatus.NxDomain or NameStatus.NoData && seen.Count > 0)
            yield return $"{path.To} is computed to give no address, and on the wire {Leads(answers, seen)}.";
    }

    private static IEnumerable<string> OfConnections(EndpointPath path, List<TcpAttempt> attempts)
    {
        var open = attempts.Find(attempt => attempt.Outcome == TcpOutcome.Connected);
        if (path.Verdict is PathVerdict.Reachable or PathVerdict.ReachableOverInternet && attempts.Count > 0 && open is null)
            yield return $"Packets are computed to get through, and on the wire {attempts[0].Address} port {attempts[0].Port} "
                + $"{Told(attempts[0])}.";
        else if (path.Verdict is PathVerdict.Blocked or PathVerdict.NoEndpoint && open is not null)
            yield return $"Packets are computed not to get through, and on the wire {open.Address} port {open.Port} connects.";
    }

    private static IEnumerable<string> OfHandshakes(EndpointPath path, List<TlsAttempt> attempts)
    {
        if (path.Verdict == PathVerdict.Reachable && attempts.Count > 0 && attempts.TrueForAll(a => a.Outcome != TlsOutcome.Completed))
            yield return $"{path.EndpointId ?? path.To} is computed to be reached, and on the wire the handshake with "
                + $"{attempts[0].Address} {Told(attempts[0])}.";
    }

    private static string Leads(List<DnsAnswer> answers, List<IpAddress> seen) =>
        seen.Count > 0 ? $"leads to {Text(seen)}" : $"gives {answers[0].Failure}";

    private static string Text(IEnumerable<IpAddress> addresses) => string.Join(", ", addresses);

    private static string Told(DnsAnswer answer) =>
        answer.Outcome == DnsOutcome.Answered ? $"{answer.Name} leads to {Text(answer.Addresses)}" : $"{answer.Name}: {answer.Failure}";

    private static string Told(TcpAttempt attempt) => attempt.Outcome switch
    {
        TcpOutcome.Connected => "connects",
        TcpOutcome.Refused => "refuses",
        TcpOutcome.TimedOut => "does not answer in time",
        TcpOutcome.Unreachable => "is not reachable",
        _ => "fails",
    };

    private static string Told(TlsAttempt attempt) => attempt.Outcome switch
    {
        TlsOutcome.Completed => $"completes{(attempt.Protocol is { } protocol ? $" with {protocol}" : "")}",
        TlsOutcome.NameMismatch => $"shows a certificate for {string.Join(", ", attempt.CertificateNames.Take(3))}",
        TlsOutcome.Expired => "shows a certificate that has expired",
        TlsOutcome.NotYetValid => "shows a certificate that is not valid yet",
        TlsOutcome.Untrusted => "shows a certificate that is not trusted",
        TlsOutcome.TimedOut => "does not end in time",
        TlsOutcome.Closed => "is closed",
        _ => "fails",
    };
}
