using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What one step of a probe came to for one name or address, or the verdict over all steps.</summary>
public sealed record EndpointConnectionResult
{
    /// <summary>The endpoint; null where only a host name was given.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The endpoint's type.</summary>
    public string? EndpointType { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The endpoint's service.</summary>
    public string? ServiceName { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The endpoint's VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The Region.</summary>
    public string? Region { get; init; }

    /// <summary>The account that owns the endpoint.</summary>
    public string? AccountId { get; init; }

    /// <summary>The machine that probed: its name, or the instance's id.</summary>
    public required string Source { get; init => field = ShownText.Line(value); }

    /// <summary>The instance that probed; null for this machine.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The subnet of that instance, where the network is known.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The step.</summary>
    public required ProbeStep Step { get; init; }

    /// <summary>The name that was resolved or asked for; of a verdict, the first name.</summary>
    public string? HostName { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The address that was connected to.</summary>
    public string? Address { get; init; }

    /// <summary>Whose the address is.</summary>
    public AddressKind? AddressKind { get; init; }

    /// <summary>The port.</summary>
    public int? Port { get; init; }

    /// <summary>What it came to.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>Why, in a sentence or two.</summary>
    public required string Message { get; init => field = ShownText.Line(value); }

    /// <summary>The shortest duration.</summary>
    public double? MinimumMilliseconds { get; init; }

    /// <summary>The median duration.</summary>
    public double? MedianMilliseconds { get; init; }

    /// <summary>The DNS server that answered; null for the system's resolver.</summary>
    public string? DnsServer { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The DNS records: the chain of canonical names and the addresses, with their times to live.</summary>
    public ValueList<DnsRecord> Records { get; init; } = [];

    /// <summary>The TLS version.</summary>
    public string? TlsProtocol { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The subject of the certificate.</summary>
    public string? Subject { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>Who signed the certificate.</summary>
    public string? Issuer { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The end of the certificate's validity.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The request id that AWS gave the request.</summary>
    public string? RequestId { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The verdict's name; only of the step <c>Verdict</c>.</summary>
    public VerdictName? Verdict { get; init; }

    /// <summary>The probable causes, the most probable first; only of the step <c>Verdict</c>.</summary>
    public ValueList<ProbableCause> Causes { get; init; } = [];

    /// <summary>Where the wire and the configuration disagree; only of the step <c>Verdict</c>.</summary>
    public ValueList<string> Contradictions { get; init; } = [];

    /// <summary>What to do, or how to find out more; only of the step <c>Verdict</c>.</summary>
    public string? Advice { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The verdicts on the single steps, the root cause first; only of the step <c>Verdict</c>.</summary>
    public ValueList<ProbeVerdict> Verdicts { get; init; } = [];

    /// <summary>One line, for what shows results in a cell.</summary>
    public override string ToString() => $"{Step} of {Address ?? HostName ?? EndpointId}: {Status}";
}
