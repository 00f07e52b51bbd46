namespace VpceTools.Probing;

/// <summary>What a DNS name is to an endpoint.</summary>
public enum NameKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The service's own name, which applications use; private DNS makes it lead to the endpoint.</summary>
    Service,

    /// <summary>The endpoint-specific name over all zones.</summary>
    Regional,

    /// <summary>The endpoint-specific name of one zone.</summary>
    Zonal,

    /// <summary>A name that the user gave.</summary>
    Given,
}
