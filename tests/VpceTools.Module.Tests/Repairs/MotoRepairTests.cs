using Amazon.EC2;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>
/// The causes that moto models, end to end through the cmdlets against an EC2 that others wrote. It ignores private DNS, gives an added subnet no interface and an
/// added route table no route, lists endpoint interfaces as unused and prefix lists without blocks, so that clients are not sent there: what redirects clients
/// (host names, private DNS, route tables) and subnet coverage are proven against the project's own server (RepairLiveTests).
/// </summary>
public sealed class MotoRepairTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new(width: 80);
    private MotoServer? _moto;
    private MotoWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        if (MotoServer.SkipReason is not null)
            return;
        _moto = await MotoServer.StartAsync(Token);
        using var client = _moto.CreateClient();
        _world = await new MotoWorldBuilder(client, Token).SampleAsync();
        _session.Invoke($"$global:live = @{{ EndpointUrl = '{_moto.Url}'; Region = 'us-east-1'; AccessKey = 'AKIAIOSFODNN7EXAMPLE'; SecretKey = 'secretsecret' }}").Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _moto?.Dispose();
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string> Causes { get; } = ["SecurityGroupIngress", "VpcDns", "NetworkAcl"];

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task A_broken_world_is_mended_and_given_back(string check)
    {
        Assert.SkipWhen(_moto is null, MotoServer.SkipReason ?? "");
        using var client = _moto.CreateClient();
        await BreakAsync(client, check);
        var broken = await DumpAsync(client);

        var findings = _session.Invoke($"$global:f = Get-VpcEndpointFinding {_world.InterfaceEndpointId} @live -Check {check} -WarningAction Ignore; $f").Succeeded();
        Assert.NotEmpty(findings);
        Assert.NotEmpty(_session.Invoke("$f | Repair-VpcEndpoint -WhatIf -WarningAction Ignore").Succeeded());
        Assert.Equal(broken, await DumpAsync(client));

        var applied = _session.Invoke("$global:r = $f | Repair-VpcEndpoint -Force -WarningAction Ignore; $r").Succeeded();

        Assert.All(applied, o => Assert.Equal("Applied", $"{o.Properties["Status"].Value}"));
        Assert.NotEqual(broken, await DumpAsync(client));
        Assert.All(applied, o => Assert.Equal(true, o.Properties["Verified"].Value));
        Assert.All(_session.Invoke("$r | Undo-VpcEndpointRepair -Force").Succeeded(), o => Assert.Equal("Applied", $"{o.Properties["Status"].Value}"));
        Assert.Equal(broken, await DumpAsync(client));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task BreakAsync(AmazonEC2Client client, string check)
    {
        switch (check)
        {
            case "SecurityGroupIngress":
                var interfaces = await client.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [_world.InterfaceEndpointId] }, Token);
                foreach (var id in interfaces.VpcEndpoints[0].NetworkInterfaceIds)
                    await client.ModifyNetworkInterfaceAttributeAsync(new() { NetworkInterfaceId = id, Groups = [_world.EndpointGroupId] }, Token);
                await client.RevokeSecurityGroupIngressAsync(new() { GroupId = _world.EndpointGroupId, IpPermissions = [MotoWorldBuilder.Tcp(443, "10.0.0.0/16")] }, Token);
                break;
            case "VpcDns":
                await client.ModifyVpcAttributeAsync(new() { VpcId = _world.VpcId, EnableDnsSupport = false }, Token);
                break;
            case "NetworkAcl":
                await client.DeleteNetworkAclEntryAsync(new() { NetworkAclId = _world.NetworkAclId, RuleNumber = 100, Egress = true }, Token);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(check), check, "Not a cause that moto models.");
        }
    }

    private async Task<string> DumpAsync(AmazonEC2Client client)
    {
        var groups = await client.DescribeSecurityGroupsAsync(new() { GroupIds = [_world.EndpointGroupId] }, Token);
        var acls = await client.DescribeNetworkAclsAsync(new() { NetworkAclIds = [_world.NetworkAclId] }, Token);
        var endpoints = await client.DescribeVpcEndpointsAsync(new(), Token);
        var support = await client.DescribeVpcAttributeAsync(new() { VpcId = _world.VpcId, Attribute = VpcAttributeName.EnableDnsSupport }, Token);
        return string.Join("\n",
            string.Join(" ", (groups.SecurityGroups[0].IpPermissions ?? []).SelectMany(p => (p.Ipv4Ranges ?? []).Select(r => $"{p.FromPort}-{p.ToPort} {r.CidrIp}")
                .Concat((p.UserIdGroupPairs ?? []).Select(g => $"{p.FromPort}-{p.ToPort} {g.GroupId}"))).Order(StringComparer.Ordinal)),
            string.Join(" ", acls.NetworkAcls[0].Entries.Select(e => $"{e.RuleNumber} {e.Egress} {e.RuleAction} {e.CidrBlock} {e.PortRange?.From}-{e.PortRange?.To}").Order(StringComparer.Ordinal)),
            string.Join(" ", endpoints.VpcEndpoints.Select(e => $"{e.VpcEndpointId} {string.Join(",", (e.RouteTableIds ?? []).Order(StringComparer.Ordinal))}")),
            support.EnableDnsSupport);
    }
}
