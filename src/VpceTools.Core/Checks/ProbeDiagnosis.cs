using VpceTools.Findings;
using VpceTools.Naming;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>
/// Has the checks say what they know of the configuration, and the conclusion of a probe drawn from that and from what was seen.
/// </summary>
public static class ProbeDiagnosis
{
    /// <summary>The conclusion.</summary>
    /// <param name="observation">What was seen.</param>
    /// <param name="context">The endpoint and its network; null where only a host name is known.</param>
    public static ProbeConclusion Conclude(ProbeObservation observation, CheckContext? context) =>
        Conclusions.From(observation, context, context is null || observation.Vantage.Failure is not null ? []
            : [.. Explain(observation, context)],
            context is null || observation.Vantage.Failure is not null ? [] : [.. Expect(observation, context)]);

    /// <summary>
    /// What the machine is answered by the configuration: as an instance, or a workload, that the evidence holds. Of any other machine
    /// nothing tells which resolver it asks.
    /// </summary>
    private static IEnumerable<NameAnswer> Expect(ProbeObservation observation, CheckContext context)
    {
        var machine = new ProbedMachine(observation, context).ToClients(context.Index);
        var clients = machine.InstanceIds.Count + machine.NetworkInterfaceIds.Count == 0 ? []
            : context.For(machine).Clients.Clients.Where(c => c.VpcId is not null).ToList();
        if (clients.Count == 0 || clients.Exists(c => c.VpcId != clients[0].VpcId))
            yield break;
        foreach (var name in observation.Request.Names)
            if (DomainName.TryParse(name.HostName, out var parsed))
                yield return NameResolver.Resolve(context.Names, NameClient.From(clients[0]), parsed!, NameType.Any);
    }

    /// <summary>
    /// State, paths and names are asked from the view of the machine that probed. A policy judges calls, whoever the user says makes them.
    /// </summary>
    private static IEnumerable<Explanation> Explain(ProbeObservation observation, CheckContext context)
    {
        var ofMachine = context.For(new ProbedMachine(observation, context).ToClients(context.Index));
        foreach (var check in CheckCatalog.All)
        {
            if (check.Descriptor is { Explains: { } cause, Layer: var layer })
                yield return new(CheckRunner.Run(check, layer == CheckLayer.Policy ? context : ofMachine), layer, cause);
        }
    }
}
