using VpceTools.Addressing;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// The ports that clients of an endpoint connect to: those that the user named, else those of the AWS service or of the resource
/// configuration; else nobody but the owner knows.
/// </summary>
internal static class PortsOfEndpoint
{
    private static readonly Port Https = new(443);

    /// <summary>The ports.</summary>
    public static ServicePorts Of(VpcEndpoint endpoint, NetworkIndex index, CheckOptions options)
    {
        if (options.Ports.Count > 0)
            return ServicePorts.Of(PortKnowledge.Named, options.Ports);
        if (endpoint.Type is EndpointType.Gateway)
            return ServicePorts.Of(PortKnowledge.Documented, [Https]);
        if (EndpointServiceName.Parse(endpoint.ServiceName) is { } name)
        {
            if (name.Service is not { Ports.Count: > 0 } service)
                return ServicePorts.Of(PortKnowledge.Documented, [Https]);
            var ports = service.Ports.Select(port => new Port(port));
            return !service.NeedsAllPorts ? ServicePorts.Of(PortKnowledge.Documented, ports)
                // Neighbouring ports are one question.
                : new(PortKnowledge.Named, [.. IntervalSet<Port>.Of(ports.Select(port => new Interval<Port>(port, port))).Intervals]);
        }

        if (endpoint.ResourceConfigurationArn is { } arn
            && index.Network.ResourceConfigurations.FirstOrDefault(c => c.Arn == arn) is { PortRanges.Count: > 0 } configuration)
            return new(PortKnowledge.Offered, configuration.PortRanges);
        return ServicePorts.Unknown;
    }

    /// <summary>What AWS says of the ports of a service that has several; null where there is nothing to say.</summary>
    public static string? RemarkOf(VpcEndpoint endpoint) =>
        EndpointServiceName.Parse(endpoint.ServiceName)?.Service is { Ports.Count: > 1, Remark: { } remark } ? remark : null;
}
