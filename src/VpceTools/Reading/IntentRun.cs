using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Intents;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Paths;
using VpceTools.Policies;
using VpceTools.Reachability;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>Holds the networks that were read against intents, one after the other, by the paths that Test-VpcEndpointPath finds.</summary>
/// <param name="networks">The networks, each with where it came from.</param>
/// <param name="options">What is asked beside the intents.</param>
/// <param name="file">The file of the intents, as it was named.</param>
/// <param name="isSelected">Whether a client is one of all, where an intent names none: what was read beside a VPC is not what was
/// asked.</param>
internal sealed class IntentRun(
    IReadOnlyDictionary<VpcNetwork, DiagnosisOrigin?> networks, CheckOptions options, string file,
        Func<VpcNetwork, Client, bool> isSelected)
{
    private readonly List<VpcNetwork> _networks = [.. networks.Keys];
    private readonly PathFinder _finder = new(networks.Keys, options);

    /// <summary>What is read for intents: the names that they ask for in a Region.</summary>
    public static IEnumerable<string> NamesIn(IEnumerable<Intent> intents, string region) => intents.SelectMany(intent =>
        intent.To.Select(to => PathDestination.Parse(to, region)?.Name?.ToString()).OfType<string>()
            .Concat(intent.Tasks.SelectMany(task => TaskPaths.NamesOf(TaskCatalog.BuiltIn, task, region))))
                .Distinct(StringComparer.Ordinal);

    /// <summary>Judges an intent.</summary>
    public EndpointIntentResult Judge(Intent intent, CancellationToken cancellationToken)
    {
        var (paths, open) = (new List<EndpointPath>(), new List<string>());
        if (_networks.Count == 0)
            open.Add("No network was read.");
        else if (ClientsOf(intent, open) is { } clients)
            foreach (var selection in clients.Selections)
                // Each call by itself: where two must not pass, one that is denied does not speak for the other.
                foreach (var call in intent.Calls.DefaultIfEmpty())
                    Find(intent, selection, call, paths, open, cancellationToken);
        return IntentJudgement.Conclude(intent, file, paths, [.. open.Distinct(StringComparer.Ordinal)]);
    }

    private PathClients? ClientsOf(Intent intent, List<string> open)
    {
        try
        {
            var clients = PathClients.From([.. intent.From], ClientSelection.None, _networks);
            open.AddRange(clients.Unknown.Select(name => $"There is no client '{name}' in what was read."));
            return clients;
        }
        catch (CommandException)
        {
            // An address or a CIDR block that is none, unless a workload has that name.
            open.Add($"One of '{string.Join("', '", intent.From)}' is neither a client in what was read, an address nor a CIDR block.");
            return null;
        }
    }

    private void Find(Intent intent, ClientSelection selection, PolicyRequest? call, List<EndpointPath> paths, List<string> open,
        CancellationToken cancellationToken)
    {
        var asked = options with
        {
            Clients = selection,
            Ports = intent.Port is { } port ? [port] : [],
            RequiredCalls = call is null ? [] : [call],
        };
        var finder = _finder.Asking(asked, network => asked with { Origin = networks[network] });
        open.AddRange(finder.NotFound().Select(id => $"There is no client '{id}' in what was read."));
        foreach (var clients in finder.Clients().Where(found => intent.From.Count > 0 || isSelected(found.Network, found.Client))
            .GroupBy(found => found.Network))
        {
            paths.AddRange(finder.FindAll([.. clients], Destinations(intent, clients.Key, open), cancellationToken));
            foreach (var (network, client) in clients)
                foreach (var task in intent.Tasks)
                    paths.AddRange(ToTask(intent, TaskPaths.Find(finder, network, client, TaskCatalog.BuiltIn, task)));
        }
    }

    private static List<PathDestination> Destinations(Intent intent, VpcNetwork network, List<string> open)
    {
        var known = new List<PathDestination>();
        foreach (var to in intent.To)
            if (PathDestination.Parse(to, network.Region) is { } destination)
                known.Add(destination);
            else
                open.Add($"What '{to}' is in {network.Region ?? "a Region that the evidence does not name"} is not known.");
        return known;
    }

    /// <summary>
    /// A task is reached as a whole, with the problems of what it lacks; over the internet goes any of what it needs.
    /// </summary>
    private static List<EndpointPath> ToTask(Intent intent, IEnumerable<EndpointPath> found)
    {
        var paths = found.ToList();
        var needs = paths.FindAll(path => path.Need is not null);
        if (intent.Reach == IntentReach.NeverOverInternet)
            return needs.Count > 0 ? needs : paths;
        var whole = paths[paths.Count - 1];
        var lacking = needs.Where(need => need.When is null && IntentJudgement.Judge(intent.Reach, need) == IntentStatus.Failed);
        return [whole with { Findings = lacking.SelectMany(need => need.Findings).Distinct().ToValueList() }];
    }
}
