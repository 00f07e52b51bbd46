using System.Globalization;
using System.Text;
using CsCheck;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using Xunit;

namespace VpceTools.Core.Tests.Probing;

/// <summary>An instance may print what it likes: facts are addresses, numbers and known words, all else is text to be shown.</summary>
public sealed class InstanceOutputTests
{
    private static readonly ProbeRequest Request = Seen.Healthy.Request;

    private static readonly Gen<string> Field = Gen.OneOf(
        Gen.OneOf([Seen.Name, Seen.OwnName, Seen.A, Seen.B, "3.5.7.9", "fd00::1", "-", "10.0.0.2", "Answered", "Connected", "Completed",
            "TimedOut", "Expired", "Answered, Failed", "99999999999", "403", "-1", "NaN", "1e308",
            "4294967295", "1", "0", "60", "Nov 25 12:00:00 2027 GMT", "2027-05-01T00:00:00Z", "9999-12-31T23:59:59.9999999+00:00",
            "no VPC endpoint policy allows it", $"{Seen.Name} A {Seen.A} 60", $"{Seen.Name} CNAME x 60,x A {Seen.B} 4294967295",
            $"{Seen.Name} A fd00::1 60", "x TXT y 1", "1/1&canary", "\u001b[2J", "a\u202eb\u0085c", ""]),
        Gen.String[Gen.Char, 0, 12]);

    private static readonly Gen<string> Output = Gen.Select(
        Gen.OneOf(["dns", "dns", "tcp", "tls", "http", "curl", "address", "resolver", "hosts", "proxy", "missing", "host", "end",
            "vpcetools"]), Field.Array[0, 20], (kind, fields) => string.Join('\t', [kind, .. fields]))
        .Array[0, 12].Select(lines => "vpcetools\t1\n" + string.Join('\n', lines));

    [Fact]
    public void Whatever_an_instance_prints_there_is_a_conclusion_and_nothing_that_steers_a_terminal() => Output.Sample(output =>
    {
        var seen = InstanceOutput.Read(output, Request, "i-a");

        foreach (var network in (VpcNetwork?[])[World.Healthy, null])
        {
            var conclusion = network is null ? seen.Alone() : seen.In(network);
            var rows = ConnectionResults.Of(conclusion, null);
            Assert.All(rows, row => Assert.Empty(Hidden(
                $"{row.HostName}{row.Message}{row.Records}{row.Subject}{row.Issuer}{row.TlsProtocol}{row.DnsServer}{row.RequestId}{row.Causes}{row.Contradictions}{row.Advice}")));
            Assert.All(rows, row => Assert.True(row.StatusCode is null or (>= 100 and <= 599)));
            Assert.All(rows.SelectMany(row => new[] { row.MinimumMilliseconds, row.MedianMilliseconds }), time =>
                Assert.True(time is null or (>= 0 and < double.MaxValue)));
        }

        Assert.All(seen.DnsAnswers.SelectMany(a => a.Records), r =>
            Assert.True(r.Type is "A" or "AAAA" or "CNAME" && r.TimeToLive is null or >= 0));
        Assert.All(seen.DnsAnswers, a => Assert.True(a.Outcome != DnsOutcome.Answered || a.Addresses.Count > 0));
        Assert.All(seen.TcpAttempts, t => Assert.True(Enum.IsDefined(t.Outcome)));
    });

    [Theory]
    [InlineData("Answered, Failed")]
    [InlineData("99999999999")]
    [InlineData("answered")]
    [InlineData("")]
    public void A_word_that_is_none_of_the_known_ones_is_a_failure(string outcome) =>
        Assert.Equal(DnsOutcome.Failed, Read($"dns\t{Seen.Name}\t-\t{outcome}\t1\t{Seen.A}").DnsAnswers.Single().Outcome);

    [Fact]
    public void An_answer_without_an_address_is_none()
    {
        var seen = Read($"dns\t{Seen.Name}\t-\tAnswered\t1\tx,1/1&id,y");

        Assert.Equal(DnsOutcome.NoAddress, seen.DnsAnswers.Single().Outcome);
        Assert.Equal(CheckStatus.Failed, seen.Alone().Status);
    }

    private static ProbeObservation Read(string line) => InstanceOutput.Read($"vpcetools\t1\n{line}\nend", Request, "i-a");

    private static IEnumerable<Rune> Hidden(string text) => text.EnumerateRunes()
        .Where(rune => Rune.GetUnicodeCategory(
            rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
