using VpceTools.Addressing;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class PrefixListDocumentTests
{
    private const string Managed = """
        {"ManagedPrefixLists": [
            {"PrefixListId": "pl-63a5400a", "AddressFamily": "IPv4", "State": "create-complete", "PrefixListArn": "arn:aws:ec2:us-east-1:aws:prefix-list/pl-63a5400a", "PrefixListName": "com.amazonaws.us-east-1.s3", "OwnerId": "AWS"},
            {"PrefixListId": "pl-0123", "AddressFamily": "IPv4", "State": "create-complete", "PrefixListName": "offices", "OwnerId": "111122223333", "Version": 3}]}
        """;

    private const string Prefix =
        """{"PrefixLists": [{"Cidrs": ["54.231.0.0/16", "52.216.0.0/15"], "PrefixListId": "pl-63a5400a", "PrefixListName": "com.amazonaws.us-east-1.s3"}]}""";

    [Fact]
    public void A_list_that_is_only_named_has_unknown_entries()
    {
        var network = SnapshotFolder.ReadOne(Managed);

        Assert.Equal([new PrefixList { Id = "pl-63a5400a", Name = "com.amazonaws.us-east-1.s3" },
            new PrefixList { Id = "pl-0123", Name = "offices" }], network.PrefixLists);
        Assert.Equal([ResourceKind.PrefixList], network.Described);
        Assert.Equal("us-east-1", network.Region);
    }

    [Fact]
    public void Names_and_entries_of_a_list_are_gathered_from_all_documents()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", Managed).Add("b.json", Prefix)
            .Add("entries-of-pl-0123.json",
                """{"Entries": [{"Cidr": "192.0.2.0/24", "Description": "Bern"}, {"Cidr": "2001:db8::/32"}]}""");

        var network = folder.ReadOne();

        Assert.Equal(
            [
                new PrefixList { Id = "pl-63a5400a", Name = "com.amazonaws.us-east-1.s3",
                    CidrBlocks = [CidrBlock.Parse("54.231.0.0/16"), CidrBlock.Parse("52.216.0.0/15")] },
                new PrefixList { Id = "pl-0123", Name = "offices",
                    CidrBlocks = [CidrBlock.Parse("192.0.2.0/24"), CidrBlock.Parse("2001:db8::/32")] },
            ],
            network.PrefixLists);
        Assert.Empty(network.Remarks);
    }

    [Fact]
    public void The_same_entries_in_another_order_are_no_contradiction()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", Prefix).Add("pl-63a5400a.json", """{"Entries": [{"Cidr": "52.216.0.0/15"}, {"Cidr": "54.231.0.0/16"}]}""");

        Assert.Empty(folder.ReadOne().Remarks);
    }

    [Fact]
    public void Entries_of_a_list_that_nothing_names_are_not_guessed_at()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", Managed).Add("entries.json", """{"Entries": [{"Cidr": "192.0.2.0/24"}]}""");

        var network = folder.ReadOne();

        Assert.All(network.PrefixLists, list => Assert.Null(list.CidrBlocks));
        Assert.Contains("entries.json", Assert.Single(network.Remarks));
    }

    [Fact]
    public void A_customer_s_list_may_be_empty_and_a_service_s_may_not()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", """{"PrefixLists": [{"Cidrs": [], "PrefixListId": "pl-63a5400a", "PrefixListName": "com.amazonaws.us-east-1.s3"}]}""").Add("pl-0123.json", """{"Entries": []}""");

        Assert.Equal([("pl-63a5400a", null), ("pl-0123", 0)], folder.ReadOne().PrefixLists.Select(l => (l.Id, l.CidrBlocks?.Count)));
    }

    [Fact]
    public void A_part_of_the_entries_counts_as_unknown()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", Managed).Add("pl-0123.json", """{"Entries": [{"Cidr": "192.0.2.0/24"}], "NextToken": "more"}""");

        var network = folder.ReadOne();

        Assert.All(network.PrefixLists, list => Assert.Null(list.CidrBlocks));
        Assert.Contains("pl-0123", Assert.Single(network.Remarks));
    }

    [Fact]
    public void DHCP_options_are_read_with_resolvers_and_domain()
    {
        var network = SnapshotFolder.ReadOne("""
            {"DhcpOptions": [{"DhcpConfigurations": [
                {"Key": "domain-name", "Values": [{"Value": "us-east-2.compute.internal"}]},
                {"Key": "domain-name-servers", "Values": [{"Value": "AmazonProvidedDNS"}, {"Value": "10.2.5.1"}]},
                {"Key": "ntp-servers", "Values": [{"Value": "10.2.5.2"}]}], "DhcpOptionsId": "dopt-19edf471", "OwnerId": "111122223333"}]}
            """);

        Assert.Equal(
            [new DhcpOptions { Id = "dopt-19edf471", DomainName = "us-east-2.compute.internal",
                DomainNameServers = ["AmazonProvidedDNS", "10.2.5.1"] }], network.DhcpOptions);
    }

    [Fact]
    public void A_peering_connection_is_read_with_both_sides()
    {
        var network = SnapshotFolder.ReadOne("""
            {"VpcPeeringConnections": [{
                "Status": {"Message": "Active", "Code": "active"}, "VpcPeeringConnectionId": "pcx-1", "Tags": [],
                "RequesterVpcInfo": {"OwnerId": "444455556666", "VpcId": "vpc-1", "Region": "us-east-1", "CidrBlock": "10.1.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.1.0.0/16"}, {"CidrBlock": "10.2.0.0/16"}], "Ipv6CidrBlockSet": [{"Ipv6CidrBlock": "2001:db8::/56"}]},
                "AccepterVpcInfo": {"OwnerId": "111122223333", "VpcId": "vpc-2", "Region": "eu-west-1"}
            }]}
            """);

        Assert.Equal(
            [
                new VpcPeeringConnection(
                    "pcx-1", "active",
                    new("vpc-1", "444455556666", "us-east-1",
                        [CidrBlock.Parse("10.1.0.0/16"), CidrBlock.Parse("10.2.0.0/16"), CidrBlock.Parse("2001:db8::/56")]),
                    new("vpc-2", "111122223333", "eu-west-1", [])),
            ],
            network.PeeringConnections);
    }
}
