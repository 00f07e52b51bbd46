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
    case "policy":
        return await PolicyBenchmark.Run(Console.Out).ConfigureAwait(false);
    case "soak":
        return await SoakBenchmark.RunAsync(args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1).ConfigureAwait(false);
    default:
        await Console.Error.WriteLineAsync("usage: Benchmarks scale|chain|policy|soak [how many times as long]").ConfigureAwait(false);
        return 64;
}
