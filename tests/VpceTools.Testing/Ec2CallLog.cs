namespace VpceTools.Testing;

/// <summary>The requests that a test server has received, retries and refused ones included.</summary>
public sealed class Ec2CallLog
{
    private readonly Lock _gate = new();
    private readonly List<Ec2Call> _calls = [];
    private int _open;
    private int _peak;

    /// <summary>All requests so far, in the order of their arrival.</summary>
    public IReadOnlyList<Ec2Call> All
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>How many requests have arrived.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _calls.Count;
        }
    }

    /// <summary>The most requests that were open at one time.</summary>
    public int PeakConcurrency
    {
        get
        {
            lock (_gate)
                return _peak;
        }
    }

    /// <summary>How many requests have arrived for each operation.</summary>
    public IReadOnlyDictionary<string, int> CountByOperation =>
        All.CountBy(call => call.Operation).ToDictionary(StringComparer.Ordinal);

    /// <summary>How many requests have arrived for an operation.</summary>
    public int CountOf(string operation) => All.Count(call => call.Operation == operation);

    /// <summary>The requests of an operation.</summary>
    public IReadOnlyList<Ec2Call> Of(string operation) => [.. All.Where(call => call.Operation == operation)];

    /// <summary>Forgets everything so far.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _calls.Clear();
            _peak = _open;
        }
    }

    internal void Begin(Ec2Call call)
    {
        lock (_gate)
        {
            _calls.Add(call);
            _peak = Math.Max(_peak, ++_open);
        }
    }

    internal void End()
    {
        lock (_gate)
            _open--;
    }
}
