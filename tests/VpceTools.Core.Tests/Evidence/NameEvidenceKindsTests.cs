using VpceTools.Core.Tests.Snapshots;
using VpceTools.Evidence;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Evidence;

/// <summary>Evidence on names, as the AWS CLI prints it. The examples are those of the commands' pages, cut to what is read.</summary>
public sealed class NameEvidenceKindsTests
{
    private const string Soa =
        """{"Name": "example.com.", "Type": "SOA", "TTL": 900, "ResourceRecords": [{"Value": "ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"}]}""";

    public static TheoryData<NameEvidenceKind> KindsWithCall =>
        [.. Enum.GetValues<NameEvidenceKind>().Where(kind => NameEvidenceCall.For(kind) is not null)];

    [Theory]
    [MemberData(nameof(KindsWithCall))]
    public void What_the_engine_misses_is_what_a_row_supplies(NameEvidenceKind kind)
    {
        var row = EvidenceKinds.For(Assert.NotNull(kind.Resource()));

        Assert.Contains(NameEvidenceCall.For(kind)!.IamAction, row.Calls.Select(call => call.IamAction));
        Assert.Contains(NameEvidenceCall.For(kind)!.Command, row.Calls.Select(call => call.Command));
    }

    public static TheoryData<ResourceKind> KindsOfRoute53 =>
        [.. EvidenceKinds.All.Where(kind => kind.Call.Service != "ec2" && kind.Call.Purpose is not null).Select(kind => kind.Kind)];

    /// <summary>In the script for sh and in the one for PowerShell, which loop over some of the commands' last words.</summary>
    [Theory]
    [MemberData(nameof(KindsOfRoute53))]
    public void The_guide_exports_every_kind_that_a_diagnosis_reads(ResourceKind kind)
    {
        var call = DescribeCall.For(kind);
        var blocks = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "snapshots.md")).Split("```");
        var word = call.CommandName["list-".Length..];

        foreach (var shell in new[] { "sh\n", "powershell\n" })
            Assert.Contains(blocks, block => block.StartsWith(shell, StringComparison.Ordinal)
                && (block.Contains($"{call.Command} ", StringComparison.Ordinal)
                    || (block.Contains($"aws {call.Service} ", StringComparison.Ordinal)
                        && block.Contains(word, StringComparison.Ordinal))));
    }

    /// <summary>https://docs.aws.amazon.com/cli/latest/reference/route53/list-hosted-zones-by-vpc.html.</summary>
    [Theory]
    [InlineData("a.json", "\"VPCId\": \"vpc-1\", ")]
    [InlineData("list-hosted-zones-by-vpc-vpc-1.json", "")]
    [InlineData("vpc-1/zones.json", "")]
    public void The_zones_of_a_VPC_are_read_with_their_owners(string file, string key)
    {
        var network = SnapshotFolder.ReadOne("{" + key + """
            "HostedZoneSummaries": [
                {"HostedZoneId": "Z111111QQQQQQQ", "Name": "example.com.", "Owner": {"OwningAccount": "111122223333"}},
                {"HostedZoneId": "Z222222VVVVVVV", "Name": "example.net.", "Owner": {"OwningService": "efs.amazonaws.com"}}], "MaxItems": "100"}
            """, file);

        Assert.Equal(
            [new VpcHostedZones("vpc-1", [new("Z111111QQQQQQQ", "example.com.", "111122223333"),
                new("Z222222VVVVVVV", "example.net.", null, "efs.amazonaws.com")])],
            network.HostedZonesOfVpcs);
        Assert.Equal([ResourceKind.HostedZone], network.Described);
        Assert.Empty(network.Remarks);
    }

    [Fact]
    public void No_zones_of_a_VPC_that_nothing_names_are_unseen()
    {
        using var folder = new SnapshotFolder();

        var network = folder.Add("vpcs.json", """{"Vpcs": []}""").Add("zones.json", """{"HostedZoneSummaries": [], "MaxItems": "100"}""")
            .ReadOne();

        Assert.Equal([ResourceKind.Vpc], network.Described);
        Assert.Contains("does not say of which", Assert.Single(network.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_breaks_off_says_so_until_its_last_page_is_there()
    {
        using var folder = new SnapshotFolder();
        folder.Add("vpc-1-a.json",
            """{"HostedZoneSummaries": [{"HostedZoneId": "Z1", "Name": "a."}], "NextToken": "x", "MaxItems": "1"}""");

        var part = folder.ReadOne();
        var whole = folder.Add("vpc-1-b.json", """{"HostedZoneSummaries": [{"HostedZoneId": "Z2", "Name": "b."}], "MaxItems": "1"}""")
            .ReadOne();

        Assert.Equal([new VpcHostedZones("vpc-1", [new("Z1", "a.")], IsTruncated: true)], part.HostedZonesOfVpcs);
        Assert.Equal([new VpcHostedZones("vpc-1", [new("Z1", "a."), new("Z2", "b.")])], whole.HostedZonesOfVpcs);
    }

    /// <summary>https://docs.aws.amazon.com/cli/latest/reference/route53/get-hosted-zone.html.</summary>
    [Fact]
    public void A_hosted_zone_is_read_with_its_VPCs_and_joined_with_the_list()
    {
        using var folder = new SnapshotFolder();
        const string Zone = """{"Id": "/hostedzone/Z1D633PJN98FT9", "Name": "example.com.", "CallerReference": "x", "Config": {"PrivateZone": true}, "ResourceRecordSetCount": 2}""";

        var network = folder.Add("list.json", $$"""{"HostedZones": [{{Zone}}], "IsTruncated": false, "MaxItems": "100"}""")
            .Add("zone.json", $$"""{"HostedZone": {{Zone}}, "VPCs": [{"VPCRegion": "us-east-1", "VPCId": "vpc-1"}, {"VPCRegion": "eu-west-1", "VPCId": "vpc-2"}]}""").ReadOne();

        Assert.Equal(
            [
                new HostedZone
                {
                    Id = "Z1D633PJN98FT9", Name = "example.com.", IsPrivate = true, ResourceRecordSetCount = 2,
                    Vpcs = [new("vpc-1", "us-east-1"), new("vpc-2", "eu-west-1")],
                },
            ],
            network.HostedZones);
        Assert.Equal([ResourceKind.OwnHostedZone], network.Described);
        Assert.Empty(network.Remarks);
    }

    [Fact]
    public void Record_sets_are_read_with_their_aliases_and_policies()
    {
        var network = SnapshotFolder.ReadOne($$"""
            {"ResourceRecordSets": [
                {"Name": "example.com.", "Type": "A", "AliasTarget": {"HostedZoneId": "Z7HUB22UULQXV", "DNSName": "vpce-1.sqs.us-east-1.vpce.amazonaws.com.", "EvaluateTargetHealth": true} },
                {{Soa}},
                {"Name": "\\052.example.com.", "Type": "A", "TTL": 60, "SetIdentifier": "one", "Weight": 10, "HealthCheckId": "0a-1", "ResourceRecords": [{"Value": "10.0.0.1"}, {"Value": "10.0.0.2"}]},
                {"Name": "x.example.com.", "Type": "AAAA", "TTL": 60, "SetIdentifier": "eu", "GeoLocation": {"ContinentCode": "EU"}, "ResourceRecords": [{"Value": "2001:db8::1"}]}]}
            """, "list-resource-record-sets-Z0123456789ABCDEFGHIJ.json");

        var records = Assert.Single(network.HostedZoneRecords);
        Assert.Equal(("Z0123456789ABCDEFGHIJ", true), (records.HostedZoneId, records.IsComplete));
        Assert.Equal(new AliasTarget("Z7HUB22UULQXV", "vpce-1.sqs.us-east-1.vpce.amazonaws.com.", true), records.RecordSets[0].AliasTarget);
        Assert.Equal(
            new ResourceRecordSet
            {
                Name = "\\052.example.com.", Type = "A", Ttl = 60, SetIdentifier = "one", Weight = 10,
                HealthCheckId = "0a-1", Values = ["10.0.0.1", "10.0.0.2"]
            },
            records.RecordSets[2]);
        Assert.Equal("geolocation EU", records.RecordSets[3].RoutingPolicy);
        Assert.Equal([ResourceKind.ResourceRecordSet], network.Described);
    }

    [Theory]
    [InlineData("""{"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "example.com.", "Config": {"PrivateZone": true}, "ResourceRecordSetCount": 1}]}""", true)]
    [InlineData("""{"VPCId": "vpc-1", "HostedZoneSummaries": [{"HostedZoneId": "Z1", "Name": "example.com."}]}""", true)]
    [InlineData("""{"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "example.com.", "Config": {"PrivateZone": true}, "ResourceRecordSetCount": 7}]}""", false)]
    [InlineData("""{"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "example.com.", "Config": {"PrivateZone": false}, "ResourceRecordSetCount": 1}]}""", false)]
    [InlineData("""{"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "example.com."}, {"Id": "/hostedzone/Z2", "Name": "example.com."}]}""",
        false)]
    [InlineData("""{"HostedZones": []}""", false)]
    public void Record_sets_of_a_zone_that_nothing_names_belong_to_the_one_private_zone_of_that_name(string zones, bool isKnown)
    {
        using var folder = new SnapshotFolder();

        var network = folder.Add("zones.json", zones).Add("records.json", $$"""{"ResourceRecordSets": [{{Soa}}]}""").ReadOne();

        Assert.Equal(isKnown ? ["Z1"] : [], network.HostedZoneRecords.Select(r => r.HostedZoneId));
        Assert.Equal(!isKnown, network.Remarks.Any(remark => remark.Contains("nothing says of which zone", StringComparison.Ordinal)));
    }

    /// <summary>
    /// What --no-paginate prints: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html.
    /// </summary>
    [Fact]
    public void Pages_of_a_zone_become_one_and_a_page_alone_holds_what_it_surely_holds()
    {
        const string First = """{"IsTruncated": true, "NextRecordName": "b.example.com.", "NextRecordType": "AAAA", "MaxItems": "3", "ResourceRecordSets": [""" + Soa + """, {"Name": "a.example.com.", "Type": "A"}, {"Name": "b.example.com.", "Type": "A"}]}""";
        const string Last = """{"IsTruncated": false, "MaxItems": "3", "ResourceRecordSets": [{"Name": "b.example.com.", "Type": "AAAA"}, {"Name": "c.example.com.", "Type": "A"}]}""";
        using var folder = new SnapshotFolder();

        var last = folder.Add("Z1-b.json", Last).ReadOne();
        var whole = folder.Add("Z1-a.json", First).ReadOne();

        var part = Assert.Single(last.HostedZoneRecords);
        Assert.Equal(("c.example.com.", null, 1), (part.StartRecordName, part.NextRecordName, part.RecordSets.Count));
        var zone = Assert.Single(whole.HostedZoneRecords);
        Assert.Equal((true, 5), (zone.IsComplete, zone.RecordSets.Count));
    }

    /// <summary>What --max-items prints: only that there is more.</summary>
    [Fact]
    public void A_page_that_does_not_say_what_follows_ends_before_its_last_name()
    {
        var part = Assert.Single(SnapshotFolder.ReadOne(
            $$"""{"NextToken": "eyJ", "ResourceRecordSets": [{{Soa}}, {"Name": "a.example.com.", "Type": "A"}]}""",
            "Z1.json").HostedZoneRecords);

        Assert.Equal((null, "a.example.com."), (part.StartRecordName, part.NextRecordName));
    }

    /// <summary>https://docs.aws.amazon.com/cli/latest/reference/route53resolver/list-resolver-rules.html and its neighbours.</summary>
    [Fact]
    public void What_the_Resolver_does_is_read()
    {
        using var folder = new SnapshotFolder();

        var network = folder
            .Add("1.json", """
                {"ResolverRules": [
                {"Id": "rslvr-autodefined-rr-internet-resolver", "CreatorRequestId": "", "Arn": "arn:aws:route53resolver:us-west-2::autodefined-rule/rslvr-autodefined-rr-internet-resolver", "DomainName": ".", "Status": "COMPLETE", "RuleType": "RECURSIVE", "Name": "Internet Resolver", "OwnerId": "Route 53 Resolver", "ShareStatus": "NOT_SHARED"},
                {"Id": "rslvr-rr-42b60677c0example", "DomainName": "example.com.", "Status": "COMPLETE", "RuleType": "FORWARD", "TargetIps": [{"Ip": "192.0.2.45", "Port": 53}], "ResolverEndpointId": "rslvr-out-d5e5920e37example", "OwnerId": "111122223333", "ShareStatus": "NOT_SHARED"}]}
                """)
            .Add("2.json", """{"MaxResults": 30, "ResolverRuleAssociations": [{"Id": "rslvr-autodefined-assoc-vpc-304bexam-internet-resolver", "ResolverRuleId": "rslvr-autodefined-rr-internet-resolver", "Name": "System Rule Association", "VPCId": "vpc-304bexam", "Status": "COMPLETE", "StatusMessage": ""}]}""")
            .Add("3.json", """{"MaxResults": 10, "ResolverEndpoints": [{"Id": "rslvr-in-497098ad59example", "SecurityGroupIds": ["sg-05cd7b25d6example"], "Direction": "INBOUND", "IpAddressCount": 2, "HostVPCId": "vpc-304bexam", "Status": "OPERATIONAL"}]}""")
            .Add("list-resolver-endpoint-ip-addresses-rslvr-in-497098ad59.json",
                """{"MaxResults": 10, "IpAddresses": [{"IpId": "rni-1de60cdbfeexample", "SubnetId": "subnet-bafaexam", "Ip": "192.0.2.44", "Status": "ATTACHED"}]}""")
            .Add("5.json", """{"ResolverConfigs": [{"Id": "rslvr-rc-1", "ResourceId": "vpc-1", "OwnerId": "111122223333", "AutodefinedReverse": "DISABLED"}]}""").ReadOne();

        Assert.Equal(new ResolverTarget("192.0.2.45", null, 53), Assert.Single(network.ResolverRules[1].TargetIps));
        Assert.Equal([new("rslvr-autodefined-assoc-vpc-304bexam-internet-resolver", "rslvr-autodefined-rr-internet-resolver",
            "vpc-304bexam", "COMPLETE")], network.ResolverRuleAssociations);
        Assert.Equal(("INBOUND", "vpc-304bexam"), (network.ResolverEndpoints[0].Direction, network.ResolverEndpoints[0].HostVpcId));
        Assert.Equal([new ResolverEndpointAddresses("rslvr-in-497098ad59", [new("192.0.2.44", null, "subnet-bafaexam", "ATTACHED")])],
            network.ResolverEndpointAddresses);
        Assert.Equal([new("vpc-1", "DISABLED", "111122223333")], network.ResolverConfigs);
        Assert.Empty(network.Remarks);
    }

    /// <summary>https://docs.aws.amazon.com/cli/latest/reference/route53resolver/list-firewall-rules.html and its neighbours.</summary>
    [Fact]
    public void DNS_Firewall_is_read()
    {
        using var folder = new SnapshotFolder();

        var network = folder
            .Add("1.json", """{"FirewallRuleGroupAssociations": [{"Id": "rslvr-frgassoc-57e8873d7example", "Arn": "arn:aws:x", "FirewallRuleGroupId": "rslvr-frg-47f93271fexample", "VpcId": "vpc-31e92222", "Name": "test", "Priority": 101, "MutationProtection": "DISABLED", "Status": "UPDATING"}]}""")
            .Add("2.json", """{"FirewallRules": [{"FirewallRuleGroupId": "rslvr-frg-47f93271fexample", "FirewallDomainListId": "rslvr-fdl-9e956e9ffexample", "Name": "allow-rule", "Priority": 101, "Action": "BLOCK", "BlockResponse": "NODATA", "Qtype": "A"}]}""")
            .Add("3-rslvr-frg-0.json", """{"FirewallRules": []}""")
            .Add("4.json", """{"FirewallDomainLists": [{"Id": "rslvr-fdl-9e956e9ffexample", "Name": "test", "ManagedOwnerName": "Route 53 Resolver DNS Firewall"}]}""")
            .Add("5.json", """{"FirewallDomainListId": "rslvr-fdl-9e956e9ffexample", "Domains": ["test1.com.", "*.test2.com."]}""")
            .Add("6.json", """{"FirewallConfigs": [{"Id": "rslvr-fc-1", "ResourceId": "vpc-1", "OwnerId": "111122223333", "FirewallFailOpen": "ENABLED"}]}""").ReadOne();

        Assert.Equal([new("rslvr-frgassoc-57e8873d7example", "rslvr-frg-47f93271fexample", "vpc-31e92222", 101, "UPDATING")],
            network.FirewallRuleGroupAssociations);
        Assert.Equal(["rslvr-frg-47f93271fexample", "rslvr-frg-0"], network.FirewallRules.Select(r => r.FirewallRuleGroupId));
        Assert.Equal(("BLOCK", "NODATA", "A"), (network.FirewallRules[0].Rules[0].Action, network.FirewallRules[0].Rules[0].BlockResponse,
            network.FirewallRules[0].Rules[0].Qtype));
        Assert.Equal([new("rslvr-fdl-9e956e9ffexample", "test", "Route 53 Resolver DNS Firewall")], network.FirewallDomainLists);
        Assert.Equal([new FirewallDomains("rslvr-fdl-9e956e9ffexample", ["test1.com.", "*.test2.com."])], network.FirewallDomains);
        Assert.Equal([new("vpc-1", "ENABLED")], network.FirewallConfigs);
        Assert.Empty(network.Remarks);
    }

    /// <summary>https://docs.aws.amazon.com/cli/latest/reference/route53profiles/list-profile-resource-associations.html.</summary>
    [Fact]
    public void Profiles_are_read_with_what_they_hold()
    {
        using var folder = new SnapshotFolder();

        var network = folder
            .Add("1.json", """{"ProfileAssociations": [{"CreationTime": 1710851336.527, "Id": "rpassoc-489ce212fexample", "ModificationTime": 1710851401.362, "Name": "test", "OwnerId": "123456789012", "ProfileId": "rp-4987774726example", "ResourceId": "vpc-0af3b96b3example", "Status": "COMPLETE"}]}""")
            .Add("2.json", """
                {"ProfileResourceAssociations": [
                {"Id": "rpr-001913120a7example", "Name": "test", "OwnerId": "123456789012", "ProfileId": "rp-4987774726example", "ResourceArn": "arn:aws:route53resolver:us-east-1:123456789012:firewall-rule-group/rslvr-frg-cfe7f72example", "ResourceProperties": "{\"priority\":102}", "ResourceType": "FIREWALL_RULE_GROUP", "Status": "COMPLETE"},
                {"Id": "rpr-2", "ProfileId": "rp-4987774726example", "ResourceArn": "arn:aws:route53:::hostedzone/Z1", "ResourceProperties": "no JSON"}]}
                """).ReadOne();

        Assert.Equal([new("rpassoc-489ce212fexample", "rp-4987774726example", "vpc-0af3b96b3example", "COMPLETE", null, "123456789012")],
            network.ProfileAssociations);
        var resources = Assert.Single(network.ProfileResources);
        Assert.Equal(("rp-4987774726example", 102, null),
            (resources.ProfileId, resources.Resources[0].Priority, resources.Resources[1].Priority));
        Assert.Empty(network.Remarks);
    }

    [Theory]
    [InlineData("""{"HostedZoneSummaries": [{"HostedZoneId": "Z1;id", "Name": "example.com."}], "VPCId": "vpc-1"}""")]
    [InlineData("""{"HostedZoneSummaries": [{"HostedZoneId": "Z1", "Name": "example.com. $(id)"}], "VPCId": "vpc-1"}""")]
    [InlineData("""{"HostedZones": [{"Id": "/hostedzone/Z1`id`", "Name": "example.com."}]}""")]
    [InlineData("""{"HostedZoneId": "Z1", "ResourceRecordSets": [{"Name": "a\u001b[31m.example.com.", "Type": "A"}]}""")]
    [InlineData("""{"ResolverRules": [{"Id": "rslvr-rr-1", "DomainName": "example.com; id"}]}""")]
    [InlineData("""{"ResolverRuleAssociations": [{"Id": "rslvr-rrassoc-1", "ResolverRuleId": "rslvr-rr-1\n", "VPCId": "vpc-1"}]}""")]
    [InlineData("""{"ResolverEndpoints": [{"Id": "rslvr-in-1", "HostVPCId": "vpc-1|id"}]}""")]
    [InlineData("""{"FirewallRuleGroupAssociations": [{"Id": "rslvr-frgassoc-1", "FirewallRuleGroupId": "rslvr-frg-1'", "VpcId": "vpc-1"}]}""")]
    [InlineData("""{"FirewallDomainListId": "rslvr-fdl-1", "Domains": ["a b"]}""")]
    [InlineData("""{"ProfileAssociations": [{"Id": "rpassoc-1", "ProfileId": "rp-1", "ResourceId": "vpc-1&id"}]}""")]
    public void What_AWS_cannot_have_given_is_unreadable(string json)
    {
        var network = SnapshotFolder.ReadOne(json);

        Assert.Single(network.Unreadable);
        Assert.Contains("is left out", Assert.Single(network.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Domains": [{"DomainName": "example.com"}]}""")]
    [InlineData("""{"IpAddresses": ["10.0.0.1"]}""")]
    [InlineData("""{"IpAddresses": [{"Address": "10.0.0.1"}]}""")]
    [InlineData("""{"FirewallRules": [{"Protocol": "tcp", "Ports": "80"}]}""")]
    [InlineData("""{"HostedZone": {"Name": "x"}}""")]
    [InlineData("""{"HostedZone": "Z1"}""")]
    public void Look_alikes_of_other_calls_are_left_alone_here_too(string json)
    {
        using var folder = new SnapshotFolder();

        var network = folder.Add("vpcs.json", """{"Vpcs": []}""").Add("rslvr-fdl-1-rslvr-in-1-rslvr-frg-1.json", json).ReadOne();

        Assert.Equal([ResourceKind.Vpc], network.Described);
        Assert.Empty(network.Remarks);
    }
}
