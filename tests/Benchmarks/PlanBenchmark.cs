using System.Diagnostics;
using System.Globalization;
using VpceTools.Checks;
using VpceTools.CloudFormation;
using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Terraform;

namespace VpceTools.Benchmarks;

/// <summary>
/// Reads and judges code of growing size: a plan of Terraform, and a folder of the CDK with the same networks as a stack each. The goal:
/// 10,000 resources in under 3 s, growing linearly. The work is one thread's, so that it is judged by its processor time, which a busy
/// machine lengthens less.
/// </summary>
internal static class PlanBenchmark
{
    private const int GoalVpcs = 100;

    public static int Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("vpce-plan-").FullName;
        try
        {
            output.WriteLine("code       resources  endpoints  results  read ms  network ms  diagnosis ms  processor ms  elapsed ms"
                + "  allocated MB  peak MB");
            // The first round pays for compiling.
            Measure(folder, 5, TextWriter.Null);
            Measure(folder, 5, TextWriter.Null);
            var sizes = new[] { 25, 50, GoalVpcs, 200 };
            var spent = sizes.Select(size => Measure(folder, size, output)).ToList();
            var (plan, template) = spent[Array.IndexOf(sizes, GoalVpcs)];
            var grown = spent[^1].Plan / plan;
            output.WriteLine(string.Format(CultureInfo.InvariantCulture,
                "goal size: plan {0:N0} ms, templates {1:N0} ms (goal 3,000); twice the size takes {2:N1} times as long (goal 2.3 at most)",
                plan.TotalMilliseconds, template.TotalMilliseconds, grown));
            return plan < TimeSpan.FromSeconds(3) && template < TimeSpan.FromSeconds(3) && grown <= 2.3 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (TimeSpan Plan, TimeSpan Template) Measure(string folder, int vpcs, TextWriter output)
    {
        var plan = Path.Combine(folder, "plan.json");
        File.WriteAllText(plan, CodeWorld.Plan(vpcs));
        var assembly = Directory.CreateDirectory(Path.Combine(folder, $"cdk.out{vpcs}")).FullName;
        foreach (var (name, text) in CodeWorld.Assembly(vpcs))
            File.WriteAllText(Path.Combine(assembly, name), text);
        return (Measure("plan", () => TerraformFile.Read(new(CodeKind.Plan, plan), CancellationToken.None), output),
            Measure("cdk.out", () => new TemplateSource(_ => throw new InvalidOperationException("All is JSON."))
                .Read(assembly, [], null, null), output));
    }

    private static TimeSpan Measure(string what, Func<IReadOnlyList<PlannedWorld>> read, TextWriter output)
    {
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var worlds = read();
        var afterRead = Since(process, start);
        IReadOnlyList<VpcNetwork> networks = [.. worlds.Select(PlannedOverlay.Alone)];
        var afterNetwork = Since(process, start);
        var results = networks.Sum(network => new CheckRunner(network) is var runner
            ? network.Endpoints.Sum(endpoint => runner.Run(endpoint).Count()) : 0);
        var spent = Since(process, start);
        output.WriteLine(string.Format(CultureInfo.InvariantCulture,
            "{0,-9}  {1,9}  {2,9}  {3,7}  {4,7:N0}  {5,10:N0}  {6,12:N0}  {7,12:N0}  {8,10:N0}  {9,12}  {10,7}",
            what, worlds.Sum(world => world.Resources.Count), networks.Sum(network => network.Endpoints.Count), results,
            afterRead.TotalMilliseconds, (afterNetwork - afterRead).TotalMilliseconds, (spent - afterNetwork).TotalMilliseconds,
            spent.TotalMilliseconds, clock.Elapsed.TotalMilliseconds, (GC.GetTotalAllocatedBytes() - allocated) >> 20,
            process.PeakWorkingSet64 >> 20));
        return spent;
    }

    private static TimeSpan Since(Process process, TimeSpan start)
    {
        process.Refresh();
        return process.TotalProcessorTime - start;
    }
}
