namespace VpceTools.Reachability;

/// <summary>What a client is.</summary>
public enum ClientKind
{
    /// <summary>A network interface: its addresses and security groups are known.</summary>
    NetworkInterface,

    /// <summary>Any workload that a subnet could hold: its address is one of the subnet's, its security groups are open.</summary>
    Subnet,

    /// <summary>An address block that the user named: its security groups are open.</summary>
    CidrBlock,
}
