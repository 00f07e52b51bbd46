using VpceTools.Sources;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Keeps what a source reports. Progress&lt;T&gt; would deliver it late, on other threads.</summary>
internal sealed class CollectedProgress : IProgress<SourceProgress>
{
    private readonly Lock _gate = new();
    private readonly List<SourceProgress> _reports = [];

    public IReadOnlyList<SourceProgress> Reports
    {
        get
        {
            lock (_gate)
                return [.. _reports];
        }
    }

    public void Report(SourceProgress value)
    {
        lock (_gate)
            _reports.Add(value);
    }
}
