using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Commands;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>A hub and its spoke, as snapshots of one account and of two: what is missing is added where it belongs.</summary>
public sealed class RepairEstateTests : IDisposable
{
    private const string HubVpc = "vpc-0e6c128dc409b1dc4";
    private const string SpokeVpc = "vpc-0b7d4f1a93c25e680";
    private const string SpokeTable = "rtb-0f2e8d4c7b6a19350";
    private const string Client = "-ClientInstanceId i-0c7e5a3d9f1b28460 -Check Route, Peering, TransitGateway";
    private const string Shown =
        "| ForEach-Object { \"$($_.Action) $($_.ResourceId) $($_.Description) $($_.Status) $($_.Verified) $($_.AccountId)\" }";
    private readonly ModuleSession _session = new(width: 80);
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-estate-").FullName;

    [Theory]
    [InlineData("peering-one-sided", "CreateRoute rtb-053d3d32bbbab8125 add the route 10.1.0.21/32 -> pcx-0a9c3e7b51d4f8260")]
    [InlineData("spoke-propagation",
        "CreateTransitGatewayRoute tgw-rtb-07e3f5a9c1b8d2604 add the static route 10.1.0.21/32 -> tgw-attach-0f6a92d85b1c7e340")]
    [InlineData("hub-zone", "ModifyTransitGatewayVpcAttachment tgw-attach-0c4e81b7f29d3a560 attach subnet-05ae401f6a188e4db too")]
    public void What_a_sample_lacks_is_added_and_the_repaired_snapshot_is_healthy(string sample, string change)
    {
        var target = Path.Combine(_folder, "repaired");

        Assert.Equal([$"{change} Applied True 111122223333"],
            Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample(sample)} {Client} -OutputSnapshotPath '{target}' {Shown}"));

        Assert.Empty(Invoke($"Get-VpcEndpointFinding -SnapshotPath '{target}' {Client}"));
    }

    [Fact]
    public void What_stands_in_the_way_on_purpose_is_left_to_people() =>
        Assert.Contains("Replace or delete the route 10.0.10.0/24 -> blackhole",
            Assert.Single(Invoke($"Repair-VpcEndpoint -SnapshotPath {Sample("hub-blackhole")} {Client} | ForEach-Object {{ \"$($_.Status) $($_.Error)\" }}")),
            StringComparison.Ordinal);

    [Fact]
    public void A_table_of_another_account_is_changed_in_that_accounts_snapshot()
    {
        var (hub, spoke, target) = (Write("hub", "active"), Write("spoke", "active"), Path.Combine(_folder, "repaired"));

        var results = Invoke($"Repair-VpcEndpoint -SnapshotPath '{hub}', '{spoke}' {Client} -OutputSnapshotPath '{target}' {Shown}");

        Assert.Equal(["10.0.10.11/32", "10.0.10.47/32"], results.Select(line => line.Split(' ')[5]));
        Assert.All(results, line => Assert.EndsWith("Applied True 444455556666", line, StringComparison.Ordinal));
        Assert.All(results, line => Assert.Contains(SpokeTable, line, StringComparison.Ordinal));
        Assert.Empty(Invoke($"Get-VpcEndpointFinding -SnapshotPath '{target}' {Client}"));
        // A script runs with the credentials of one account.
        var script = string.Join('\n', Invoke($"Repair-VpcEndpoint -SnapshotPath '{hub}', '{spoke}' {Client} -AsScript AwsCli"));
        Assert.Contains($"# With the credentials of account 444455556666: aws ec2 create-route --route-table-id {SpokeTable}", script,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Live_each_call_is_made_with_the_credentials_of_the_account_that_owns_the_table()
    {
        var (hub, spoke) = (Ec2World.FromSnapshot(Write("hub", "active")), Ec2World.FromSnapshot(Write("spoke", "active")));
        using var live = new LiveSession(hub);
        live.Server.Options = live.Server.Options with
        {
            Accounts =
            new Dictionary<string, Ec2World>(StringComparer.Ordinal) { ["AKIASPOKE"] = spoke }
        };
        var profiles = Path.Combine(_folder, "profiles");
        File.WriteAllText(profiles,
            "[hub]\naws_access_key_id = AKIAHUB\naws_secret_access_key = hub-secret\n[spoke]\naws_access_key_id = AKIASPOKE\naws_secret_access_key = spoke-secret\n");
        var (before, way) = (spoke.Dump(), $"-ProfileLocation '{profiles}' -EndpointUrl $live.EndpointUrl -Region us-east-1");

        var results = live.Invoke(
            $"Repair-VpcEndpoint -ProfileName hub, spoke {way} {Client} -Force -JournalPath '{Path.Combine(_folder, "journal")}' -OutVariable global:done {Shown}")
            .Succeeded().Select(o => $"{o}").ToList();

        Assert.Equal(2, results.Count);
        Assert.All(results, line => Assert.EndsWith("Applied True 444455556666", line, StringComparison.Ordinal));
        Assert.All(live.Server.Calls.Of("CreateRoute"), call => Assert.Equal("AKIASPOKE", call.AccessKeyId));
        Assert.Equal(2, live.Server.Calls.CountOf("CreateRoute"));
        // Results lead back to that account; a journal says which it was.
        Assert.Contains("\"accountId\":\"444455556666\"", File.ReadAllText(Path.Combine(_folder, "journal")), StringComparison.Ordinal);
        Assert.Equal(["Applied", "Applied"], live.Invoke("$done | Undo-VpcEndpointRepair -Force | ForEach-Object Status").Succeeded()
            .Select(o => $"{o}"));
        Assert.All(live.Server.Calls.Of("DeleteRoute"), call => Assert.Equal("AKIASPOKE", call.AccessKeyId));
        Assert.Equal(before, spoke.Dump());

        // A finding leads back to all that was read for it.
        var piped = live.Invoke($"Get-VpcEndpointFinding -ProfileName hub, spoke {way} {Client} | Repair-VpcEndpoint -Force {Shown}")
            .Succeeded().Select(o => $"{o}").ToList();
        Assert.Equal(results, piped);
        spoke.Change("RouteTables", SpokeTable, table => table["Routes"] =
            JsonNode.Parse(Ec2World.FromSnapshot(Write("spoke", "active")).Find("RouteTables", SpokeTable)!["Routes"]!.ToJsonString()));

        // The account that was not named is: its credentials are what is missing.
        Assert.DoesNotContain(live.Invoke($"Repair-VpcEndpoint -ProfileName hub {way} {Client} -Force").Output, o =>
            $"{o.Properties["Status"].Value}" == "Applied");
    }

    [Fact]
    public void What_two_accounts_say_differently_is_warned_of_and_passes_nowhere()
    {
        var (hub, spoke) = (Write("hub", "active"), Write("spoke", "pending-acceptance", isWhole: true));

        var result = _session.Invoke(
            $"Test-VpcEndpoint -SnapshotPath '{hub}', '{spoke}' {Client} | ForEach-Object {{ \"$($_.Check) $($_.Status)\" }}");

        Assert.Contains("Peering Unknown", result.Output.Select(o => $"{o}"));
        Assert.Contains("state active by account 111122223333 in us-east-1, pending-acceptance by account 444455556666 in us-east-1",
            Assert.Single(result.Warnings, w => w.Contains("in different ways", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>
    /// One side of the sample with a peering connection, as an account of its own; the spoke's table lacks its route unless whole.
    /// </summary>
    private string Write(string side, string state, bool isWhole = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, side)).FullName;
        var other = side == "hub" ? SpokeVpc : HubVpc;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "samples", "peering-one-sided")))
        {
            var name = Path.GetFileName(file);
            if (side == "spoke" && (name.Contains("endpoint", StringComparison.Ordinal)
                || name.StartsWith("list-", StringComparison.Ordinal)))
                continue;
            var document = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            if (document["VpcId"]?.ToString() == other)
                continue;
            foreach (var items in document.Select(member => member.Value).OfType<JsonArray>())
                foreach (var item in items.OfType<JsonObject>()
                    .Where(item => (item["VpcId"] ?? item["Instances"]?[0]?["VpcId"])?.ToString() == other).ToList())
                    items.Remove(item);
            if (document["VpcPeeringConnections"] is { } peerings)
            {
                peerings[0]!["RequesterVpcInfo"]!["OwnerId"] = "444455556666";
                peerings[0]!["Status"]!["Code"] = state;
            }
            else if (side == "spoke")
            {
                document = JsonNode.Parse(document.ToJsonString()
                    .Replace("111122223333", "444455556666", StringComparison.Ordinal))!.AsObject();
            }

            foreach (var table in (document["RouteTables"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var routes = (JsonArray)table["Routes"]!;
                if (side == "hub")
                    routes.Add(JsonNode.Parse(
                        """{ "DestinationCidrBlock": "10.1.0.0/16", "VpcPeeringConnectionId": "pcx-0a9c3e7b51d4f8260", "Origin": "CreateRoute", "State": "active" }"""));
                else if (!isWhole)
                    routes.RemoveAt(1);
            }

            File.WriteAllText(Path.Combine(folder, name), document.ToJsonString());
        }

        return folder;
    }

    private static string Sample(string name) => $"'{Path.Combine(RepositoryFiles.Root, "samples", name)}'";

    private IEnumerable<string> Invoke(string script) => [.. _session.Invoke(script).Succeeded().Select(o => $"{o}")];
}
