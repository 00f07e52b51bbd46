using System.Text.Json.Nodes;
using CsCheck;
using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using VpceTools.Snapshots;
using VpceTools.Sources;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>A snapshot that is read, changed and written loses nothing that nobody changed, known or not.</summary>
public sealed class SnapshotRoundTripTests
{
    private const string Marker = "x-unknown";

    public static TheoryData<string> Snapshots =>
        [.. Folders(Repository.Samples).Concat(Folders(Shared("field-cases"))).Concat(Folders(Shared("real-account")))
            .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Samples => [.. Folders(Repository.Samples)];

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void What_nobody_changed_is_copied_byte_for_byte(string snapshot)
    {
        using var output = new SnapshotFolder();

        SnapshotWriter.WriteAll(Snapshot.Read(snapshot), output.Path);

        Assert.Equal(Contents(snapshot), Contents(output.Path));
    }

    /// <summary>Every object of the evidence carries a property that nobody knows, and every plan is carried out.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void A_repaired_copy_holds_every_field_that_the_repair_did_not_change(string sample)
    {
        using var source = Marked(sample);
        using var output = new SnapshotFolder();
        var network = source.ReadOne();
        var plan = RepairPlanner.Plan(network, network.Endpoints, new(), TestContext.Current.CancellationToken);

        SnapshotWriter.WriteAll([plan.Result], output.Path);

        // That an interface is only planned is nothing that EC2 could say.
        Assert.Equal(plan.Result with { NetworkInterfaces = [.. plan.Result.NetworkInterfaces.Select(n => n with { IsPlanned = false })] },
            output.ReadOne());
        string[] repaired = ["PrivateDnsEnabled", "EnableDnsHostnames", "Value", "AvailableIpAddressCount", "PolicyDocument"];
        Assert.DoesNotContain(Lost(source.Path, output.Path), leaf => !repaired.Contains(leaf.Split('=')[0]));
        Assert.Equal(Count(source.Path, Marker), Count(output.Path, Marker));
    }

    [Fact]
    public void Fields_that_the_model_does_not_have_survive_a_change_of_their_resource()
    {
        using var source = new SnapshotFolder();
        using var output = new SnapshotFolder();
        var network = source.Add("a.json", """
            {"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcId": "vpc-1", "State": "available", "PrivateDnsEnabled": false, "ResourceConfigurationArn": "arn:aws:x",
                "DnsOptions": {"DnsRecordIpType": "ipv4", "PrivateDnsPreference": "ALL_DOMAINS", "PrivateDnsSpecifiedDomains": ["a", "b"]},
                "Groups": [{"GroupId": "sg-1", "GroupName": "one"}, {"GroupId": "sg-2", "GroupName": "two"}], "CreationTimestamp": "2026-01-01T00:00:00Z",
                "Tags": [{"Key": "Cost", "Value": "7"}, {"Key": "Name", "Value": "old"}], "LastError": {"Code": "C", "Message": "M"}}], "Other": {"a": [1, 2.50]}}
            """).Add("notes.json", """{ "Author" : "me" }""").Add("zones/Z1.json", """{"ResourceRecordSets": []}""").ReadOne();
        var endpoint = network.Endpoints[0] with
        {
            PrivateDnsEnabled = true,
            DnsRecordIpType = "dualstack",
            GroupIds = ["sg-2", "sg-3"],
            Tags = [network.Endpoints[0].Tags[0], new("Name", "new")],
        };

        SnapshotWriter.Write(network with { Endpoints = [endpoint] }, output.Path);

        Assert.Equal(
            Normal("""
            {"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcId": "vpc-1", "State": "available", "PrivateDnsEnabled": true, "ResourceConfigurationArn": "arn:aws:x",
                "DnsOptions": {"DnsRecordIpType": "dualstack", "PrivateDnsPreference": "ALL_DOMAINS", "PrivateDnsSpecifiedDomains": ["a", "b"]},
                "Groups": [{"GroupId": "sg-2", "GroupName": "two"}, {"GroupId": "sg-3"}], "CreationTimestamp": "2026-01-01T00:00:00Z",
                "Tags": [{"Key": "Cost", "Value": "7"}, {"Key": "Name", "Value": "new"}], "LastError": {"Code": "C", "Message": "M"}}], "Other": {"a": [1, 2.50]}}
            """),
            Normal(File.ReadAllText(Path.Combine(output.Path, "a.json"))));
        Assert.Equal("""{ "Author" : "me" }""", File.ReadAllText(Path.Combine(output.Path, "notes.json")));
        Assert.Equal("""{"ResourceRecordSets": []}""", File.ReadAllText(Path.Combine(output.Path, "zones", "Z1.json")));
    }

    /// <summary>One permission of a document is several rules of the model.</summary>
    [Fact]
    public void A_permission_keeps_what_the_model_does_not_have_when_another_rule_comes()
    {
        using var source = new SnapshotFolder();
        using var output = new SnapshotFolder();
        var network = source.Add("a.json", """
            {"SecurityGroups": [{"GroupId": "sg-1", "Description": "d", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "10.0.0.0/8"}, {"CidrIp": "11.0.0.0/8"}],
                "UserIdGroupPairs": [{"GroupId": "sg-2", "GroupName": "two"}]}]}]}
            """).ReadOne();
        var group = network.SecurityGroups[0];
        var rule = new SecurityGroupRule { Protocol = "tcp", FromPort = 443, ToPort = 443, Group = new("sg-3") };

        SnapshotWriter.Write(network with { SecurityGroups = [group with { Ingress = group.Ingress.Add(rule) }] }, output.Path);

        var permissions = JsonNode.Parse(
            File.ReadAllText(Path.Combine(output.Path, "a.json")))!["SecurityGroups"]![0]!["IpPermissions"]!.AsArray();
        Assert.Equal(2, permissions.Count);
        Assert.Equal("two", (string?)permissions[0]!["UserIdGroupPairs"]![0]!["GroupName"]);
        Assert.Equal("sg-3", (string?)permissions[1]!["UserIdGroupPairs"]![0]!["GroupId"]);
    }

    [Fact]
    public void A_file_that_is_not_any_more_what_was_read_is_not_written_on()
    {
        using var source = new SnapshotFolder();
        using var output = new SnapshotFolder();
        var network = source.Add("a.json", """{"Vpcs": []}""").ReadOne();
        source.Add("a.json", """{"Vpcs": [ ]}""");

        Assert.Equal("SnapshotChanged", Assert.Throws<NetworkSourceException>(() => SnapshotWriter.Write(network, output.Path)).ErrorId);
    }

    [Fact]
    public void An_object_with_a_name_twice_is_an_error_when_it_is_to_be_changed_and_no_crash()
    {
        using var source = new SnapshotFolder();
        using var output = new SnapshotFolder();
        var network = source.Add("a.json", """{"Subnets": [{"SubnetId": "subnet-1", "State": "a", "State": "b"}]}""").ReadOne();

        var error = Assert.Throws<NetworkSourceException>(() =>
            SnapshotWriter.Write(network with { Subnets = [network.Subnets[0] with { State = "c" }] }, output.Path));

        Assert.Equal("SnapshotInvalid", error.ErrorId);
    }

    [Fact]
    public void Two_networks_that_say_the_same_are_equal_wherever_they_were_read()
    {
        using var folder = new SnapshotFolder();
        var read = folder.Add("a.json", """{"Vpcs": []}""").ReadOne();

        Assert.Equal(new VpcNetwork { Described = [ResourceKind.Vpc] }, read);
    }

    /// <summary>
    /// Whatever is added, changed or taken away: it reads back so, and every item that stayed as it was is there with all that it held.
    /// </summary>
    [Fact]
    public void A_changed_network_reads_back_so_and_its_other_items_are_as_they_were() =>
        Gen.Select(NetworkGenerator.Network, Gen.Int[0, 11].Array[1, 4]).Sample(
            (generated, changes) =>
            {
                using var plain = new SnapshotFolder();
                SnapshotWriter.Write(generated, plain.Path);
                using var source = Marked(plain.Path);
                using var output = new SnapshotFolder();
                var before = source.ReadOne();
                var after = changes.Aggregate(before, Changed);

                SnapshotWriter.Write(after, output.Path);

                var back = output.ReadOne();
                Assert.Equivalent(after, back, strict: true);
                Assert.Equal(after, back);
                Assert.Empty(Unchanged(source.Path, before, after)
                    .Except(Items(output.Path).Select(item => item.Json), StringComparer.Ordinal));
            },
            iter: 60);

    private static VpcNetwork Changed(VpcNetwork network, int change) => change switch
    {
        0 => network with
        {
            Endpoints = First(
            network.Endpoints, e =>
            e with
            {
                PrivateDnsEnabled = e.PrivateDnsEnabled != true,
                GroupIds = [.. e.GroupIds, "sg-99"],
                Tags = [new("Name", "new"), new("Stage", "")]
            })
        },
        1 => network with
        {
            Endpoints = First(
            network.Endpoints, e => e with { SubnetIds = [.. e.SubnetIds.Skip(1)], DnsRecordIpType = "ipv4", DnsEntries = [] })
        },
        2 => network with
        {
            SecurityGroups = First(
            network.SecurityGroups, g =>
            g with
            {
                Ingress = g.Ingress.Add(
            new() { Protocol = "tcp", FromPort = 4444, ToPort = 4444, Cidr = CidrBlock.Parse("10.4.0.0/16") })
            })
        },
        3 => network with { SecurityGroups = First(network.SecurityGroups, g => g with { Ingress = [.. g.Ingress.Skip(1)] }) },
        4 => network with
        {
            NetworkAcls = First(
            network.NetworkAcls, a => a with { Entries = [new(7, false, true, -1, CidrBlock.Parse("0.0.0.0/0")), .. a.Entries] })
        },
        5 => network with { NetworkAcls = First(network.NetworkAcls, a => a with { Entries = [.. a.Entries.Skip(1)] }) },
        6 => network with
        {
            VpcAttributes = First(
            network.VpcAttributes, a => a with { EnableDnsHostnames = a.EnableDnsHostnames != true })
        },
        7 => network with { NetworkInterfaces = [.. network.NetworkInterfaces.Skip(1)] },
        8 => network with { NetworkInterfaces = First(network.NetworkInterfaces, n => n with { GroupIds = ["sg-98"], Status = "in-use" }) },
        9 => network with { Subnets = First(network.Subnets, s => s with { AvailableIpAddressCount = 77 }) },
        10 => network with
        {
            RouteTables = First(
            network.RouteTables, t => t with { Routes = [.. t.Routes.Skip(1)], SubnetIds = [.. t.SubnetIds, "subnet-99"] })
        },
        _ => network.Subnets.Any(s => s.Id == "subnet-98") ? network
            : network with { Subnets = network.Subnets.Add(new() { Id = "subnet-98", VpcId = "vpc-1", AvailabilityZone = "us-east-1a" }) },
    };

    private static ValueList<T> First<T>(ValueList<T> items, Func<T, T> change) =>
        [.. items.Select((item, i) => i == 0 ? change(item) : item)];

    /// <summary>The items of the documents whose resources, and those drawn into them, are the same in both networks.</summary>
    private static IEnumerable<string> Unchanged(string folder, VpcNetwork before, VpcNetwork after)
    {
        var changed = new HashSet<string>(
            Ids(before.Endpoints, after.Endpoints, e => e.Id).Concat(Ids(before.SecurityGroups, after.SecurityGroups, g => g.Id))
                .Concat(Ids(before.NetworkAcls, after.NetworkAcls, a => a.Id))
                .Concat(Ids(before.VpcAttributes, after.VpcAttributes, a => a.VpcId))
                    .Concat(Ids(before.NetworkInterfaces, after.NetworkInterfaces, n => n.Id))
                .Concat(Ids(before.Subnets, after.Subnets, s => s.Id)).Concat(Ids(before.RouteTables, after.RouteTables, t => t.Id)),
            StringComparer.Ordinal);
        return Items(folder).Where(item => !item.Ids.Any(changed.Contains)).Select(item => item.Json);
    }

    private static IEnumerable<string> Ids<T>(ValueList<T> before, ValueList<T> after, Func<T, string> id) =>
        before.Except(after).Concat(after.Except(before)).Select(id);

    /// <summary>The items of all lists, and the documents without a list; each with every text that it holds.</summary>
    private static IEnumerable<(string Json, HashSet<string> Ids)> Items(string folder) =>
        Documents(folder).SelectMany(document => document.Value.Any(p => p.Value is JsonArray)
        ? document.Value.Select(p => p.Value).OfType<JsonArray>().SelectMany(list => list) : [document.Value]).Select(
            item => (item!.ToJsonString(), Texts(item)));

    private static HashSet<string> Texts(JsonNode node) => [.. Leaves("", node).Select(leaf => leaf.Split('=', 2)[1].Trim('"'))];

    /// <summary>A copy in which every object of a document has a property that nobody knows.</summary>
    private static SnapshotFolder Marked(string folder)
    {
        var copy = new SnapshotFolder();
        foreach (var (name, document) in Documents(folder))
        {
            var number = 0;
            Mark(document, ref number);
            copy.Add(name, document.ToJsonString());
        }

        return copy;
    }

    private static void Mark(JsonNode? node, ref int number)
    {
        foreach (var child in node is JsonObject o ? o.Select(p => p.Value).ToList() : node is JsonArray array ? [.. array] : [])
            Mark(child, ref number);
        if (node is JsonObject marked)
            marked[Marker] = number++;
    }

    /// <summary>The values that the one has and the other has not, as often.</summary>
    private static IEnumerable<string> Lost(string before, string after)
    {
        var left = Documents(after).SelectMany(d => Leaves("", d.Value)).GroupBy(leaf => leaf, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var leaf in Documents(before).SelectMany(d => Leaves("", d.Value)))
        {
            left.TryGetValue(leaf, out var count);
            if (count == 0)
                yield return leaf;
            left[leaf] = count - 1;
        }
    }

    private static IEnumerable<string> Leaves(string name, JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Leaves(p.Key, p.Value)),
        JsonArray a => a.SelectMany(item => Leaves(name, item)),
        _ => [$"{name}={node?.ToJsonString() ?? "null"}"],
    };

    private static int Count(string folder, string property) =>
        Documents(folder).SelectMany(d => Leaves("", d.Value)).Count(leaf => leaf.StartsWith(property + "=", StringComparison.Ordinal));

    private static IEnumerable<KeyValuePair<string, JsonObject>> Documents(string folder) =>
        Contents(folder).Select(file => KeyValuePair.Create(file.Key, JsonNode.Parse(file.Value) as JsonObject))
            .Where(d => d.Value is not null).Select(d => KeyValuePair.Create(d.Key, d.Value!));

    /// <summary>The files by their names; a copy lies in a folder named for its Region.</summary>
    private static SortedDictionary<string, string> Contents(string folder) =>
        new(Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).ToDictionary(
        file => string.Join('/',
            Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Where(part => !AwsRegion.IsName(part))),
        File.ReadAllText, StringComparer.Ordinal), StringComparer.Ordinal);

    private static string Normal(string json) => JsonNode.Parse(json)!.ToJsonString();

    private static IEnumerable<string> Folders(string root) =>
        Directory.Exists(root)
            ? Directory.GetDirectories(root).Where(folder => Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Length > 0)
            : [];

    private static string Shared(string name) => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", name));
}
