using VpceTools.Model;
using VpceTools.Naming;
using Xunit;

namespace VpceTools.Core.Tests.Naming;

/// <summary>Names and the calls by which evidence on them is had.</summary>
public sealed class DomainNameTests
{
    [Theory]
    // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
    [InlineData("SQS.us-east-1.amazonaws.com.", "sqs.us-east-1.amazonaws.com")]
    [InlineData(@"\052.example.com.", "*.example.com")]
    [InlineData(@"\100.example.com", "@.example.com")]
    [InlineData(@"a\056b.example.com", @"a\056b.example.com")]
    [InlineData("_sip._tcp.example.com", "_sip._tcp.example.com")]
    [InlineData(".", ".")]
    public void Name_is_compared_in_one_form(string text, string normal) => Assert.Equal(normal, DomainName.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("bücher.example")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123.example")]
    public void What_is_no_name_is_refused(string text)
    {
        Assert.False(DomainName.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DomainName.Parse(text));
    }

    [Fact]
    public void Overlong_name_is_refused() => Assert.False(DomainName.TryParse(string.Join('.', Enumerable.Repeat("a", 128)), out _));

    [Fact]
    public void Name_knows_its_parents()
    {
        var name = DomainName.Parse("a.b.c");

        Assert.Equal(["a.b.c", "b.c", "c", "."], Enumerable.Range(0, 4).Select(i => name.Suffix(3 - i)));
        Assert.True(name.IsIn("b.c") && name.IsIn("a.b.c") && name.IsIn("."));
        Assert.False(name.IsIn("x.a.b.c") || name.IsIn(".c") || name.IsIn("bb.c"));
    }

    [Fact]
    public void Every_kind_that_a_call_supplies_names_it_as_IAM_and_the_CLI_do()
    {
        foreach (var kind in Enum.GetValues<NameEvidenceKind>())
        {
            if (NameEvidenceCall.For(kind) is not { } call)
                continue;
            var kebab = string.Concat(call.Operation.Replace("VPC", "Vpc", StringComparison.Ordinal)
                .Select((c, i) => (i > 0 && char.IsUpper(c) ? "-" : "") + char.ToLowerInvariant(c)));
            Assert.Equal($"aws {call.Service} {kebab}", call.Command);
            Assert.Equal($"{call.Service}:{call.Operation}", call.IamAction);
        }

        Assert.Equal(6, Enum.GetValues<NameEvidenceKind>().Count(k => NameEvidenceCall.For(k) is null));
    }

    [Fact]
    public void Private_names_are_the_services_and_never_the_endpoints_own()
    {
        var endpoint = NameWorld.Base.Endpoints[1];
        var listed = endpoint with
        {
            DnsEntries = [.. endpoint.DnsEntries, new("s3.us-east-1.amazonaws.com", "ZLOCAL"),
            new("*.s3-control.us-east-1.amazonaws.com.", "ZLOCAL")]
        };

        Assert.Equal(
            ["*.s3-control.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"],
            EndpointNames.PrivateNames(listed, NameWorld.Base.Services[1], []));
        Assert.Equal(3, EndpointNames.OwnNames(listed).Count());
        Assert.True(EndpointNames.IsPrivateDnsOn(listed with { PrivateDnsEnabled = null }));
        Assert.Null(EndpointNames.IsPrivateDnsOn(endpoint with { PrivateDnsEnabled = null }));
    }

    [Fact]
    public void An_endpoint_whose_id_begins_another_ones_does_not_own_its_names() =>
        Assert.False(EndpointNames.IsOwn(new() { Id = "vpce-1" }, "vpce-12-abc.example.com"));
}
