using System.Diagnostics;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>A VPC as large accounts have them, with every endpoint broken, is planned while a person waits.</summary>
public sealed class PlanningTimeTests
{
    private const int Endpoints = 30;

    [Fact]
    public void Thirty_endpoints_with_sixty_problems_are_planned_in_seconds()
    {
        var clock = Stopwatch.StartNew();
        // Far more than it takes on a busy machine: only another order of growth runs into it, and is stopped there.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));

        var plan = RepairPlanner.Plan(Broken, Broken.Endpoints, new(), limit.Token);

        TestContext.Current.SendDiagnosticMessage("{0} actions for {1} problems in {2}", plan.Repairs.Count,
            plan.Repairs.SelectMany(r => r.Closes).Distinct().Count(), clock.Elapsed);
        Assert.Equal(2 * Endpoints, plan.Repairs.Count);
        Assert.Empty(plan.Refused);
    }

    /// <summary>Each endpoint has a group of its own that lets nobody in, and private DNS is off.</summary>
    private static VpcNetwork Broken => World.Healthy with
    {
        Endpoints = [.. Numbers.Select(i => World.Healthy.Endpoints[0] with
        {
            Id = $"vpce-{i}", ServiceName = Service(i), GroupIds = [$"sg-{i}"], NetworkInterfaceIds = [$"eni-{i}-a", $"eni-{i}-b"],
                PrivateDnsEnabled = false,
        })],
        Services = [.. Numbers.Select(i =>
            World.Healthy.Services[0] with { ServiceName = Service(i), PrivateDnsNames = [$"service{i}.us-east-1.amazonaws.com"] })],
        SecurityGroups = [.. World.Healthy.SecurityGroups, .. Numbers.Select(i => World.Group($"sg-{i}", [], []))],
        NetworkInterfaces =
        [
            .. Enumerable.Range(20, 200)
            .Select(i => World.Interface($"eni-app-{i}", i % 2 == 0 ? World.AppSubnetA
                : World.AppSubnetB, $"10.0.{1 + (i % 2)}.{20 + (i / 2)}", World.AppGroup)),
            .. Numbers.SelectMany(i => new[]
            {
                World.Interface($"eni-{i}-a", World.EndpointSubnetA, $"10.0.11.{10 + i}",
                    $"sg-{i}") with { InterfaceType = "vpc_endpoint" },
                World.Interface($"eni-{i}-b", World.EndpointSubnetB, $"10.0.12.{10 + i}",
                    $"sg-{i}") with { InterfaceType = "vpc_endpoint" },
            }),
        ],
    };

    private static IEnumerable<int> Numbers => Enumerable.Range(0, Endpoints);

    private static string Service(int i) => $"com.amazonaws.us-east-1.service{i}";
}
