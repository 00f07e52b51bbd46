using VpceTools.Testing;
using VpceTools.Testing.Hostile;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>
/// Answers of EC2 that are changed at random: there is a network or one clear error, and never another exception. The long run is the
/// benchmark <c>soak</c>.
/// </summary>
public sealed class MutatedAnswerTests
{
    [Fact]
    public async Task Whatever_EC2_says_there_is_a_network_or_an_error()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        var (changed, networks) = (0, 0);
        for (var seed = 0; seed < 30; seed++)
        {
            using var proxy = new MutatingProxy(server.Url, seed);
            var (problems, isNetwork) = await MutatedReading.RunAsync(proxy.Url, TestContext.Current.CancellationToken);

            Assert.True(problems.Count == 0, $"seed {seed}: {string.Join("; ", problems)}");
            changed += proxy.Changed;
            networks += isNetwork ? 1 : 0;
        }

        Assert.InRange(changed, 30, int.MaxValue);
        Assert.InRange(networks, 3, 30);
    }
}
