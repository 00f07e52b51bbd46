using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>What a task needs, from the view of one client: a path for each need, and one verdict for the task.</summary>
public static class TaskPaths
{
    /// <summary>The paths of a client to all that a task needs, then the verdict of the task itself.</summary>
    /// <param name="finder">What finds paths.</param>
    /// <param name="network">The client's network.</param>
    /// <param name="client">The client.</param>
    /// <param name="catalog">The tasks.</param>
    /// <param name="task">The task.</param>
    public static IEnumerable<EndpointPath> Find(PathFinder finder, VpcNetwork network, Client client,
        TaskCatalog catalog, WorkloadTask task)
    {
        if (network.Region is not { } region)
        {
            yield return Whole(network, client, task, [], "The evidence does not name the Region, on which the names depend.");
            yield break;
        }

        var paths = catalog.NeedsOf(task, region)
            .Select(stated => (stated.Need, Path: finder.InEveryNetwork(network, client,
                ToNeed(finder, network, client, task, stated, region), DestinationsOf(network, stated, region),
                (other, there, own) => ToNeed(other, there, own, task, stated, region)))).ToList();
        foreach (var (_, path) in paths)
            yield return path;
        // Where code leaves open which of its parts fails, a task can fail for sure all the same.
        yield return finder.InEveryNetwork(network, client, Whole(network, client, task, paths, null),
            catalog.NeedsOf(task, region).SelectMany(stated => DestinationsOf(network, stated, region)),
            (other, there, own) => Whole(there, own, task, [.. catalog.NeedsOf(task, region)
                .Select(stated => (stated.Need, ToNeed(other, there, own, task, stated, region)))], null));
    }

    private static IEnumerable<PathDestination> DestinationsOf(VpcNetwork network, StatedNeed stated, string region) =>
        stated.Need.AnyOf.SelectMany(way => Hosts(way, region, network.AccountId))
            .Select(host => PathDestination.Parse(host, network.Region)).OfType<PathDestination>();

    /// <summary>The names that a task asks for in a Region, as far as they are known before an account is.</summary>
    public static IEnumerable<string> NamesOf(TaskCatalog catalog, WorkloadTask task, string region) =>
        catalog.NeedsOf(task, region).SelectMany(stated => stated.Need.AnyOf).SelectMany(way => Hosts(way, region, null))
            .Distinct(StringComparer.Ordinal);

    /// <summary>Any one way will do, and a way takes all of its names.</summary>
    private static EndpointPath ToNeed(PathFinder finder, VpcNetwork network, Client client, WorkloadTask task,
        StatedNeed stated, string region)
    {
        var best = stated.Need.AnyOf
            .Select(way => Worst(Hosts(way, region, network.AccountId).Select(host => ToHost(finder, network, client, way, host)).ToList()))
            .OfType<EndpointPath>().OrderByDescending(path => Rank(path.Verdict)).FirstOrDefault();
        best ??= Empty(network, client) with
        {
            To = stated.Need.Name,
            Message = $"The names of {stated.Need.Name} depend on the resource: ask for one of them with -To.",
        };
        return best with { Task = task.Name, Need = stated.Need.Name, When = stated.Need.When, IsRequired = stated.Need.IsRequired };
    }

    private static EndpointPath ToHost(PathFinder finder, VpcNetwork network, Client client, NeedWay way, string host)
    {
        var port = way.PortsOf() is { Count: > 0 } ports ? ports[0] : 443;
        return PathDestination.Parse(host, network.Region) is { } to
            ? finder.Find(network, client, to with { Port = new Port(port) })
            : Empty(network, client) with { To = host, Port = port, Message = $"'{host}' is not a name that can be asked." };
    }

    /// <summary>
    /// Names in which only the resource's own part is open stand for any of it: private zones answer all of them alike, with a wildcard.
    /// </summary>
    private static IEnumerable<string> Hosts(NeedWay way, string region, string? account) =>
        way.HostsIn(region, account).Where(host => host.IndexOf('{') < 0).Select(host => host.Replace("*", "any"));

    private static EndpointPath? Worst(List<EndpointPath> paths) => paths.OrderBy(path => Rank(path.Verdict)).FirstOrDefault();

    private static int Rank(PathVerdict verdict) => verdict switch
    {
        PathVerdict.Reachable => 5,
        PathVerdict.ReachableOverInternet => 4,
        PathVerdict.Intermittent => 3,
        PathVerdict.Unknown => 2,
        PathVerdict.Blocked => 1,
        _ => 0,
    };

    private static EndpointPath Whole(
        VpcNetwork network, Client client, WorkloadTask task, List<(TaskNeed Need, EndpointPath Path)> paths, string? message)
    {
        // What holds under a condition is shown, and does not speak for the task: nobody said that the condition holds.
        var always = paths.Where(p => p.Need.IsRequired && p.Need.When is null).Select(p => p.Path).ToList();
        // Where all depends on how the task is set up, so does the verdict, unless nothing is missing whatever that is.
        var isOpen = always.Count == 0 && message is null && paths.Exists(p => !Reaches(p.Path));
        var worst = Worst(always.Count > 0 ? always : paths.ConvertAll(p => p.Path));
        var lacking = paths.Where(p => !Reaches(p.Path)).ToList();
        var open = isOpen ? lacking.FindAll(p => p.Need.IsRequired || lacking.TrueForAll(other => !other.Need.IsRequired))
            .ConvertAll(p => p.Path)
            : always.FindAll(p => !Reaches(p));
        return Empty(network, client) with
        {
            To = task.Name,
            Task = task.Name,
            Port = worst?.Port ?? 443,
            Verdict = isOpen || worst is null ? PathVerdict.Unknown : worst.Verdict,
            IsRequired = true,
            Message = message ?? (isOpen
                ? $"{task.Title}: what {client.Label} needs depends on how it is set up. It lacks "
                    + $"{string.Join("; ", open.Select(p => p.When is null ? p.Need : $"{p.Need}, needed when {p.When}"))}."
                : open.Count == 0
                ? $"{task.Title}: {client.Label} reaches all {(always.Count > 0 ? $"{always.Count} that it always needs" : "that it may need")}."
                : $"{task.Title}: {client.Label} lacks {string.Join(", ", open.Select(p => p.Need))} ({open.Count} of {always.Count} that "
                    + "it always needs)."),
            Missing = open.SelectMany(p => p.Missing).Distinct().ToValueList(),
        };
    }

    private static bool Reaches(EndpointPath path) => path.Verdict is PathVerdict.Reachable or PathVerdict.ReachableOverInternet;

    private static EndpointPath Empty(VpcNetwork network, Client client) => new()
    {
        From = client.Label,
        To = "",
        Port = 443,
        Verdict = PathVerdict.Unknown,
        Message = "",
        VpcId = client.VpcId,
        Region = network.Region,
        AccountId = network.AccountId,
    };
}
