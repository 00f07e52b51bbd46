namespace VpceTools.Policies;

/// <summary>A resource of a policy that no call through the endpoint can be about.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Kind">Which field of the ARN is another than the endpoint's.</param>
/// <param name="Expected">The endpoint's.</param>
/// <param name="Actual">The resource's.</param>
public sealed record ResourceMismatch(
    PolicyStatement Statement, ResourcePattern Resource, ResourceMismatchKind Kind, string Expected, string Actual)
{
    public override string ToString() =>
        $"{Resource} is of the {Kind.ToString().ToLowerInvariant()} '{Actual}', the endpoint of '{Expected}'.";
}

/// <summary>The fields of an ARN in which a resource can differ from the endpoint.</summary>
public enum ResourceMismatchKind
{
    /// <summary>The service.</summary>
    Service,

    /// <summary>The Region.</summary>
    Region,

    Partition,
}
