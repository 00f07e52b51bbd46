using System.Management.Automation;
using VpceTools.Probing;

namespace VpceTools.Commands;

/// <content>The parameters of the probe; which endpoints is said as for every other cmdlet.</content>
public sealed partial class TestVpcEndpointConnectionCommand
{
    /// <summary>Names to probe. Alone they need no EC2; with endpoints, they are probed in place of the endpoints' own names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DnsName")]
    [ValidateNotNullOrEmpty]
    public string[]? HostName { get; set; }

    /// <summary>DNS servers to ask beside the system's resolver: address, or address and port.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? DnsServer { get; set; }

    /// <summary>Instances that probe, through Systems Manager, in place of this machine.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? InstanceId { get; set; }

    /// <summary>Runs the script on instances without asking.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Another endpoint of Systems Manager than the Region's own.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    public string? SsmEndpointUrl { get; set; }

    /// <summary>The port to connect to; without it, the service's own.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>How far to go on a connection; without it, as the port suggests.</summary>
    [Parameter]
    public ProbeProtocol? Protocol { get; set; }

    /// <summary>How often each step is done, for its latency.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int Count { get; set; } = 3;

    /// <summary>How long each step may take, its repetitions included.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>Gives true where the endpoint answers, else false, for each endpoint and machine.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }
}
