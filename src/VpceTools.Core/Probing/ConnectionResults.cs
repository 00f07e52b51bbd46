using VpceTools.Addressing;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>Lays a conclusion out as results: one for each step and name or address, and one with the verdict at the end.</summary>
public static class ConnectionResults
{
    /// <summary>The results.</summary>
    /// <param name="conclusion">The conclusion.</param>
    /// <param name="configuration">The endpoint and its network; null where only a host name is known.</param>
    public static ValueList<EndpointConnectionResult> Of(ProbeConclusion conclusion, EndpointView? configuration)
    {
        var rows = new Rows(conclusion, configuration);
        var observation = conclusion.Observation;
        return
        [
            .. observation.DnsAnswers.Select(rows.Of), .. observation.TcpAttempts.Select(rows.Of),
            .. observation.TlsAttempts.Select(rows.Of), .. observation.HttpAttempts.Select(rows.Of), rows.Verdict(),
        ];
    }

    private sealed class Rows
    {
        private readonly ProbeConclusion _conclusion;
        private readonly EndpointView? _configuration;
        private readonly EndpointConnectionResult _shared;
        private readonly Dictionary<IpAddress, ClassifiedAddress> _addresses;
        private readonly ProbeRequest _request;

        public Rows(ProbeConclusion conclusion, EndpointView? configuration)
        {
            var vantage = conclusion.Observation.Vantage;
            (_conclusion, _configuration) = (conclusion, configuration);
            _request = conclusion.Observation.Request;
            _addresses = conclusion.Addresses.ToDictionary(a => a.Address);
            _shared = new()
            {
                EndpointId = configuration?.Endpoint.Id,
                EndpointType = configuration?.Endpoint.TypeName,
                ServiceName = configuration?.Endpoint.ServiceName,
                VpcId = configuration?.Endpoint.VpcId,
                Region = configuration?.Region,
                AccountId = configuration?.AccountId,
                Source = vantage.Name,
                InstanceId = vantage.InstanceId,
                SubnetId = vantage.InstanceId is { } id
                    ? configuration?.Index.Network.NetworkInterfaces.FirstOrDefault(n => n.InstanceId == id)?.SubnetId
                    : null,
                Step = ProbeStep.Verdict,
                Status = CheckStatus.Unknown,
                Message = "",
            };
        }

        public EndpointConnectionResult Of(DnsAnswer answer)
        {
            var addresses = answer.Addresses.Select(a => _addresses[a]).ToList();
            var says = answer.Outcome == DnsOutcome.Answered ? string.Join(", ", addresses) : answer.Failure;
            var chain = answer.CanonicalNames.Count == 0 ? "" : $" via {string.Join(", ", answer.CanonicalNames)}";
            var lives = answer.Records.Select(r => r.TimeToLive).OfType<int>().ToList();
            return Timed(answer.Latency) with
            {
                Step = ProbeStep.Dns,
                HostName = answer.Name,
                DnsServer = answer.Server,
                Records = answer.Records,
                AddressKind = addresses.Count == 0 ? null : addresses.Max(a => a.Kind),
                Status = StatusOf(answer, addresses),
                Message = $"{(answer.Server is { } server ? $"{server}: " : "")}{says}{chain}{(lives.Count == 0 ? "" : $", {lives.Min()} s to live")}",
            };
        }

        public EndpointConnectionResult Of(TcpAttempt attempt) => At(attempt.Address, attempt.Latency) with
        {
            Step = ProbeStep.Tcp,
            Status = attempt.Outcome == TcpOutcome.Connected ? CheckStatus.Passed : Failed,
            Message = attempt.Outcome switch
            {
                TcpOutcome.Connected => "connected",
                TcpOutcome.Refused => "refused: nothing listens there",
                TcpOutcome.TimedOut => $"no answer in {_request.Timeout.TotalSeconds:0.#} s",
                TcpOutcome.Unreachable => "no way to the address",
                _ => attempt.Detail ?? "failed",
            },
        };

        public EndpointConnectionResult Of(TlsAttempt attempt) => At(attempt.Address, attempt.Latency) with
        {
            Step = ProbeStep.Tls,
            HostName = attempt.ServerName,
            TlsProtocol = attempt.Protocol,
            Subject = attempt.Subject,
            Issuer = attempt.Issuer,
            Expires = attempt.Expires,
            Status = attempt.Outcome == TlsOutcome.Completed ? CheckStatus.Passed
                : attempt.Outcome == TlsOutcome.NameMismatch && _conclusion.On(ProbeStep.Tls)?.Status == CheckStatus.Warning
                    ? CheckStatus.Warning : Failed,
            Message = attempt.Outcome switch
            {
                TlsOutcome.Completed => $"{attempt.Protocol ?? "TLS"}, {attempt.Subject}, until {attempt.Expires?.UtcDateTime:yyyy-MM-dd}",
                TlsOutcome.NameMismatch =>
                    $"the certificate is for {(attempt.CertificateNames.Count > 0 ? attempt.CertificateNames[0] : attempt.Subject)}, not "
                    + $"for {attempt.ServerName}",
                TlsOutcome.Expired => "the certificate is not valid any more"
                    + $"{(attempt.Expires is { } end ? $" (until {end.UtcDateTime:yyyy-MM-dd})" : "")}",
                TlsOutcome.NotYetValid => "the certificate is not valid yet"
                    + $"{(attempt.Begins is { } begin ? $" (from {begin.UtcDateTime:yyyy-MM-dd})" : "")}",
                TlsOutcome.Untrusted => $"the certificate is not trusted (issuer {attempt.Issuer})",
                TlsOutcome.TimedOut => $"connected, then no answer in {_request.Timeout.TotalSeconds:0.#} s",
                TlsOutcome.Closed => "connected, then closed",
                _ => attempt.Detail ?? "failed",
            },
        };

        public EndpointConnectionResult Of(HttpAttempt attempt) => At(attempt.Address, attempt.Latency) with
        {
            Step = ProbeStep.Http,
            HostName = attempt.HostName,
            StatusCode = attempt.StatusCode,
            RequestId = attempt.RequestId,
            Status = attempt.Outcome != HttpOutcome.Answered || (attempt.PolicyMessage is not null && attempt.RequestId is not null)
                ? Failed
                : RequestVerdicts.IsProof(attempt, _conclusion.Observation, _configuration) ? CheckStatus.Passed : CheckStatus.Unknown,
            Message = attempt.Outcome switch
            {
                HttpOutcome.Answered when attempt.PolicyMessage is { } message => $"HTTP {attempt.StatusCode}: {message}",
                HttpOutcome.Answered =>
                    $"HTTP {attempt.StatusCode}, {(attempt.RequestId is { } id ? $"request id {id}" : "no request id of AWS")}",
                HttpOutcome.TimedOut => $"no answer in {_request.Timeout.TotalSeconds:0.#} s",
                HttpOutcome.Closed => "closed without an answer",
                _ => attempt.Detail ?? "failed",
            },
        };

        public EndpointConnectionResult Verdict()
        {
            var primary = _conclusion.Primary;
            var others = _conclusion.Verdicts.Skip(1).Where(v => v.IsProblem || v.Status == CheckStatus.Unknown).Select(v => v.Reading);
            return _shared with
            {
                Step = ProbeStep.Verdict,
                HostName = _request.Names.Count > 0 ? _request.Names[0].HostName : null,
                Port = _request.Port,
                Status = _conclusion.Status,
                Verdict = primary.Name,
                Message = primary.Status == CheckStatus.Passed
                    ? string.Join(" ", _conclusion.Verdicts.Select(v => v.Reading))
                    : string.Join(" ", [primary.ReadingWithCause, .. others]),
                Causes = [.. _conclusion.Verdicts.SelectMany(v => v.Causes).Distinct()],
                Contradictions =
                    [.. _conclusion.Verdicts.SelectMany(v => v.Contradictions),
                    .. _conclusion.Observation.Remarks.Select(r => $"Not all could be probed: {r}")],
                Advice = string.Join(" ", _conclusion.Verdicts.Select(v => v.Advice).Where(a => a.Length > 0).Distinct()),
                Verdicts = _conclusion.Verdicts,
            };
        }

        /// <summary>A failure is held against the endpoint only where this machine can tell.</summary>
        private CheckStatus Failed => ProbeContext.FailedFrom(_configuration, _conclusion.IsInVpc);

        private CheckStatus StatusOf(DnsAnswer answer, List<ClassifiedAddress> addresses)
        {
            var verdict = _conclusion.On(ProbeStep.Dns);
            var isMain = ReferenceEquals(answer, NameVerdicts.MainOf(_conclusion.Observation));
            if (answer.Outcome == DnsOutcome.Answered && addresses.TrueForAll(a => ConnectionVerdicts.IsOfEndpoint(_configuration, a.Kind))
                && !SplitAnswers.MissesZone(answer.Name, addresses, _conclusion.Addresses))
                return _configuration is null && isMain && verdict is { Name: not VerdictName.SplitAnswers }
                    ? verdict.Status : CheckStatus.Passed;
            return isMain ? verdict?.Status ?? CheckStatus.Unknown : Failed == CheckStatus.Failed
                && answer.Outcome == DnsOutcome.Answered ? CheckStatus.Warning : Failed;
        }

        private EndpointConnectionResult At(IpAddress address, Latency? latency) => Timed(latency) with
        {
            Address = address.ToString(),
            AddressKind = _addresses.TryGetValue(address, out var classified) ? classified.Kind : null,
            Port = _request.Port,
        };

        private EndpointConnectionResult Timed(Latency? latency) =>
            _shared with { MinimumMilliseconds = latency?.Minimum, MedianMilliseconds = latency?.Median };
    }
}
