namespace VpceTools.Model;

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
