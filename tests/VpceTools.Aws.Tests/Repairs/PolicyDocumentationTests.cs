using System.Text.Json;
using System.Text.RegularExpressions;
using VpceTools.Addressing;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>The IAM policies that are documented, held together with what the code really calls: neither too little nor too much.</summary>
public sealed partial class PolicyDocumentationTests
{
    private const string AssociateZone = "route53:AssociateVPCWithHostedZone";

    [Fact]
    public async Task The_reading_policy_is_what_a_diagnosis_calls()
    {
        // Hosted zones need DNS hostnames, and Route 53 is asked only by clients of its resolver.
        var world = DetailedWorld.Create();
        world.Change("VpcAttributes", "vpc-0d1", attributes => attributes["EnableDnsHostnames"]!["Value"] = true);
        world.Change("Vpcs", "vpc-0d1", vpc => vpc["DhcpOptionsId"] = "default");
        await using var server = await Ec2TestServer.StartAsync(world, cancellationToken: TestContext.Current.CancellationToken);
        using var names = new NameTestServer(EveryNameCall());
        await Live.ReadAsync(
            Live.Connection(server.Url) with { NameEndpointUrl = names.Url },
            new()
            {
                DecidesNames = true,
                Names = ["a.forwarded.test", "a.zone.test", "a.profile.test"],
                // What a diagnosis reads only where a verdict depends on it; WantedEvidenceTests say when.
                Further = [ResourceKind.NatGateway, ResourceKind.VpcBlockPublicAccessOptions, ResourceKind.VpcBlockPublicAccessExclusion],
            },
            cancellationToken: TestContext.Current.CancellationToken);
        await AwsSourceFactory.Open().RegionsAsync(Live.Connection(server.Url), null, TestContext.Current.CancellationToken);

        // And what only clients outside the VPC take, behind a transit gateway, its peering and a VPN; TransitEvidenceTests say when.
        var beyond = Ec2World.FromJson(TransitEvidenceTests.World);
        beyond.Change("RouteTables", "rtb-0e1", table => table["Routes"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse(
            """{ "DestinationCidrBlock": "172.16.0.0/12", "TransitGatewayId": "tgw-0e1", "State": "active", "Origin": "CreateRoute" }""")));
        // The other side of the peering, whose table only its list tells, and a block that no route of the table leads to.
        beyond.Change("TransitGatewayAttachments", "tgw-attach-0e5", attachment => attachment.Remove("Association"));
        await using var transit = await Ec2TestServer.StartAsync(beyond, cancellationToken: TestContext.Current.CancellationToken);
        await transit.ReadAsync(new()
        {
            ClientBlocks = [.. new[] { "192.168.7.0/24", "192.168.200.0/24", "172.16.1.0/24", "10.55.1.0/24" }.Select(CidrBlock.Parse)],
        });

        Assert.Equal(Called(server).Concat(Called(names)).Union(Called(transit)).Order(StringComparer.Ordinal), Reading());
    }

    [Fact]
    public async Task The_repairing_policy_is_what_repairs_call_beyond_reading()
    {
        var called = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in SampleActions.All.Values)
        {
            await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
                cancellationToken: TestContext.Current.CancellationToken);
            var network = await server.ReadAsync();
            using var executor = Executors.Create(server.Url);
            await executor.CheckPermissionAsync(action, TestContext.Current.CancellationToken);
            await executor.RefreshAsync(network, action, TestContext.Current.CancellationToken);
            await executor.ApplyAsync(action, Executors.Patience, null, TestContext.Current.CancellationToken);
            called.UnionWith(Called(server));
        }

        var reading = Reading();
        var repairing = Documented("VpceToolsRepair");
        Assert.Equal(called.Except(reading).Order(StringComparer.Ordinal), repairing.Concat(Documented("VpceToolsUndo"))
            .Order(StringComparer.Ordinal));
        Assert.Equal(SampleActions.Kinds.Select(kind => "ec2:" + kind.Name).Order(StringComparer.Ordinal), repairing);
        Assert.Equal(SampleActions.All.Values.Select(action => action.IamAction).Distinct().Order(StringComparer.Ordinal), repairing);
        Assert.Equal([AssociateZone], Documented("VpceToolsPrivateDns"));
        Assert.Equal(SampleActions.OfZones.Select(action => action.IamAction).Order(StringComparer.Ordinal),
            Documented("VpceToolsHostedZones"));
    }

    [Theory]
    [InlineData("docs/about/about_VpceTools_Permissions.md", "")]
    [InlineData("docs/guides/permissions.md", "\n## What is called\n")]
    public void Every_action_is_explained_and_no_other_is_named(string file, string section)
    {
        var text = Read(file).Replace("{{actions}}", string.Join('\n', Reading()), StringComparison.Ordinal);
        text = text[text.IndexOf(section, StringComparison.Ordinal)..];
        if (section.Length > 0)
            text = text[..text.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        var allowed = Reading().Concat(Documented("VpceToolsRepair")).Concat(Documented("VpceToolsUndo"))
            .Concat(Documented("VpceToolsHostedZones")).Order(StringComparer.Ordinal);

        Assert.Equal(allowed, IamAction().Matches(JsonBlock().Replace(text, "")).Select(match => match.Value).Distinct()
            .Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// The actions that the page about permissions takes from the rows of evidence, and the Regions; TopicTests holds the page to them.
    /// </summary>
    private static IEnumerable<string> Reading() =>
        DescribeCall.OfDiagnosis.Select(call => call.IamAction).Append("ec2:DescribeRegions").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Called(Ec2TestServer server) =>
        server.Calls.CountByOperation.Keys.Select(operation => "ec2:" + operation).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Called(NameTestServer server) => server.Calls.Select(call => call.Split(' ')[0]).Distinct()
        .Select(operation =>
        (operation.Contains("Profile", StringComparison.Ordinal) ? "route53profiles:"
            : operation is "ListHostedZonesByVPC" or "GetHostedZone" or "ListResourceRecordSets" ? "route53:" : "route53resolver:")
                + operation);

    /// <summary>A VPC in which names take every call that there is.</summary>
    private static IEnumerable<System.Text.Json.Nodes.JsonObject> EveryNameCall() => new[]
    {
        """{"VPCId": "vpc-0d1", "HostedZoneSummaries": [{"HostedZoneId": "Z1", "Name": "zone.test.", "Owner": {"OwningAccount": "111122223333"}}]}""",
        """{"HostedZone": {"Id": "/hostedzone/Z2", "Name": "profile.test.", "Config": {"PrivateZone": true}}, "VPCs": []}""",
        """{"HostedZoneId": "Z1", "ResourceRecordSets": [{"Name": "zone.test.", "Type": "SOA", "TTL": 900, "ResourceRecords": [{"Value": "a. b. 1 7200 900 1209600 86400"}]}]}""",
        """{"HostedZoneId": "Z2", "ResourceRecordSets": [{"Name": "profile.test.", "Type": "SOA", "TTL": 900, "ResourceRecords": [{"Value": "a. b. 1 7200 900 1209600 86400"}]}]}""",
        """{"ResolverRules": [{"Id": "rslvr-rr-1", "DomainName": "forwarded.test.", "RuleType": "FORWARD", "Status": "COMPLETE", "TargetIps": [{"Ip": "10.1.0.9"}], "ResolverEndpointId": "rslvr-out-1"}]}""",
        """{"ResolverRuleAssociations": [{"Id": "rslvr-rrassoc-1", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-0d1", "Status": "COMPLETE"}]}""",
        """{"ResolverEndpoints": [{"Id": "rslvr-out-1", "Direction": "OUTBOUND", "HostVPCId": "vpc-0d1", "Status": "OPERATIONAL", "SecurityGroupIds": ["sg-0d1"]}, {"Id": "rslvr-in-1", "Direction": "INBOUND", "HostVPCId": "vpc-0d1", "Status": "OPERATIONAL", "SecurityGroupIds": ["sg-0d1"]}]}""",
        """{"ResolverEndpointId": "rslvr-in-1", "IpAddresses": [{"IpId": "rni-1", "Ip": "10.1.0.9", "Status": "ATTACHED"}]}""",
        """{"FirewallRuleGroupAssociations": [{"Id": "rslvr-frgassoc-1", "FirewallRuleGroupId": "rslvr-frg-1", "VpcId": "vpc-0d1", "Priority": 101, "Status": "COMPLETE"}]}""",
        """{"FirewallRuleGroupId": "rslvr-frg-1", "FirewallRules": [{"FirewallRuleGroupId": "rslvr-frg-1", "FirewallDomainListId": "rslvr-fdl-1", "Priority": 1, "Action": "BLOCK"}]}""",
        """{"FirewallDomainLists": [{"Id": "rslvr-fdl-1", "Name": "own"}]}""",
        """{"FirewallDomainListId": "rslvr-fdl-1", "Domains": ["blocked.test"]}""",
        """{"ProfileAssociations": [{"Id": "rpassoc-1", "ProfileId": "rp-1", "ResourceId": "vpc-0d1", "Status": "COMPLETE"}]}""",
        """{"ProfileId": "rp-1", "ProfileResourceAssociations": [{"Id": "rpr-1", "ProfileId": "rp-1", "ResourceArn": "arn:aws:route53:::hostedzone/Z2", "Status": "COMPLETE"}]}""",
    }.Select(json => (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(json)!);

    private static IEnumerable<string> Documented(string sid)
    {
        var blocks = JsonBlock().Matches(Read("docs/about/about_VpceTools_Permissions.md")).Select(match => match.Groups["json"].Value);
        var statement = Assert.Single(blocks.SelectMany(json => JsonDocument.Parse(json).RootElement.GetProperty("Statement")
            .EnumerateArray()), s => s.GetProperty("Sid").GetString() == sid);
        return [.. statement.GetProperty("Action").EnumerateArray().Select(action => action.GetString()!).Order(StringComparer.Ordinal)];
    }

    private static string Read(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "VpceTools.sln")))
                return File.ReadAllText(Path.Combine(folder.FullName, file)).ReplaceLineEndings("\n");
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("```json\\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"\b(ec2|route53|route53resolver|route53profiles):[A-Z]\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IamAction();
}
