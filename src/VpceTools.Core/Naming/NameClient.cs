using VpceTools.Addressing;
using VpceTools.Reachability;

namespace VpceTools.Naming;

/// <summary>
/// Who asks for a name: a workload in a VPC, or somebody who asks an inbound Resolver endpoint, as clients on premises do.
/// </summary>
public sealed record NameClient
{
    /// <summary>The VPC that the client runs in; null for one outside of every VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The client's subnet, which decides on DNS64; null where the question is about the VPC as such.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The inbound Resolver endpoint that the client asks in place of the VPC's resolver.</summary>
    public string? InboundEndpointId { get; init; }

    /// <summary>Whether the client asks its VPC's own resolver whatever DHCP gives it.</summary>
    public bool AsksVpcResolver { get; init; }

    /// <summary>
    /// Whether the DNS attributes of VPCs are taken to be on, whatever they are: what would decide then, as after a repair of them.
    /// </summary>
    public bool AssumesVpcDns { get; init; }

    /// <summary>The addresses that the client sends from; null where they are not known.</summary>
    public IntervalSet<IpAddress>? Addresses { get; init; }

    /// <summary>For people: an id and what it is.</summary>
    public string Label { get; init; } = "";

    /// <summary>Any workload of a VPC, or of one of its subnets.</summary>
    public static NameClient InVpc(string vpcId, string? subnetId = null) =>
        new() { VpcId = vpcId, SubnetId = subnetId, Label = subnetId ?? vpcId };

    /// <summary>Somebody who asks an inbound Resolver endpoint.</summary>
    public static NameClient Through(string inboundEndpointId) =>
        new() { InboundEndpointId = inboundEndpointId, Label = $"a client of {inboundEndpointId}" };

    /// <summary>A client of the reachability engine.</summary>
    public static NameClient From(Client client) =>
        new() { VpcId = client.VpcId, SubnetId = client.SubnetId, Addresses = client.Addresses, Label = client.Label };
}

/// <summary>What is asked for.</summary>
public enum NameType : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>IPv4 addresses.</summary>
    A,

    /// <summary>IPv6 addresses.</summary>
    AAAA,

    /// <summary>Both, as most programs ask.</summary>
    Any,
}
