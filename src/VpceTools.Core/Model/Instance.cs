namespace VpceTools.Model;

/// <summary>An instance as DescribeInstances gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html</remarks>
public sealed record Instance
{
    /// <summary>The id, <c>i-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The state: <c>running</c>, <c>stopped</c>, …</summary>
    public string? State { get; init; }

    /// <summary><c>windows</c>, or null for everything else.</summary>
    public string? Platform { get; init; }

    /// <summary>The network interfaces.</summary>
    public ValueList<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary>The value of the <c>Name</c> tag.</summary>
    public string? Name { get; init; }
}
