using VpceTools.Output;
using VpceTools.Probing;
using VpceTools.Reading;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Repairing;

/// <summary>Probes from instances, through Systems Manager, after asking: all of the script is shown before it runs.</summary>
/// <param name="work">What waits for asynchronous work.</param>
/// <param name="aws">What reaches the instances.</param>
/// <param name="approval">What asks.</param>
/// <param name="ssmEndpointUrl">Another endpoint of Systems Manager than the Region's own; null for that.</param>
internal sealed class InstanceProbing(CommandWork work, Lazy<AwsSources> aws, Approval approval, string? ssmEndpointUrl)
{
    /// <summary>What Systems Manager says of instances.</summary>
    /// <exception cref="NetworkSourceException">Nothing could be asked.</exception>
    public IReadOnlyList<ManagedInstance> Find(AwsConnection connection, IReadOnlyList<string> ids) => work.Await((progress, token) =>
        aws.Value.InstancesAsync(connection, ssmEndpointUrl, ids, progress, token));

    /// <summary>What the instances saw for which somebody agreed; what fails is given to <paramref name="failed"/>.</summary>
    /// <exception cref="Errors.CommandException">Nobody can be asked.</exception>
    public IReadOnlyList<ProbeObservation> Run(ProbeRequest request, AwsConnection connection, IReadOnlyList<ManagedInstance> instances,
        Action<NetworkSourceException> failed)
    {
        // What cannot be reached is probed all the same, and says why.
        var chosen = instances.Where(instance => instance.Problem is not null).ToList();
        var scripts = instances.Where(instance => instance.Problem is null).GroupBy(instance => instance.IsWindows)
            .Select(platform => (Instances: platform.ToList(), Text: Try(() => InstanceScript.For(request, platform.Key), failed)))
            .Where(script => script.Text is not null);
        chosen.AddRange(approval.Each(scripts, script => Prompt(script.Instances, script.Text!))
            .Where(asked => asked.Answer == Answer.Yes).SelectMany(asked => asked.Change.Instances).ToList());

        // In the order in which they were named.
        IReadOnlyList<ManagedInstance> ordered = [.. instances.Where(chosen.Contains)];
        return ordered.Count > 0 && Try(() => work.Await((progress, token) => EndpointProbing.RunAsync(
            aws.Value.InstanceProbe(connection, ssmEndpointUrl, ordered), [request], progress, token)), failed) is [var seen] ? seen : [];
    }

    /// <summary>What is shown before code runs on machines: all of it.</summary>
    private static RepairPrompt Prompt(List<ManagedInstance> instances, string script)
    {
        var ids = string.Join(", ", instances.Select(i => i.Id));
        var text = $"Run this read-only script on {ids} through Systems Manager ({instances[0].Document}):\n{script}";
        return new(ids, text, "Probe from instances", $"Running a script on {ids}");
    }

    private static T? Try<T>(Func<T> run, Action<NetworkSourceException> failed)
        where T : class
    {
        try
        {
            return run();
        }
        catch (NetworkSourceException e)
        {
            failed(e);
            return null;
        }
    }
}
