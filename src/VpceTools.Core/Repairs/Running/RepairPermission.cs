namespace VpceTools.Repairs.Running;

/// <summary>Whether IAM allows a repair.</summary>
public enum RepairPermission : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It was not asked for.</summary>
    NotChecked,

    /// <summary>The call would be made.</summary>
    Allowed,

    /// <summary>IAM denies it.</summary>
    Denied,

    /// <summary>It cannot be told: the operation has no dry run, or EC2 answered something else.</summary>
    Unknown,
}
