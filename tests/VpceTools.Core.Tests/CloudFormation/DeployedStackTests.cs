using System.Text.RegularExpressions;
using VpceTools.CloudFormation;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Snapshots;
using VpceTools.Sources;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>
/// A template over the network that an earlier deployment of it made: what is there has the tags of CloudFormation, and is not there twice.
/// </summary>
public sealed class DeployedStackTests
{
    private const string Template = """
        Resources:
          Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true } }
          A: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a } }
          B: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b } }
          Table: { Type: "AWS::EC2::RouteTable", Properties: { VpcId: !Ref Vpc } }
          OfA: { Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: { SubnetId: !Ref A, RouteTableId: !Ref Table } }
          OfB: { Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: { SubnetId: !Ref B, RouteTableId: !Ref Table } }
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: endpoint
              VpcId: !Ref Vpc
              SecurityGroupIngress:
                - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16 }
          Sqs:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcId: !Ref Vpc
              ServiceName: com.amazonaws.eu-west-1.sqs
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              SubnetIds: [!Ref A, !Ref B]
              SecurityGroupIds: [!Ref Group]
          S3:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcId: !Ref Vpc
              ServiceName: com.amazonaws.eu-west-1.s3
              RouteTableIds: [!Ref Table]

        """;

    [Fact]
    public void What_is_deployed_is_there_once_and_has_the_same_verdicts()
    {
        var deployed = Deployed(Template, "net");
        var over = Over(Template, [deployed]);

        Assert.Equal(Counts(deployed), Counts(over));
        Assert.Equal(deployed.Endpoints.Select(e => e.Id).Order(), over.Endpoints.Select(e => e.Id).Order());
        Assert.Equal(Verdicts(deployed), Verdicts(over));
        Assert.Contains(over.Remarks, remark => remark.Contains("changes the stack net", StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_is_judged_on_the_endpoint_that_is_there()
    {
        var deployed = Deployed(Template, "net");
        var over = Over(Template.Replace("FromPort: 443, ToPort: 443", "FromPort: 80, ToPort: 80", StringComparison.Ordinal), [deployed]);

        var failed = Assert.Single(JudgedTemplate.Results(over), result => result.Status == CheckStatus.Failed);
        Assert.Equal("SecurityGroupIngress", failed.Check);
        Assert.Equal(deployed.Endpoints.Single(e => e.ServiceName.EndsWith("sqs", StringComparison.Ordinal)).Id, failed.EndpointId);
        Assert.Equal("Sqs", failed.Address);
    }

    [Fact]
    public void What_the_template_has_no_longer_is_taken_away()
    {
        var deployed = Deployed(Template, "net");
        var over = Over(Template[..Template.IndexOf("  S3:", StringComparison.Ordinal)], [deployed]);

        Assert.Equal(["com.amazonaws.eu-west-1.sqs"], over.Endpoints.Select(e => e.ServiceName));
        Assert.DoesNotContain(over.RouteTables.SelectMany(table => table.Routes), route =>
            route.Target.StartsWith("vpce-", StringComparison.Ordinal));
    }

    /// <summary>Rules bear no tags: CloudFormation takes one away that an earlier template made, and leaves one that a person made.</summary>
    [Fact]
    public void A_rule_that_the_template_names_no_longer_may_stay_or_go()
    {
        const string Rule = """
              Rule:
                Type: AWS::EC2::SecurityGroupIngress
                Properties: { GroupId: !GetAtt Group.GroupId, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16 }

            """;
        var bare = Template.Replace("""
                  SecurityGroupIngress:
                    - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16 }

            """, "", StringComparison.Ordinal);
        Assert.NotEqual(Template, bare);
        var deployed = Deployed(bare + Rule, "net");

        EndpointTestResult Of(string yaml) =>
            JudgedTemplate.Results(Over(yaml, [deployed])).Single(result => result is { Check: "SecurityGroupIngress", Address: "Sqs" });

        Assert.Equal(CheckStatus.Passed, Of(bare + Rule).Status);
        Assert.Equal(CheckStatus.Unknown, Of(bare).Status);
        Assert.Contains("stack net.rules that are there", Of(bare).Message, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Passed, Of(Template).Status);
    }

    /// <summary>Neither do routes, entries of ACLs and associations bear tags; each may drop packets or let them through.</summary>
    [Theory]
    [InlineData("OfB: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: !Ref B, RouteTableId: !Ref Table } }",
        "RouteTableAssociation")]
    [InlineData("In: { Type: 'AWS::EC2::NetworkAclEntry', Properties: { NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: -1, "
        + "RuleAction: allow, CidrBlock: 0.0.0.0/0 } }", "NetworkAcl")]
    public void What_bears_no_tags_may_stay_or_go(string part, string check)
    {
        const string Acl = """
              Acl: { Type: "AWS::EC2::NetworkAcl", Properties: { VpcId: !Ref Vpc } }
              Out: { Type: "AWS::EC2::NetworkAclEntry", Properties: { NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: -1, Egress: true,
                RuleAction: allow, CidrBlock: 0.0.0.0/0 } }
              AclOfA: { Type: "AWS::EC2::SubnetNetworkAclAssociation", Properties: { SubnetId: !Ref A, NetworkAclId: !Ref Acl } }

            """;
        var bare = (check == "NetworkAcl" ? Template : Template.Replace("""
              OfB: { Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: { SubnetId: !Ref B, RouteTableId: !Ref Table } }

            """, "", StringComparison.Ordinal)) + Acl;
        var whole = $"{bare}  {part}\n";
        var deployed = Deployed(whole, "net");

        EndpointTestResult Of(string yaml) => JudgedTemplate.Results(Over(yaml, [deployed])).Single(result => result.Check == check
            && result.Address == (check == "NetworkAcl" ? "Sqs" : "S3"));

        Assert.Equal(CheckStatus.Passed, Of(whole).Status);
        Assert.True(Of(bare).Status == CheckStatus.Unknown, Of(bare).Message);
        Assert.Contains("may go with the stack's former template", Of(bare).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_new_comes_beside_it()
    {
        var added = Template + Template[Template.IndexOf("  Sqs:", StringComparison.Ordinal)..Template.IndexOf("  S3:", StringComparison.Ordinal)]
            .Replace("Sqs:", "Sns:", StringComparison.Ordinal).Replace(".sqs", ".sns", StringComparison.Ordinal);
        var deployed = Deployed(Template, "net");

        var over = Over(added, [deployed]);

        Assert.Equal(deployed.Endpoints.Count + 1, over.Endpoints.Count);
        Assert.Single(over.Vpcs);
    }

    [Fact]
    public void Of_two_stacks_of_one_template_the_name_tells_which_it_is()
    {
        var one = Deployed(Template, "net-dev");
        var other = Deployed(Template, "net-prod", salt: "f");
        var both = Merge([one, other]);

        var error = Assert.Throws<NetworkSourceException>(() => Over(Template, [both]));
        Assert.Equal("StackAmbiguous", error.ErrorId);
        Assert.Contains("net-dev, net-prod", error.Message, StringComparison.Ordinal);
        Assert.Contains("-StackName", error.Message, StringComparison.Ordinal);
        var over = Over(Template[..Template.IndexOf("  S3:", StringComparison.Ordinal)], [both], "net-prod");
        Assert.Equal(3, over.Endpoints.Count);
        Assert.Equal(2, over.Endpoints.Count(e => one.Endpoints.Any(known => known.Id == e.Id)));
        // Another name makes a stack of its own.
        Assert.Equal(3, Over(Template, [both], "net-test").Vpcs.Count);
    }

    /// <summary>A few names in common are chance: the other stack must not lose what this template does not have.</summary>
    [Fact]
    public void A_stack_of_which_the_template_has_little_is_another_one()
    {
        var deployed = Deployed(Template, "other");
        var over = Over("""
            Resources:
              Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.9.0.0/16 } }
            """, [deployed]);

        Assert.Equal(2, over.Vpcs.Count);
        Assert.Equal(2, over.Endpoints.Count);
    }

    [Fact]
    public void Without_tags_a_second_endpoint_for_a_service_in_a_VPC_is_remarked()
    {
        var deployed = Deployed(Template, null);
        var yaml = Template.Replace("!Ref Vpc", deployed.Vpcs[0].Id, StringComparison.Ordinal)
            .Replace("  Vpc: {", "  Unused: {", StringComparison.Ordinal);

        var over = Over(yaml, [deployed]);

        Assert.Contains(over.Remarks, remark => remark.Contains("Sqs counts as a new endpoint beside vpce-", StringComparison.Ordinal)
            && remark.Contains("-StackName", StringComparison.Ordinal));
    }

    [Fact]
    public void Tags_survive_a_snapshot_and_lose_their_names_in_an_anonymous_one()
    {
        var deployed = Deployed(Template, "net");
        Assert.Equal("Group", deployed.SecurityGroups.Single(group => group.Name != "default").Stack?.LogicalId);

        var anonymous = VpceTools.Anonymizing.Anonymizer.Of([deployed])[0];

        Assert.DoesNotContain(anonymous.SecurityGroups, group => group.Stack is { StackName: "net" } or { LogicalId: "Group" });
    }

    /// <summary>The network that a template makes, with ids as EC2 gives them and the tags of a stack, read from a snapshot.</summary>
    private static VpcNetwork Deployed(string yaml, string? stack, string salt = "a")
    {
        var network = JudgedTemplate.OfText(yaml);
        StackResource? Of(string id) => stack is not null && network.Plan!.OriginOf(id) is { LogicalId: { } logical, Comes: null }
            ? new(stack, logical) : null;
        network = network with
        {
            Plan = null,
            AccountId = "111122223333",
            NetworkInterfaces = [.. network.NetworkInterfaces.Select(n => n with { IsPlanned = false })],
            Vpcs = [.. network.Vpcs.Select(item => item with { Stack = Of(item.Id), OwnerId = "111122223333" })],
            Subnets = [.. network.Subnets.Select(item => item with { Stack = Of(item.Id) })],
            SecurityGroups = [.. network.SecurityGroups.Select(item => item with { Stack = Of(item.Id) })],
            RouteTables = [.. network.RouteTables.Select(item => item with { Stack = Of(item.Id) })],
            NetworkAcls = [.. network.NetworkAcls.Select(item => item with { Stack = Of(item.Id) })],
            Endpoints =
            [
                .. network.Endpoints.Select(item => item with
                {
                    Tags = Of(item.Id) is { } own ? [new(StackResource.StackNameTag, own.StackName),
                        new(StackResource.LogicalIdTag, own.LogicalId)] : [],
                }),
            ],
        };
        using var folder = new SnapshotFolder();
        SnapshotWriter.WriteAll([network], folder.Path);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.json", SearchOption.AllDirectories))
            File.WriteAllText(file, Regex.Replace(File.ReadAllText(file), "(?<kind>[a-z]+)-(?<id>[0-9a-f]{16})[0-9a-f](?![0-9a-f])",
                match => $"{match.Groups["kind"].Value}-{salt}{match.Groups["id"].Value}", RegexOptions.None, TimeSpan.FromSeconds(10)));
        return folder.ReadOne();
    }

    private static VpcNetwork Merge(IReadOnlyList<VpcNetwork> networks) => networks.Aggregate((one, other) => one with
    {
        Vpcs = [.. one.Vpcs, .. other.Vpcs],
        VpcAttributes = [.. one.VpcAttributes, .. other.VpcAttributes],
        Subnets = [.. one.Subnets, .. other.Subnets],
        SecurityGroups = [.. one.SecurityGroups, .. other.SecurityGroups],
        RouteTables = [.. one.RouteTables, .. other.RouteTables],
        NetworkAcls = [.. one.NetworkAcls, .. other.NetworkAcls],
        NetworkInterfaces = [.. one.NetworkInterfaces, .. other.NetworkInterfaces],
        Endpoints = [.. one.Endpoints, .. other.Endpoints],
    });

    private static VpcNetwork Over(string yaml, IReadOnlyList<VpcNetwork> networks, string? stackName = null)
    {
        var path = Path.Combine(Path.GetTempPath(), $"template-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, yaml);
        try
        {
            return new TemplateSource(TemplateYaml.Read).Read(path, [], "eu-west-1", null, stackName)
                .Aggregate(networks, PlannedOverlay.Over).Single();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Counts(VpcNetwork network) => string.Join(" ", network.Vpcs.Count, network.Subnets.Count,
        network.SecurityGroups.Count, network.RouteTables.Count, network.NetworkAcls.Count, network.NetworkInterfaces.Count,
        network.Endpoints.Count, network.RouteTables.Sum(table => table.Routes.Count));

    private static IEnumerable<string> Verdicts(VpcNetwork network) => JudgedTemplate.Results(network)
        .Select(result => $"{result.EndpointId} {result.Check} {result.Status}").Order(StringComparer.Ordinal);
}
