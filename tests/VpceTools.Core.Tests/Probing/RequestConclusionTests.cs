using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Probing;
using Xunit;

namespace VpceTools.Core.Tests.Probing;

/// <summary>What becomes of the handshake and the request, once a connection is open.</summary>
public sealed class RequestConclusionTests
{
    [Theory]
    [InlineData(TlsOutcome.TimedOut, VerdictName.HandshakeTimedOut, CauseKind.PathMtu)]
    [InlineData(TlsOutcome.Closed, VerdictName.HandshakeClosed, CauseKind.Middlebox)]
    [InlineData(TlsOutcome.Failed, VerdictName.HandshakeFailed, CauseKind.WrongPort)]
    [InlineData(TlsOutcome.NameMismatch, VerdictName.CertificateNameMismatch, CauseKind.InterceptingProxy)]
    [InlineData(TlsOutcome.Expired, VerdictName.CertificateExpired, CauseKind.HostTrust)]
    [InlineData(TlsOutcome.NotYetValid, VerdictName.CertificateNotYetValid, CauseKind.HostTrust)]
    [InlineData(TlsOutcome.Untrusted, VerdictName.CertificateUntrusted, CauseKind.InterceptingProxy)]
    public void A_handshake_that_fails_has_a_verdict_of_its_own(TlsOutcome outcome, VerdictName name, CauseKind cause)
    {
        var seen = Seen.Healthy.Shaking(Seen.Tls(Seen.A, outcome), Seen.Tls(Seen.B, outcome));

        Assert.All([seen.In(World.Healthy), seen.Alone()], c =>
            Assert.Equal((name, CheckStatus.Failed, cause), (c.Primary.Name, c.Primary.Status, c.Primary.Causes[0].Kind)));
    }

    [Fact]
    public void A_certificate_that_lacks_the_endpoints_own_name_is_told_from_an_intercepting_proxy()
    {
        var own = Seen.Healthy.Shaking(Seen.Tls(Seen.A), Seen.Tls(Seen.A, TlsOutcome.NameMismatch, Seen.OwnName)).In(World.Healthy);
        Assert.Equal((VerdictName.CertificateNameMismatch, CheckStatus.Warning), (own.Primary.Name, own.Status));
        Assert.Equal((CauseKind.EndpointSpecificName, true), (own.Primary.Causes[0].Kind, own.Primary.Causes[0].IsConfirmed));
        Assert.Contains(Seen.Name, own.Primary.Advice, StringComparison.Ordinal);

        var unproven = Seen.Healthy.Shaking(Seen.Tls(Seen.A, TlsOutcome.NameMismatch, Seen.OwnName)).In(World.Healthy);
        Assert.Equal((CheckStatus.Failed, CauseKind.EndpointSpecificName, false),
            (unproven.Status, unproven.Primary.Causes[0].Kind, unproven.Primary.Causes[0].IsConfirmed));
    }

    [Fact]
    public void A_403_of_the_policy_is_blamed_on_it_and_any_other_status_is_an_answer()
    {
        const string Message = "because no VPC endpoint policy allows the sqs:ListQueues action";
        var seen = Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A, 403, Message)] };
        var denyAll = World.Healthy.WithEndpoint(e =>
            e with { PolicyDocument = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""" });

        Assert.Equal((VerdictName.EndpointPolicyDenies, CheckStatus.Failed), (seen.In(denyAll).Primary.Name, seen.In(denyAll).Status));
        Assert.Empty(seen.In(denyAll).Primary.Contradictions);
        Assert.Contains(denyAll.Endpoints[0].Id, seen.In(denyAll).Primary.Causes[0].ToString(), StringComparison.Ordinal);
        Assert.Single(seen.In(World.Healthy).Primary.Contradictions);
        Assert.All([200, 301, 403, 404, 500], status =>
            Assert.Equal(CheckStatus.Passed, (Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A, status)] }).In(World.Healthy).Status));
    }

    /// <summary>
    /// A proxy turns requests down too. Every answer of AWS has an id; without one, Amazon's certificate and a status that no proxy gives
    /// of itself have to do.
    /// </summary>
    [Theory]
    [InlineData(403, "Amazon RSA 2048 M01", CheckStatus.Unknown)]
    [InlineData(403, "Corp Proxy CA", CheckStatus.Unknown)]
    [InlineData(407, "Amazon RSA 2048 M01", CheckStatus.Unknown)]
    [InlineData(302, "Amazon RSA 2048 M01", CheckStatus.Unknown)]
    [InlineData(502, "Amazon RSA 2048 M01", CheckStatus.Unknown)]
    [InlineData(200, "Corp Proxy CA", CheckStatus.Unknown)]
    [InlineData(404, "Corp Proxy CA", CheckStatus.Unknown)]
    [InlineData(401, "Amazon RSA 2048 M01", CheckStatus.Passed)] // As ecr.dkr answers.
    public void An_answer_without_a_request_id_does_not_pass_for_that_of_the_endpoint(int status, string issuer, CheckStatus expected)
    {
        var seen = Seen.Healthy with
        {
            TlsAttempts = [Seen.Tls(Seen.A) with { Issuer = issuer }, Seen.Tls(Seen.B) with { Issuer = issuer }],
            HttpAttempts = [Seen.Http(Seen.A, status) with { RequestId = null }, Seen.Http(Seen.B, status) with { RequestId = null }],
        };

        Assert.All([seen.In(World.Healthy), seen.Alone()], conclusion =>
        {
            var verdict = conclusion.On(ProbeStep.Http)!;
            Assert.Equal((expected, expected == CheckStatus.Passed),
                (verdict.Status, verdict.Name is VerdictName.EndpointAnswers or VerdictName.ServiceAnswers));
            Assert.Equal(expected, conclusion.Status);
        });
        Assert.All(ConnectionResults.Of(seen.In(World.Healthy), null).Where(r => r.Step == ProbeStep.Http), row =>
            Assert.Equal(expected, row.Status));
    }

    [Fact]
    public void A_policy_that_a_proxy_speaks_of_is_not_the_endpoints()
    {
        var seen = Seen.Healthy with
        {
            HttpAttempts =
            [Seen.Http(Seen.A, 403, "because no VPC endpoint policy allows it") with { RequestId = null }]
        };

        Assert.Equal((VerdictName.AnswerUnproven, CheckStatus.Unknown),
            (seen.In(World.Healthy).Primary.Name, seen.In(World.Healthy).Status));
    }

    [Fact]
    public void One_answer_without_an_id_beside_others_is_a_warning() => Assert.Equal(
        (VerdictName.AnswerUnproven, CheckStatus.Warning),
        (Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A), Seen.Http(Seen.B, 403) with { RequestId = null }] })
            .In(World.Healthy).Primary is var v ? (v.Name, v.Status) : default);

    [Fact]
    public void A_service_that_is_not_of_AWS_needs_no_request_id()
    {
        const string ServiceName = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";
        var seen = Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A, 403) with { RequestId = null }] };

        Assert.Equal(CheckStatus.Passed, seen.In(World.Healthy.WithEndpoint(e => e with { ServiceName = ServiceName }))
            .On(ProbeStep.Http)!.Status);
        Assert.Equal(CheckStatus.Passed, (seen with { HttpAttempts = [seen.HttpAttempts[0] with { HostName = "api.example.com" }] }).Alone()
            .On(ProbeStep.Http)!.Status);
    }

    [Theory]
    [InlineData(TlsOutcome.Expired, "not valid any more (until 2020-01-02)")]
    [InlineData(TlsOutcome.NotYetValid, "not valid yet (from 2030-03-04)")]
    public void A_bad_date_at_one_address_alone_is_not_the_clock(TlsOutcome outcome, string says)
    {
        var bad = Seen.Tls(Seen.B, outcome) with
        {
            Begins = new DateTimeOffset(2030, 3, 4, 0, 0, 0, TimeSpan.Zero),
            Expires = new DateTimeOffset(2020, 1, 2, 0, 0, 0, TimeSpan.Zero)
        };

        var one = Seen.Healthy.Shaking(Seen.Tls(Seen.A), bad).In(World.Healthy).Primary;
        var both = Seen.Healthy.Shaking(bad with { Address = Seen.Ip(Seen.A) }, bad).In(World.Healthy).Primary;

        Assert.Contains(says, one.Reading, StringComparison.Ordinal);
        Assert.Equal((CheckStatus.Warning, CauseKind.ServiceCertificate), (one.Status, one.Causes[0].Kind));
        Assert.DoesNotContain(one.Causes, c => c.Text.Contains("clock of", StringComparison.Ordinal));
        Assert.Equal((CheckStatus.Failed, CauseKind.HostTrust), (both.Status, both.Causes[0].Kind));
    }

    [Theory]
    [InlineData(HttpOutcome.TimedOut)]
    [InlineData(HttpOutcome.Closed)]
    [InlineData(HttpOutcome.Failed)]
    public void A_request_without_an_answer_is_a_failure_unless_another_address_answers(HttpOutcome outcome)
    {
        var silent = Seen.Http(Seen.A) with { Outcome = outcome, StatusCode = null };

        Assert.Equal((VerdictName.RequestUnanswered, CheckStatus.Failed),
            ((Seen.Healthy with { HttpAttempts = [silent] }).In(World.Healthy).Primary.Name, (Seen.Healthy with { HttpAttempts = [silent] })
                .In(World.Healthy).Status));
        Assert.Equal(CheckStatus.Warning, (Seen.Healthy with { HttpAttempts = [silent, Seen.Http(Seen.B)] }).In(World.Healthy).Status);
    }

    [Fact]
    public void A_proxy_that_takes_the_requests_past_the_endpoint_is_a_warning_unless_the_name_is_exempt()
    {
        var proxied = Seen.Healthy.On(v => v with { Proxy = "http://proxy.corp:3128", NoProxy = "169.254.169.254" });

        Assert.Equal((VerdictName.ProxyBypassesEndpoint, CheckStatus.Warning),
            (proxied.In(World.Healthy).Primary.Name, proxied.In(World.Healthy).Status));
        Assert.Equal(CheckStatus.Passed, proxied.On(v => v with { NoProxy = ".amazonaws.com" }).In(World.Healthy).Status);
    }
}
