namespace VpceTools.Findings;

/// <summary>Which way a packet goes.</summary>
public enum PacketDirection : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>From the client to the endpoint.</summary>
    Request,

    /// <summary>From the endpoint back to the client.</summary>
    Response,
}
