using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class EndpointSecurityGroupsCheckTests
{
    private const string DefaultGroup = "sg-default";

    /// <summary>The endpoint and its interfaces carry the VPC's default group.</summary>
    private static VpcNetwork OnDefault { get; } = World.Healthy.WithEndpoint(e => e with { GroupIds = [DefaultGroup] })
        .WithGroup(World.Group(DefaultGroup, ingress: [World.Allow("-1", DefaultGroup)], egress: []) with { Name = "default" })
        .WithInterface(World.EndpointInterfaceA, n => n with { GroupIds = [DefaultGroup] })
        .WithInterface(World.EndpointInterfaceB, n => n with { GroupIds = [DefaultGroup] });

    [Fact]
    public void Passes_when_a_group_of_its_own_is_on_the_interfaces() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.Check<EndpointSecurityGroupsCheck>().Status);

    [Fact]
    public void Warns_of_the_vpcs_default_group()
    {
        var finding = OnDefault.Check<EndpointSecurityGroupsCheck>().Only(CheckStatus.Warning, Severity.Low);
        Assert.Equal(DefaultGroup, finding.ResourceId);
        Assert.Contains("--remove-security-group-ids sg-default", finding.Recommendation, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Adds_the_group_that_other_endpoints_use_and_that_lets_the_clients_in()
    {
        var network = OnDefault.WithAnother(WorldChanges.Endpoint("vpce-2", "sns") with { GroupIds = [World.EndpointGroup] });
        var finding = network.Check<EndpointSecurityGroupsCheck>().Only(CheckStatus.Warning, Severity.Low);
        Assert.Equal("aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1 --add-security-group-ids sg-ep --region us-east-1",
            finding.AwsCli);
        Assert.Equal("Edit-EC2VpcEndpoint -VpcEndpointId vpce-1 -AddSecurityGroupId sg-ep -Region us-east-1", finding.PowerShell);
        Assert.Empty(network.WithGroup(World.Group(World.EndpointGroup, ingress: [World.Allow("tcp", "10.0.1.0/24", 443)], egress: []))
            .Check<EndpointSecurityGroupsCheck>().Findings[0].Repair);
    }

    [Fact]
    public void Warns_when_an_interface_carries_other_groups_than_the_endpoint_names()
    {
        var finding = World.Healthy.WithInterface(World.EndpointInterfaceB, n =>
            n with { GroupIds = [World.EndpointGroup, World.AppGroup] })
            .Check<EndpointSecurityGroupsCheck>().Only(CheckStatus.Warning, Severity.Low);
        Assert.Equal("Network interface eni-epb carries sg-ep, sg-app, but endpoint vpce-1 names sg-ep.", finding.Summary);
    }

    [Fact]
    public void The_order_of_groups_is_no_difference() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithEndpoint(e =>
            e with { GroupIds = [World.AppGroup, World.EndpointGroup], NetworkInterfaceIds = [World.EndpointInterfaceB] })
            .WithInterface(World.EndpointInterfaceB, n => n with { GroupIds = [World.EndpointGroup, World.AppGroup] })
            .Check<EndpointSecurityGroupsCheck>().Status);

    [Fact]
    public void Warns_of_an_endpoint_that_names_no_group() =>
        World.Healthy.WithEndpoint(e => e with { GroupIds = [] }).Check<EndpointSecurityGroupsCheck>()
            .Only(CheckStatus.Warning, Severity.Medium);

    [Fact]
    public void Is_unknown_without_groups_or_interfaces()
    {
        WorldChanges.IsUnknown(World.Healthy.Without(ResourceKind.SecurityGroup).Check<EndpointSecurityGroupsCheck>(),
            "aws ec2 describe-security-groups");
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.SecurityGroup).Check<EndpointSecurityGroupsCheck>(),
            "ec2:DescribeSecurityGroups");
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.NetworkInterface).Check<EndpointSecurityGroupsCheck>(),
            "ec2:DescribeNetworkInterfaces");
        WorldChanges.IsUnknown(World.Healthy.WithoutInterface(World.EndpointInterfaceA).Check<EndpointSecurityGroupsCheck>(),
            "--network-interface-ids eni-epa");
        WorldChanges.IsUnknown((World.Healthy with { SecurityGroups = [] }).Check<EndpointSecurityGroupsCheck>(), "--group-ids sg-ep");
    }

    [Fact]
    public void Modifies_no_endpoint_that_a_service_manages() =>
        Assert.Empty(OnDefault.WithAnother(WorldChanges.Endpoint("vpce-2", "sns") with { GroupIds = [World.EndpointGroup] })
            .WithEndpoint(e => e with { RequesterManaged = true })
            .Check<EndpointSecurityGroupsCheck>().Only(CheckStatus.Warning, Severity.Low).Repair);

    [Fact]
    public void Does_not_apply_to_gateway_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<EndpointSecurityGroupsCheck>().Status);
}
