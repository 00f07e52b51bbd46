using Amazon.EC2;
using Amazon.EC2.Model;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Creating, replacing and deleting network ACL entries, and the attributes of a VPC.</summary>
public sealed class NetworkAclMutationTests : SampleWorldTestBase
{
    [Fact]
    public async Task A_created_entry_is_there_in_canonical_form()
    {
        await Client.CreateNetworkAclEntryAsync(Https(90, "10.0.3.4/24"), Token);
        var entry = Assert.Single((await Entries()), entry => entry.RuleNumber == 90);
        Assert.Equal(("10.0.3.0/24", "6", false, 443, 443, RuleAction.Allow),
            (entry.CidrBlock, entry.Protocol, entry.Egress, entry.PortRange.From, entry.PortRange.To, entry.RuleAction));
    }

    [Fact]
    public async Task Icmp_has_a_type_and_a_code_and_other_protocols_have_no_ports()
    {
        await Client.CreateNetworkAclEntryAsync(new()
        {
            NetworkAclId = "acl-0a1", RuleNumber = 91, Egress = true, Protocol = "58",
            RuleAction = RuleAction.Deny, Ipv6CidrBlock = "::/0", IcmpTypeCode = new IcmpTypeCode { Type = 128, Code = -1 }
        }, Token);
        await Client.CreateNetworkAclEntryAsync(new()
        {
            NetworkAclId = "acl-0a1", RuleNumber = 92, Egress = true, Protocol = "-1",
            RuleAction = RuleAction.Deny, CidrBlock = "0.0.0.0/0", PortRange = new PortRange { From = 1, To = 2 }
        }, Token);
        var entries = await Entries();
        var icmp = entries.Single(entry => entry.RuleNumber == 91);
        Assert.Equal(("::/0", 128, -1), (icmp.Ipv6CidrBlock, icmp.IcmpTypeCode.Type, icmp.IcmpTypeCode.Code));
        Assert.Null(entries.Single(entry => entry.RuleNumber == 92).PortRange);
    }

    [Fact]
    public async Task A_number_is_taken_once_a_direction()
    {
        Assert.Equal("The network acl entry identified by 100 already exists.",
            await RefusedAsync("NetworkAclEntryAlreadyExists", Client.CreateNetworkAclEntryAsync(Https(100), Token)));
        await Client.DeleteNetworkAclEntryAsync(new() { NetworkAclId = "acl-0a1", RuleNumber = 100, Egress = false }, Token);
        await Client.CreateNetworkAclEntryAsync(Https(100), Token);
        Assert.Equal(4, (await Entries()).Count);
    }

    [Fact]
    public async Task A_replaced_entry_says_something_else_at_the_same_number()
    {
        await Client.ReplaceNetworkAclEntryAsync(new()
        {
            NetworkAclId = "acl-0a1", RuleNumber = 100, Egress = false, Protocol = "6",
            RuleAction = RuleAction.Deny, CidrBlock = "10.0.0.0/8", PortRange = new PortRange { From = 443, To = 443 }
        }, Token);
        var entries = await Entries();
        Assert.Equal(4, entries.Count);
        Assert.Equal(RuleAction.Deny, entries.Single(entry => entry is { RuleNumber: 100, Egress: false }).RuleAction);
        Assert.Equal(RuleAction.Allow, entries.Single(entry => entry is { RuleNumber: 100, Egress: true }).RuleAction);
    }

    [Fact]
    public async Task The_quota_counts_each_direction_and_each_family_apart()
    {
        Server.Options = Server.Options with { EntriesPerNetworkAcl = 3 };
        await Client.CreateNetworkAclEntryAsync(Https(90), Token);
        await RefusedAsync("NetworkAclEntryLimitExceeded", Client.CreateNetworkAclEntryAsync(Https(91), Token));
        await Client.CreateNetworkAclEntryAsync(new()
        {
            NetworkAclId = "acl-0a1", RuleNumber = 91, Egress = false, Protocol = "-1",
            RuleAction = RuleAction.Allow, Ipv6CidrBlock = "::/0"
        }, Token);
    }

    [Fact]
    public async Task What_is_wrong_is_refused()
    {
        await RefusedAsync("InvalidNetworkAclID.NotFound",
            Client.DeleteNetworkAclEntryAsync(new() { NetworkAclId = "acl-09f", RuleNumber = 100, Egress = false }, Token));
        await RefusedAsync("InvalidNetworkAclEntry.NotFound",
            Client.DeleteNetworkAclEntryAsync(new() { NetworkAclId = "acl-0a1", RuleNumber = 77, Egress = false }, Token));
        await RefusedAsync("InvalidParameterValue",
            Client.DeleteNetworkAclEntryAsync(new() { NetworkAclId = "acl-0a1", RuleNumber = 32767, Egress = false }, Token));
        await RefusedAsync("InvalidParameterValue", Client.CreateNetworkAclEntryAsync(Https(90, "10.0.0.0/64"), Token));
        await RefusedAsync("MissingParameter", Client.CreateNetworkAclEntryAsync(new()
        {
            NetworkAclId = "acl-0a1", RuleNumber = 90,
            Egress = false, Protocol = "6", RuleAction = RuleAction.Allow, CidrBlock = "10.0.0.0/8"
        }, Token));
        await RefusedAsync("DryRunOperation", Client.DeleteNetworkAclEntryAsync(new()
        {
            DryRun = true, NetworkAclId = "acl-0a1",
            RuleNumber = 100, Egress = false
        }, Token));
        Assert.Equal(4, (await Entries()).Count);
    }

    [Fact]
    public async Task A_vpc_attribute_is_modified_one_at_a_time()
    {
        await Client.ModifyVpcAttributeAsync(new() { VpcId = "vpc-0a1", EnableDnsHostnames = false }, Token);
        Assert.False((await Client.DescribeVpcAttributeAsync(new() { VpcId = "vpc-0a1", Attribute = VpcAttributeName.EnableDnsHostnames },
            Token)).EnableDnsHostnames);
        Assert.True((await Client.DescribeVpcAttributeAsync(new() { VpcId = "vpc-0a1", Attribute = VpcAttributeName.EnableDnsSupport },
            Token)).EnableDnsSupport);
        await RefusedAsync("InvalidParameterCombination",
            Client.ModifyVpcAttributeAsync(new() { VpcId = "vpc-0a1", EnableDnsHostnames = true, EnableDnsSupport = true }, Token));
        await RefusedAsync("InvalidVpcID.NotFound",
            Client.ModifyVpcAttributeAsync(new() { VpcId = "vpc-09f", EnableDnsHostnames = true }, Token));
    }

    private static CreateNetworkAclEntryRequest Https(int number, string cidr = "10.0.0.0/16") => new()
    {
        NetworkAclId = "acl-0a1",
        RuleNumber = number,
        Egress = false,
        Protocol = "6",
        RuleAction = RuleAction.Allow,
        CidrBlock = cidr,
        PortRange = new PortRange { From = 443, To = 443 },
    };

    private async Task<List<NetworkAclEntry>> Entries() =>
        Assert.Single((await Client.DescribeNetworkAclsAsync(new DescribeNetworkAclsRequest(), Token)).NetworkAcls).Entries;
}
