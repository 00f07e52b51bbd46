namespace VpceTools.Model;

/// <summary>A VPC endpoint as DescribeVpcEndpoints gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html</remarks>
public sealed record VpcEndpoint
{
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

    /// <summary>S3 only: private DNS answers only through an inbound Resolver endpoint, so that clients in the VPC keep the gateway endpoint.</summary>
    public bool? PrivateDnsOnlyForInboundResolverEndpoint { get; init; }

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

    /// <summary>The value of the <c>Name</c> tag.</summary>
    public string? Name { get; init; }

    /// <summary>The type.</summary>
    public EndpointType Type => Enum.TryParse<EndpointType>(TypeName, ignoreCase: true, out var type) && !char.IsDigit(TypeName[0]) ? type : EndpointType.Other;

    /// <summary>The state.</summary>
    public EndpointState State => Enum.TryParse<EndpointState>(StateName, ignoreCase: true, out var state) && !char.IsDigit(StateName[0]) ? state : EndpointState.Unknown;

    /// <summary>Whether clients reach the endpoint through network interfaces with security groups.</summary>
    public bool HasInterfaces => Type is EndpointType.Interface or EndpointType.Resource or EndpointType.ServiceNetwork
        || (Type == EndpointType.Other && NetworkInterfaceIds.Count > 0);
}
