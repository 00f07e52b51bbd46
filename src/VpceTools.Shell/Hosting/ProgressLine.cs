using System.Management.Automation;

namespace VpceTools.Shell.Hosting;

/// <summary>Progress as one line that overwrites itself and leaves nothing behind.</summary>
internal sealed class ProgressLine(TextWriter writer, Func<int> width)
{
    /// <summary>Faster than this nobody reads, and a slow terminal would hold up the pipeline.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly List<(int Id, string Text)> _open = [];
    private long _lastDrawn;
    private bool _visible;

    public void Show(ProgressRecord record)
    {
        _open.RemoveAll(entry => entry.Id == record.ActivityId);
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        _open.Add((record.ActivityId, TextOf(record)));
        if (_visible && TimeProvider.System.GetElapsedTime(_lastDrawn) < Interval)
            return;

        _lastDrawn = TimeProvider.System.GetTimestamp();
        _visible = true;
        writer.Write($"\r{Cut(string.Join(" | ", _open.Select(entry => entry.Text)))}\u001b[K");
        writer.Flush();
    }

    public void Clear()
    {
        if (!_visible)
            return;

        writer.Write("\r\u001b[K");
        writer.Flush();
        _visible = false;
    }

    private static string TextOf(ProgressRecord record)
    {
        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
        return $"{record.Activity}: {record.StatusDescription}{percent}".ReplaceLineEndings(" ");
    }

    /// <summary>A line that wraps could not be overwritten.</summary>
    private string Cut(string text)
    {
        var room = Math.Max(1, width() - 1);
        while (CellWidth.Of(text) > room)
            text = text[..^1];

        return text;
    }
}
