using System.Text.RegularExpressions;
using Amazon.EC2;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>
/// The causes that moto models, end to end through the cmdlets against an EC2 that others wrote. It ignores private DNS, gives an added
/// subnet no interface and an added route table no route, lists endpoint interfaces as unused and prefix lists without blocks, so that
/// clients are not sent there: what redirects clients (host names, private DNS, route tables) and subnet coverage are proven against the
/// project's own server (RepairLiveTests).
/// </summary>
public sealed partial class MotoRepairTests : IAsyncLifetime
{
    private const string Policy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:ReceiveMessage","Resource":"*"}]}""";
    private readonly ModuleSession _session = new(width: 80);
    private readonly NameTestServer _names = new([]); // moto has no Profiles and no DNS Firewall, without which no name is decided.
    private MotoServer? _moto;
    private MotoWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        if (MotoServer.SkipReason is not null)
            return;
        _moto = await MotoServer.StartAsync(Token);
        using var client = _moto.CreateClient();
        _world = await new MotoWorldBuilder(client, Token).SampleAsync();
        _session.Invoke($"$global:live = @{{ EndpointUrl = '{_moto.Url}'; NameEndpointUrl = '{_names.Url}'; Region = 'us-east-1'; AccessKey = 'AKIAIOSFODNN7EXAMPLE'; SecretKey = 'secretsecret' }}").Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _names.Dispose();
        _moto?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The cause, what is asked, and the lines of the world that a repair adds and takes away.</summary>
    public static TheoryData<string, string, string[]> Causes { get; } = new()
    {
        { "SecurityGroupIngress", "", ["+ {group} inbound tcp 443-443 {clients} Clients of {endpoint}"] },
        { "VpcDns", "", ["- {vpc} enableDnsSupport False", "+ {vpc} enableDnsSupport True"] },
        { "NetworkAcl", "", ["+ {acl} 100 outbound allow 6 10.0.1.0/24 1024-65535"] },
        { "EndpointPolicy", "-RequiredAction sqs:SendMessage",
            ["- {endpoint} policy sqs:ReceiveMessage", "+ {endpoint} policy sqs:ReceiveMessage sqs:SendMessage"] },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task A_broken_world_is_mended_just_so_and_given_back(string check, string question, string[] changes)
    {
        Assert.SkipWhen(_moto is null, MotoServer.SkipReason ?? "");
        using var client = _moto.CreateClient();
        await BreakAsync(client, check);
        var (broken, policies) = (await DumpAsync(client), await PoliciesAsync(client));

        var findings = _session.Invoke(
            $"$global:f = Get-VpcEndpointFinding {_world.InterfaceEndpointId} @live -Check {check} {question} -WarningAction Ignore; $f")
                .Succeeded();
        Assert.NotEmpty(findings);
        Assert.NotEmpty(_session.Invoke("$f | Repair-VpcEndpoint -WhatIf -WarningAction Ignore").Succeeded());
        Assert.Equal(broken, await DumpAsync(client));

        var applied = _session.Invoke("$global:r = $f | Repair-VpcEndpoint -Force -WarningAction Ignore; $r").Succeeded();

        Assert.All(applied, o => Assert.Equal("Applied", $"{o.Properties["Status"].Value}"));
        var mended = await DumpAsync(client);
        Assert.Equal(changes.Select(Named), broken.Except(mended).Select(line => "- " + line)
            .Concat(mended.Except(broken).Select(line => "+ " + line)));
        Assert.All(applied, o => Assert.Equal(true, o.Properties["Verified"].Value));
        Assert.All(_session.Invoke(
            $"$r | Undo-VpcEndpointRepair -Force -AllowBlockClients {_world.InterfaceEndpointId}, {_world.GatewayEndpointId}").Succeeded(),
            o => Assert.Equal("Applied", $"{o.Properties["Status"].Value}{o.Properties["Error"].Value}"));
        Assert.Equal(broken, await DumpAsync(client));
        Assert.Equal(policies, await PoliciesAsync(client));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task BreakAsync(AmazonEC2Client client, string check)
    {
        switch (check)
        {
            case "SecurityGroupIngress":
                var interfaces = await client.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [_world.InterfaceEndpointId] }, Token);
                foreach (var id in interfaces.VpcEndpoints[0].NetworkInterfaceIds)
                    await client.ModifyNetworkInterfaceAttributeAsync(new() { NetworkInterfaceId = id, Groups = [_world.EndpointGroupId] },
                        Token);
                await client.RevokeSecurityGroupIngressAsync(new()
                {
                    GroupId = _world.EndpointGroupId,
                    IpPermissions = [MotoWorldBuilder.Tcp(443, "10.0.0.0/16")]
                }, Token);
                break;
            case "VpcDns":
                await client.ModifyVpcAttributeAsync(new() { VpcId = _world.VpcId, EnableDnsSupport = false }, Token);
                break;
            case "NetworkAcl":
                await client.DeleteNetworkAclEntryAsync(new() { NetworkAclId = _world.NetworkAclId, RuleNumber = 100, Egress = true },
                    Token);
                break;
            case "EndpointPolicy":
                await client.ModifyVpcEndpointAsync(new() { VpcEndpointId = _world.InterfaceEndpointId, PolicyDocument = Policy }, Token);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(check), check, "Not a cause that moto models.");
        }
    }

    private string Named(string line) => line.Replace("{group}", _world.EndpointGroupId, StringComparison.Ordinal)
        .Replace("{clients}", _world.ClientGroupId, StringComparison.Ordinal)
        .Replace("{endpoint}", _world.InterfaceEndpointId, StringComparison.Ordinal)
            .Replace("{vpc}", _world.VpcId, StringComparison.Ordinal)
        .Replace("{acl}", _world.NetworkAclId, StringComparison.Ordinal);

    /// <summary>All that moto has of what a repair can change, a line a fact.</summary>
    private async Task<List<string>> DumpAsync(AmazonEC2Client client)
    {
        var groups = await client.DescribeSecurityGroupsAsync(new(), Token);
        var acls = await client.DescribeNetworkAclsAsync(new(), Token);
        var endpoints = await client.DescribeVpcEndpointsAsync(new(), Token);
        var tables = await client.DescribeRouteTablesAsync(new(), Token);
        var support = await client.DescribeVpcAttributeAsync(new() { VpcId = _world.VpcId, Attribute = VpcAttributeName.EnableDnsSupport },
            Token);
        var hostNames = await client.DescribeVpcAttributeAsync(new()
        {
            VpcId = _world.VpcId,
            Attribute = VpcAttributeName.EnableDnsHostnames
        }, Token);
        return
        [
            .. ((IEnumerable<string>)
            [
                .. groups.SecurityGroups.SelectMany(g => Rules(g.GroupId + " inbound", g.IpPermissions)
                    .Concat(Rules(g.GroupId + " outbound", g.IpPermissionsEgress))),
                .. acls.NetworkAcls.SelectMany(acl => acl.Entries.Select(e =>
                    $"{acl.NetworkAclId} {e.RuleNumber} {(e.Egress == true ? "outbound" : "inbound")} {e.RuleAction} {e.Protocol} {e.CidrBlock} {e.PortRange?.From}-{e.PortRange?.To}")),
                .. endpoints.VpcEndpoints.SelectMany(e => (string[])
                [
                    $"{e.VpcEndpointId} {e.State} {e.PrivateDnsEnabled} {string.Join(',', e.SubnetIds ?? [])} {string.Join(',', (e.Groups ?? []).Select(g => g.GroupId))} {string.Join(',', e.RouteTableIds ?? [])}",
                    $"{e.VpcEndpointId} policy {string.Join(' ', PolicyActions().Matches(e.PolicyDocument ?? "").Select(m => m.Value))}",
                ]),
                .. tables.RouteTables.SelectMany(t => t.Routes.Select(r =>
                    $"{t.RouteTableId} {r.DestinationCidrBlock}{r.DestinationPrefixListId} {r.GatewayId}")),
                $"{_world.VpcId} enableDnsSupport {support.EnableDnsSupport}",
                $"{_world.VpcId} enableDnsHostnames {hostNames.EnableDnsHostnames}",
            ]).Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<List<string?>> PoliciesAsync(AmazonEC2Client client) =>
        [.. (await client.DescribeVpcEndpointsAsync(new(), Token)).VpcEndpoints.Select(e => e.PolicyDocument)];

    private static IEnumerable<string> Rules(string group, IEnumerable<Amazon.EC2.Model.IpPermission>? permissions) => (permissions ?? [])
        .SelectMany(p =>
        (p.Ipv4Ranges ?? []).Select(r => $"{r.CidrIp} {r.Description}")
            .Concat((p.UserIdGroupPairs ?? []).Select(g => $"{g.GroupId} {g.Description}"))
        .Concat((p.PrefixListIds ?? []).Select(l => $"{l.Id} {l.Description}"))
            .Select(peer => $"{group} {p.IpProtocol} {p.FromPort}-{p.ToPort} {peer}".TrimEnd()));

    [GeneratedRegex("sqs:[A-Za-z]+", RegexOptions.None, 1000)]
    private static partial Regex PolicyActions();
}
