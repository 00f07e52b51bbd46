using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Probing;

/// <summary>What the TLS handshakes mean.</summary>
internal static class HandshakeVerdicts
{
    /// <summary>The verdict; null where there was no handshake.</summary>
    public static ProbeVerdict? Of(ProbeContext context)
    {
        var attempts = context.Observation.TlsAttempts.Where(t => ConnectionVerdicts.IsOfEndpoint(context, t.Address)).ToList();
        if (attempts.Count == 0)
            return null;
        var worst = attempts.OrderBy(Rank).First();
        return worst.Outcome == TlsOutcome.Completed ? Completed(context, attempts) : Failed(context, worst, attempts);
    }

    private static ProbeVerdict Completed(ProbeContext context, List<TlsAttempt> attempts)
    {
        var first = attempts[0];
        return new()
        {
            Name = context.Configuration is null ? VerdictName.ServiceAnswers : VerdictName.EndpointAnswers,
            Step = ProbeStep.Tls,
            Status = CheckStatus.Passed,
            Reading = $"The certificate is valid for {string.Join(", ", attempts.Select(a => a.ServerName).Distinct().Take(2))}"
                + $"{(first.Expires is { } until ? $" until {until.UtcDateTime:yyyy-MM-dd}" : "")}{(first.Protocol is { } protocol ? $", {protocol}" : "")}.",
        };
    }

    private static ProbeVerdict Failed(ProbeContext context, TlsAttempt worst, List<TlsAttempt> attempts)
    {
        var at = $"{context.Classifier.Classify(worst.Address)} for {worst.ServerName}";
        var names = worst.CertificateNames.Count == 0 ? worst.Subject ?? "other names"
            : string.Join(", ", worst.CertificateNames.Take(3)) + (worst.CertificateNames.Count > 3 ? ", …" : "");
        var (name, reading) = worst.Outcome switch
        {
            TlsOutcome.NameMismatch => (VerdictName.CertificateNameMismatch, $"The certificate at {at} is for {names}."),
            TlsOutcome.Expired => (VerdictName.CertificateExpired,
                $"The certificate at {at} is not valid any more"
                + $"{(worst.Expires is { } end ? $" (until {end.UtcDateTime:yyyy-MM-dd})" : "")}."),
            TlsOutcome.NotYetValid => (VerdictName.CertificateNotYetValid,
                $"The certificate at {at} is not valid yet{(worst.Begins is { } begin ? $" (from {begin.UtcDateTime:yyyy-MM-dd})" : "")}."),
            TlsOutcome.Untrusted =>
                (VerdictName.CertificateUntrusted,
                $"The certificate at {at} leads to no authority that {context.Machine} trusts (issuer: {worst.Issuer ?? "unknown"})."),
            TlsOutcome.TimedOut => (VerdictName.HandshakeTimedOut, $"{at}: the connection opens, and then nothing comes."),
            TlsOutcome.Closed => (VerdictName.HandshakeClosed, $"{at}: the connection opens and is closed during the handshake."),
            _ => (VerdictName.HandshakeFailed, $"{at}: the handshake fails{(worst.Detail is { } detail ? $" ({detail})" : "")}."),
        };
        // A name of the endpoint's own that the certificate lacks bothers nobody who uses the service's name.
        var ofOwnName = worst.Outcome == TlsOutcome.NameMismatch && WorksForAnotherName(worst, attempts) is not null;
        var status = ofOwnName || attempts.Exists(a => a.Outcome == TlsOutcome.Completed && a.ServerName == worst.ServerName)
            ? CheckStatus.Warning : context.FailedFromHere;
        return new()
        {
            Name = name,
            Step = ProbeStep.Tls,
            Status = status,
            Reading = status == CheckStatus.Unknown ? $"{reading} {context.Caveat}" : reading,
            Causes = status == CheckStatus.Unknown ? [.. context.MayBeOutside, .. Causes(context, worst, attempts)]
                : Causes(context, worst, attempts),
            Advice = ofOwnName
                ? $"Use {WorksForAnotherName(worst, attempts)} in clients, with private DNS on or as the name that TLS asks for." : "",
        };
    }

    private static ValueList<ProbableCause> Causes(ProbeContext context, TlsAttempt worst, List<TlsAttempt> attempts)
    {
        ProbableCause proxy =
            new()
            {
                Kind = CauseKind.InterceptingProxy,
                Text = "A proxy or firewall on the way opens TLS and signs with a certificate of its "
            + $"own{(worst.Issuer is { } issuer ? $" (issuer: {issuer})" : "")}."
            };
        return worst.Outcome switch
        {
            TlsOutcome.NameMismatch when WorksForAnotherName(worst, attempts) is { } good =>
                [new() { Kind = CauseKind.EndpointSpecificName,
                    Text = $"An endpoint-specific name is used where the service's name is needed: the same address is right for {good}.",
                    IsConfirmed = true }],
            TlsOutcome.NameMismatch when IsEndpointSpecific(worst.ServerName) =>
                [new() { Kind = CauseKind.EndpointSpecificName,
                    Text = "An endpoint-specific name is used where the service's name is needed: the service's certificate does not hold "
                    + "it." }, proxy],
            TlsOutcome.NameMismatch =>
                [proxy, new() { Kind = CauseKind.NotAnEndpoint,
                    Text = "The address is that of another service: a hosted zone, hosts file or cache leads to the wrong place." }],
            TlsOutcome.Expired or TlsOutcome.NotYetValid when attempts.Exists(a => a.Outcome == TlsOutcome.Completed) =>
            [
                new()
                {
                    Kind = CauseKind.ServiceCertificate,
                    Text = (worst.Outcome == TlsOutcome.Expired ? "The certificate was not renewed"
                        : "The certificate was put in place too early")
                        + " at this address alone: another certificate is valid by the same clock.",
                },
                proxy,
                new() { Kind = CauseKind.NotAnEndpoint,
                    Text = "The address is that of another service: a hosted zone, hosts file or cache leads to the wrong place." },
            ],
            TlsOutcome.Expired or TlsOutcome.NotYetValid =>
            [
                new() { Kind = CauseKind.HostTrust, Text = $"The clock of {context.Machine} is wrong." },
                proxy,
                new() { Kind = CauseKind.ServiceCertificate, Text = worst.Outcome == TlsOutcome.Expired
                    ? "The certificate of the service was not renewed." : "The certificate of the service was put in place too early." },
            ],
            TlsOutcome.Untrusted =>
            [
                proxy,
                new() { Kind = CauseKind.ServiceCertificate, Text = "The service is not AWS's and signs its certificate itself." },
                new() { Kind = CauseKind.HostTrust,
                    Text = $"{context.Machine} lacks the authority; a bundle that AWS_CA_BUNDLE names is used here too." },
            ],
            TlsOutcome.TimedOut =>
            [
                new() { Kind = CauseKind.PathMtu,
                    Text = "Large packets are lost: the path takes less than the machine's MTU (8,500 bytes at an endpoint), and ICMP "
                    + "'fragmentation needed' is dropped." },
                new() { Kind = CauseKind.Middlebox, Text = "A firewall takes the connection and drops what follows." },
                new() { Kind = CauseKind.NotAnEndpoint, Text = "Something else listens there and waits for another protocol." },
            ],
            TlsOutcome.Closed =>
            [
                new() { Kind = CauseKind.Middlebox,
                    Text = "A firewall on the way closes connections by the name that TLS asks for (SNI)." },
                new() { Kind = CauseKind.NotAnEndpoint, Text = "What listens there does not speak TLS, or does not know the name." },
            ],
            _ =>
            [
                new() { Kind = CauseKind.WrongPort, Text = $"What listens on TCP {context.Observation.Request.Port} does not speak TLS." },
                new() { Kind = CauseKind.HostTrust,
                    Text = $"{context.Machine} and the service have no TLS version in common; AWS takes TLS 1.2 and later." },
            ],
        };
    }

    /// <summary>A name that is not the endpoint's own, for which the same address has a right certificate.</summary>
    private static string? WorksForAnotherName(TlsAttempt worst, List<TlsAttempt> attempts) => !IsEndpointSpecific(worst.ServerName) ? null
        : attempts.Find(a =>
            a.Address == worst.Address && a.Outcome == TlsOutcome.Completed && !IsEndpointSpecific(a.ServerName))?.ServerName;

    private static bool IsEndpointSpecific(string name) => PrivateNames.IsEndpointSpecific(name.ToLowerInvariant());

    private static int Rank(TlsAttempt attempt) => attempt.Outcome switch
    {
        TlsOutcome.TimedOut => 0,
        TlsOutcome.Closed => 1,
        TlsOutcome.Failed => 2,
        TlsOutcome.Untrusted => 3,
        TlsOutcome.Expired or TlsOutcome.NotYetValid => 4,
        // A mismatch of the service's name is worse than one of the endpoint's own.
        TlsOutcome.NameMismatch => IsEndpointSpecific(attempt.ServerName) ? 6 : 5,
        _ => 7,
    };
}
