using System.Text.Json.Nodes;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Testing;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>Changes of hosted zones: what is sent, what becomes of it, and that each is undone whole.</summary>
public sealed class ZoneChangeTests
{
    private const string Zone = "Z0123456789ABCDEFGHIJ";
    private const string Name = "sqs.us-east-1.amazonaws.com";

    public static TheoryData<int> All => [.. Enumerable.Range(0, SampleActions.OfZones.Count)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void There_is_a_sample_of_every_kind_of_change() => Assert.Equal(
        typeof(RepairAction).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(HostedZoneAction))).OrderBy(t => t.Name),
        SampleActions.OfZones.Select(a => a.GetType()).OrderBy(t => t.Name));

    [Theory, MemberData(nameof(All))]
    public async Task What_is_sent_is_what_is_shown_and_it_is_made_once_seen_and_undone(int number)
    {
        var action = SampleActions.OfZones[number];
        await using var ec2 = await StartAsync();
        using var names = new NameTestServer(Documents(action is DisassociateVpcFromHostedZone));
        using var executor = Create(ec2, names);
        var before = await executor.RefreshAsync(Known, action, Token);
        Assert.False(action.IsDoneIn(before), action.ApiCall);
        Assert.Null(action.ObstacleIn(before, RepairQuotas.Default));

        Assert.Equal(RepairOutcome.Changed, await executor.ApplyAsync(action, Executors.Patience, null, Token));

        var shown = JsonNode.Parse(action.Parameters)!.AsObject();
        Assert.Equal(Zone, (string?)shown["HostedZoneId"]);
        shown.Remove("HostedZoneId");
        Assert.Equal(Plain(shown), Plain(Assert.Single(names.Bodies)));
        Assert.Contains("us-east-1/route53", names.Scopes);
        var after = await executor.RefreshAsync(before, action, Token);
        Assert.True(action.IsDoneIn(after), action.ApiCall);
        Assert.Equal(RepairOutcomeKind.Changed, (await executor.ApplyAsync(action.Inverse(before), Executors.Patience, null, Token)).Kind);
        var restored = await executor.RefreshAsync(after, action, Token);
        Assert.False(action.IsDoneIn(restored));
        Assert.True(action.Inverse(before).IsDoneIn(restored));
    }

    [Theory, MemberData(nameof(All))]
    public async Task An_answer_that_is_lost_after_the_change_is_found_out_without_a_second_call(int number)
    {
        var action = SampleActions.OfZones[number];
        await using var ec2 = await StartAsync();
        using var names = new NameTestServer(Documents(action is DisassociateVpcFromHostedZone));
        names.Lost[action.Operation] = true;
        using var executor = Create(ec2, names);

        Assert.Equal(RepairOutcome.Changed, await executor.ApplyAsync(action, Executors.Patience, null, Token));

        Assert.Single(names.Bodies);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_call_that_IAM_denies_changes_nothing_and_names_the_action(int number)
    {
        var action = SampleActions.OfZones[number];
        await using var ec2 = await StartAsync();
        using var names = new NameTestServer(Documents(action is DisassociateVpcFromHostedZone));
        names.Errors[action.Operation] = "AccessDenied";
        using var executor = Create(ec2, names);

        var outcome = await executor.ApplyAsync(action, Executors.Patience, null, Token);

        Assert.Equal((RepairOutcomeKind.Refused, "AccessDenied"), (outcome.Kind, outcome.ErrorId));
        Assert.Contains(action.IamAction, outcome.Error, StringComparison.Ordinal);
        var asked = await executor.CheckPermissionAsync(action, Token);
        Assert.Equal(RepairPermission.Unknown, asked.Permission);
        Assert.Contains("Route 53's API", asked.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_somebody_changed_meanwhile_is_not_overwritten()
    {
        await using var ec2 = await StartAsync();
        using var names = new NameTestServer(Documents(false));
        using var executor = Create(ec2, names);
        var action = (ChangeResourceRecordSets)SampleActions.OfZones[2];
        var late = action with { Deleted = [action.Deleted[0] with { Values = ["10.0.9.7"] }] };

        var outcome = await executor.ApplyAsync(late, Executors.Patience, null, Token);

        Assert.Equal((RepairOutcomeKind.Refused, "ResourceConflict"), (outcome.Kind, outcome.ErrorId));
        Assert.False(late.IsDoneIn(await executor.RefreshAsync(Known, late, Token)));
    }

    [Fact]
    public async Task A_zone_that_is_gone_is_in_the_network_no_longer()
    {
        await using var ec2 = await StartAsync();
        using var names = new NameTestServer([]);
        using var executor = Create(ec2, names);
        var now = await executor.RefreshAsync(Known, SampleActions.OfZones[0], Token);
        Assert.False(SampleActions.OfZones[0].IsPresentIn(now));
        Assert.Equal((RepairOutcomeKind.Refused, "ResourceNotFound"),
            (await executor.ApplyAsync(SampleActions.OfZones[2], Executors.Patience, null, Token)) is var o ? (o.Kind, o.ErrorId)
                : default);
    }

    /// <summary>
    /// What sends a VPC's names elsewhere is decided on its zones as they are then, not as they were when the plan was made.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Zones_are_listed_again_before_the_names_of_a_vpc_are_led_elsewhere(bool byAttribute)
    {
        await using var ec2 = await StartAsync();
        using var names = new NameTestServer([(JsonObject)JsonNode.Parse(
            $$$"""{"VPCId": "vpc-0a1", "HostedZoneSummaries": [{"HostedZoneId": "{{{Zone}}}", "Name": "{{{Name}}}.", "Owner": {"OwningAccount": "111122223333"}}, {"HostedZoneId": "Z9", "Name": "amazonaws.com.", "Owner": {"OwningAccount": "111122223333"}}]}""")!]);
        using var executor = Create(ec2, names);
        RepairAction action = byAttribute ? new ModifyVpcAttribute("vpc-0a1", VpcDnsAttribute.EnableDnsHostnames)
            : new ModifyVpcEndpoint(SampleActions.Interface) { PrivateDnsEnabled = true };
        var known = (await executor.RefreshAsync(new VpcNetwork { Region = "us-east-1" }, action, Token)) with
        {
            HostedZonesOfVpcs =
            Known.HostedZonesOfVpcs
        };

        var now = await executor.RefreshAsync(known, action, Token);

        Assert.Equal([Zone, "Z9"], now.HostedZonesOfVpcs.Single(list => list.VpcId == "vpc-0a1").Zones.Select(zone => zone.HostedZoneId));
        Assert.Equal(now, await executor.RefreshAsync(now, action, Token));
    }

    [Fact]
    public async Task An_address_of_EC2_alone_leads_to_no_hosted_zone()
    {
        await using var ec2 = await StartAsync();
        using var executor = Executors.Create(ec2.Url);
        var outcome = await executor.ApplyAsync(SampleActions.OfZones[0], Executors.Patience, null, Token);
        Assert.Equal(RepairOutcomeKind.Refused, outcome.Kind);
        Assert.Contains("Route 53", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>The same against a Route 53 that others wrote.</summary>
    [Fact]
    public async Task Moto_takes_them_and_takes_them_back()
    {
        Assert.SkipWhen(MotoServer.SkipReason is not null, MotoServer.SkipReason ?? "");
        using var moto = await MotoServer.StartAsync(Token);
        var hub = await Cli.RunAsync(moto.Url, ["ec2", "create-vpc", "--cidr-block", "10.0.0.0/16"], Token);
        var spoke = await Cli.RunAsync(moto.Url, ["ec2", "create-vpc", "--cidr-block", "10.1.0.0/16"], Token);
        var (hubId, spokeId) = (IdOf(hub), IdOf(spoke));
        var made = await Cli.RunAsync(moto.Url, ["route53", "create-hosted-zone", "--name", Name, "--caller-reference", "1",
            "--hosted-zone-config", "PrivateZone=true", "--vpc", $"VPCRegion=us-east-1,VPCId={hubId}"], Token);
        var zone = ((string)JsonNode.Parse(made)!["HostedZone"]!["Id"]!).Split('/')[^1];
        using var executor = Executors.Create(moto.Url, c => c with { NameEndpointUrl = moto.Url });
        var stale = new ResourceRecordSet { Name = Name, Type = "A", Ttl = 60, Values = ["10.0.9.9"] };
        // Moto refuses to create in a batch what an earlier batch created, though the batch deletes it first.
        await Cli.RunAsync(moto.Url, ["route53", "change-resource-record-sets", "--hosted-zone-id", zone, "--change-batch",
            $$$"""{"Changes": [{"Action": "UPSERT", "ResourceRecordSet": {"Name": "{{{Name}}}", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.9.9"}]}}]}"""], Token);
        RepairAction[] actions =
        [
            new AssociateVpcWithHostedZone(zone, spokeId, "us-east-1"),
            new ChangeResourceRecordSets(zone) { Created = [stale with { Name = "below." + Name }] },
            new ChangeResourceRecordSets(zone) { Deleted = [stale],
                Created = [((ChangeResourceRecordSets)SampleActions.OfZones[2]).Created[0]] },
        ];
        var empty = new VpcNetwork { Region = "us-east-1" };
        foreach (var action in actions)
        {
            Assert.False(action.IsDoneIn(await executor.RefreshAsync(empty, action, Token)), action.ApiCall);
            var outcome = await executor.ApplyAsync(action, Executors.Patience, null, Token);
            Assert.True(outcome.Kind == RepairOutcomeKind.Changed, $"{action.ApiCall} {outcome}");
            Assert.True(action.IsDoneIn(await executor.RefreshAsync(empty, action, Token)), action.ApiCall);
        }

        foreach (var action in actions.Reverse())
        {
            var undo = action.Inverse(empty);
            var outcome = await executor.ApplyAsync(undo, Executors.Patience, null, Token);
            Assert.True(outcome.Kind == RepairOutcomeKind.Changed, $"{undo.ApiCall} {outcome}");
            Assert.True(undo.IsDoneIn(await executor.RefreshAsync(empty, undo, Token)), undo.ApiCall);
        }

        static string IdOf(string json) => (string)JsonNode.Parse(json)!["Vpc"]!["VpcId"]!;
    }

    private static VpcNetwork Known => new()
    {
        AccountId = "111122223333", Region = "us-east-1",
        HostedZonesOfVpcs = [new("vpc-0a1", [new(Zone, Name, "111122223333")]), new("vpc-0b1", [])],
        Vpcs = [new() { Id = "vpc-0b1" }],
    };

    private static Task<Ec2TestServer> StartAsync() => Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: Token);

    private static Aws.Repairing.Ec2RepairExecutor Create(Ec2TestServer ec2, NameTestServer names) =>
        Executors.Create(ec2.Url, c => c with { NameEndpointUrl = names.Url });

    private static IEnumerable<JsonObject> Documents(bool isAssociated)
    {
        var second = isAssociated ? """, {"VPCRegion": "us-east-1", "VPCId": "vpc-0b1"}""" : "";
        return new[]
        {
            $$$"""{"HostedZone": {"Id": "/hostedzone/{{{Zone}}}", "Name": "{{{Name}}}.", "Config": {"PrivateZone": true}}, "VPCs": [{"VPCRegion": "us-east-1", "VPCId": "vpc-0a1"}{{{second}}}]}""",
            $$$"""{"HostedZoneId": "{{{Zone}}}", "ResourceRecordSets": [{"Name": "{{{Name}}}.", "Type": "SOA", "TTL": 900, "ResourceRecords": [{"Value": "a. b. 1 7200 900 1209600 86400"}]}, {"Name": "{{{Name}}}.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.9.9"}, {"Value": "10.0.9.8"}]}, {"Name": "x.{{{Name}}}.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.9.9"}]}]}""",
        }.Select(json => (JsonObject)JsonNode.Parse(json)!);
    }

    /// <summary>XML has no numbers and flags.</summary>
    private static string Plain(JsonNode node) => node.ToJsonString().Replace("\"", "", StringComparison.Ordinal);
}
