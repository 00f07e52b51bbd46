namespace VpceTools.Policies;

/// <summary>The fields of an ARN in which a resource can differ from the endpoint.</summary>
public enum ResourceMismatchKind
{
    /// <summary>The service.</summary>
    Service,

    /// <summary>The Region.</summary>
    Region,

    /// <summary>The partition.</summary>
    Partition,
}
