using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>
/// Which tasks the subnets of a VPC can do. What runs in a subnet speaks for it; where nothing does, any workload that it could hold.
/// </summary>
internal sealed class TaskMatrix
{
    private readonly List<TaskColumn> _columns = [];
    private readonly Dictionary<TaskColumn, List<Told>> _told = [];
    private readonly HashSet<(string Column, string Task)> _running = [];

    /// <summary>Where clients are, in the order in which they were asked.</summary>
    public IReadOnlyList<TaskColumn> Columns => _columns;

    /// <summary>The tasks.</summary>
    public IEnumerable<string> Tasks =>
        _told.Values.SelectMany(told => told).Select(told => told.Whole.Task!).Distinct(StringComparer.Ordinal);

    /// <summary>Adds what a client was told of a task, and whether its interface shows that it does that task.</summary>
    public void Add(NetworkIndex index, Client client, EndpointPath whole, IReadOnlyList<EndpointPath> needs, TaskCatalog catalog)
    {
        var id = client.SubnetId ?? client.Id;
        var column = new TaskColumn(id, client.VpcId, index.Subnets.TryGetValue(id, out var subnet) ? subnet.AvailabilityZone : null);
        if (!_told.TryGetValue(column, out var told))
        {
            _columns.Add(column);
            _told[column] = told = [];
        }

        var isRunning = client.Kind == ClientKind.NetworkInterface;
        told.Add(new(isRunning, whole, needs));
        if (isRunning && index.NetworkInterfaces.TryGetValue(client.Id, out var own)
            && catalog.Recognise(own).Any(found => found.Task.Name == whole.Task))
            _running.Add((id, whole.Task!));
    }

    /// <summary>The verdict of a task in a subnet; null where its workloads fare differently.</summary>
    public PathVerdict? Verdict(TaskColumn column, string task)
    {
        var verdicts = Speaking(column, task).Select(told => told.Whole.Verdict).Distinct().ToList();
        return verdicts.Count == 1 ? verdicts[0] : null;
    }

    /// <summary>Whether network interfaces of a subnet show that the task is done there.</summary>
    public bool IsRunning(TaskColumn column, string task) => _running.Contains((column.Id, task));

    /// <summary>What a task lacks, whether it always needs it, and where.</summary>
    public IEnumerable<(string Need, bool IsAlways, ValueList<TaskColumn> Columns)> Lacking(string task, string? vpcId) =>
        from column in _columns
        where column.VpcId == vpcId
        from told in Speaking(column, task)
        where !Reaches(told.Whole)
        let required = told.Needs.Where(need => need.IsRequired == true && !Reaches(need)).ToList()
        // What holds under a condition only speaks where nothing else is lacking.
        from need in required.Exists(n => n.When is null) ? required.Where(n => n.When is null) : required
        group column by (Need: need.Need!, IsAlways: need.When is null) into lacking
        select (lacking.Key.Need, lacking.Key.IsAlways, lacking.Distinct().ToValueList());

    private List<Told> Speaking(TaskColumn column, string task)
    {
        var own = _told[column].FindAll(told => told.Whole.Task == task);
        return own.Exists(told => told.IsRunning) ? own.FindAll(told => told.IsRunning) : own;
    }

    private static bool Reaches(EndpointPath path) => path.Verdict is PathVerdict.Reachable or PathVerdict.ReachableOverInternet;

    /// <summary>What a client was told of a task.</summary>
    private sealed record Told(bool IsRunning, EndpointPath Whole, IReadOnlyList<EndpointPath> Needs);
}

/// <summary>A subnet, or clients outside every known one.</summary>
/// <param name="Id">The subnet, or what stands for the clients.</param>
/// <param name="VpcId">The VPC; null outside every known one.</param>
/// <param name="Zone">The Availability Zone; null where it is not known.</param>
internal sealed record TaskColumn(string Id, string? VpcId, string? Zone);
