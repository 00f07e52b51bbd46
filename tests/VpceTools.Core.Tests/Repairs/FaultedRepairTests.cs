using CsCheck;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Whatever goes wrong with a repair, and at whichever step, undoing gives the network back, or says exactly what it leaves. The long run
/// is the benchmark
/// <c>soak</c>.
/// </summary>
public sealed class FaultedRepairTests
{
    [Fact]
    public async Task Every_fault_at_every_step_is_undone_or_what_is_left_is_said()
    {
        var (runs, restored, seed) = (0, 0, 0);
        while (runs < 40)
        {
            var (network, options) = Gen.Select(BrokenNetworks.Network, BrokenNetworks.Options).Single();
            var plan = RepairPlanner.Plan(network, network.Endpoints, options, TestContext.Current.CancellationToken);
            for (var step = 1; step <= plan.Repairs.Count; step++)
            {
                var fault = Enum.GetValues<RepairFault>()[seed++ % Enum.GetValues<RepairFault>().Length];
                var (problem, isRestored) = await FaultedRepair.RunAsync(plan, options, fault, step, isToldToBlock: seed % 3 != 0);
                Assert.Null(problem);
                (runs, restored) = (runs + 1, restored + (isRestored ? 1 : 0));
            }
        }

        // Most are; those that are not are where nobody said that clients may be blocked.
        Assert.InRange(restored, runs / 2, runs);
    }
}
