using System.Reflection;
using VpceTools.Benchmarks;

// Not timed tests: run with `dotnet run -c Release --project tests/Benchmarks -- <name>` on a machine that does nothing else.
var shell = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Shell").Value!;
switch (args.FirstOrDefault())
{
    case "scale":
        await ScaleBenchmark.RunAsync().ConfigureAwait(false);
        return 0;
    case "chain":
        return await ChainBenchmark.RunAsync(shell).ConfigureAwait(false);
    case "start":
        // Another PowerShell and another copy of the module, such as that of a package, may be named.
        return await StartBenchmark.RunAsync(args.ElementAtOrDefault(1) ?? shell, args.ElementAtOrDefault(2) ?? "VpceTools")
            .ConfigureAwait(false);
    case "names":
        return NamesBenchmark.Run(Console.Out);
    case "mutate":
        return MutateBenchmark.Run(Console.Out, args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture)
            : 60, args.ElementAtOrDefault(2) ?? "*");
    case "accounts":
        return await AccountsBenchmark.RunAsync(Console.Out, shell, args.Length > 1
            ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1000)
            .ConfigureAwait(false);
    case "estate":
        return args.Length > 1 ? EstateBenchmark.RunChecks(Console.Out,
            int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture))
            : EstateBenchmark.Run(Console.Out);
    case "need":
        return NeedBenchmark.Run(Console.Out);
    case "plan":
        return PlanBenchmark.Run(Console.Out);
    case "policy":
        return await PolicyBenchmark.Run(Console.Out).ConfigureAwait(false);
    case "report":
        return await ReportBenchmark.RunAsync(Console.Out).ConfigureAwait(false);
    case "soak":
        return await SoakBenchmark.RunAsync(args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1,
            args.ElementAtOrDefault(2) ?? "").ConfigureAwait(false);
    default:
        await Console.Error.WriteLineAsync(
            "usage: Benchmarks scale|chain|start|plan|policy|names|need|report|soak [how many times as long [one part]]|estate [how many spokes, to see each check]|accounts [how many]|mutate [how many generated worlds [samples by pattern]]").ConfigureAwait(false);
        return 64;
}
