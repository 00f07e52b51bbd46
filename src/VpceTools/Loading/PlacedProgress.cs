using VpceTools.Sources;

namespace VpceTools.Loading;

/// <summary>Reports of one of several accounts and Regions, which say of which.</summary>
internal sealed class PlacedProgress(string place, IProgress<SourceProgress> all) : IProgress<SourceProgress>
{
    /// <inheritdoc/>
    public void Report(SourceProgress value) => all.Report(value with { Detail = $"{place}: {value.Detail}" });
}
