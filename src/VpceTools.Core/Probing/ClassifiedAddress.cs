using VpceTools.Addressing;

namespace VpceTools.Probing;

/// <summary>An address and whose it is.</summary>
/// <param name="Address">The address.</param>
/// <param name="Kind">Whose it is.</param>
/// <param name="EndpointId">The endpoint that it belongs to.</param>
/// <param name="NetworkInterfaceId">The interface that has it.</param>
/// <param name="Zone">The Availability Zone of that interface.</param>
public sealed record ClassifiedAddress(IpAddress Address, AddressKind Kind, string? EndpointId = null,
    string? NetworkInterfaceId = null, string? Zone = null)
{
    /// <summary>For people, for example <c>10.0.1.5 (eni-0abc, us-east-1a)</c> or <c>3.5.7.9 (public)</c>.</summary>
    public override string ToString() => $"{Address} ({Words})";

    private string Words => Kind switch
    {
        AddressKind.ThisEndpoint => string.Join(", ", new[] { NetworkInterfaceId, Zone }.Where(part => part is not null)),
        AddressKind.OtherEndpoint => $"{NetworkInterfaceId} of {EndpointId}",
        AddressKind.GatewayService => $"in the prefix list of {EndpointId}",
        AddressKind.Private => "private",
        AddressKind.Public => "public",
        AddressKind.LinkLocal => "link-local",
        _ => "loopback",
    };
}
