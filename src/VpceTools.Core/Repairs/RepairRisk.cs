namespace VpceTools.Repairs;

/// <summary>How much care a repair needs; ascending.</summary>
public enum RepairRisk : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Additive; nothing that works now can stop.</summary>
    Safe,

    /// <summary>Has a side effect, which the action spells out.</summary>
    Caution,

    /// <summary>Must be done by a person.</summary>
    Manual,
}
