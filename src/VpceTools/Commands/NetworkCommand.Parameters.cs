using System.Management.Automation;
using VpceTools.Completers;
using VpceTools.Connecting;
using VpceTools.Selection;

namespace VpceTools.Commands;

/// <content>The parameters: which endpoints, whose traffic, and where the network comes from.</content>
public abstract partial class NetworkCommand
{
    private protected const string SnapshotSet = "Snapshot";

    /// <summary>Endpoints by id or ARN; wildcards. Without any selection, every endpoint.</summary>
    [Parameter(ParameterSetName = LiveSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = SnapshotSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcEndpointId", "EndpointId")]
    [EndpointIdTransformation]
    [ArgumentCompleter(typeof(EndpointIdCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Id { get; set; }

    /// <summary>Endpoints by VPC; wildcards.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = SnapshotSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VpcIdCompleter))]
    [SupportsWildcards]
    public string[]? VpcId { get; set; }

    /// <summary>Endpoints by service: the full name or its last parts, such as <c>sqs</c> or <c>ecr.api</c>; wildcards.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = SnapshotSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    [SupportsWildcards]
    public string[]? ServiceName { get; set; }

    /// <summary>Clients: everything in these subnets.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateNotNullOrEmpty]
    public string[]? ClientSubnetId { get; set; }

    /// <summary>Clients: everything that carries these security groups; with -ClientSubnetId, in those subnets.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateNotNullOrEmpty]
    public string[]? ClientSecurityGroupId { get; set; }

    /// <summary>Clients: these instances.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateNotNullOrEmpty]
    public string[]? ClientInstanceId { get; set; }

    /// <summary>Clients: these network interfaces.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateNotNullOrEmpty]
    public string[]? ClientNetworkInterfaceId { get; set; }

    /// <summary>Clients: these addresses or CIDR blocks, inside the VPC or outside.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateNotNullOrEmpty]
    public string[]? ClientCidr { get; set; }

    /// <summary>A folder or file of <c>aws ec2 describe-*</c> output, instead of live EC2.</summary>
    [Parameter(ParameterSetName = SnapshotSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? SnapshotPath { get; set; }

    /// <summary>The Regions to read; wildcards. Of a snapshot that holds several, those to diagnose.</summary>
    [Parameter(ParameterSetName = LiveSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = SnapshotSet, ValueFromPipelineByPropertyName = true)]
    [Alias("RegionToCall")]
    [RegionTransformation]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>How many accounts and Regions are read at a time.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 5;
}
