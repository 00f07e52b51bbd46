using System.Text.RegularExpressions;

namespace VpceTools.Model;

/// <summary>A VPC endpoint as DescribeVpcEndpoints gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html</remarks>
public sealed record VpcEndpoint
{
    // In EC2's own words, "the Id may only contain lowercase alphanumeric characters and a single dash".
    private static readonly Regex IdForm = new(@"^vpce-[0-9a-z]+\z", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    /// <summary>The id, <c>vpce-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The type as EC2 writes it.</summary>
    public string TypeName { get; init; } = "Interface";

    /// <summary>The service, for example <c>com.amazonaws.us-east-1.sqs</c>; empty for resource and service-network endpoints.</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>The Region of the service where EC2 names it.</summary>
    public string? ServiceRegion { get; init; }

    /// <summary>The VPC.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>The state as EC2 writes it.</summary>
    public string StateName { get; init; } = "";

    /// <summary>The policy document as JSON text; null where the endpoint has none.</summary>
    public string? PolicyDocument { get; init; }

    /// <summary>The route tables of a gateway endpoint.</summary>
    public ValueList<string> RouteTableIds { get; init; } = [];

    /// <summary>The subnets that hold an interface of the endpoint.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];

    /// <summary>The security groups of the endpoint's interfaces.</summary>
    public ValueList<string> GroupIds { get; init; } = [];

    /// <summary>The endpoint's network interfaces.</summary>
    public ValueList<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary>The DNS names of the endpoint: endpoint-specific ones and, with private DNS on, the service's private names.</summary>
    public ValueList<DnsEntry> DnsEntries { get; init; } = [];

    /// <summary><c>ipv4</c>, <c>ipv6</c> or <c>dualstack</c>; null where EC2 did not say.</summary>
    public string? IpAddressType { get; init; }

    /// <summary><c>ipv4</c>, <c>ipv6</c>, <c>dualstack</c> or <c>service-defined</c>; null where EC2 did not say.</summary>
    public string? DnsRecordIpType { get; init; }

    /// <summary>
    /// S3 only: private DNS answers only through an inbound Resolver endpoint, so that clients in the VPC keep the gateway endpoint.
    /// </summary>
    public bool? PrivateDnsOnlyForInboundResolverEndpoint { get; init; }

    /// <summary>
    /// Resource and service-network endpoints: which custom domain names become private names, for example <c>ALL_DOMAINS</c> or
    /// <c>SPECIFIED_DOMAINS_ONLY</c>; null where EC2 did not say.
    /// </summary>
    public string? PrivateDnsPreference { get; init; }

    /// <summary>The domains that <see cref="PrivateDnsPreference"/> speaks of.</summary>
    public ValueList<string> PrivateDnsSpecifiedDomains { get; init; } = [];

    /// <summary>The resource configuration that a resource endpoint leads to; null for other endpoints.</summary>
    public string? ResourceConfigurationArn { get; init; }

    /// <summary>The service network that a service-network endpoint leads to; null for other endpoints.</summary>
    public string? ServiceNetworkArn { get; init; }

    /// <summary>Whether the service's private names resolve to the endpoint; null where EC2 did not say.</summary>
    public bool? PrivateDnsEnabled { get; init; }

    /// <summary>Whether an AWS service made the endpoint, which therefore cannot be modified by its user.</summary>
    public bool RequesterManaged { get; init; }

    /// <summary>The account that owns the endpoint.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The code and message of the last failure.</summary>
    public string? LastError { get; init; }

    /// <summary>Why the endpoint failed.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The tags.</summary>
    public ValueList<ResourceTag> Tags { get; init; } = [];

    /// <summary>The value of the <c>Name</c> tag.</summary>
    public string? Name => Tags.FirstOrDefault(tag => tag.Key == "Name")?.Value;

    /// <summary>What CloudFormation's tags tell; null without them.</summary>
    public StackResource? Stack => StackResource.From(Tags.Select(tag => ((string?)tag.Key, (string?)tag.Value)));

    /// <summary>Whether EC2 takes a text for the id of an endpoint.</summary>
    public static bool IsId(string text) => IdForm.IsMatch(text);

    /// <summary>The type.</summary>
    public EndpointType Type => Enum.TryParse<EndpointType>(TypeName, ignoreCase: true, out var type) && !char.IsDigit(TypeName[0]) ? type
        : EndpointType.Other;

    /// <summary>The state.</summary>
    public EndpointState State => Enum.TryParse<EndpointState>(StateName, ignoreCase: true, out var state) && !char.IsDigit(StateName[0])
        ? state : EndpointState.Unknown;

    /// <summary>Whether clients reach the endpoint through network interfaces with security groups.</summary>
    public bool HasInterfaces => Type is EndpointType.Interface or EndpointType.Resource or EndpointType.ServiceNetwork
        || (Type == EndpointType.Other && NetworkInterfaceIds.Count > 0);

    /// <summary>Whether its state lets it have network interfaces: EC2 makes them once the endpoint is accepted.</summary>
    public bool MayHaveInterfaces => State is EndpointState.Available or EndpointState.Partial or EndpointState.Pending
        or EndpointState.Unknown;
}

/// <summary>A tag.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value, which may be empty.</param>
public sealed record ResourceTag(string Key, string Value);

/// <summary>The kinds of VPC endpoint.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html</remarks>
[Flags]
public enum EndpointType : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>A type that this version does not know.</summary>
    Other = 1,

    /// <summary>Network interfaces in subnets, reached by address.</summary>
    Interface = 2,

    /// <summary>Routes in route tables; S3 and DynamoDB.</summary>
    Gateway = 4,

    /// <summary>A route target in front of a Gateway Load Balancer.</summary>
    GatewayLoadBalancer = 8,

    /// <summary>Network interfaces for one shared resource (VPC Lattice resource configuration).</summary>
    Resource = 16,

    /// <summary>Network interfaces for a VPC Lattice service network.</summary>
    ServiceNetwork = 32,
}

/// <summary>The states of a VPC endpoint. EC2 writes them in differing case.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html</remarks>
public enum EndpointState
{
    /// <summary>A state that this version does not know, or none was given.</summary>
    Unknown,

    /// <summary>The service's owner has yet to accept the endpoint.</summary>
    PendingAcceptance,

    /// <summary>The endpoint is being made or changed.</summary>
    Pending,

    /// <summary>The endpoint works.</summary>
    Available,

    /// <summary>The endpoint is being deleted.</summary>
    Deleting,

    /// <summary>The endpoint is gone.</summary>
    Deleted,

    /// <summary>The service's owner refused the endpoint.</summary>
    Rejected,

    /// <summary>Making or changing the endpoint failed.</summary>
    Failed,

    /// <summary>The request was not accepted in time.</summary>
    Expired,

    /// <summary>Some of the endpoint's parts could not be made.</summary>
    Partial,
}

/// <summary>A DNS name of an endpoint.</summary>
/// <param name="DnsName">The name.</param>
/// <param name="HostedZoneId">The hosted zone that holds it.</param>
public sealed record DnsEntry(string DnsName, string? HostedZoneId);
