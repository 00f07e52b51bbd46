using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Serving;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>One rule of a security group: a protocol, ports, and one peer. A permission of the API is several of them.</summary>
/// <param name="Protocol">tcp, udp, icmp, icmpv6, a number, or -1.</param>
/// <param name="FromPort">The first port or the ICMP type; null where the protocol has none.</param>
/// <param name="ToPort">The last port or the ICMP code.</param>
/// <param name="PeerList">The permission's member that lists peers of this kind.</param>
/// <param name="Peer">The CIDR block, the prefix list's id or the group's id.</param>
internal sealed record GroupRule(string Protocol, int? FromPort, int? ToPort, string PeerList, string Peer)
{
    private static readonly Dictionary<string, string> PeerMembers = new(StringComparer.Ordinal)
    {
        ["IpRanges"] = "CidrIp",
        ["Ipv6Ranges"] = "CidrIpv6",
        ["PrefixListIds"] = "PrefixListId",
        ["UserIdGroupPairs"] = "GroupId",
    };

    /// <summary>The peer's member, such as CidrIp.</summary>
    public string PeerMember => PeerMembers[PeerList];

    /// <summary>All rules of a permission, each with the JSON of its peer. The world's own permissions need no check.</summary>
    public static IEnumerable<(GroupRule Rule, JsonObject Peer)> Expand(JsonObject permission)
    {
        var protocol = ProtocolName(permission["IpProtocol"]?.ToString() ?? "-1");
        var ports = protocol != "-1";
        foreach (var (list, member) in PeerMembers)
        {
            foreach (var peer in (permission[list] as JsonArray ?? []).OfType<JsonObject>())
                yield return (new GroupRule(protocol, ports ? Port(permission[nameof(FromPort)]) : null, ports
                    ? Port(permission[nameof(ToPort)]) : null, list, peer[member]?.ToString() ?? ""), peer);
        }
    }

    /// <summary>The rules of a request's permission: checked, in canonical form, groups known.</summary>
    public static List<(GroupRule Rule, JsonObject Peer)> Read(OperationContext context, JsonObject permission)
    {
        if (permission["IpProtocol"] is null)
            throw Ec2Exception.MissingParameter("ipProtocol");
        var rules = Expand(permission).Select(entry => Check(context, entry.Rule, (JsonObject)entry.Peer.DeepClone())).ToList();
        return rules.Count > 0 ? rules : throw new Ec2Exception("InvalidParameterValue",
            "At least one source or destination must be specified for the rule.");
    }

    /// <summary>
    /// EC2's own words: <c>the specified rule "peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW" already exists</c>.
    /// </summary>
    public Ec2Exception Duplicate()
    {
        var ports = FromPort is null ? "" : string.Create(CultureInfo.InvariantCulture, $", from port: {FromPort}, to port: {ToPort}");
        var protocol = Protocol == "-1" ? "ALL" : Protocol.ToUpperInvariant();
        return new Ec2Exception("InvalidPermission.Duplicate",
            $"the specified rule \"peer: {Peer}, {protocol}{ports}, ALLOW\" already exists");
    }

    private static (GroupRule Rule, JsonObject Peer) Check(OperationContext context, GroupRule rule, JsonObject peer)
    {
        rule.CheckPorts();
        switch (rule.PeerList)
        {
            case "IpRanges":
                rule = rule with { Peer = Cidr.Canonical(rule.Peer, AddressFamily.InterNetwork, rule.MalformedCidr) };
                break;
            case "Ipv6Ranges":
                rule = rule with { Peer = Cidr.Canonical(rule.Peer, AddressFamily.InterNetworkV6, rule.MalformedCidr) };
                break;
            case "PrefixListIds" when context.World.Get(Kinds.PrefixLists, rule.Peer) is null
                && context.World.Get(Kinds.ManagedPrefixLists, rule.Peer) is null:
                throw DescribeCatalogue.PrefixListIds.Refusal(rule.Peer);
            case "UserIdGroupPairs":
                // A group of another account can only be trusted to exist.
                peer["UserId"] ??= context.Caller.AccountId;
                if (peer["UserId"]!.ToString() == context.Caller.AccountId && context.World.Get(Kinds.SecurityGroups, rule.Peer) is null)
                    throw DescribeCatalogue.GroupIds.Refusal(rule.Peer);
                break;
            default:
                break;
        }

        peer[rule.PeerMember] = rule.Peer;
        return (rule, peer);
    }

    private void CheckPorts()
    {
        if (Protocol is not ("tcp" or "udp"))
            return;
        if (FromPort is null || ToPort is null)
            throw new Ec2Exception("InvalidParameterValue",
                "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        if (FromPort is < 0 or > 65535 || ToPort is < 0 or > 65535 || FromPort > ToPort)
            throw new Ec2Exception("InvalidParameterValue",
                string.Create(CultureInfo.InvariantCulture, $"Invalid {Protocol.ToUpperInvariant()} port range ({FromPort}:{ToPort})"));
    }

    private Ec2Exception MalformedCidr() => new("InvalidParameterValue", $"CIDR block {Peer} is malformed");

    private static int? Port(JsonNode? port) => (int?)port.ToNumber();

    // EC2 stores the names of the four protocols that it shows by name: 6 comes back as tcp.
    private static string ProtocolName(string protocol) => protocol.ToLowerInvariant() switch
    {
        "6" => "tcp",
        "17" => "udp",
        "1" => "icmp",
        "58" => "icmpv6",
        "all" => "-1",
        var other => other,
    };
}
