using System.Text.Json.Nodes;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Snapshots;
using VpceTools.Sources;
using VpceTools.Testing;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Aws.Tests.Names;

/// <summary>What decides names, read live: as little as the names take, and the same as from a snapshot.</summary>
public sealed class NameReadingTests
{
    private const string Zone = "Z0123456789ABCDEFGHIJ";
    private static readonly NetworkQuery Query = new() { DecidesNames = true };

    [Fact]
    public async Task Without_a_question_about_names_nothing_is_asked()
    {
        await using var ec2 = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        using var names = new NameTestServer([]);

        var network = await ReadAsync(ec2, names, new());

        Assert.Empty(names.Calls);
        Assert.DoesNotContain(ResourceKind.ResolverRuleAssociation, network.Described);
    }

    [Fact]
    public async Task Another_address_for_EC2_says_nothing_of_Route_53()
    {
        await using var ec2 = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);

        var network = await ec2.ReadAsync(Query);

        Assert.DoesNotContain(ResourceKind.ResolverRuleAssociation, network.Described);
        Assert.Empty(network.Failures);
    }

    [Fact]
    public async Task One_endpoint_takes_at_most_six_calls_and_they_are_signed_for_each_service()
    {
        await using var ec2 = await Ec2TestServer.StartAsync(Central(), cancellationToken: TestContext.Current.CancellationToken);
        using var names = new NameTestServer([.. AliasZone()]);

        var network = await ReadAsync(ec2, names, Query);

        Assert.InRange(names.Calls.Count, 4, 6);
        Assert.Equal(names.Calls.Count, names.Calls.Distinct().Count());
        Assert.Contains($"ListResourceRecordSets {Zone}", names.Calls);
        Assert.Equal(["us-east-1/route53", "us-east-1/route53profiles", "us-east-1/route53resolver"], names.Scopes.Distinct().Order());
        var answer = Ask(network, "vpc-0a1");
        Assert.Equal((NameStatus.Resolved, NameSource.PrivateHostedZone, "vpce-0a1"), (answer.Status, answer.Source, answer.EndpointId));
        Assert.Empty(network.Failures);
    }

    [Fact]
    public async Task Calls_grow_with_the_VPCs_and_not_with_their_endpoints()
    {
        await using var ec2 = await Ec2TestServer.StartAsync(new GeneratedWorld().Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        using var names = new NameTestServer([]);

        var network = await ReadAsync(ec2, names, Query);

        Assert.Equal((20, 200), (network.Endpoints.Select(e => e.VpcId).Distinct().Count(), network.Endpoints.Count));
        Assert.InRange(names.Calls.Count, 3, 3 + 20);
    }

    [Fact]
    public async Task A_snapshot_of_the_same_gives_the_same()
    {
        await using var ec2 = await Ec2TestServer.StartAsync(Central(), cancellationToken: TestContext.Current.CancellationToken);
        using var names = new NameTestServer([.. AliasZone(), .. Rest()]) { PageSize = 1 };

        var live = await ReadAsync(ec2, names, Query);
        var folder = Directory.CreateTempSubdirectory("vpcetools-");
        try
        {
            SnapshotWriter.Write(live, folder.FullName);
            var read = (await new SnapshotSource(folder.FullName).ReadAsync(new(), null, TestContext.Current.CancellationToken)).Single();

            Assert.Equal(live with { Remarks = [] }, read with { Remarks = [] });
            Assert.Equal(Ask(live, "vpc-0a1").Chain, Ask(read, "vpc-0a1").Chain);
            Assert.Equal((2, 2), (live.ResolverRuleAssociations.Count, live.FirewallRules.Single().Rules.Count));
            Assert.Equal(["a.example.com", "*.example.org"], live.FirewallDomains.Single().Domains);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("ListHostedZonesByVPC", "AccessDenied", "route53:ListHostedZonesByVPC")]
    [InlineData("ListResolverRuleAssociations", "AccessDeniedException", "route53resolver:ListResolverRuleAssociations")]
    [InlineData("ListFirewallRuleGroupAssociations", "AccessDeniedException", "route53resolver:ListFirewallRuleGroupAssociations")]
    [InlineData("ListProfileAssociations", "AccessDeniedException", "route53profiles:ListProfileAssociations")]
    [InlineData("ListResourceRecordSets", "AccessDenied", "route53:ListResourceRecordSets")]
    public async Task What_IAM_refuses_is_missing_with_its_action_and_never_an_empty_list(string operation, string code, string action)
    {
        await using var ec2 = await Ec2TestServer.StartAsync(Central(), cancellationToken: TestContext.Current.CancellationToken);
        using var names = new NameTestServer([.. AliasZone()]);
        names.Errors[operation] = code;

        var network = await ReadAsync(ec2, names, Query);

        var failure = Assert.Single(network.Failures);
        Assert.Equal((action, true), (failure.IamAction, failure.IsAccessDenied));
        Assert.DoesNotContain(failure.Kind, network.Described);
        var answer = Ask(network, "vpc-0a1");
        Assert.Equal(NameStatus.Unknown, answer.Status);
        Assert.Contains(action, answer.Missing.Select(m => m.Call?.IamAction));
        Assert.Single(names.Calls, call => call.Split(' ')[0] == operation);
    }

    [Fact]
    public async Task What_one_service_makes_of_the_credentials_costs_its_own_answers_only()
    {
        await using var ec2 = await Ec2TestServer.StartAsync(Central(), cancellationToken: TestContext.Current.CancellationToken);
        using var names = new NameTestServer([.. AliasZone()]);
        names.Errors["ListProfileAssociations"] = "UnrecognizedClientException";

        var network = await ReadAsync(ec2, names, Query);

        Assert.Equal("route53profiles:ListProfileAssociations", Assert.Single(network.Failures).IamAction);
        Assert.Contains(ResourceKind.ResolverRuleAssociation, network.Described);
    }

    [Fact]
    public async Task A_redirect_is_refused()
    {
        await using var ec2 = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        using var elsewhere = new NameTestServer([]);
        using var names = new NameTestServer([]) { RedirectTo = elsewhere.Url };

        var network = await ReadAsync(ec2, names, Query);

        Assert.Empty(elsewhere.Calls);
        Assert.NotEmpty(network.Failures);
        Assert.All(network.Failures, f => Assert.Contains("redirect", f.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_large_zone_is_narrowed_to_the_names()
    {
        await using var ec2 = await Ec2TestServer.StartAsync(Central(), cancellationToken: TestContext.Current.CancellationToken);
        var documents = AliasZone().ToList();
        var records = (JsonArray)documents[1]["ResourceRecordSets"]!;
        for (var i = 0; i < 1000; i++)
            records.Add(new JsonObject
            {
                ["Name"] = $"z{i:d4}.sqs.us-east-1.amazonaws.com.", ["Type"] = "A", ["TTL"] = 60,
                ["ResourceRecords"] = new JsonArray(new JsonObject { ["Value"] = "10.0.0.1" })
            });
        using var names = new NameTestServer(documents);

        var network = await ReadAsync(ec2, names, Query);

        Assert.Equal("vpce-0a1", Ask(network, "vpc-0a1").EndpointId);
        Assert.InRange(network.HostedZoneRecords.Sum(r => r.RecordSets.Count), 1, 500);
    }

    /// <summary>A Route 53 that nobody here wrote; it has no DNS Firewall and no Profiles, which stay unknown.</summary>
    [Fact]
    public async Task Zones_records_and_rules_are_read_from_moto()
    {
        Assert.SkipWhen(MotoServer.SkipReason is not null || Cli.Path is null, "There is no moto or no AWS CLI on this machine.");
        var token = TestContext.Current.CancellationToken;
        await using var ec2 = await Ec2TestServer.StartAsync(Central(), cancellationToken: token);
        // The records of another account's zones are not asked for.
        using var moto = await MotoServer.StartAsync("111122223333", token);
        var zone = JsonNode.Parse(await Cli.RunAsync(moto.Url,
            ["route53", "create-hosted-zone", "--name", "sqs.us-east-1.amazonaws.com", "--caller-reference", "1",
            "--vpc", "VPCRegion=us-east-1,VPCId=vpc-0a1", "--hosted-zone-config", "PrivateZone=true"],
                token))!["HostedZone"]!["Id"]!.ToString();
        await Cli.RunAsync(moto.Url, ["route53", "change-resource-record-sets", "--hosted-zone-id", zone, "--change-batch",
            """{"Changes": [{"Action": "CREATE", "ResourceRecordSet": {"Name": "sqs.us-east-1.amazonaws.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.2.10"}]}}]}"""], token);
        await Cli.RunAsync(moto.Url, ["route53resolver", "create-resolver-rule", "--creator-request-id", "1", "--rule-type", "SYSTEM",
            "--domain-name", "example.com", "--name", "one"], token);

        var network = await Live.ReadAsync(Live.Connection(ec2.Url) with { NameEndpointUrl = moto.Url }, Query, cancellationToken: token);

        Assert.Contains(ResourceKind.ResolverRuleAssociation, network.Described);
        Assert.Equal("sqs.us-east-1.amazonaws.com.", Assert.Single(Assert.Single(network.HostedZonesOfVpcs).Zones).Name);
        Assert.Contains(Assert.Single(network.HostedZoneRecords).RecordSets, r => r.Type == "A" && r.Values.Contains("10.0.2.10")
            && r.Ttl == 60);
    }

    private static NameAnswer Ask(VpcNetwork network, string vpcId) =>
        NameResolver.Resolve(NameIndex.From(network), NameClient.InVpc(vpcId), DomainName.Parse("sqs.us-east-1.amazonaws.com"));

    private static async Task<VpcNetwork> ReadAsync(Ec2TestServer ec2, NameTestServer names, NetworkQuery query) =>
        await Live.ReadAsync(Live.Connection(ec2.Url) with { NameEndpointUrl = names.Url }, query,
            cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The sample with private DNS off.</summary>
    private static Ec2World Central()
    {
        var world = SampleWorld.Create();
        world.Change("VpcEndpoints", "vpce-0a1", endpoint =>
        {
            endpoint["PrivateDnsEnabled"] = false;
            ((JsonArray)endpoint["DnsEntries"]!).RemoveAt(1);
        });
        return world;
    }

    /// <summary>A zone of one's own whose alias leads to the endpoint.</summary>
    private static IEnumerable<JsonObject> AliasZone()
    {
        yield return Document($$"""{"VPCId": "vpc-0a1", "HostedZoneSummaries": [{"HostedZoneId": "{{Zone}}", "Name": "sqs.us-east-1.amazonaws.com.", "Owner": {"OwningAccount": "111122223333"} }], "MaxItems": "100"}""");
        yield return Document($$"""
            {"HostedZoneId": "{{Zone}}", "ResourceRecordSets": [
                {"Name": "sqs.us-east-1.amazonaws.com.", "Type": "A", "AliasTarget": {"HostedZoneId": "Z7HUB22UULQXV", "DNSName": "vpce-0a1-abcd.sqs.us-east-1.vpce.amazonaws.com.", "EvaluateTargetHealth": false} },
                {"Name": "sqs.us-east-1.amazonaws.com.", "Type": "NS", "TTL": 172800, "ResourceRecords": [{"Value": "ns-1536.awsdns-00.co.uk."}]},
                {"Name": "sqs.us-east-1.amazonaws.com.", "Type": "SOA", "TTL": 900, "ResourceRecords": [{"Value": "ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"}]}]}
            """);
    }

    private static IEnumerable<JsonObject> Rest()
    {
        yield return Document("""{"ResolverRules": [{"Id": "rslvr-rr-1", "DomainName": "example.com.", "RuleType": "FORWARD", "Status": "COMPLETE", "TargetIps": [{"Ip": "192.0.2.1", "Port": 53}], "ResolverEndpointId": "rslvr-out-1", "OwnerId": "111122223333"}]}""");
        yield return Document("""{"ResolverRuleAssociations": [{"Id": "rslvr-rrassoc-1", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-0a1", "Status": "COMPLETE"}, {"Id": "rslvr-rrassoc-2", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-0a2", "Status": "COMPLETE"}]}""");
        yield return Document("""{"FirewallRuleGroupAssociations": [{"Id": "rslvr-frgassoc-1", "FirewallRuleGroupId": "rslvr-frg-1", "VpcId": "vpc-0a1", "Priority": 101, "Status": "COMPLETE"}]}""");
        yield return Document("""{"FirewallRuleGroupId": "rslvr-frg-1", "FirewallRules": [{"FirewallRuleGroupId": "rslvr-frg-1", "FirewallDomainListId": "rslvr-fdl-1", "Priority": 1, "Action": "BLOCK", "BlockResponse": "NODATA"}, {"FirewallRuleGroupId": "rslvr-frg-1", "FirewallDomainListId": "rslvr-fdl-1", "Priority": 2, "Action": "ALERT"}]}""");
        yield return Document("""{"FirewallDomainLists": [{"Id": "rslvr-fdl-1", "Name": "own"}]}""");
        yield return Document("""{"FirewallDomainListId": "rslvr-fdl-1", "Domains": ["a.example.com", "*.example.org"]}""");
    }

    private static JsonObject Document(string json) => (JsonObject)JsonNode.Parse(json)!;
}
