using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using VpceTools.Addressing;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Probing;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Aws.Tests.Instances;

/// <summary>
/// What moto can hold of Systems Manager: that it takes the command, and that an invocation is read. It has no DescribeInstanceInformation,
/// runs nothing, and calls every command a success with a placeholder for its output; <see cref="InstanceProbeTests"/> has the rest.
/// </summary>
public sealed class MotoInstanceTests(MotoFixture moto) : IClassFixture<MotoFixture>
{
    [Fact]
    public async Task Moto_takes_the_command_and_what_it_says_of_the_output_is_no_observation()
    {
        Assert.SkipWhen(moto.World is null, MotoServer.SkipReason ?? "");
        var stop = TestContext.Current.CancellationToken;
        var request = new ProbeRequest { Names = [new("sqs.test", NameKind.Service)], Addresses = [IpAddress.Parse("10.0.1.10")] };

        var seen = await AwsSourceFactory.Open()
            .InstanceProbe(Live.Connection(moto.Url), moto.Url, [new ManagedInstance("i-0123456789abcdef0", IsWindows: false)])
                .ProbeAsync(request, null, stop);

        var failure = Assert.Single(seen).Vantage.Failure;
        Assert.NotNull(failure);
        Assert.Contains("i-0123456789abcdef0", failure, StringComparison.Ordinal);
        using var client = new AmazonSimpleSystemsManagementClient(
            new SessionAWSCredentials("AKIAEXAMPLE", Live.SecretKey, Live.SessionToken),
            new AmazonSimpleSystemsManagementConfig { ServiceURL = moto.Url, AuthenticationRegion = "us-east-1" });
        var sent = Assert.Single((await client.ListCommandsAsync(new ListCommandsRequest(), stop)).Commands);
        Assert.Equal(("AWS-RunShellScript", "i-0123456789abcdef0"), (sent.DocumentName, Assert.Single(sent.InstanceIds)));
        Assert.Equal(InstanceScript.For(request, isWindows: false), Assert.Single(sent.Parameters["commands"]));
    }
}
