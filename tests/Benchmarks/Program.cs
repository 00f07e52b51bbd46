using System.Reflection;
using VpceTools.Benchmarks;

// Not timed tests: run with `dotnet run -c Release --project tests/Benchmarks -- <name>` on a machine that does nothing else.
switch (args.FirstOrDefault())
{
    case "scale":
        await ScaleBenchmark.RunAsync().ConfigureAwait(false);
        return 0;
    case "chain":
        var shell = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Shell").Value!;
        return await ChainBenchmark.RunAsync(shell).ConfigureAwait(false);
    case "names":
        return NamesBenchmark.Run(Console.Out);
    case "policy":
        return await PolicyBenchmark.Run(Console.Out).ConfigureAwait(false);
    default:
        await Console.Error.WriteLineAsync("usage: Benchmarks scale|chain|policy|names").ConfigureAwait(false);
        return 64;
}
