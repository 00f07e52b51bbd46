using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

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

    /// <summary>The list that has the peer in the API, and the member that names it.</summary>
    private (string List, string Member) Structure => Block is { Family: IpFamily.IPv4 } ? ("IpRanges", "CidrIp") : Block is not null
        ? ("Ipv6Ranges", "CidrIpv6")
        : PeerGroupId is not null ? ("UserIdGroupPairs", "GroupId") : ("PrefixListIds", "PrefixListId");

    internal string Ports => FromPort == ToPort ? $"{FromPort}" : $"{FromPort}-{ToPort}";

    /// <summary>
    /// The structure in the CLI's shorthand. The short options would be easier to read, but take no description, without which the rule
    /// would be another one than the call makes: nobody could tell whose it is. A blank behind a comma, or a line break, is nothing to the
    /// CLI.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html</remarks>
    internal string ToAwsCli()
    {
        var (list, member) = Structure;
        var description = Description is null ? "" : $", Description=\"{Description.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
        return "--ip-permissions "
            + CommandText.PosixQuoted($"IpProtocol=tcp, FromPort={FromPort}, ToPort={ToPort}, {list}=[{{{member}={Peer}{description}}}]");
    }

    /// <summary>A peer is a list of one: PowerShell makes a hashtable into an object, but not into a list of objects.</summary>
    internal string ToPowerShell()
    {
        var description = Description is null ? "" : $"; Description = {CommandText.PowerShellQuoted(Description)}";
        var peer = Block is { Family: IpFamily.IPv4 } ? $"Ipv4Ranges = @(@{{ CidrIp = '{Cidr}'{description} }})"
            : Block is not null ? $"Ipv6Ranges = @(@{{ CidrIpv6 = '{Cidr}'{description} }})"
            : PeerGroupId is not null ? $"UserIdGroupPairs = @(@{{ GroupId = {CommandText.PowerShellQuoted(PeerGroupId)}{description} }})"
            : $"PrefixListIds = @(@{{ Id = {CommandText.PowerShellQuoted(PrefixListId!)}{description} }})";
        return $"-IpPermission @{{ IpProtocol = 'tcp'; FromPort = {FromPort}; ToPort = {ToPort}; {peer} }}";
    }

    /// <summary>The rule that the permission becomes.</summary>
    internal SecurityGroupRule ToRule() => new()
    {
        Protocol = "tcp",
        FromPort = FromPort,
        ToPort = ToPort,
        Cidr = Block,
        Group = PeerGroupId is null ? null : new(PeerGroupId),
        PrefixListId = PrefixListId,
        Description = Description,
    };

    /// <summary>
    /// Whether a rule is this permission, as EC2 tells duplicates: protocol, ports and peer, whatever the description says.
    /// </summary>
    internal bool Is(SecurityGroupRule rule) => rule.Protocol is "tcp" or "6" && rule.FromPort == FromPort && rule.ToPort == ToPort
        && rule.Cidr == Block && rule.Group?.GroupId == PeerGroupId && rule.PrefixListId == PrefixListId;

    /// <summary>The permission as the API takes it: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html.</summary>
    internal void Write(Utf8JsonWriter json) => json.WriteObjects("IpPermissions", [this], (_, _) =>
    {
        json.WriteString("IpProtocol", "tcp");
        json.WriteNumber(nameof(FromPort), FromPort);
        json.WriteNumber(nameof(ToPort), ToPort);
        var (list, member) = Structure;
        json.WriteObjects(list, [Peer], (_, peer) =>
        {
            json.WriteString(member, peer);
            json.WriteText("Description", Description);
        });
    });
}
