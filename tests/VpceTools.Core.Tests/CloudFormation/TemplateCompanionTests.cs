using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>What code says of a workload is known of it: ECS Exec needs ssmmessages where a service switches it on.</summary>
public sealed class TemplateCompanionTests
{
    private const string Network = """
        Resources:
          Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true } }
          A: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs ""] } }
          Tasks: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: tasks, VpcId: !Ref Vpc } }
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: endpoint
              VpcId: !Ref Vpc
              SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref Tasks }]
          Service:
            Type: AWS::ECS::Service
            Properties:
              EnableExecuteCommand: true
              NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [!Ref A], SecurityGroups: [!Ref Tasks] } }
          Logs:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              { VpcId: !Ref Vpc, ServiceName: com.amazonaws.eu-west-1.logs, VpcEndpointType: Interface, PrivateDnsEnabled: true, SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Group] }

        """;

    [Theory]
    [InlineData("EnableExecuteCommand: true", true)]
    [InlineData("EnableExecuteCommand: false", false)]
    public void A_service_with_ECS_Exec_needs_ssmmessages(string setting, bool isNeeded)
    {
        var result = Judge(JudgedTemplate.OfText(Network.Replace("EnableExecuteCommand: true", setting, StringComparison.Ordinal)) with
        {
            Services = [new() { ServiceName = "com.amazonaws.eu-west-1.logs", ServiceTypes = ["Interface"], Owner = "amazon",
                PrivateDnsNames = ["logs.eu-west-1.amazonaws.com"] }],
        });

        var finding = result.Findings.FirstOrDefault(one => one.Severity > Severity.Information && one.Summary.Contains("ssmmessages"));
        Assert.Equal(isNeeded, finding is not null);
        Assert.Equal(isNeeded, result.Status is CheckStatus.Failed or CheckStatus.Warning);
        if (isNeeded)
            Assert.Contains("Service", finding!.Evidence.Detail);
    }

    /// <summary>In a VPC that is a parameter there may be more; that the code makes none is known.</summary>
    [Fact]
    public void Where_nothing_can_be_decided_the_missing_endpoint_is_named()
    {
        const string Made = "  Vpc: { Type: \"AWS::EC2::VPC\", Properties: { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true } }\n";
        var result = Judge(JudgedTemplate.OfText("Parameters: { Vpc: { Type: String } }\n" + Network.Replace(Made, "", StringComparison.Ordinal)));

        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("also needs ssmmessages", result.Message);
    }

    private static EndpointTestResult Judge(VpcNetwork network) =>
        new CheckRunner(network).Run(Assert.Single(network.Endpoints)).Single(result => result.Check == "CompanionEndpoints");
}
