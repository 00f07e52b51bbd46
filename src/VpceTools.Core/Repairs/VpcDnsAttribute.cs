namespace VpceTools.Repairs;

/// <summary>The DNS attributes of a VPC.</summary>
public enum VpcDnsAttribute
{
    /// <summary><c>enableDnsSupport</c>.</summary>
    EnableDnsSupport,

    /// <summary><c>enableDnsHostnames</c>.</summary>
    EnableDnsHostnames,
}
