using VpceTools.Sources;

namespace VpceTools.Aws.Calling;

/// <summary>
/// Says which call was made with which filter, what it gave and how long it took. Calls run in parallel; reports come one by one.
/// </summary>
internal sealed class CallReporter(IProgress<SourceProgress>? progress, string service = "Reading EC2")
{
    private readonly object _gate = new();
    private string _activity = service;
    private int _completed;
    private int _total;

    /// <summary>Says where the credentials and the Region come from; never what they are.</summary>
    public void Connected(string region, string regionSource, string credentialSource, string? endpointUrl)
    {
        _activity = $"{_activity} in {region}";
        Say($"Region {region} from {regionSource}, credentials from "
            + $"{credentialSource}{(endpointUrl is null ? "" : $", endpoint {endpointUrl}")}.");
    }

    /// <summary>Adds calls that are going to be made.</summary>
    public void Expect(int calls)
    {
        lock (_gate)
            _total += calls;
    }

    /// <summary>Says that a call was answered or failed.</summary>
    public void Called(string operation, string filter, int page, string outcome, TimeSpan duration)
    {
        lock (_gate)
        {
            // Later pages are known only when they come.
            _completed++;
            _total = Math.Max(_total, _completed);
        }

        Say($"{operation}{(filter.Length == 0 ? "" : " " + filter)}{(page == 1 ? "" : $" page {page}")}: {outcome} in "
            + $"{duration.TotalMilliseconds:0} ms.");
    }

    /// <summary>Says something else.</summary>
    public void Say(string detail)
    {
        lock (_gate)
            progress?.Report(new SourceProgress(_activity, detail, _completed, _total));
    }
}
