using VpceTools.Errors;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Paths;
using VpceTools.Probing;
using VpceTools.Reachability;
using VpceTools.Reading;
using VpceTools.Repairing;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <content>Holds what was computed against the wire.</content>
public sealed partial class TestVpcEndpointPathCommand
{
    private readonly List<EndpointPath> _computed = [];

    /// <summary>
    /// Probes what the paths lead to, each destination once from each machine, and writes the paths with what was seen. Live clients that
    /// are instances are asked themselves, where somebody agrees; for all others this machine is.
    /// </summary>
    /// <param name="networks">What was read, and from where.</param>
    private void ProbeAndWrite(List<(VpcNetwork Network, AwsConnection? Connection)> networks)
    {
        var seen = new Dictionary<(string? Instance, string To, int Port), ProbeObservation>();
        var instanceOf = new Dictionary<string, (string Id, AwsConnection Connection)>(StringComparer.Ordinal);
        foreach (var (network, connection) in networks)
            foreach (var nic in network.NetworkInterfaces)
                if (connection is not null && nic.InstanceId is { } id)
                    instanceOf[nic.Id] = (id, connection);
        var asked = _computed.ConvertAll(path => (Path: path, Machine: path.Client is { Kind: ClientKind.NetworkInterface, Id: var nic }
            && instanceOf.TryGetValue(nic, out var own) ? ((string Id, AwsConnection Connection)?)own : null));
        var wanted = asked
            .Select(c => (c.Machine?.Connection, InstanceId: c.Machine?.Id, c.Path.To, c.Path.Port, Request: RequestFor(c.Path)))
            .Where(c => c.Request is not null).ToList();
        var local = wanted.Where(c => c.InstanceId is null).GroupBy(c => (c.To, c.Port)).Select(alike => alike.First()).ToList();
        if (local.Count > 0)
            foreach (var (to, observation) in local.Zip(Work.Await((progress, token) => EndpointProbing.RunAsync(
                LiveProbe.Local(), local.ConvertAll(c => c.Request!), progress, token)), (to, observations) => (to, observations[0])))
                seen[(null, to.To, to.Port)] = observation;
        var probing = new InstanceProbing(Work, Aws, new(this, Force), SsmEndpointUrl);
        foreach (var account in wanted.Where(c => c.InstanceId is not null).GroupBy(c => c.Connection!))
        {
            if (InstancesOf(probing, account.Key, [.. account.Select(c => c.InstanceId!).Distinct()]) is not { } instances)
                continue;
            foreach (var to in account.GroupBy(c => (c.To, c.Port)))
            {
                var ids = to.Select(c => c.InstanceId).ToList();
                var own = instances.Where(instance => ids.Contains(instance.Id)).ToList();
                foreach (var observation in EndOnError(() => probing.Run(to.First().Request!, account.Key, own, Unanswered)))
                    seen[(observation.Vantage.InstanceId, to.Key.To, to.Key.Port)] = observation;
            }
        }

        foreach (var (path, machine) in asked)
            WriteAnswer(seen.TryGetValue((machine?.Id, path.To, path.Port), out var observation)
                ? path with { Wire = PathWire.From(path, observation) } : path);
    }

    private IReadOnlyList<ManagedInstance>? InstancesOf(InstanceProbing probing, AwsConnection connection, IReadOnlyList<string> ids)
    {
        try
        {
            return probing.Find(connection, ids);
        }
        catch (NetworkSourceException e)
        {
            Unanswered(e);
            return null;
        }
    }

    private void Unanswered(NetworkSourceException error) => WriteUnanswered(CommandErrors.From(error), isQuiet: false);

    /// <summary>
    /// What a client would do: ask for the name, connect, shake hands; null for what no client calls, such as a whole task.
    /// </summary>
    private ProbeRequest? RequestFor(EndpointPath path)
    {
        if (path is { Task: not null, Need: null } || PathDestination.Parse(path.To, path.Region) is not { EndpointId: null } to)
            return null;
        var protocol = ProbePlan.ProtocolOf(path.Port);
        var request = new ProbeRequest { Names = [], Port = path.Port, Count = 1, Timeout = TimeSpan.FromSeconds(TimeoutSeconds) };
        if (to.Name is { } name)
            return request with
            {
                Names = [new(name.ToString(), NameKind.Given)],
                // What a service of one's own speaks on another port nobody knows.
                Protocol = protocol == ProbeProtocol.Https && path.Port != 443 ? ProbeProtocol.Tcp : protocol,
            };
        return request with { Addresses = [to.Address!.Value], ServerName = to.ToString(), Protocol = ProbeProtocol.Tcp };
    }
}
