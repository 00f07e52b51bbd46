using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What one resolver said about one name.</summary>
public sealed record DnsAnswer
{
    /// <summary>The name that was asked for.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The server that was asked, address and port; null for the system's resolver, which includes hosts file and caches.
    /// </summary>
    public string? Server { get; init; }

    /// <summary>How it ended.</summary>
    public required DnsOutcome Outcome { get; init; }

    /// <summary>The records in the order of the answer.</summary>
    public ValueList<DnsRecord> Records { get; init; } = [];

    /// <summary>How long it took.</summary>
    public Latency? Latency { get; init; }

    /// <summary>What the resolver or the system said where it failed.</summary>
    public string? Detail { get; init; }

    /// <summary>What of the answer was left out; empty where all of it was taken.</summary>
    public ValueList<string> Remarks { get; init; } = [];

    /// <summary>Whether the system's resolver answered.</summary>
    public bool IsSystem => Server is null;

    /// <summary>Why there is no address, in a few words.</summary>
    internal string Failure => Outcome switch
    {
        DnsOutcome.NoSuchName => "no such name (NXDOMAIN)",
        DnsOutcome.NoAddress => "no address",
        DnsOutcome.ServerFailure => "the resolver failed (SERVFAIL)",
        DnsOutcome.Refused => $"the resolver refused{(Detail is { } detail ? $" ({detail})" : "")}",
        DnsOutcome.TimedOut => "no answer in time",
        DnsOutcome.Invalid => $"the answer is invalid{(Detail is { } why ? $" ({why})" : "")}",
        _ => Detail ?? "the resolver could not be asked",
    };

    /// <summary>The addresses.</summary>
    public ValueList<IpAddress> Addresses =>
        [.. Records.Where(r => r.Type is "A" or "AAAA").Select(r => IpAddress.TryParse(r.Value, out var a) ? a : (IpAddress?)null)
            .OfType<IpAddress>().Distinct()];

    /// <summary>The answer with no more records than a probe takes, and a remark where there were more.</summary>
    /// <param name="subject">What the remark is about, as the beginning of a sentence.</param>
    public DnsAnswer Limited(string subject) => Records.Count <= ProbeLimits.Records ? this : this with
    {
        Records = [.. Records.Take(ProbeLimits.Records)],
        Remarks = Remarks.Add($"{subject} holds {Records.Count} records; the first {ProbeLimits.Records} are taken."),
    };

    /// <summary>The canonical names that led to the addresses, in order.</summary>
    public ValueList<string> CanonicalNames => [.. Records.Where(r => r.Type == "CNAME").Select(r => r.Value)];
}
