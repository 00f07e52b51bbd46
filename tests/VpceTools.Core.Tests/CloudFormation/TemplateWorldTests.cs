using VpceTools.CloudFormation;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>What templates come to as networks: defaults, references, conditions, and values that nobody knows.</summary>
public sealed class TemplateWorldTests
{
    private const string Network = """
        Resources:
          Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true } }
          A: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs ""] } }
          B: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [1, !GetAZs ""] } }
          Clients: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: clients, VpcId: !Ref Vpc } }
          Worker:
            Type: AWS::Lambda::Function
            Properties: { VpcConfig: { SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref Clients] } }
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: endpoint
              VpcId: !Ref Vpc
              SecurityGroupIngress:
                - { IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref Clients }
          Sqs:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcId: !Ref Vpc
              ServiceName: !Sub com.amazonaws.${AWS::Region}.sqs
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              SubnetIds: [!Ref A, !Ref B]
              SecurityGroupIds: [!Ref Group]

        """;

    [Fact]
    public void A_healthy_template_is_healthy()
    {
        var results = JudgedTemplate.Results(JudgedTemplate.OfText(Network));
        Assert.DoesNotContain(results, result => result.Status is CheckStatus.Failed or CheckStatus.Warning);
        foreach (var check in new[] { "SecurityGroupIngress", "ClientSecurityGroupEgress", "SubnetCoverage", "VpcDns", "NetworkAcl",
            "Route" })
            Assert.Equal(CheckStatus.Passed, Of(results, check).Status);
    }

    [Theory]
    [InlineData("SourceSecurityGroupId: !Ref Clients }", "CidrIp: 192.168.0.0/16 }", "SecurityGroupIngress", CheckStatus.Failed)]
    [InlineData("FromPort: 443, ToPort: 443", "FromPort: 80, ToPort: '80'", "SecurityGroupIngress", CheckStatus.Failed)]
    [InlineData("IpProtocol: tcp, FromPort: 443, ToPort: 443", "IpProtocol: '-1'", "SecurityGroupIngress", CheckStatus.Passed)]
    [InlineData("SubnetIds: [!Ref A, !Ref B]\n              SecurityGroupIds", "SubnetIds: []\n              SecurityGroupIds",
        "SubnetCoverage",
        CheckStatus.Failed)]
    [InlineData("              SubnetIds: [!Ref A, !Ref B]\n              SecurityGroupIds: [!Ref Group]\n", "", "SubnetCoverage",
        CheckStatus.Failed)]
    [InlineData("              SecurityGroupIds: [!Ref Group]\n", "", "EndpointSecurityGroups", CheckStatus.Warning)]
    [InlineData("              SecurityGroupIds: [!Ref Group]\n", "", "SecurityGroupIngress", CheckStatus.Failed)]
    [InlineData(", EnableDnsHostnames: true", "", "VpcDns", CheckStatus.Failed)]
    [InlineData("EnableDnsHostnames: true", "EnableDnsHostnames: 'true', EnableDnsSupport: 'false'", "VpcDns", CheckStatus.Failed)]
    [InlineData("GroupDescription: clients,", "GroupDescription: clients, SecurityGroupEgress: [],", "ClientSecurityGroupEgress",
        CheckStatus.Passed)]
    [InlineData("GroupDescription: clients,",
        "GroupDescription: clients, SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }],",
        "ClientSecurityGroupEgress", CheckStatus.Failed)]
    public void A_mistake_in_it_is_found_where_it_is_and_nowhere_else(string right, string wrong, string check, CheckStatus status)
    {
        Assert.Contains(Unindented(right), Network, StringComparison.Ordinal);
        var result = Of(JudgedTemplate.Results(JudgedTemplate.OfText(Network.Replace(Unindented(right), Unindented(wrong),
            StringComparison.Ordinal))), check);
        Assert.Equal(status, result.Status);
        Assert.Equal("Sqs", result.Address);
    }

    [Theory]
    [InlineData("AllowedSource: 10.0.0.0/16", CheckStatus.Passed)]
    [InlineData("AllowedSource: 10.9.0.0/16", CheckStatus.Failed)]
    [InlineData("", CheckStatus.Unknown)]
    public void A_parameter_decides_once_it_has_a_value(string given, CheckStatus status)
    {
        var yaml = "Parameters: { AllowedSource: { Type: String } }\n"
            + Network.Replace("SourceSecurityGroupId: !Ref Clients", "CidrIp: !Ref AllowedSource", StringComparison.Ordinal);
        var parts = given.Split(": ");
        var network = parts.Length < 2 ? JudgedTemplate.OfText(yaml) : JudgedTemplate.OfText(yaml, "eu-west-1", (parts[0], parts[1]));
        var result = Of(JudgedTemplate.Results(network), "SecurityGroupIngress");
        Assert.Equal(status, result.Status);
        if (status == CheckStatus.Unknown)
            Assert.Contains("-Parameter @{ AllowedSource", result.Message, StringComparison.Ordinal);
    }

    /// <summary>What holds whichever way a condition goes is decided; what does not is Unknown, and says which condition.</summary>
    [Theory]
    [InlineData("80", "80", CheckStatus.Failed)]
    [InlineData("443", "443", CheckStatus.Passed)]
    [InlineData("443", "80", CheckStatus.Unknown)]
    public void A_condition_that_is_open_decides_only_where_it_makes_a_difference(string then, string otherwise, CheckStatus status)
    {
        var yaml = "Parameters: { Stage: { Type: String } }\nConditions: { IsLive: !Equals [!Ref Stage, live] }\n" + Network.Replace(
            "FromPort: 443, ToPort: 443", $"FromPort: !If [IsLive, {then}, {otherwise}], ToPort: 443", StringComparison.Ordinal);
        // From port 80 to 443 holds 443 as well: the rule must be told apart by its upper end.
        yaml = yaml.Replace("ToPort: 443", $"ToPort: !If [IsLive, {then}, {otherwise}]", StringComparison.Ordinal);
        var result = Of(JudgedTemplate.Results(JudgedTemplate.OfText(yaml)), "SecurityGroupIngress");
        Assert.Equal(status, result.Status);
        if (status == CheckStatus.Unknown)
            Assert.Contains("Stage", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("live", CheckStatus.Passed)]
    [InlineData("test", CheckStatus.Failed)]
    [InlineData(null, CheckStatus.Unknown)]
    public void A_rule_that_may_not_be_there_decides_by_its_condition(string? stage, CheckStatus status)
    {
        var yaml = "Parameters: { Stage: { Type: String } }\nConditions: { IsLive: !Equals [!Ref Stage, live] }\n"
            + Network.Replace("FromPort: 443, ToPort: 443", "FromPort: 80, ToPort: 80", StringComparison.Ordinal)
            + """
                Rule:
                  Type: AWS::EC2::SecurityGroupIngress
                  Condition: IsLive
                  Properties: { GroupId: !GetAtt Group.GroupId, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !GetAtt Vpc.CidrBlock }
              """;
        var network = stage is null ? JudgedTemplate.OfText(yaml) : JudgedTemplate.OfText(yaml, "eu-west-1", ("Stage", stage));
        Assert.Equal(status, Of(JudgedTemplate.Results(network), "SecurityGroupIngress").Status);
    }

    [Fact]
    public void An_endpoint_that_may_not_be_there_is_judged_where_it_is()
    {
        var yaml = "Parameters: { Stage: { Type: String } }\nConditions: { IsLive: !Equals [!Ref Stage, live] }\n" + Network
            .Replace("  Sqs:\n", "  Sqs:\n    Condition: IsLive\n", StringComparison.Ordinal)
            .Replace("  Group:\n", "  Group:\n    Condition: IsLive\n", StringComparison.Ordinal);
        var results = JudgedTemplate.Results(JudgedTemplate.OfText(yaml));
        Assert.Equal(CheckStatus.Passed, Of(results, "SecurityGroupIngress").Status);
        Assert.Empty(JudgedTemplate.Results(JudgedTemplate.OfText(yaml, "eu-west-1", ("Stage", "test"))));
    }

    [Fact]
    public void A_group_that_is_a_parameter_is_not_taken_for_an_empty_one()
    {
        var yaml = "Parameters: { ClientGroup: { Type: \"AWS::EC2::SecurityGroup::Id\" } }\n" + Network
            .Replace("SecurityGroupIds: [!Ref Clients]", "SecurityGroupIds: [!Ref ClientGroup]", StringComparison.Ordinal)
            .Replace("SourceSecurityGroupId: !Ref Clients", "SourceSecurityGroupId: !Ref ClientGroup", StringComparison.Ordinal);
        var results = JudgedTemplate.Results(JudgedTemplate.OfText(yaml));
        Assert.Equal(CheckStatus.Passed, Of(results, "SecurityGroupIngress").Status);
        var egress = Of(results, "ClientSecurityGroupEgress");
        Assert.Equal(CheckStatus.Unknown, egress.Status);
        Assert.Contains("ClientGroup", egress.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_only_denies_stops_everything_whatever_else_is_open()
    {
        var yaml = Network + "      PolicyDocument:\n        Version: 2012-10-17\n        Statement:\n"
            + "          - { Effect: Deny, Principal: '*', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:SourceVpc': !GetAtt Other.Id } } }\n"
            + "  Other: { Type: 'Custom::Vpc' }\n";
        Assert.Equal(CheckStatus.Failed, Of(JudgedTemplate.Results(JudgedTemplate.OfText(yaml)), "EndpointPolicy").Status);
    }

    [Theory]
    [InlineData("RouteTableIds: [!Ref Table]", CheckStatus.Passed)]
    [InlineData("RouteTableIds: []", CheckStatus.Failed)]
    public void A_gateway_endpoint_serves_the_tables_that_it_names(string tables, CheckStatus status)
    {
        var yaml = Network + $$"""
              Table: { Type: "AWS::EC2::RouteTable", Properties: { VpcId: !Ref Vpc } }
              InA: { Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: { SubnetId: !Ref A, RouteTableId: !Ref Table } }
              InB: { Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: { SubnetId: !Ref B, RouteTableId: !Ref Table } }
              S3: { Type: "AWS::EC2::VPCEndpoint", Properties: { VpcId: !Ref Vpc, ServiceName: !Sub "com.amazonaws.${AWS::Region}.s3", {{tables}} } }
            """.Replace("\n    ", "\n  ", StringComparison.Ordinal);
        var results = JudgedTemplate.Results(JudgedTemplate.OfText(yaml)).Where(result => result.Address == "S3").ToList();
        Assert.Equal(status, Of(results, "RouteTableAssociation").Status);
    }

    [Fact]
    public void Acls_deny_until_they_have_entries()
    {
        var yaml = Network + """
              Acl: { Type: "AWS::EC2::NetworkAcl", Properties: { VpcId: !Ref Vpc } }
              In: { Type: "AWS::EC2::NetworkAclEntry", Properties: { NetworkAclId: !Ref Acl, RuleNumber: "100", Protocol: "-1", RuleAction: allow, CidrBlock: 0.0.0.0/0 } }
              OfA: { Type: "AWS::EC2::SubnetNetworkAclAssociation", Properties: { SubnetId: !Ref A, NetworkAclId: !Ref Acl } }
              OfB: { Type: "AWS::EC2::SubnetNetworkAclAssociation", Properties: { SubnetId: !Ref B, NetworkAclId: !Ref Acl } }
            """;
        Assert.Equal(CheckStatus.Failed, Of(JudgedTemplate.Results(JudgedTemplate.OfText(yaml)), "NetworkAcl").Status);
    }

    /// <summary>The table of defaults is what the network shows, each with its page.</summary>
    [Fact]
    public void Every_default_has_its_page_and_is_at_work()
    {
        Assert.All(TemplateDefaults.All, row => Assert.Equal("docs.aws.amazon.com", row.Page.Host));
        var network = JudgedTemplate.OfText("""
            Resources:
              Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }
              Group: { Type: "AWS::EC2::SecurityGroup", Properties: { VpcId: !Ref Vpc } }
              S3: { Type: "AWS::EC2::VPCEndpoint", Properties: { VpcId: !Ref Vpc, ServiceName: com.amazonaws.eu-west-1.s3 } }
            """);
        var attributes = Assert.Single(network.VpcAttributes);
        Assert.Equal((true, false), (attributes.EnableDnsSupport, attributes.EnableDnsHostnames));
        var endpoint = Assert.Single(network.Endpoints);
        Assert.Equal((EndpointType.Gateway, false), (endpoint.Type, endpoint.PrivateDnsEnabled));
        Assert.Equal(2, network.SecurityGroups.Single(group => group.Name != "default").Egress.Count);
    }

    [Fact]
    public void Findings_name_the_resource_at_fault_and_its_line()
    {
        var yaml = Network.Replace("SourceSecurityGroupId: !Ref Clients", "CidrIp: 192.168.0.0/16", StringComparison.Ordinal);
        var finding = Assert.Single(Of(JudgedTemplate.Results(JudgedTemplate.OfText(yaml)), "SecurityGroupIngress").Findings);
        Assert.Equal("Group", finding.Address);
        Assert.Equal(Network.Split('\n').ToList().FindIndex(line => line.StartsWith("  Group:", StringComparison.Ordinal)) + 1,
            finding.Line);
    }

    private static EndpointTestResult Of(IEnumerable<EndpointTestResult> results, string check) =>
        Assert.Single(results, result => result.Check == check);

    /// <summary>The text as it stands in the template: the literal above is indented by eight more.</summary>
    private static string Unindented(string text) => text.Replace("              ", "      ", StringComparison.Ordinal);
}
