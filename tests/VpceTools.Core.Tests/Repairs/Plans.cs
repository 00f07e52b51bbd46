using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>Plans of worlds, and what tests say about them.</summary>
internal static class Plans
{
    public static RepairPlan Plan(this VpcNetwork network, RepairOptions? options = null) =>
        RepairPlanner.Plan(network, network.Endpoints, options ?? new(), TestContext.Current.CancellationToken);

    public static RepairPlan PlanFor(this VpcNetwork network, params string[] clientCidrs) =>
        network.Plan(new() { Checks = new() { Clients = new() { CidrBlocks = [.. clientCidrs.Select(CidrBlock.Parse)] } } });

    /// <summary>The actions with what they depend on, for example <c>enable private DNS, after 1, 2</c>.</summary>
    public static IEnumerable<string> Lines(this RepairPlan plan) =>
        plan.Repairs.Select(r => r.Action.Description + (r.DependsOn.Count > 0 ? $", after {r.DependsOn}" : ""));

    public static IEnumerable<string> Refusals(this RepairPlan plan) =>
        plan.Refused.Select(r => $"{r.Finding.Check} of {r.Finding.EndpointId}: {r.Kind}");

    /// <summary>The plan changes nothing, and one problem is refused.</summary>
    public static RefusedRepair OnlyRefusal(this RepairPlan plan, RefusalKind kind)
    {
        Assert.Empty(plan.Repairs);
        var refusal = Assert.Single(plan.Refused);
        Assert.Equal(kind, refusal.Kind);
        return refusal;
    }

    /// <summary>The world with a second interface endpoint, of SNS, in the same subnets and of the same group.</summary>
    public static VpcNetwork WithSecond(this VpcNetwork network, Func<VpcEndpoint, VpcEndpoint>? change = null)
    {
        var second = World.Healthy.Endpoints[0] with
        {
            Id = "vpce-sns",
            ServiceName = "com.amazonaws.us-east-1.sns",
            NetworkInterfaceIds = ["eni-snsa", "eni-snsb"]
        };
        second = change?.Invoke(second) ?? second;
        return network with
        {
            Endpoints = network.Endpoints.Add(second),
            Services = network.Services.Add(World.Healthy.Services[0] with
            {
                ServiceName = second.ServiceName,
                PrivateDnsNames = ["sns.us-east-1.amazonaws.com"]
            }),
            NetworkInterfaces =
            [
                .. network.NetworkInterfaces,
                .. new[] { ("eni-snsa", World.EndpointSubnetA, "10.0.11.6"), ("eni-snsb", World.EndpointSubnetB, "10.0.12.6") }.Where(n =>
                    second.NetworkInterfaceIds.Contains(n.Item1))
                    .Select(n =>
                        World.Interface(n.Item1, n.Item2, n.Item3,
                            [.. second.GroupIds]) with { InterfaceType = "vpc_endpoint", RequesterManaged = true }),
            ],
        };
    }

    /// <summary>The endpoint is in zone a only; its subnet in zone b is free to be added.</summary>
    public static VpcNetwork InOneZone(this VpcNetwork network) => network.WithoutInterface(World.EndpointInterfaceB)
        .WithEndpoint(e => e with { SubnetIds = [World.EndpointSubnetA], NetworkInterfaceIds = [World.EndpointInterfaceA] });
}
