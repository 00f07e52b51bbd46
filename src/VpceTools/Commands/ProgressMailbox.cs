using System.Collections.Concurrent;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>Takes reports on any thread and hands them to the one that may write. Reports that come after the end are dropped.</summary>
internal sealed class ProgressMailbox : IProgress<SourceProgress>
{
    // Not disposed: a report may come at any time, and without a wait handle there is nothing to free.
    private readonly BlockingCollection<SourceProgress?> _lines = [];

    /// <inheritdoc/>
    public void Report(SourceProgress value) => _lines.Add(value);

    /// <summary>Says that the work is done.</summary>
    public void Close() => _lines.Add(null);

    /// <summary>Waits for the next report; null at the end.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SourceProgress? Take(CancellationToken cancellationToken) => _lines.Take(cancellationToken);
}
