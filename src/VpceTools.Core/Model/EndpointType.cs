namespace VpceTools.Model;

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
