using VpceTools.Sources;

namespace VpceTools.Probing;

/// <summary>Says what was done, step by step; steps run in parallel, reports come one by one.</summary>
internal sealed class StepReporter(IProgress<SourceProgress>? progress, string what)
{
    private readonly object _gate = new();
    private int _done;
    private int _total;

    /// <summary>Adds steps that are going to be taken.</summary>
    public void Expect(int steps)
    {
        lock (_gate)
            _total += steps;
    }

    /// <summary>Says that a step was taken.</summary>
    public void Done(string detail)
    {
        lock (_gate)
            progress?.Report(new SourceProgress($"Probing {what}", detail, ++_done, _total));
    }
}
