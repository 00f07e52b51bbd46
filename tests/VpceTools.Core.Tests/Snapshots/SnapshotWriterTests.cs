using CsCheck;
using VpceTools.Model;
using VpceTools.Snapshots;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class SnapshotWriterTests
{
    [Fact]
    public void What_is_written_reads_back_to_an_equal_network() =>
        NetworkGenerator.Network.Sample(
            network =>
            {
                using var folder = new SnapshotFolder();
                SnapshotWriter.Write(network, folder.Path);
                var back = folder.ReadOne();
                Assert.Equivalent(network, back, strict: true);
                return network == back;
            },
            iter: 100);

    [Theory]
    [InlineData("healthy")]
    [InlineData("dual-stack")]
    [InlineData("gateway")]
    public void A_sample_survives_being_read_written_and_read(string sample)
    {
        var network = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, sample)));
        using var folder = new SnapshotFolder();
        SnapshotWriter.Write(network, folder.Path);

        Assert.Equal(network, folder.ReadOne());
    }

    /// <summary>Accounts and Regions that occur once and twice, and one account that was read from two places.</summary>
    [Fact]
    public void Networks_that_are_written_together_read_back_apart()
    {
        VpcNetwork[] networks =
        [
            Of("111122223333", "us-east-1", "vpc-1"), Of("444455556666", "us-east-1", "vpc-2"), Of("444455556666", "us-east-1", "vpc-3"),
            Of("444455556666", "eu-west-1", "vpc-4"),
        ];
        using var folder = new SnapshotFolder();

        SnapshotWriter.WriteAll(networks, folder.Path);

        Assert.Equal(
            networks.Select(n => $"{n.AccountId} {n.Region} {n.Vpcs[0].Id}").Order(StringComparer.Ordinal),
            Snapshot.Read(folder.Path).Select(n => $"{n.AccountId} {n.Region} {n.Vpcs[0].Id}").Order(StringComparer.Ordinal));
        Assert.Equal(["111122223333", "444455556666", "444455556666-2", "eu-west-1"], Directory.GetDirectories(folder.Path)
            .Select(Path.GetFileName).Order(StringComparer.Ordinal));

        static VpcNetwork Of(string account, string region, string vpc) => new()
        {
            AccountId = account, Region = region, Described = [ResourceKind.Vpc], Vpcs = [new() { Id = vpc, OwnerId = account }],
        };
    }

    [Fact]
    public void Only_what_was_described_is_written()
    {
        using var folder = new SnapshotFolder();

        SnapshotWriter.Write(new VpcNetwork { Described = [ResourceKind.Subnet] }, folder.Path);

        Assert.Equal(["describe-subnets.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Interfaces_known_from_instances_alone_stay_so()
    {
        using var source = new SnapshotFolder();
        var network = source.Add("document.json", """
            {"Reservations": [{"Instances": [{"InstanceId": "i-1", "Placement": {"AvailabilityZone": "us-east-1a"}, "NetworkInterfaces": [
                {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1", "Groups": [{"GroupId": "sg-1"}], "PrivateIpAddress": "10.0.0.5"}, {"NetworkInterfaceId": "eni-2"}]}]}]}
            """).ReadOne();
        using var folder = new SnapshotFolder();
        SnapshotWriter.Write(network, folder.Path);

        Assert.Equal(network, folder.ReadOne());
    }

    [Fact]
    public void A_part_of_a_list_does_not_become_the_whole_by_being_written()
    {
        using var source = new SnapshotFolder();
        var network = source.Add("document.json",
            """{"Subnets": [{"SubnetId": "subnet-1", "AvailabilityZone": "us-east-1a"}], "NextToken": "more"}""").ReadOne();
        using var folder = new SnapshotFolder();
        SnapshotWriter.Write(network, folder.Path);

        var back = folder.ReadOne();

        Assert.Equal(network.Subnets, back.Subnets);
        Assert.Empty(back.Described);
    }

    [Fact]
    public void An_id_never_leads_out_of_the_folder()
    {
        using var folder = new SnapshotFolder();
        var inner = Directory.CreateDirectory(Path.Combine(folder.Path, "a", "b"));

        SnapshotWriter.Write(new VpcNetwork { Described = [ResourceKind.VpcAttribute], VpcAttributes = [new("../../evil", true, null)] },
            inner.FullName);

        Assert.DoesNotContain("evil", Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)));
        Assert.Single(inner.GetFiles());
    }

    [Fact]
    public void The_files_lie_in_a_folder_named_for_the_Region()
    {
        using var folder = new SnapshotFolder();
        var network = new VpcNetwork { Region = "eu-west-1", Described = [ResourceKind.Vpc] };

        Assert.Equal(Path.Combine(folder.Path, "eu-west-1"), SnapshotWriter.Write(network, folder.Path));
        Assert.Equal("eu-west-1", folder.ReadOne().Region);
    }
}
