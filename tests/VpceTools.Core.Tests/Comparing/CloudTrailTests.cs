using System.Text.Json.Nodes;
using VpceTools.Checks;
using VpceTools.Comparing;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Sources;
using Xunit;

namespace VpceTools.Core.Tests.Comparing;

/// <summary>Who made a change is told by the one event that can have made it, or by none.</summary>
public sealed class CloudTrailTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly SecurityGroup Group = World.Healthy.SecurityGroups.Single(g => g.Id == World.Healthy.Endpoints[0].GroupIds[0]);
    private readonly SnapshotFolder _folder = new();

    private static VpcNetwork Before { get; } =
        World.Healthy.WithGroup(Group with { Ingress = [World.Allow("tcp", "10.0.0.0/16", 443, 443)] });

    private static VpcNetwork After { get; } = World.Healthy.WithGroup(Group with { Ingress = [] });

    [Fact]
    public void The_event_that_names_resource_and_rule_tells_who_and_when()
    {
        var cause = Cause([
            Event("AuthorizeSecurityGroupIngress", Noon, Group.Id, "10.0.0.0/16"), // makes other changes
            Event("RevokeSecurityGroupIngress", Noon.AddMinutes(1), Group.Id, "10.9.0.0/16"), // of another rule
            Event("RevokeSecurityGroupIngress", Noon.AddMinutes(2), "sg-other", "10.0.0.0/16"), // of another group
            Event("RevokeSecurityGroupIngress", Noon.AddMinutes(3), Group.Id, "10.0.0.0/16", error: "Client.UnauthorizedOperation"),
            Event("RevokeSecurityGroupIngress", Noon.AddMinutes(4), Group.Id, "10.0.0.0/16"),
            Event("RevokeSecurityGroupIngress", Noon.AddHours(9), Group.Id, "10.0.0.0/16"), // after the second snapshot
        ]);

        Assert.Equal(("RevokeSecurityGroupIngress", "arn:aws:sts::123456789012:assumed-role/ops/alice", Noon.AddMinutes(4)),
            (cause.EventName, cause.ChangedBy, cause.ChangedAt!.Value));
        Assert.Contains("by arn:aws:sts::123456789012:assumed-role/ops/alice at 2026-11-29T12:04:00Z", cause.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_event_names_the_rule_nobody_is_named() =>
        Assert.Null(Cause([Event("RevokeSecurityGroupIngress", Noon, Group.Id, "10.9.0.0/16")]).ChangedBy);

    [Fact]
    public void Files_of_a_trail_are_read_too()
    {
        var record = JsonNode.Parse((string)Event("RevokeSecurityGroupIngress", Noon, Group.Id, "10.0.0.0/16")["CloudTrailEvent"]!)!;
        Assert.NotNull(Cause(new JsonObject { ["Records"] = new JsonArray(record) }).ChangedBy);
    }

    [Theory]
    [InlineData("[", "CloudTrailInvalid", "line 1, column 2")]
    [InlineData("{}", "CloudTrailInvalid", "holds no events")]
    [InlineData("[]", "CloudTrailInvalid", "holds no events")]
    public void What_is_no_output_of_CloudTrail_is_an_error(string text, string errorId, string says)
    {
        var path = Path.Combine(_folder.Path, "events.json");
        File.WriteAllText(path, text);

        var error = Assert.Throws<NetworkSourceException>(() => CloudTrailEvents.Read([path]));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal("CloudTrailNotFound", Assert.Throws<NetworkSourceException>(() => CloudTrailEvents.Read([path + "x"])).ErrorId);
    }

    [Fact]
    public void What_cannot_be_read_of_a_list_is_left_out() =>
        Assert.Null(Cause([new JsonObject { ["CloudTrailEvent"] = "no JSON" }, new JsonObject(),
            new JsonObject { ["CloudTrailEvent"] = "{}" }]).ChangedBy);

    /// <summary>Every kind of evidence that can change by a call has one.</summary>
    [Fact]
    public void A_part_of_each_kind_has_calls_that_change_it()
    {
        ResourceKind[] nobodyChanges = [ResourceKind.VpcEndpointService, ResourceKind.VpcBlockPublicAccessOptions,
            ResourceKind.VpcBlockPublicAccessExclusion, ResourceKind.SecurityGroupVpcAssociation,
            ResourceKind.ResourceConfiguration, ResourceKind.VpcEndpointAssociation, ResourceKind.ResolverConfig];
        Assert.All(Enum.GetValues<ResourceKind>().Except(nobodyChanges), kind => Assert.NotEmpty(CloudTrailCalls.Of(new()
        {
            Kind = kind, ItemId = "x",
            Change = new() { ResourceId = "x", ResourceType = "", Change = ChangeKind.Added, Description = "added" },
        })));
    }

    public void Dispose() => _folder.Dispose();

    private NetworkChange Cause(JsonArray events) => Cause(new JsonObject { ["Events"] = events });

    private NetworkChange Cause(JsonObject file)
    {
        var path = Path.Combine(_folder.Path, "events.json");
        File.WriteAllText(path, file.ToJsonString());
        var comparison = new DiagnosisComparison(Before, After, CheckCatalog.All, new(), TestContext.Current.CancellationToken);
        comparison.Tell(CloudTrailEvents.Read([_folder.Path]), Noon.AddHours(-1), Noon.AddHours(8));
        return Assert.Single(Assert.Single(comparison.Compare(World.Healthy.Endpoints[0].Id)).Causes);
    }

    private static JsonObject Event(string name, DateTimeOffset time, string group, string cidr, string? error = null)
    {
        var record = new JsonObject
        {
            ["eventVersion"] = "1.10", ["eventName"] = name, ["eventSource"] = "ec2.amazonaws.com", ["awsRegion"] = "us-east-1",
            ["eventTime"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null), ["eventID"] = $"{name} {time:HHmm} {group} {cidr}",
            ["recipientAccountId"] = World.Healthy.AccountId, ["readOnly"] = false,
            ["userIdentity"] = new JsonObject { ["type"] = "AssumedRole", ["arn"] = "arn:aws:sts::123456789012:assumed-role/ops/alice" },
            ["requestParameters"] = new JsonObject
            {
                ["groupId"] = group,
                ["ipPermissions"] = new JsonObject
                {
                    ["items"] = new JsonArray(new JsonObject
                    {
                        ["ipProtocol"] = "tcp", ["fromPort"] = 443, ["toPort"] = 443,
                        ["ipRanges"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["cidrIp"] = cidr }) },
                    }),
                },
            },
            ["responseElements"] = new JsonObject { ["_return"] = true },
        };
        if (error is not null)
            record["errorCode"] = error;
        return new() { ["EventId"] = "1", ["EventName"] = name, ["Username"] = "alice", ["CloudTrailEvent"] = record.ToJsonString() };
    }
}
