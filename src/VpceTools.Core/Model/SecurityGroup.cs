namespace VpceTools.Model;

/// <summary>A security group as DescribeSecurityGroups gives it, one rule a source.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html</remarks>
public sealed record SecurityGroup
{
    /// <summary>The id, <c>sg-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The group's name, not its tag.</summary>
    public string? Name { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The owning account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>What may come in.</summary>
    public ValueList<SecurityGroupRule> Ingress { get; init; } = [];

    /// <summary>What may go out.</summary>
    public ValueList<SecurityGroupRule> Egress { get; init; } = [];
}
