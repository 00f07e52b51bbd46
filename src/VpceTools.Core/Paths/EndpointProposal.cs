using VpceTools.Model;

namespace VpceTools.Paths;

/// <summary>
/// An endpoint that does not exist: what would have to be created, and who would reach the service through it. Nothing creates it.
/// </summary>
public sealed record EndpointProposal
{
    /// <summary>The endpoint service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Interface or Gateway.</summary>
    public required EndpointType Type { get; init; }

    /// <summary>The VPC.</summary>
    public required string VpcId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The subnets of an interface endpoint, one for each zone.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];

    /// <summary>The route tables of a gateway endpoint.</summary>
    public ValueList<string> RouteTableIds { get; init; } = [];

    /// <summary>The blocks that a security group of its own lets in.</summary>
    public ValueList<string> OpenTo { get; init; } = [];

    /// <summary>The TCP port that it lets in.</summary>
    public int Port { get; init; }

    /// <summary>The clients of the VPC that reach the name through it, as computed on the network with that endpoint.</summary>
    public ValueList<string> ReachedBy { get; init; } = [];

    /// <summary>The clients that do not reach it then either, or of which it cannot be told, each with the reason.</summary>
    public ValueList<string> NotReachedBy { get; init; } = [];

    /// <summary>What the proof rests on that the evidence does not hold.</summary>
    public ValueList<string> Assumptions { get; init; } = [];

    /// <summary>What it costs a month, as a formula; prices are on the <see cref="PricePage"/>.</summary>
    public string Cost => Type == EndpointType.Gateway ? "nothing: gateway endpoints are not charged"
        : $"{SubnetIds.Count} zones × hours of the month × price of an endpoint hour + GB × price of a GB";

    /// <summary>Where the prices are.</summary>
    public Uri PricePage => new(Type == EndpointType.Gateway ? "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
        : "https://aws.amazon.com/privatelink/pricing/");

    /// <summary>The commands of the AWS CLI, for Bash.</summary>
    public string AwsCli => EndpointProposalText.AwsCli(this);

    /// <summary>The lines of AWS Tools for PowerShell.</summary>
    public string PowerShell => EndpointProposalText.PowerShell(this);

    /// <summary>The blocks for Terraform.</summary>
    public string Terraform => EndpointProposalText.Terraform(this);

    /// <summary>The resources for CloudFormation, in YAML.</summary>
    public string CloudFormation => EndpointProposalText.CloudFormation(this);

    /// <inheritdoc/>
    public override string ToString() => ShownText.Line($"{Type} endpoint for {ServiceName} in {VpcId}: "
        + $"{(Type == EndpointType.Gateway ? RouteTableIds : SubnetIds)}; {ReachedBy.Count} clients reach it then, {NotReachedBy.Count} do "
            + "not");
}
