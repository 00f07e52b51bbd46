using System.Text.Json.Nodes;
using VpceTools.Aws.Tests.Repairs;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using VpceTools.Snapshots;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>
/// The tables of transit gateways, their associations and propagations are asked for where they explain or mend something, and then read as
/// from a snapshot; what is mended there is mended.
/// </summary>
public sealed class TransitTableTests : IDisposable
{
    private static readonly NetworkQuery Query = new() { ClientIds = ["i-0e9"] };
    private static readonly RepairOptions Options = new()
    {
        Checks = new() { Clients = new() { InstanceIds = ["i-0e9"] } },
        IsWanted = finding => finding.Check is "Route" or "TransitGateway",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vpce-transit-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("route", "GetTransitGatewayRouteTablePropagations")]
    [InlineData("association", "DescribeTransitGatewayRouteTables")]
    [InlineData("peering association",
        "DescribeTransitGatewayRouteTables GetTransitGatewayRouteTableAssociations GetTransitGatewayRouteTableAssociations")]
    [InlineData("zone", "")]
    [InlineData("subnet route", "")]
    public async Task Tables_are_asked_for_where_one_lacks_something(string missing, string calls)
    {
        await using var server = await StartAsync(missing);

        await server.ReadAsync(missing.StartsWith("peering", StringComparison.Ordinal)
            ? new() { ClientBlocks = [Addressing.CidrBlock.Parse("172.16.1.0/24")] } : Query);

        Assert.Equal(calls, string.Join(' ', server.Calls.All.Select(c => c.Operation)
            .Where(o => o.StartsWith("GetTransit", StringComparison.Ordinal) || o == "DescribeTransitGatewayRouteTables")
                .Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("route")]
    [InlineData("association")]
    [InlineData("zone")]
    public async Task They_read_as_from_a_snapshot_of_the_same_world(string missing)
    {
        await using var server = await StartAsync(missing);
        var live = await server.ReadAsync(Query);
        WriteFolder(Broken(missing));
        var snapshot = (await new SnapshotSource(_folder.FullName).ReadAsync(new(), null, TestContext.Current.CancellationToken)).Single();

        Assert.Equal(snapshot.TransitGatewayAttachments.OrderBy(a => a.Id), live.TransitGatewayAttachments.OrderBy(a => a.Id));
        Assert.Equal(snapshot.TransitGatewayVpcAttachments.OrderBy(a => a.Id), live.TransitGatewayVpcAttachments.OrderBy(a => a.Id));
        Assert.Equal(snapshot.TransitGatewayRoutes.OrderBy(a => a.RouteTableId), live.TransitGatewayRoutes.OrderBy(a => a.RouteTableId));
        // A snapshot may hold more than was asked for, and never something else.
        Assert.All(live.TransitGatewayRouteTables, t => Assert.Contains(t, snapshot.TransitGatewayRouteTables));
        Assert.All(live.TransitGatewayPropagations, t => Assert.Contains(t, snapshot.TransitGatewayPropagations));
        Assert.Equal(Results(snapshot), Results(live));
    }

    [Theory]
    [InlineData("route", "CreateTransitGatewayRoute")]
    [InlineData("association", "AssociateTransitGatewayRouteTable")]
    [InlineData("zone", "ModifyTransitGatewayVpcAttachment")]
    [InlineData("subnet route", "CreateRoute")]
    public async Task What_is_missing_is_added_and_taken_back(string missing, string operation)
    {
        await using var server = await StartAsync(missing);
        var before = server.World.Dump();
        var network = await server.ReadAsync(Query);
        var plan = RepairPlanner.Plan(network, network.Endpoints, Options, TestContext.Current.CancellationToken);
        Assert.Equal(operation, Assert.Single(plan.Repairs).Action.Operation);
        using var executor = Executors.Create(server.Url);
        var run = new RepairRun(plan, executor, Options, null, Executors.Patience);

        var result = await run.ApplyAsync(plan.Repairs[0], null, TestContext.Current.CancellationToken);

        Assert.True(result.Status == RepairStatus.Applied, result.Error);
        var after = await server.ReadAsync(Query);
        Assert.All(new CheckRunner(after, Options.Checks).Run(after.Endpoints[0]).Where(r => r.Check is "Route" or "TransitGateway"),
            r => Assert.True(r.Status == CheckStatus.Passed, r.Message));
        Assert.True(run.Verify([result], after)[0].Verified);

        var undo = new UndoRun(executor, null, Executors.Patience);
        var entry = new VpceTools.Repairs.Journal.JournalEntry("r", plan.Repairs[0] with { Undo = result.Undo! },
            VpceTools.Repairs.Journal.JournalEvent.Applied)
        {
            AccountId = "111122223333", Region = "us-east-1",
        };
        var undone = await undo.UndoAsync(entry, null, TestContext.Current.CancellationToken);
        Assert.True(undone.Status == RepairStatus.Applied, undone.Error);
        Assert.Equal(before, server.World.Dump());
    }

    private static List<string> Results(VpcNetwork network) =>
    [
        .. new CheckRunner(network, Options.Checks).Run(network.Endpoints[0])
            .Where(r => r.Check is "Route" or "TransitGateway" or "SecurityGroupIngress")
            .SelectMany(r => r.Findings.Select(f => $"{f.Summary} {f.Recommendation} {f.AwsCli}")
                .Prepend($"{r.Check} {r.Status}: {r.Message}")),
    ];

    private static Task<Ec2TestServer> StartAsync(string missing) =>
        Ec2TestServer.StartAsync(Ec2World.FromJson(Broken(missing).ToJsonString()),
            cancellationToken: TestContext.Current.CancellationToken);

    private static JsonObject Broken(string missing)
    {
        var world = (JsonObject)JsonNode.Parse(TransitEvidenceTests.World)!;
        JsonObject Item(string kind, string key, string id) => ((JsonArray)world[kind]!).OfType<JsonObject>()
            .Single(item => item[key]!.ToString() == id);
        switch (missing)
        {
            case "route":
                var routes = (JsonArray)world["Routes"]!;
                routes.Remove(routes.Single(r => r!["DestinationCidrBlock"]!.ToString() == "10.9.0.0/16"));
                break;
            case "association":
                Item("TransitGatewayAttachments", "TransitGatewayAttachmentId", "tgw-attach-0e9").Remove("Association");
                break;
            case "peering association":
                Item("TransitGatewayAttachments", "TransitGatewayAttachmentId", "tgw-attach-0e5").Remove("Association");
                ((JsonArray)Item("RouteTables", "RouteTableId", "rtb-0e1")["Routes"]!).Add(JsonNode.Parse(
                    """{ "DestinationCidrBlock": "172.16.0.0/12", "TransitGatewayId": "tgw-0e1", "State": "active", "Origin": "CreateRoute" }"""));
                break;
            case "zone":
                // The client is in a zone that its VPC's attachment lacks; another subnet of that zone has the same table and ACL.
                ((JsonArray)world["Subnets"]!).Add(JsonNode.Parse(
                    """{ "SubnetId": "subnet-0e8", "VpcId": "vpc-0e9", "CidrBlock": "10.9.2.0/28", "AvailabilityZone": "us-east-1b", "AvailabilityZoneId": "use1-az2", "OwnerId": "111122223333" }"""));
                ((JsonArray)Item("NetworkAcls", "NetworkAclId", "acl-0e9")["Associations"]!)
                    .Add(JsonNode.Parse("""{ "SubnetId": "subnet-0e8" }"""));
                Item("TransitGatewayVpcAttachments", "TransitGatewayAttachmentId", "tgw-attach-0e9")["SubnetIds"] =
                    new JsonArray("subnet-0e8");
                break;
            case "subnet route":
                var table = (JsonArray)Item("RouteTables", "RouteTableId", "rtb-0e1")["Routes"]!;
                table.Remove(table.Single(r => r!["DestinationCidrBlock"]!.ToString() == "10.0.0.0/8"));
                break;
        }

        return world;
    }

    private void WriteFolder(JsonObject world)
    {
        foreach (var (key, file) in new[]
        {
            ("Routes", "search-transit-gateway-routes-tgw-rtb-0e1"),
            ("TransitGatewayRouteTablePropagations", "get-transit-gateway-route-table-propagations-tgw-rtb-0e1"),
        })
        {
            File.WriteAllText(Path.Combine(_folder.FullName, file + ".json"),
                new JsonObject { [key] = world[key]!.DeepClone() }.ToJsonString());
            world.Remove(key);
        }

        // What the attachments name, as the list of each table has it.
        var associated = ((JsonArray)world["TransitGatewayAttachments"]!).OfType<JsonObject>().Where(a => a["Association"] is not null);
        File.WriteAllText(Path.Combine(_folder.FullName, "get-transit-gateway-route-table-associations-tgw-rtb-0e1.json"), new JsonObject
        {
            ["Associations"] = new JsonArray([.. associated.Select(a => new JsonObject
            {
                ["TransitGatewayAttachmentId"] = a["TransitGatewayAttachmentId"]!.ToString(), ["ResourceId"] = a["ResourceId"]!.ToString(),
                ["ResourceType"] = a["ResourceType"]!.ToString(), ["State"] = "associated",
            })]),
        }.ToJsonString());
        world.Remove("TransitGatewayRouteTableId");
        Documents.WriteFolder(world.ToJsonString(), _folder.FullName);
    }
}
