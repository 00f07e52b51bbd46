namespace VpceTools.Model;

/// <summary>
/// Whether a Region blocks the way between its VPCs and internet gateways, as DescribeVpcBlockPublicAccessOptions gives it.
/// </summary>
/// <param name="Region">The Region.</param>
/// <param name="AccountId">The account.</param>
/// <param name="State"><c>default-state</c>, <c>update-in-progress</c> or <c>update-complete</c>.</param>
/// <param name="InternetGatewayBlockMode"><c>off</c>, <c>block-bidirectional</c> or <c>block-ingress</c>.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html</remarks>
public sealed record BlockPublicAccessOptions(string Region, string? AccountId, string? State, string? InternetGatewayBlockMode);

/// <summary>A VPC or subnet that is exempt from blocked public access, as DescribeVpcBlockPublicAccessExclusions gives it.</summary>
/// <param name="Id">The id.</param>
/// <param name="ResourceArn">The VPC or subnet.</param>
/// <param name="State">The state, for example <c>create-complete</c>.</param>
/// <param name="InternetGatewayExclusionMode"><c>allow-bidirectional</c> or <c>allow-egress</c>.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html</remarks>
public sealed record BlockPublicAccessExclusion(string Id, string? ResourceArn, string? State, string? InternetGatewayExclusionMode);

public sealed partial record VpcNetwork
{
    /// <summary>Whether public access is blocked: one entry for the Region, where that is known.</summary>
    public ValueList<BlockPublicAccessOptions> BlockPublicAccess { get; init; } = [];

    /// <summary>What is exempt from that.</summary>
    public ValueList<BlockPublicAccessExclusion> BlockPublicAccessExclusions { get; init; } = [];
}
