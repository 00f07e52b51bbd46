using CsCheck;
using VpceTools.Needs;
using Xunit;

namespace VpceTools.Core.Tests.Needs;

public sealed class PrivateNameCoverageTests
{
    [Theory]
    [InlineData("sqs.us-east-1.amazonaws.com", "sqs.us-east-1.amazonaws.com", NameCoverage.Covered)]
    [InlineData("SQS.us-east-1.amazonaws.com.", "sqs.us-east-1.amazonaws.com", NameCoverage.Covered)]
    [InlineData("queue.amazonaws.com", "sqs.us-east-1.amazonaws.com", NameCoverage.NotCovered)]
    [InlineData("x.sqs.us-east-1.amazonaws.com", "sqs.us-east-1.amazonaws.com", NameCoverage.Hidden)]
    [InlineData("xsqs.us-east-1.amazonaws.com", "sqs.us-east-1.amazonaws.com", NameCoverage.NotCovered)]
    [InlineData("111122223333.dkr.ecr.us-east-1.amazonaws.com", "*.dkr.ecr.us-east-1.amazonaws.com", NameCoverage.Covered)]
    [InlineData("111122223333.dkr.ecr.us-east-1.amazonaws.com", "\\052.dkr.ecr.us-east-1.amazonaws.com", NameCoverage.Covered)]
    [InlineData("a.b.s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com", NameCoverage.Covered)]
    [InlineData("s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com", NameCoverage.Hidden)]
    [InlineData("s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com s3.us-east-1.amazonaws.com", NameCoverage.Covered)]
    [InlineData("bucket.s3.dualstack.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com s3.us-east-1.amazonaws.com",
        NameCoverage.NotCovered)]
    [InlineData("logs.s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com logs.s3.us-east-1.amazonaws.com", NameCoverage.Covered)]
    [InlineData("x.logs.s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com logs.s3.us-east-1.amazonaws.com", NameCoverage.Hidden)]
    [InlineData("{bucket}.s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com", NameCoverage.Covered)]
    [InlineData("sqs.us-east-1.amazonaws.com", "", NameCoverage.NotCovered)]
    public void Of_holds_a_name_against_private_names(string name, string privateNames, NameCoverage expected) =>
        Assert.Equal(expected, PrivateNameCoverage.Of(name, privateNames.Split(' ')));

    [Fact]
    public void Of_agrees_with_looking_every_zone_up_label_by_label()
    {
        var label = Gen.Bool.Select(first => first ? "a" : "b");
        var host = label.List[1, 4].Select(labels => string.Join('.', labels));
        var privateName = Gen.Select(Gen.Bool, host, (wild, name) => wild ? $"*.{name}" : name);
        Gen.Select(host, privateName.List[0, 4])
            .Sample((name, names) => Assert.Equal(Naive(name, names), PrivateNameCoverage.Of(name, names)), iter: 20_000);
    }

    // Walks from the name towards the root: the first zone that there is decides.
    private static NameCoverage Naive(string name, List<string> names)
    {
        for (var zone = name; ;)
        {
            var exact = names.Contains(zone);
            var wild = names.Contains($"*.{zone}");
            if (exact || wild)
                return (zone == name ? exact : wild) ? NameCoverage.Covered : NameCoverage.Hidden;
            var dot = zone.IndexOf('.');
            if (dot < 0)
                return NameCoverage.NotCovered;
            zone = zone[(dot + 1)..];
        }
    }
}
