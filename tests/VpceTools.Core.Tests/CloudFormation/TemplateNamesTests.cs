using VpceTools.Model;
using VpceTools.Naming;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>Hosted zones, record sets, Resolver rules and Profiles of templates decide names as those that are there do.</summary>
public sealed class TemplateNamesTests
{
    private const string Network = """
        Parameters:
          Other: { Type: String }
          IsOn: { Type: String }
        Conditions:
          IsOn: !Equals [!Ref IsOn, "yes"]
        Resources:
          Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true } }
          A: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs ""] } }
          Sqs:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              { VpcId: !Ref Vpc, ServiceName: !Sub "com.amazonaws.${AWS::Region}.sqs", VpcEndpointType: Interface, SubnetIds: [!Ref A] }
          Zone: { Type: "AWS::Route53::HostedZone", Properties: { Name: example.com, VPCs: [{ VPCId: !Ref Vpc, VPCRegion: eu-west-1 }] } }
          Apex:
            Type: AWS::Route53::RecordSet
            Properties:
              HostedZoneId: !Ref Zone
              Name: example.com
              Type: A
              AliasTarget:
                HostedZoneId: !Select [0, !Split [":", !Select [0, !GetAtt Sqs.DnsEntries]]]
                DNSName: !Select [1, !Split [":", !Select [0, !GetAtt Sqs.DnsEntries]]]
          Several:
            Type: AWS::Route53::RecordSetGroup
            Properties:
              HostedZoneName: example.com.
              RecordSets:
                - { Name: one.example.com., Type: A, TTL: "60", ResourceRecords: [192.0.2.1] }
                - Name: c.example.com
                  Type: CNAME
                  TTL: 60
                  ResourceRecords: [!Select [1, !Split [":", !Select [0, !GetAtt Sqs.DnsEntries]]]]
                - { Name: open.example.com, Type: A, TTL: 60, ResourceRecords: [!Ref Other] }

        """;

    private const string Rule = """
          Out:
            Type: AWS::Route53Resolver::ResolverEndpoint
            Properties: { Direction: OUTBOUND, SecurityGroupIds: [!GetAtt Vpc.DefaultSecurityGroup], IpAddresses: [{ SubnetId: !Ref A, Ip: 10.0.0.9 }] }
          Rule:
            Type: AWS::Route53Resolver::ResolverRule
            Properties: { DomainName: corp.example, RuleType: FORWARD, ResolverEndpointId: !Ref Out, TargetIps: [{ Ip: 192.168.0.53 }] }
          AtWork: { Type: "AWS::Route53Resolver::ResolverRuleAssociation", Properties: { ResolverRuleId: !GetAtt Rule.ResolverRuleId, VPCId: !Ref Vpc } }

        """;

    [Theory]
    [InlineData("example.com", NameStatus.Resolved)]
    [InlineData("c.example.com", NameStatus.Resolved)]
    [InlineData("one.example.com", NameStatus.Resolved)]
    [InlineData("none.example.com", NameStatus.NxDomain)]
    // Where a record leads to what nobody knows, its name has no answer, and all others have.
    [InlineData("open.example.com", NameStatus.Unknown)]
    [InlineData("elsewhere.example.org", NameStatus.Public)]
    public void Records_answer(string name, NameStatus expected)
    {
        var network = JudgedTemplate.OfText(Network);
        var answer = Ask(network, name);

        Assert.Equal(expected, answer.Status);
        if (name is "example.com" or "c.example.com")
            Assert.Equal(network.Endpoints[0].Id, answer.EndpointId);
    }

    [Fact]
    public void A_rule_is_at_work_where_it_is_associated()
    {
        var network = JudgedTemplate.OfText(Network + Rule);

        Assert.Equal(NameSource.ResolverRule, Ask(network, "db.corp.example").Source);
        Assert.Equal("10.0.0.9", Assert.Single(Assert.Single(network.ResolverEndpointAddresses).Addresses).Ip);
        Assert.Equal(network.Vpcs[0].Id, Assert.Single(network.ResolverEndpoints).HostVpcId);
    }

    /// <summary>A zone of which nobody knows the VPC may be any VPC's, and a rule that may not be there may take any name.</summary>
    [Theory]
    [InlineData("  Wide: { Type: 'AWS::Route53::HostedZone', Properties: { Name: example.org, VPCs: [{ VPCId: !Ref Other, VPCRegion: eu-west-1 }] } }\n",
        NameStatus.Public)]
    [InlineData("  Wide: { Type: 'AWS::Route53::HostedZone', Properties: { Name: !Ref Other, VPCs: [{ VPCId: !Ref Vpc, VPCRegion: eu-west-1 }] } }\n",
        NameStatus.Unknown)]
    [InlineData("  Wide: { Type: 'AWS::Route53::HostedZone', Condition: IsOn, Properties: { Name: example.org, VPCs: [{ VPCId: !Ref Vpc, VPCRegion: eu-west-1 }] } }\n",
        NameStatus.Unknown)]
    [InlineData("  Wide: { Type: 'AWS::Route53Resolver::ResolverRuleAssociation', Properties: { ResolverRuleId: !Ref Other, VPCId: !Ref Vpc } }\n",
        NameStatus.Unknown)]
    [InlineData("  Wide: { Type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation', Properties: { FirewallRuleGroupId: !Ref Other, Priority: 1, VpcId: !Ref Vpc } }\n",
        NameStatus.Unknown)]
    [InlineData("  Wide: { Type: 'AWS::Route53Profiles::ProfileAssociation', Properties: { ProfileId: !Ref Other, ResourceId: !Ref Vpc } }\n",
        NameStatus.Unknown)]
    public void What_is_open_leaves_names_open(string resource, NameStatus expected) =>
        Assert.Equal(expected, Ask(JudgedTemplate.OfText(Network + resource), "elsewhere.example.org").Status);

    /// <summary>Cloud Map writes records as instances come and go.</summary>
    [Fact]
    public void A_namespace_is_a_zone_whose_records_nobody_knows()
    {
        var network = JudgedTemplate.OfText(
            Network + "  Map: { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', Properties: { Name: internal.test, Vpc: !Ref Vpc } }\n");

        Assert.Equal(NameStatus.Unknown, Ask(network, "web.internal.test").Status);
        Assert.Equal(NameStatus.Resolved, Ask(network, "example.com").Status);
    }

    /// <summary>A snapshot that only has what AWS says of services says nothing of a VPC that is not there yet, and need not.</summary>
    [Fact]
    public void Over_a_snapshot_a_new_VPC_has_what_its_code_gives_it()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("names").FullName, "t.yaml");
        File.WriteAllText(path, Network + Rule);
        var world = Assert.Single(new VpceTools.CloudFormation.TemplateSource(VpceTools.Yaml.TemplateYaml.Read).Read(path, [], "eu-west-1", null));
        var there = new VpcNetwork
        {
            Region = "eu-west-1",
            Described = [ResourceKind.VpcEndpointService, ResourceKind.Vpc],
            Vpcs = [new() { Id = "vpc-0a000000000000009" }],
        };
        var network = Assert.Single(VpceTools.Planned.PlannedOverlay.Over([there], world));
        var own = network.Vpcs.Single(vpc => vpc.Id != "vpc-0a000000000000009").Id;

        NameAnswer In(string vpc, string name) =>
            NameResolver.Resolve(NameIndex.From(network), NameClient.InVpc(vpc), DomainName.Parse(name));
        Assert.Equal(NameStatus.Public, In(own, "elsewhere.example.org").Status);
        Assert.Equal(NameSource.ResolverRule, In(own, "db.corp.example").Source);
        // Of the one that is there nothing was read.
        Assert.Equal(NameStatus.Unknown, In("vpc-0a000000000000009", "elsewhere.example.org").Status);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static NameAnswer Ask(VpcNetwork network, string name) =>
        NameResolver.Resolve(NameIndex.From(network), NameClient.InVpc(network.Vpcs[0].Id), DomainName.Parse(name));
}
