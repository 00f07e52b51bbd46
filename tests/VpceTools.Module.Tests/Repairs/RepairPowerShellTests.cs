using Amazon.EC2.Model;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>
/// The AWS.Tools lines bind as a user would have them bind: stand-ins for the cmdlets take parameters of the types that the real ones have.
/// </summary>
public sealed class RepairPowerShellTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public RepairPowerShellTests()
    {
        // The engine finds the SDK's types once their assembly is loaded.
        Assert.NotNull(new IpPermission());
        foreach (var cmdlet in (string[])["Grant-EC2SecurityGroupIngress", "Grant-EC2SecurityGroupEgress", "Revoke-EC2SecurityGroupIngress",
            "Revoke-EC2SecurityGroupEgress"])
            _session.Invoke($"function global:{cmdlet} {{ param([string]$GroupId, [Amazon.EC2.Model.IpPermission[]]$IpPermission, [string]$Region) $IpPermission }}").Succeeded();
    }

    /// <summary>The peers of a rule as arguments: a block, a group or a prefix list.</summary>
    public static TheoryData<string, string> Peers { get; } = new()
    {
        { "10.0.0.0/16", "[VpceTools.Addressing.CidrBlock]::Parse('10.0.0.0/16'), [NullString]::Value, [NullString]::Value" },
        { "2001:db8::/56", "[VpceTools.Addressing.CidrBlock]::Parse('2001:db8::/56'), [NullString]::Value, [NullString]::Value" },
        { "sg-2", "$null, 'sg-2', [NullString]::Value" },
        { "pl-1", "$null, [NullString]::Value, 'pl-1'" },
    };

    [Theory]
    [MemberData(nameof(Peers))]
    public void A_line_for_a_group_is_the_permission_that_it_says(string peer, string arguments)
    {
        foreach (var action in (string[])["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress"])
        {
            var bound = (IpPermission)Assert.Single(_session.Invoke($"""
                $permission = [VpceTools.Repairs.Actions.SecurityGroupPermission]::new(443, 444, {arguments}, "Clients' of vpce-1")
                & ([scriptblock]::Create([VpceTools.Repairs.Actions.{action}]::new('sg-1', $permission).ToPowerShell()))
                """).Succeeded()).BaseObject;

            Assert.Equal(("tcp", 443, 444), (bound.IpProtocol, bound.FromPort, bound.ToPort));
            Assert.Equal((peer, "Clients' of vpce-1"), Assert.Single(PeersOf(bound)));
        }
    }

    [Fact]
    public void A_script_and_the_lines_of_a_finding_bind()
    {
        var sample = $"-SnapshotPath '{Path.Combine(RepositoryFiles.Root, "samples", "security-group")}'";

        foreach (var lines in (string[])[$"Repair-VpcEndpoint {sample} -AsScript PowerShell",
            $"(Get-VpcEndpointFinding {sample}).PowerShell", $"(Repair-VpcEndpoint {sample}).PowerShell"])
        {
            // Without the line that asks for a module which is not here.
            var bound = _session.Invoke($"& ([scriptblock]::Create((@({lines}) -join \"`n\" -replace '(?m)^#requires.*$')))").Succeeded();
            Assert.Equal(["sg-07008a7016a968c6f", "sg-0ac636acbe64c2de1"],
                bound.Select(o => Assert.Single(((IpPermission)o.BaseObject).UserIdGroupPairs).GroupId));
        }
    }

    public void Dispose() => _session.Dispose();

    private static IEnumerable<(string Peer, string Description)> PeersOf(IpPermission permission) =>
    [
        .. (permission.Ipv4Ranges ?? []).Select(r => (r.CidrIp, r.Description)), .. (permission.Ipv6Ranges ?? [])
            .Select(r => (r.CidrIpv6, r.Description)),
        .. (permission.UserIdGroupPairs ?? []).Select(r => (r.GroupId, r.Description)), .. (permission.PrefixListIds ?? [])
            .Select(r => (r.Id, r.Description)),
    ];
}
