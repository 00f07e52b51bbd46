using VpceTools.Benchmarks;
using VpceTools.Checks;

if (args.Length > 1)
{
    var w = LargeWorld.Create(10);
    foreach (var c in CheckCatalog.All)
    {
        var r = new CheckRunner(w, null, [c]);
        var a = GC.GetTotalAllocatedBytes(true);
        var t = System.Diagnostics.Stopwatch.StartNew();
        foreach (var e in w.Endpoints) foreach (var x in r.Run(e)) { }
        Console.WriteLine($"{c.Descriptor.Name} {t.ElapsedMilliseconds} ms {(GC.GetTotalAllocatedBytes(true) - a) >> 20} MB");
    }
    return 0;
}

// Not timed tests: run with `dotnet run -c Release --project tests/Benchmarks -- scale`.
switch (args.FirstOrDefault())
{
    case "scale":
        await ScaleBenchmark.RunAsync().ConfigureAwait(false);
        return 0;
    default:
        Console.Error.WriteLine("usage: Benchmarks scale");
        return 64;
}
