using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Core.Tests.Probing;

/// <summary>Networks and observations that the tests of conclusions begin with.</summary>
internal static class Observed
{
    public static readonly VpcNetwork PrivateDnsOff = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false });
    public static readonly VpcNetwork Closed = World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [], egress: []));
    public static readonly ProbeObservation Public = Seen.Healthy.Resolving(Seen.Answer(Seen.Name, "3.5.7.9"));

    public const string ZoneA = "vpce-1-abc-us-east-1a.sqs.us-east-1.vpce.amazonaws.com";
    public const string ZoneB = "vpce-1-abc-us-east-1b.sqs.us-east-1.vpce.amazonaws.com";

    /// <summary>
    /// The healthy observation with the names of both zones, asked of the system and of a given server, in a network whose interfaces have
    /// zones.
    /// </summary>
    public static readonly ProbeObservation InZones = Seen.Healthy with
    {
        Request = new()
        {
            Names = [.. Seen.Healthy.Request.Names, new(ZoneA, NameKind.Zonal), new(ZoneB, NameKind.Zonal)],
            DnsServers = ["10.0.0.2"]
        },
        DnsAnswers =
        [
            Seen.Answer(Seen.Name, Seen.A, Seen.B), Seen.Answer(Seen.OwnName, Seen.A, Seen.B), Seen.Answer(ZoneA, Seen.A),
            Seen.Answer(ZoneB, Seen.B),
            Seen.Answer(Seen.Name, Seen.A, Seen.B) with { Server = "10.0.0.2" },
        ],
    };

    public static readonly VpcNetwork Zones = World.Healthy with
    {
        NetworkInterfaces = World.Healthy.NetworkInterfaces.Select(n =>
            n with { AvailabilityZone = n.SubnetId.EndsWith('a') ? "us-east-1a" : "us-east-1b" }).ToValueList(),
    };
}
