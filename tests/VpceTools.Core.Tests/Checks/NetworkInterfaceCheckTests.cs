using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class NetworkInterfaceCheckTests
{
    [Fact]
    public void Passes_when_interfaces_are_in_use_in_their_subnets_with_their_groups() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.Check<NetworkInterfaceCheck>().Status);

    [Fact]
    public void Warns_of_one_interface_that_is_not_in_use()
    {
        var finding = World.Healthy.WithInterface(World.EndpointInterfaceB, n => n with { Status = "available" })
            .Check<NetworkInterfaceCheck>()
            .Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal(World.EndpointInterfaceB, finding.ResourceId);
        Assert.Equal("status available", finding.Evidence.Rule);
        Assert.Equal("BAD_STATE", finding.Evidence.ExplanationCode);
    }

    [Fact]
    public void Fails_when_no_interface_is_in_use()
    {
        var result = World.Healthy.WithInterface(World.EndpointInterfaceA, n => n with { Status = "pending" })
            .WithInterface(World.EndpointInterfaceB, n => n with { Status = "detaching" }).Check<NetworkInterfaceCheck>();
        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.All(result.Findings, f => Assert.Equal(Severity.Critical, f.Severity));
        Assert.Equal(2, result.Findings.Count);
    }

    [Fact]
    public void Fails_without_any_interface_unless_the_endpoints_state_says_why()
    {
        World.Healthy.WithEndpoint(e => e with { NetworkInterfaceIds = [] }).Check<NetworkInterfaceCheck>()
            .Only(CheckStatus.Failed, Severity.Critical);
        Assert.Equal(CheckStatus.NotApplicable,
            World.Healthy.WithEndpoint(e => e with { NetworkInterfaceIds = [], StateName = "pendingAcceptance" })
            .Check<NetworkInterfaceCheck>().Status);
    }

    [Fact]
    public void Shows_every_fault_of_every_interface()
    {
        var result = World.Healthy
            .WithInterface(World.EndpointInterfaceA, n => n with { Addresses = [], GroupIds = ["sg-other"] })
            .WithInterface(World.EndpointInterfaceB, n => n with { SubnetId = World.AppSubnetB }).Check<NetworkInterfaceCheck>();
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal(
            [
                "Network interface eni-epa of endpoint vpce-1 has no private address.",
                "Network interface eni-epb lies in subnet-appb, which is not a subnet of endpoint vpce-1.",
                "Network interface eni-epa does not carry security group sg-ep of endpoint vpce-1.",
                "Endpoint vpce-1 names subnet-epb but has no network interface there.",
            ],
            result.Findings.Select(f => f.Summary));
    }

    [Fact]
    public void Further_groups_on_an_interface_are_no_fault_of_the_interface() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithInterface(World.EndpointInterfaceA, n =>
            n with { GroupIds = [World.EndpointGroup, World.AppGroup] })
            .Check<NetworkInterfaceCheck>().Status);

    [Fact]
    public void Is_unknown_when_an_interface_is_named_but_not_described()
    {
        WorldChanges.IsUnknown(World.Healthy.WithoutInterface(World.EndpointInterfaceB).Check<NetworkInterfaceCheck>(),
            "aws ec2 describe-network-interfaces --network-interface-ids eni-epb");
        WorldChanges.IsUnknown(World.Healthy.Without(ResourceKind.NetworkInterface).Check<NetworkInterfaceCheck>(),
            "aws ec2 describe-network-interfaces");
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.NetworkInterface).Check<NetworkInterfaceCheck>(),
            "ec2:DescribeNetworkInterfaces");
    }

    [Fact]
    public void Applies_to_gateway_load_balancer_endpoints_and_not_to_gateways()
    {
        var gwlb = World.Healthy.WithEndpoint(e =>
            e with
            {
                TypeName = "GatewayLoadBalancer",
                GroupIds = [],
                SubnetIds = [World.EndpointSubnetA],
                NetworkInterfaceIds = [World.EndpointInterfaceA]
            });
        Assert.Equal(CheckStatus.Passed, gwlb.Check<NetworkInterfaceCheck>().Status);
        Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<NetworkInterfaceCheck>().Status);
    }
}
