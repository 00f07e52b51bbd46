using VpceTools.Module.Tests.Commands;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>What a transit gateway needs a while for is waited for, before it is verified and before it is taken back.</summary>
public sealed class RepairWaitingTests : IDisposable
{
    private const string Attachment = "tgw-attach-0c4e81b7f29d3a560";
    private const string Client = "-ClientInstanceId i-0c7e5a3d9f1b28460 -Check Route, TransitGateway";
    private readonly LiveSession _live = new(Ec2World.FromSnapshot(Path.Combine(RepositoryFiles.Root, "samples", "hub-zone")));

    [Fact]
    public void An_attachment_is_available_again_before_the_repair_is_verified_and_after_it_is_undone()
    {
        _live.Server.Options = _live.Server.Options with { ModificationDelay = TimeSpan.FromSeconds(2) };
        var before = _live.Server.World.Dump();

        Assert.Equal(["ModifyTransitGatewayVpcAttachment Applied True"], Texts(
            $"Repair-VpcEndpoint @live {Client} -Force -OutVariable global:done | ForEach-Object {{ \"$($_.Action) $($_.Status) $($_.Verified)\" }}"));
        Assert.Equal("available", StateNow);

        Assert.Equal(["Applied"], Texts("$done | Undo-VpcEndpointRepair -Force | ForEach-Object Status"));
        Assert.Equal("available", StateNow);
        Assert.Equal(before, _live.Server.World.Dump());
    }

    [Fact]
    public void One_that_does_not_become_available_in_time_fails_with_what_takes_it_back_and_is_not_touched_again()
    {
        _live.Server.Options = _live.Server.Options with { ModificationDelay = TimeSpan.FromHours(1) };

        var result = Assert.Single(_live.Invoke($"Repair-VpcEndpoint @live {Client} -Force -TimeoutSeconds 1 -OutVariable global:done").Output);

        Assert.Equal("Failed", $"{result.Properties["Status"].Value}");
        Assert.Equal($"EC2 took the change. {Attachment} is modifying after 1 s.", $"{result.Properties["Error"].Value}");
        Assert.NotNull(result.Properties["Undo"].Value);
        var undo = Assert.Single(_live.Invoke("$done | Undo-VpcEndpointRepair -Force -TimeoutSeconds 1").Output);
        Assert.Equal($"{Attachment} is modifying: another change is under way and was not over within 1 s. Nothing was changed.",
            $"{undo.Properties["Error"].Value}");
        Assert.Equal(1, _live.Server.Calls.CountOf("ModifyTransitGatewayVpcAttachment"));
    }

    public void Dispose() => _live.Dispose();

    private string StateNow => _live.Server.World.Find("TransitGatewayVpcAttachments", Attachment)!["State"]!.ToString();

    private IEnumerable<string> Texts(string command) => _live.Invoke(command).Succeeded().Select(o => $"{o}");
}
