using VpceTools.Addressing;

namespace VpceTools.Repairs;

/// <summary>A permission to add to a security group: TCP ports and exactly one peer.</summary>
/// <param name="FromPort">The first port.</param>
/// <param name="ToPort">The last port.</param>
/// <param name="Block">The peer as a CIDR block.</param>
/// <param name="PeerGroupId">The peer as a security group.</param>
/// <param name="PrefixListId">The peer as a prefix list.</param>
/// <param name="Description">The description of the rule.</param>
public sealed record SecurityGroupPermission(
    int FromPort, int ToPort, CidrBlock? Block = null, string? PeerGroupId = null, string? PrefixListId = null, string? Description = null)
{
    /// <summary>The peer as a CIDR block, as text, which ConvertTo-Json shows as a reader expects it.</summary>
    public string? Cidr => Block?.ToString();

    internal CidrBlock? Block { get; } = Block;

    /// <summary>The peer as text.</summary>
    public string Peer => Cidr ?? PeerGroupId ?? PrefixListId ?? throw new InvalidOperationException("A permission has one peer.");

    /// <summary>For example <c>tcp 443 sg-0abc</c>.</summary>
    public override string ToString() => $"tcp {Ports} {Peer}";

    private string Ports => FromPort == ToPort ? $"{FromPort}" : $"{FromPort}-{ToPort}";

    /// <summary>
    /// The CLI's short options where it has them: easier to read and to paste than a structure. They take no description, IPv6 or prefix list.
    /// </summary>
    internal string ToAwsCli()
    {
        if (Block is { Family: IpFamily.IPv4 })
            return $"--protocol tcp --port {Ports} --cidr {Cidr}";
        if (PeerGroupId is not null)
            return $"--protocol tcp --port {Ports} --source-group {PeerGroupId}";
        var peer = Block is not null ? $"Ipv6Ranges=[{{CidrIpv6={Cidr}}}]" : $"PrefixListIds=[{{PrefixListId={PrefixListId}}}]";
        return $"--ip-permissions 'IpProtocol=tcp,FromPort={FromPort},ToPort={ToPort},{peer}'";
    }

    internal string ToPowerShell()
    {
        var description = Description is null ? "" : $"; Description = '{Description}'";
        var peer = Block is { Family: IpFamily.IPv4 } ? $"Ipv4Ranges = @{{ CidrIp = '{Cidr}'{description} }}"
            : Block is not null ? $"Ipv6Ranges = @{{ CidrIpv6 = '{Cidr}'{description} }}"
            : PeerGroupId is not null ? $"UserIdGroupPairs = @{{ GroupId = '{PeerGroupId}'{description} }}"
            : $"PrefixListIds = @{{ Id = '{PrefixListId}'{description} }}";
        return $"-IpPermission @{{ IpProtocol = 'tcp'; FromPort = {FromPort}; ToPort = {ToPort}; {peer} }}";
    }
}
