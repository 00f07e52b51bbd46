namespace VpceTools.Repairs;

/// <summary>The DNS attributes of a VPC.</summary>
public enum VpcDnsAttribute : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary><c>enableDnsSupport</c>.</summary>
    EnableDnsSupport,

    /// <summary><c>enableDnsHostnames</c>.</summary>
    EnableDnsHostnames,
}
