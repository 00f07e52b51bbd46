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
    [InlineData(TlsOutcome.Untrusted, VerdictName.CertificateUntrusted, CauseKind.InterceptingProxy)]
    public void A_handshake_that_fails_has_a_verdict_of_its_own(TlsOutcome outcome, VerdictName name, CauseKind cause)
    {
        var seen = Seen.Healthy.Shaking(Seen.Tls(Seen.A, outcome), Seen.Tls(Seen.B, outcome));

        Assert.All([seen.In(World.Healthy), seen.Alone()], c => Assert.Equal((name, CheckStatus.Failed, cause), (c.Primary.Name, c.Primary.Status, c.Primary.Causes[0].Kind)));
    }

    [Fact]
    public void A_certificate_that_lacks_the_endpoints_own_name_is_told_from_an_intercepting_proxy()
    {
        var own = Seen.Healthy.Shaking(Seen.Tls(Seen.A), Seen.Tls(Seen.A, TlsOutcome.NameMismatch, Seen.OwnName)).In(World.Healthy);
        Assert.Equal((VerdictName.CertificateNameMismatch, CheckStatus.Warning), (own.Primary.Name, own.Status));
        Assert.Equal((CauseKind.EndpointSpecificName, true), (own.Primary.Causes[0].Kind, own.Primary.Causes[0].IsConfirmed));
        Assert.Contains(Seen.Name, own.Primary.Advice, StringComparison.Ordinal);

        var unproven = Seen.Healthy.Shaking(Seen.Tls(Seen.A, TlsOutcome.NameMismatch, Seen.OwnName)).In(World.Healthy);
        Assert.Equal((CheckStatus.Failed, CauseKind.EndpointSpecificName, false), (unproven.Status, unproven.Primary.Causes[0].Kind, unproven.Primary.Causes[0].IsConfirmed));
    }

    [Fact]
    public void A_403_of_the_policy_is_blamed_on_it_and_any_other_status_is_an_answer()
    {
        const string Message = "because no VPC endpoint policy allows the sqs:ListQueues action";
        var seen = Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A, 403, Message)] };
        var denyAll = World.Healthy.WithEndpoint(e => e with { PolicyDocument = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""" });

        Assert.Equal((VerdictName.EndpointPolicyDenies, CheckStatus.Failed), (seen.In(denyAll).Primary.Name, seen.In(denyAll).Status));
        Assert.Empty(seen.In(denyAll).Primary.Contradictions);
        Assert.Contains(denyAll.Endpoints[0].Id, seen.In(denyAll).Primary.Causes[0].ToString(), StringComparison.Ordinal);
        Assert.Single(seen.In(World.Healthy).Primary.Contradictions);
        Assert.All([200, 301, 403, 404, 500], status => Assert.Equal(CheckStatus.Passed, (Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A, status)] }).In(World.Healthy).Status));
    }

    [Theory]
    [InlineData(HttpOutcome.TimedOut)]
    [InlineData(HttpOutcome.Closed)]
    [InlineData(HttpOutcome.Failed)]
    public void A_request_without_an_answer_is_a_failure_unless_another_address_answers(HttpOutcome outcome)
    {
        var silent = Seen.Http(Seen.A) with { Outcome = outcome, StatusCode = null };

        Assert.Equal((VerdictName.RequestUnanswered, CheckStatus.Failed), ((Seen.Healthy with { HttpAttempts = [silent] }).In(World.Healthy).Primary.Name, (Seen.Healthy with { HttpAttempts = [silent] }).In(World.Healthy).Status));
        Assert.Equal(CheckStatus.Warning, (Seen.Healthy with { HttpAttempts = [silent, Seen.Http(Seen.B)] }).In(World.Healthy).Status);
    }

    [Fact]
    public void A_proxy_that_takes_the_requests_past_the_endpoint_is_a_warning_unless_the_name_is_exempt()
    {
        var proxied = Seen.Healthy.On(v => v with { Proxy = "http://proxy.corp:3128", NoProxy = "169.254.169.254" });

        Assert.Equal((VerdictName.ProxyBypassesEndpoint, CheckStatus.Warning), (proxied.In(World.Healthy).Primary.Name, proxied.In(World.Healthy).Status));
        Assert.Equal(CheckStatus.Passed, proxied.On(v => v with { NoProxy = ".amazonaws.com" }).In(World.Healthy).Status);
    }
}
