using VpceTools.Testing.Hostile;
using Xunit;

namespace VpceTools.Probing.Tests.Hostile;

/// <summary>
/// Answers of DNS, certificates and services are data to the scripts that run on instances: nothing in them is run or created, and of
/// records only addresses are connected to. The long run is the benchmark <c>soak</c>.
/// </summary>
public sealed class HostileScriptTests
{
    private const int TextsAtOnce = 40;

    /// <summary>A label of a canonical name that ran as root.</summary>
    [Theory]
    [InlineData("x,1/1&canary&,y")]
    [InlineData("x,1/1;canary;,y")]
    [InlineData("x,$(canary),y")]
    public void A_canonical_name_runs_nothing(string label)
    {
        Assert.SkipUnless(ScriptSandbox.IsPossible, "there is no POSIX shell with bash here");
        using var probe = new HostileShellProbe();

        var (seen, breakouts) = probe.Run([label + ".evil.invalid"], ProbeProtocol.Tcp);

        Assert.Empty(breakouts);
        Assert.Equal(["127.0.9.50", "127.0.9.51", "127.0.9.52"], seen.TcpAttempts.Select(t => t.Address.ToString())
            .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ProbeProtocol.Tcp, "/bin/sh")]
    [InlineData(ProbeProtocol.Tcp, "/bin/bash")]
    [InlineData(ProbeProtocol.Https, "/bin/sh")]
    [InlineData(ProbeProtocol.Https, "/bin/bash")]
    public void Nothing_that_answers_say_is_run(ProbeProtocol protocol, string interpreter)
    {
        Assert.SkipUnless(ScriptSandbox.IsPossible, "there is no POSIX shell with bash here");
        using var probe = new HostileShellProbe(interpreter);

        foreach (var texts in HostileTexts.Sequence(15, 8 * TextsAtOnce).Chunk(TextsAtOnce))
        {
            var (seen, breakouts) = probe.Run(texts, protocol);

            Assert.Empty(breakouts);
            Assert.Null(seen.Vantage.Failure);
            Assert.All(seen.DnsAnswers, answer => Assert.Equal(DnsOutcome.Answered, answer.Outcome));
            Assert.Contains(seen.TcpAttempts, t => t.Address.ToString() == "127.0.9.52");
            Assert.All(seen.TcpAttempts, t => Assert.StartsWith("127.0.", t.Address.ToString()
                .Replace("::1", "127.0.", StringComparison.Ordinal), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Nothing_that_answers_say_is_run_by_PowerShell()
    {
        using var probe = new HostilePowerShellProbe();

        foreach (var texts in HostileTexts.Sequence(16, 8 * TextsAtOnce).Chunk(TextsAtOnce / 4))
        {
            var (seen, breakouts) = probe.Run(texts);

            Assert.Empty(breakouts);
            Assert.Null(seen.Vantage.Failure);
            Assert.All(seen.DnsAnswers, answer => Assert.Equal(DnsOutcome.Answered, answer.Outcome));
            Assert.Contains(seen.TcpAttempts, t => t.Address.ToString() == "127.0.9.62");
            Assert.DoesNotContain(seen.TcpAttempts, t => t.Address.ToString() == "127.0.9.60");
        }
    }
}
