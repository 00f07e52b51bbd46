using CsCheck;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Repairs.Actions;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Whatever a snapshot holds, a script and the lines of findings start nothing but the AWS CLI, or the cmdlets of AWS.Tools, and create
/// nothing. The long run is the benchmark <c>soak</c>.
/// </summary>
public sealed class HostileRepairScriptTests
{
    /// <summary>Texts that ran when their line was pasted, and options and files that they could be.</summary>
    [Theory]
    [InlineData("vpce-1;canary")]
    [InlineData("vpce-1\ncanary")]
    [InlineData("vpce-1$(canary)")]
    [InlineData("vpce-1`canary`")]
    [InlineData("vpce-1'; canary; '")]
    [InlineData("vpce-1\u2019; canary; \u2018")]
    [InlineData("--endpoint-url=http://127.0.0.1:9/canary")]
    [InlineData("file:///etc/hostname")]
    public void An_id_is_one_word_to_its_shell_and_nothing_more(string id)
    {
        var plan = World.Healthy.WithEndpoint(e => e with { Id = id, PrivateDnsEnabled = false }).Plan();

        Assert.NotEmpty(plan.Repairs);
        Assert.Empty(HostileRepairScripts.Run(plan));
    }

    [Fact]
    public void Whatever_a_network_holds_its_scripts_start_nothing_else()
    {
        var values = 0;
        Gen.Select(BrokenNetworks.Network, Gen.Int).Sample((network, seed) =>
        {
            Assert.Empty(HostileRepairScripts.Run(network, seed, out var count));
            values += count;
        }, iter: 15, threads: 1);
        Assert.InRange(values, 150, int.MaxValue);
    }

    /// <summary>The lines of ids that AWS gives stay as people write them.</summary>
    [Fact]
    public void What_AWS_gives_out_has_no_quotes() => Assert.Equal(
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0a1b --add-subnet-ids subnet-0a subnet-0b --region us-east-1",
        (new ModifyVpcEndpoint("vpce-0a1b") { AddSubnetIds = ["subnet-0a", "subnet-0b"], Region = "us-east-1" }).ToAwsCli());
}
