using Amazon.EC2;
using Amazon.EC2.Model;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// Code laid over a live account that others wrote, in which there is a VPC with what comes with it and no endpoint: what the code decides
/// over it, the account says once it is there.
/// </summary>
public sealed class CodeOverLiveTests : IDisposable
{
    private const string Template = """
        { "Parameters": { "VpcId": { "Type": "AWS::EC2::VPC::Id" } },
          "Resources": {
            "A": { "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Ref": "VpcId" }, "CidrBlock": "10.0.10.0/24", "AvailabilityZone": "us-east-1a" } },
            "B": { "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Ref": "VpcId" }, "CidrBlock": "10.0.11.0/24", "AvailabilityZone": "us-east-1b" } },
            "Worker": { "Type": "AWS::EC2::NetworkInterface", "Properties": { "SubnetId": { "Ref": "A" } } },
            "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "VpcId": { "Ref": "VpcId" }, "GroupDescription": "endpoint",
              "SecurityGroupIngress": [{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16" }] } },
            "Queues": { "Type": "AWS::EC2::VPCEndpoint", "Properties": { "VpcId": { "Ref": "VpcId" }, "VpcEndpointType": "Interface",
              "ServiceName": { "Fn::Sub": "com.amazonaws.${AWS::Region}.sqs" }, "PrivateDnsEnabled": true,
              "SubnetIds": [{ "Ref": "A" }, { "Ref": "B" }], "SecurityGroupIds": [{ "Ref": "Group" }] } },
            "S3": { "Type": "AWS::EC2::VPCEndpoint", "Properties": { "VpcId": { "Ref": "VpcId" }, "ServiceName": "com.amazonaws.us-east-1.s3" } } } }
        """;

    // Seen only once it is there; and moto gives an endpoint's interfaces addresses of no subnet.
    private static readonly string[] NotAsked = ["EndpointState", "NetworkInterface", "Route"];

    private readonly ModuleSession _session = new(width: 80);
    private readonly NameTestServer _names = new([]);
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-code-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_and_a_template_say_over_an_account_what_it_says_once_they_are_there()
    {
        Assert.SkipWhen(MotoServer.SkipReason is not null, MotoServer.SkipReason ?? "");
        using var moto = await MotoServer.StartAsync(Token);
        using var client = moto.CreateClient();
        var vpc = await new MotoWorldBuilder(client, Token).VpcAsync();
        var plan = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "plans", "existing-vpc", "plan.json"), Token);
        await File.WriteAllTextAsync(Path.Combine(_folder, "plan.json"),
            System.Text.RegularExpressions.Regex.Replace(plan, "vpc-[0-9a-f]{17}", vpc, System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(30)), Token);
        await File.WriteAllTextAsync(Path.Combine(_folder, "template.json"), Template, Token);
        var healthy = Path.Combine(RepositoryFiles.Root, "plans", "healthy", "plan.json");
        _session.Runspace.SessionStateProxy.Path.SetLocation(_folder);
        _session.Invoke($"$global:live = @{{ EndpointUrl = '{moto.Url}'; NameEndpointUrl = '{_names.Url}'; Region = 'us-east-1'; "
            + "AccessKey = 'AKIAIOSFODNN7EXAMPLE'; SecretKey = 'secretsecret' }").Succeeded();

        var byPlan = Verdicts("-PlanPath plan.json -Live");
        var byTemplate = Verdicts($"-TemplatePath template.json -Parameter @{{ VpcId = '{vpc}' }} -Live");
        // A plan of a VPC of its own is as much decided over an account as alone.
        var own = Verdicts($"-PlanPath '{healthy}'").Keys.Except(Verdicts($"-PlanPath '{healthy}' -Live").Keys);
        await DeployAsync(client, vpc);
        var there = Verdicts("");

        Assert.Equal("Failed", byPlan["s3 RouteTableAssociation"]);
        foreach (var check in new[] { "SecurityGroupIngress", "NetworkAcl", "VpcDns", "SubnetCoverage", "ClientSecurityGroupEgress" })
            Assert.Equal("Passed", byPlan["sqs " + check]);
        Assert.Equal(byPlan.OrderBy(pair => pair.Key), byTemplate.OrderBy(pair => pair.Key));
        // Of a network that is there a call tells the entries of a list, which moto does not answer; of code they are done without.
        Assert.All(byPlan.Where(verdict => verdict.Key != "s3 ClientSecurityGroupEgress"), verdict => Assert.Equal((verdict.Key, verdict.Value), (verdict.Key, there.GetValueOrDefault(verdict.Key))));
        Assert.Empty(own);
    }

    public void Dispose()
    {
        _session.Dispose();
        _names.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What is decided, by service and check.</summary>
    private Dictionary<string, string> Verdicts(string arguments) => _session.Invoke(
        $"Test-VpcEndpoint {(arguments.Contains("-Live", StringComparison.Ordinal) || arguments.Length == 0 ? "@live" : "")} {arguments} "
            + "-WarningAction Ignore | ForEach-Object { \"$($_.ServiceName.Split('.')[-1]) $($_.Check)=$($_.Status)\" }").Succeeded()
        .Select(line => ((string)line.BaseObject).Split('=')).Where(pair => pair[1] is not ("Unknown" or "NotApplicable")
            && !NotAsked.Contains(pair[0].Split(' ')[1]))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>What plan and template describe, made by EC2's own calls.</summary>
    private static async Task DeployAsync(AmazonEC2Client client, string vpc)
    {
        var builder = new MotoWorldBuilder(client, Token);
        var a = await builder.SubnetAsync(vpc, "10.0.10.0/24");
        var b = await builder.SubnetAsync(vpc, "10.0.11.0/24", "us-east-1b");
        await builder.InterfaceAsync(a);
        var group = await builder.GroupAsync(vpc, "endpoint", MotoWorldBuilder.Tcp(443, "10.0.0.0/16"));
        var queues = await builder.InterfaceEndpointAsync(vpc, "com.amazonaws.us-east-1.sqs", [a, b], [group]);
        await builder.GatewayEndpointAsync(vpc, "com.amazonaws.us-east-1.s3");
        var made = await client.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest { VpcEndpointIds = [queues] }, Token);
        // moto gives these the VPC's default group whatever the endpoint names.
        foreach (var id in made.VpcEndpoints[0].NetworkInterfaceIds)
            await client.ModifyNetworkInterfaceAttributeAsync(new() { NetworkInterfaceId = id, Groups = [group] }, Token);
    }
}
