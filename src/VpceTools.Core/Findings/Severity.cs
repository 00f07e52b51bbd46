namespace VpceTools.Findings;

/// <summary>How bad a finding is; ascending.</summary>
public enum Severity : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Information,

    /// <summary>Hygiene.</summary>
    Low,

    /// <summary>Some clients, some ports or some zones are affected.</summary>
    Medium,

    /// <summary>Many clients, or a client that the user named, cannot use the endpoint.</summary>
    High,

    /// <summary>Nobody can use the endpoint.</summary>
    Critical,
}
