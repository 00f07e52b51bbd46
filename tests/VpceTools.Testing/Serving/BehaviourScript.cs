namespace VpceTools.Testing.Serving;

/// <summary>The behaviours that a test has asked for, and how often each is still due.</summary>
internal sealed class BehaviourScript
{
    private readonly Lock _gate = new();
    private readonly List<(string Operation, Ec2Behaviour Behaviour)> _entries = [];

    public void Add(string operation, Ec2Behaviour behaviour)
    {
        lock (_gate)
            _entries.Add((operation, behaviour));
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    /// <summary>What is due for a call: all delays, and the first other behaviour in the order they were asked for.</summary>
    public (TimeSpan Delay, Ec2Behaviour? Behaviour) Take(Ec2Call call)
    {
        var delay = TimeSpan.Zero;
        lock (_gate)
        {
            for (var i = 0; i < _entries.Count; i++)
            {
                var (operation, behaviour) = _entries[i];
                if (behaviour.Remaining <= 0 || (operation != "*" && operation != call.Operation) || !behaviour.Applies(call))
                    continue;
                _entries[i] = (operation, behaviour.Used());
                if (behaviour.Action != Ec2Behaviour.Act.Delay)
                    return (delay, behaviour);
                delay += behaviour.Duration;
            }
        }

        return (delay, null);
    }
}
