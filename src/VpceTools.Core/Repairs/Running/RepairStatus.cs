namespace VpceTools.Repairs.Running;

/// <summary>What became of a repair.</summary>
public enum RepairStatus : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It is proven on the model and was not applied.</summary>
    WhatIf,

    /// <summary>It was applied.</summary>
    Applied,

    /// <summary>Everything was so before; nothing was changed.</summary>
    AlreadyDone,

    /// <summary>It was left out: by the user's answer, by -MaximumRisk, or because something that it depends on is not there.</summary>
    Skipped,

    /// <summary>It must not be applied, or not without a person's decision; the error says why and what to do.</summary>
    Refused,

    /// <summary>EC2 refused the call, or the endpoint did not settle.</summary>
    Failed,
}
