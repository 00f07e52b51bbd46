using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Reachability;

public sealed class ClientResolverTests
{
    [Fact]
    public void Nobody_named_means_every_workload_interface_and_every_subnet() =>
        Assert.Equal([World.AppInterfaceA, World.AppInterfaceB, World.AppSubnetA, World.AppSubnetB, World.EndpointSubnetA,
            World.EndpointSubnetB],
            Resolve(ClientSelection.None).Clients.Select(c => c.Id));

    [Theory]
    [InlineData("nat_gateway")]
    [InlineData("transit_gateway")]
    [InlineData("network_load_balancer")]
    [InlineData("vpc_endpoint")]
    [InlineData("load_balancer")]
    [InlineData("efs")]
    [InlineData("ec2_instance_connect_endpoint")]
    [InlineData("global_accelerator_managed")]
    public void Interfaces_that_only_forward_or_serve_are_no_clients(string type)
    {
        var network = World.Healthy with
        {
            NetworkInterfaces =
            World.Healthy.NetworkInterfaces.Add(World.Interface("eni-x", World.AppSubnetA, "10.0.1.99") with { InterfaceType = type })
        };
        Assert.DoesNotContain("eni-x", ClientResolver.Resolve(new(network), World.VpcId, ClientSelection.None).Clients.Select(c => c.Id));
    }

    [Theory]
    [InlineData("ELB app/web/50dc6c495c0c9188", true, false)]
    [InlineData("EFS mount target for fs-0a1 (fsmt-0a1)", true, false)]
    [InlineData("Route 53 Resolver: rslvr-in-0a1:rni-0a1", true, false)]
    [InlineData("ELB smoke tests", false, true)]
    [InlineData("AWS Lambda VPC ENI-report", true, true)]
    public void Interfaces_of_the_plain_type_are_told_by_what_aws_wrote_on_its_own(string description, bool managed, bool isClient)
    {
        var added = World.Interface("eni-x", World.AppSubnetA, "10.0.1.99") with
        {
            InterfaceType = "interface",
            Description = description,
            RequesterManaged = managed
        };
        var network = World.Healthy with { NetworkInterfaces = World.Healthy.NetworkInterfaces.Add(added) };
        Assert.Equal(isClient, ClientResolver.Resolve(new(network), World.VpcId, ClientSelection.None).Clients.Any(c => c.Id == "eni-x"));
    }

    [Fact]
    public void An_instance_stands_for_its_interfaces() =>
        Assert.Equal([World.AppInterfaceA], Resolve(new() { InstanceIds = ["i-a"] }).Clients.Select(c => c.Id));

    [Fact]
    public void A_subnet_stands_for_its_workloads_and_for_any_that_may_come() =>
        Assert.Equal([World.AppInterfaceA, World.AppSubnetA], Resolve(new() { SubnetIds = [World.AppSubnetA] }).Clients.Select(c => c.Id));

    [Fact]
    public void A_group_that_nothing_carries_stands_for_any_subnet_of_its_vpc()
    {
        var network = World.Healthy.WithGroup(World.Group("sg-new", [], []));
        var clients = ClientResolver.Resolve(new(network), World.VpcId, new() { SecurityGroupIds = ["sg-new"] }).Clients;
        Assert.Equal(4, clients.Count);
        Assert.All(clients, c => Assert.Equal(["sg-new"], c.GroupIds!));
    }

    [Fact]
    public void Subnet_and_group_together_mean_that_group_in_that_subnet() =>
        Assert.Equal([World.AppInterfaceB], Resolve(new()
        {
            SubnetIds = [World.AppSubnetB],
            SecurityGroupIds = [World.AppGroup]
        }).Clients.Select(c => c.Id));

    [Fact]
    public void A_block_is_split_by_subnet_and_the_rest_is_outside()
    {
        var clients = Resolve(new() { CidrBlocks = [World.Cidr("10.0.0.0/22")] }).Clients;
        Assert.Equal([World.AppSubnetA, World.AppSubnetB, null], clients.Select(c => c.SubnetId));
        Assert.Equal("10.0.0.0-10.0.0.255, 10.0.3.0-10.0.3.255", clients[2].Addresses.ToString());
    }

    [Fact]
    public void What_is_named_and_not_there_is_said() =>
        Assert.Equal(["eni-x", "i-x", "subnet-x", "sg-x"], Resolve(new()
        {
            NetworkInterfaceIds = ["eni-x"], InstanceIds = ["i-x"], SubnetIds = ["subnet-x"],
        }).NotFound.Concat(Resolve(new() { SecurityGroupIds = ["sg-x"] }).NotFound).Select(m => m.ResourceId));

    [Fact]
    public void Clients_of_equal_subnet_and_groups_are_one_class()
    {
        var network = World.Healthy with
        {
            NetworkInterfaces =
            World.Healthy.NetworkInterfaces.Add(World.Interface("eni-x", World.AppSubnetA, "10.0.1.99", World.AppGroup))
        };
        var classes = ClientResolver.Resolve(new(network), World.VpcId, ClientSelection.None).Classes;
        Assert.Contains(classes, c => c.Clients.Count == 2 && c.Shared.SubnetId == World.AppSubnetA);
    }

    private static ClientSet Resolve(ClientSelection selection) =>
        ClientResolver.Resolve(new NetworkIndex(World.Healthy), World.VpcId, selection);
}
