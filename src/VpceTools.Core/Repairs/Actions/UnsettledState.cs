namespace VpceTools.Repairs.Actions;

/// <summary>A resource that AWS is changing, or that ended up in a state in which it does nothing.</summary>
/// <param name="Text">For example <c>tgw-attach-0abc is modifying</c>.</param>
/// <param name="IsPassing">Whether the state ends by itself.</param>
internal sealed record UnsettledState(string Text, bool IsPassing)
{
    private static readonly HashSet<string> Settled = new(StringComparer.OrdinalIgnoreCase)
    {
        "available", "associated", "disassociated", "enabled", "disabled",
    };

    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html, …/API_TransitGatewayAssociation.html and
    // …/API_TransitGatewayPropagation.html. A request that nobody accepted does not end by itself.
    private static readonly HashSet<string> Passing = new(StringComparer.OrdinalIgnoreCase)
    {
        "initiating", "initiatingRequest", "pending", "modifying", "rollingBack", "associating", "disassociating", "enabling",
        "disabling",
    };

    /// <summary>What a state says of a resource; null where it is settled, or not known.</summary>
    public static UnsettledState? Of(string what, string? state) => state is null || Settled.Contains(state) ? null
        : new($"{what} is {state}", Passing.Contains(state));
}
