using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using Xunit;
using static VpceTools.Core.Tests.Probing.Observed;

namespace VpceTools.Core.Tests.Probing;

/// <summary>What a connection that opens or does not means, against the configuration and from where the machine stands.</summary>
public sealed class ConnectionConclusionTests
{
    [Theory]
    [InlineData(TcpOutcome.TimedOut, VerdictName.ConnectionTimedOut, CauseKind.HostFirewall)]
    [InlineData(TcpOutcome.Refused, VerdictName.ConnectionRefused, CauseKind.NotAnEndpoint)]
    [InlineData(TcpOutcome.Unreachable, VerdictName.ConnectionUnreachable, CauseKind.Route)]
    [InlineData(TcpOutcome.Failed, VerdictName.ConnectionFailed, CauseKind.HostFirewall)]
    public void A_connection_that_fails_against_an_open_configuration_shows_the_contradiction(TcpOutcome outcome, VerdictName name,
        CauseKind cause)
    {
        var verdict = Seen.Healthy.Connecting(outcome).In(World.Healthy).Primary;

        Assert.Equal((name, CheckStatus.Failed, cause), (verdict.Name, verdict.Status, verdict.Causes[0].Kind));
        Assert.Contains("the wire says that it does not", Assert.Single(verdict.Contradictions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_out_is_blamed_on_exactly_the_rule_from_the_view_of_the_machine()
    {
        var group = Seen.Healthy.Connecting(TcpOutcome.TimedOut).In(Closed).Primary;
        Assert.Equal((CauseKind.SecurityGroup, World.EndpointGroup, true),
            (group.Causes[0].Kind, group.Causes[0].ResourceId, group.Causes[0].IsConfirmed));
        Assert.Contains("10.0.1.10", group.Causes[0].Rule, StringComparison.Ordinal);
        Assert.Empty(group.Contradictions);

        var acl = Seen.Healthy.Connecting(TcpOutcome.TimedOut)
            .In(World.Healthy.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
                World.AllowAll(100, true)))).Primary;
        Assert.Equal((CauseKind.NetworkAcl, World.EndpointAcl), (acl.Causes[0].Kind, acl.Causes[0].ResourceId));

        // Only the other client is shut out: not this machine's concern.
        var other = World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [World.Allow("tcp", "10.0.1.0/24", 443)],
            egress: []));
        Assert.Single(Seen.Healthy.Connecting(TcpOutcome.TimedOut).In(other).Primary.Contradictions);
        Assert.DoesNotContain(Seen.Healthy.Connecting(TcpOutcome.TimedOut).In(other).Primary.Causes, c =>
            c.Kind == CauseKind.SecurityGroup);
    }

    [Fact]
    public void An_instance_is_judged_by_its_own_interface()
    {
        var seen = Seen.Healthy.Connecting(TcpOutcome.TimedOut).On(v => v with { Name = "i-a", InstanceId = "i-a", Addresses = [] });

        var verdict = seen.In(Closed).Primary;

        Assert.Equal((VerdictName.ConnectionTimedOut, CheckStatus.Failed, CauseKind.SecurityGroup),
            (verdict.Name, verdict.Status, verdict.Causes[0].Kind));
    }

    /// <summary>Which addresses a machine has decides as much as rules do.</summary>
    [Fact]
    public void A_machine_without_an_address_of_the_endpoints_family_is_told_so()
    {
        var network = World.Healthy.WithInterface(World.AppInterfaceA, n => n with { Addresses = [Seen.Ip("2001:db8::10")] });

        var verdict = Seen.Healthy.Connecting(TcpOutcome.Unreachable).On(v => v with { Name = "i-a", InstanceId = "i-a", Addresses = [] })
            .In(network).Primary;

        var cause = verdict.Causes[0];
        Assert.Equal((VerdictName.ConnectionUnreachable, CauseKind.AddressFamily, "AddressFamily", true),
            (verdict.Name, cause.Kind, cause.Check, cause.IsConfirmed));
        Assert.Equal("1 of 1 client has only IPv6 addresses, and DNS returns only IPv4 addresses for endpoint vpce-1.", cause.Text);
        Assert.Empty(verdict.Contradictions);
    }

    [Fact]
    public void Evidence_that_is_missing_leaves_the_cause_open_and_shows_no_contradiction()
    {
        var verdict = Seen.Healthy.Connecting(TcpOutcome.TimedOut).In(World.Healthy.Denied(ResourceKind.NetworkAcl)).Primary;

        Assert.Contains(verdict.Causes, c => c.Kind == CauseKind.Undecided && c.Check == "NetworkAcl");
        Assert.Empty(verdict.Contradictions);
    }

    [Fact]
    public void A_connection_that_opens_against_a_closed_configuration_shows_the_contradiction()
    {
        var conclusion = Seen.Healthy.In(Closed);

        Assert.Equal(CheckStatus.Passed, conclusion.Status);
        Assert.Contains("the wire says that it does:", Assert.Single(conclusion.On(ProbeStep.Tcp)!.Contradictions),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_leads_to_the_endpoint_although_private_DNS_is_off_shows_the_contradiction() =>
        Assert.Single(Seen.Healthy.In(PrivateDnsOff).On(ProbeStep.Dns)!.Contradictions);

    [Fact]
    public void Some_addresses_that_fail_are_a_warning_that_names_them()
    {
        var seen = Seen.Healthy with { TcpAttempts = [Seen.Tcp(Seen.A), Seen.Tcp(Seen.B, TcpOutcome.TimedOut)] };

        Assert.Equal((VerdictName.SomeConnectionsFail, CheckStatus.Warning),
            (seen.In(World.Healthy).Primary.Name, seen.In(World.Healthy).Status));
        Assert.Contains(Seen.B, seen.In(World.Healthy).Primary.Reading, StringComparison.Ordinal);
    }

    /// <summary>The endpoint is there, and the port is right: another of its addresses takes connections.</summary>
    [Fact]
    public void One_of_two_addresses_that_refuses_is_still_the_endpoints_and_the_port_is_not_wrong()
    {
        var seen = Seen.Healthy with { TcpAttempts = [Seen.Tcp(Seen.A), Seen.Tcp(Seen.B, TcpOutcome.Refused)] };

        Assert.All([seen.In(World.Healthy), seen.Alone()], conclusion =>
        {
            var verdict = conclusion.Primary;
            Assert.Equal((VerdictName.SomeConnectionsFail, CauseKind.UnhealthyZone), (verdict.Name, verdict.Causes[0].Kind));
            Assert.Contains(Seen.B, verdict.Causes[0].Text, StringComparison.Ordinal);
            Assert.DoesNotContain(verdict.Causes, c => c.Kind is CauseKind.NotAnEndpoint or CauseKind.WrongPort
                || c.Text.Contains("any more", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Each_address_is_said_to_fail_as_it_did()
    {
        var seen = Seen.Healthy with { TcpAttempts = [Seen.Tcp(Seen.A, TcpOutcome.Refused), Seen.Tcp(Seen.B, TcpOutcome.TimedOut)] };

        var reading = seen.Alone().Primary.Reading;

        Assert.Contains($"Connections to {Seen.B} (private) on TCP 443 time out, those to {Seen.A} (private) are refused.", reading,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Alone_every_reason_that_fits_a_time_out_is_named_in_the_articles_order() => Assert.Equal(
        [CauseKind.SecurityGroup, CauseKind.NetworkAcl, CauseKind.Route, CauseKind.HostFirewall],
        Seen.Healthy.Connecting(TcpOutcome.TimedOut).Alone().Primary.Causes.Select(c => c.Kind));
}
