using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>A task that an endpoint is judged by, and how it is known.</summary>
/// <param name="Task">The task.</param>
/// <param name="Region">The Region that it is done in.</param>
/// <param name="Sign">The interface that shows it, in words; null where endpoints alone suggest it.</param>
/// <param name="AloneFor">What the endpoint is of use for without the rest; null where it is of none, or the task is there.</param>
internal sealed record VpcTask(WorkloadTask Task, string Region, string? Sign, string? AloneFor)
{
    /// <summary>The conditions of needs that are known to be met: code says so.</summary>
    public ValueList<string> Conditions { get; init; } = [];

    /// <summary>Whether a need is one whatever else: it is not optional, and its condition is met where it has one.</summary>
    public bool Requires(TaskNeed need) => need.IsRequired && (need.Condition is null || Conditions.Contains(need.Condition));

    /// <summary>Whether the task is there, as against one that may be.</summary>
    public bool IsThere => Sign is not null || AloneFor is null;

    /// <summary>
    /// The tasks that an endpoint is to be judged by: those that it suggests, and those that the clients' interfaces show. Each of the
    /// latter is said once a VPC, at the endpoint that comes first among those that the task needs.
    /// </summary>
    public static ValueList<VpcTask> Of(CheckContext context)
    {
        var found = new List<VpcTask>();
        var name = EndpointServiceName.Parse(context.Endpoint.ServiceName);
        var recognised = Recognised(context);
        if (name is not null && (name.Region ?? context.Region) is { } region)
        {
            foreach (var task in TaskCatalog.BuiltIn.SuggestedBy(name.Code))
                found.Add(new(task, region, recognised.TryGetValue(task.Name, out var shown) ? shown.Sign : null,
                    task.SuggestedBy.First(hint => hint.Service == name.Code).AloneFor)
                { Conditions = shown.Conditions ?? [] });
        }

        if (context.Region is { } home)
            found.AddRange(recognised.Values.Where(r => !found.Exists(f => f.Task == r.Task) && IsFirst(context, r.Task, home))
                .Select(r => new VpcTask(r.Task, home, r.Sign, null) { Conditions = r.Conditions ?? [] }));
        return [.. found];
    }

    private static Dictionary<string, (WorkloadTask Task, string Sign, ValueList<string>? Conditions)> Recognised(CheckContext context)
    {
        var result = new Dictionary<string, (WorkloadTask, string, ValueList<string>?)>(StringComparer.Ordinal);
        foreach (var (id, workload) in Planned(context))
            if (TaskCatalog.BuiltIn.Find(workload.Task) is { } task
                && (!result.TryGetValue(task.Name, out var known) || known.Item3!.Count < workload.Conditions.Count))
                result[task.Name] = (task, $"{id} does it", workload.Conditions);
        foreach (var client in ClientSubnets.All(context).Where(c => c.Kind == ClientKind.NetworkInterface))
            if (context.Index.NetworkInterfaces.TryGetValue(client.Id, out var item))
                foreach (var shown in TaskCatalog.BuiltIn.Recognise(item))
                    if (!result.ContainsKey(shown.Task.Name) && SaysMore(shown.Task))
                        result.Add(shown.Task.Name, (shown.Task,
                            $"{item.Id} belongs to {shown.Sign.Of}{(shown.Name is null ? "" : $" ({ShownText.Line(shown.Name)})")}", null));
        return result;
    }

    /// <summary>The workloads of code in the endpoint's VPC.</summary>
    private static IEnumerable<(string Id, PlannedWorkload Workload)> Planned(CheckContext context) =>
        (context.Index.Network.Plan?.Workloads ?? new Dictionary<string, PlannedWorkload>()).Where(pair =>
            context.Index.NetworkInterfaces.TryGetValue(pair.Key, out var item)
            && (item.VpcId.Length == 0 || item.VpcId == context.Endpoint.VpcId))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));

    // Of a function nobody knows what it calls: every need of such a task is a condition.
    private static bool SaysMore(WorkloadTask task) => task.Includes.Count > 0 || task.Needs.Any(n => n.Condition is null);

    private static bool IsFirst(CheckContext context, WorkloadTask task, string region)
    {
        var services = TaskCatalog.BuiltIn.NeedsOf(task, region).SelectMany(n => n.Need.AnyOf).Select(way => way.Service).OfType<string>()
            .Distinct(StringComparer.Ordinal).ToList();
        var first = context.Index.EndpointsOfVpc[context.Endpoint.VpcId]
            .Where(e => e.Type is EndpointType.Interface or EndpointType.Gateway && PrivateNames.IsAlive(e))
            .OrderBy(e => Rank(services, e)).ThenBy(e => e.Id, StringComparer.Ordinal).FirstOrDefault();
        return first?.Id == context.Endpoint.Id;
    }

    private static int Rank(List<string> services, VpcEndpoint endpoint)
    {
        var at = services.IndexOf(EndpointServiceName.Parse(endpoint.ServiceName)?.Code ?? "");
        return at < 0 ? int.MaxValue : at;
    }
}
