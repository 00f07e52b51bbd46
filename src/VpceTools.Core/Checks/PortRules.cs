namespace VpceTools.Checks;

/// <summary>The rules that can make a check say one thing about one port and another thing about the next.</summary>
[Flags]
public enum PortRules : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>None: the check does not depend on the port.</summary>
    None = 0,

    /// <summary>The inbound rules of the groups on the endpoint's interfaces.</summary>
    EndpointGroups = 1,

    /// <summary>The outbound rules of the clients' groups.</summary>
    ClientGroups = 2,

    /// <summary>The entries of the network ACLs of both subnets.</summary>
    NetworkAcls = 4,
}
