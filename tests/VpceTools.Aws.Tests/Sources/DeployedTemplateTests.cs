using VpceTools.Checks;
using VpceTools.CloudFormation;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>
/// A template that moto deploys, and the same template read: what the template decides, the network that came of it says too. What moto
/// leaves out of what it deploys (DNS attributes, network ACLs) is not asked.
/// </summary>
public sealed class DeployedTemplateTests : IDisposable
{
    private const string Template = """
        {
          "Parameters": { "Source": { "Type": "String", "Default": "10.0.0.0/16" } },
          "Conditions": { "IsWide": { "Fn::Equals": [{ "Ref": "Source" }, "10.0.0.0/16"] } },
          "Resources": {
            "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
            "A": { "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Ref": "Vpc" }, "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "us-east-1a" } },
            "B": { "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Ref": "Vpc" }, "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "us-east-1b" } },
            "Table": { "Type": "AWS::EC2::RouteTable", "Properties": { "VpcId": { "Ref": "Vpc" } } },
            "Other": { "Type": "AWS::EC2::RouteTable", "Properties": { "VpcId": { "Ref": "Vpc" } } },
            "OfA": { "Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": { "SubnetId": { "Ref": "A" }, "RouteTableId": { "Ref": "Table" } } },
            "OfB": { "Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": { "SubnetId": { "Ref": "B" }, "RouteTableId": { "Ref": "Table" } } },
            "Clients": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": "clients", "VpcId": { "Ref": "Vpc" } } },
            "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": "endpoint", "VpcId": { "Ref": "Vpc" } } },
            "Rule": { "Type": "AWS::EC2::SecurityGroupIngress", "Properties": { "GroupId": { "Fn::GetAtt": ["Group", "GroupId"] }, "IpProtocol": "tcp",
              "FromPort": 443, "ToPort": 443, "CidrIp": { "Fn::If": ["IsWide", { "Fn::Join": ["", ["10.0", ".0.0/16"]] }, { "Ref": "Source" }] } } },
            "Worker": { "Type": "AWS::EC2::NetworkInterface", "Properties": { "SubnetId": { "Ref": "A" }, "GroupSet": [{ "Ref": "Clients" }], "Description": "worker" } },
            "Sqs": { "Type": "AWS::EC2::VPCEndpoint", "Properties": { "VpcId": { "Ref": "Vpc" }, "ServiceName": { "Fn::Sub": "com.amazonaws.${AWS::Region}.sqs" },
              "VpcEndpointType": "Interface", "SubnetIds": [{ "Ref": "A" }, { "Ref": "B" }], "SecurityGroupIds": [{ "Ref": "Group" }] } },
            "S3": { "Type": "AWS::EC2::VPCEndpoint", "Properties": { "VpcId": { "Ref": "Vpc" }, "ServiceName": "com.amazonaws.us-east-1.s3",
              "VpcEndpointType": "Gateway", "RouteTableIds": [{ "Ref": "Table" }] } }
          }
        }
        """;

    /// <summary>
    /// What moto's CloudFormation leaves out of an endpoint: its groups and the routes of a gateway; its interfaces get addresses of no
    /// subnet. Of other groups it leaves out the rules for what goes out, and it has no entries of prefix lists and not all that decides
    /// names, which the template by itself does.
    /// </summary>
    private static readonly string[] NotServed =
    [
        "SecurityGroupIngress", "EndpointSecurityGroups", "RouteTableAssociation", "PrefixListRoute", "PrivateDnsConflict", "Route",
        "ClientSecurityGroupEgress", "ServiceHostName",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vpce-template-");

    [Theory]
    [InlineData("", "", "")]
    [InlineData("[{ \"Ref\": \"A\" }, { \"Ref\": \"B\" }]", "[{ \"Ref\": \"B\" }]", "SubnetCoverage")]
    public async Task What_a_template_decides_the_deployed_network_says_too(string right, string wrong, string fault)
    {
        Assert.SkipWhen(MotoServer.SkipReason is not null, MotoServer.SkipReason ?? "");
        Assert.SkipWhen(Cli.Path is null, "the aws command line is not installed");
        var path = Path.Combine(_folder.FullName, "template.json");
        await File.WriteAllTextAsync(path, right.Length == 0 ? Template : Template.Replace(right, wrong, StringComparison.Ordinal), Token);
        using var moto = await MotoServer.StartAsync(Token);
        await Cli.RunAsync(moto.Url, ["cloudformation", "create-stack", "--stack-name", "net", "--template-body", "file://" + path], Token);
        var deployed = await Live.ReadAsync(Live.Connection(moto.Url), cancellationToken: Token);
        var planned = PlannedOverlay.Alone(new TemplateSource(_ => throw new InvalidOperationException("The template is JSON."))
            .Read(path, [], "us-east-1", null).Single());

        var (said, came) = (Verdicts(planned), Verdicts(deployed));
        Assert.Equal(2, planned.Endpoints.Count);
        Assert.True(said.Count > 4, string.Join(", ", said));
        Assert.Equal(fault.Length > 0, said.Any(verdict => verdict.Value is CheckStatus.Failed or CheckStatus.Warning));
        Assert.All(said.Where(verdict => verdict.Value is CheckStatus.Failed or CheckStatus.Warning), verdict =>
            Assert.EndsWith(fault, verdict.Key, StringComparison.Ordinal));
        Assert.All(said, verdict => Assert.Equal((verdict.Key, verdict.Value),
            (verdict.Key, came.TryGetValue(verdict.Key, out var status) ? status : null)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is decided, by service and check.</summary>
    private static Dictionary<string, CheckStatus?> Verdicts(VpcNetwork network)
    {
        var vpc = network.Vpcs.Single(v => network.Endpoints.Any(endpoint => endpoint.VpcId == v.Id)).Id;
        return network.Endpoints.Where(endpoint => endpoint.VpcId == vpc)
            .SelectMany(endpoint => new CheckRunner(network).Run(endpoint, null))
            .Where(result => !NotServed.Contains(result.Check) && result.Status is not (CheckStatus.Unknown or CheckStatus.NotApplicable))
            .ToDictionary(result => $"{result.ServiceName} {result.Check}", result => (CheckStatus?)result.Status, StringComparer.Ordinal);
    }
}
