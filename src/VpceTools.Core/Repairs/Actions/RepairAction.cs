using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>
/// One call of EC2 or Route 53 that fixes something, or takes such a change back, as data. Each call has its own sealed record; equal
/// actions are the same change. An action knows what it makes of a network, so that it can be proven before AWS sees it.
/// </summary>
public abstract record RepairAction
{
    // The text is for people and shells, never part of a page, so that < and & need no escape.
    private protected static readonly JsonWriterOptions TextJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private protected RepairAction()
    {
    }

    /// <summary>The operation, for example <c>AuthorizeSecurityGroupIngress</c>.</summary>
    public abstract string Operation { get; }

    /// <summary>The service whose operation it is, as IAM and the <c>aws</c> CLI write it.</summary>
    public virtual string Service => "ec2";

    /// <summary>The id of the resource that is changed.</summary>
    public abstract string ResourceId { get; }

    /// <summary>What is changed, in a few words.</summary>
    public abstract string Description { get; }

    /// <summary>How much care it needs.</summary>
    public virtual RepairRisk Risk => RepairRisk.Safe;

    /// <summary>What else happens when it is applied; null for nothing.</summary>
    public virtual string? SideEffect => null;

    /// <summary>Its place among the actions of a repair.</summary>
    internal abstract RepairPhase Phase { get; }

    /// <summary>The Region of the resource; null leaves it to the caller's default.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// The account that owns the resource and makes the call, where that is another than the endpoint's; null where it is the endpoint's.
    /// </summary>
    public string? AccountId { get; init; }

    /// <summary>The IAM action that the call needs.</summary>
    public string IamAction => $"{Service}:{Operation}";

    /// <summary>
    /// The parameters of the call in JSON, named and nested as the API reference has them; what the CLI takes as <c>--cli-input-json</c>.
    /// </summary>
    public string Parameters
    {
        get
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, TextJson))
            {
                json.WriteStartObject();
                WriteParameters(json);
                json.WriteEndObject();
            }

            // The encoder escapes control characters, but not those that turn the direction of writing.
            return ShownText.Exact(Encoding.UTF8.GetString(stream.ToArray()));
        }
    }

    /// <summary>The operation and its parameters in one line.</summary>
    public string ApiCall => $"{Operation} {Parameters}";

    /// <summary>The change as an <c>aws</c> CLI line that a person could paste into a POSIX shell.</summary>
    public string ToAwsCli()
    {
        var line = new StringBuilder($"aws {Service} ");
        AppendAwsCli(line);
        return Region is null ? line.ToString() : line.Append(" --region ").Append(CommandText.Posix(Region)).ToString();
    }

    /// <summary>The change as an AWS.Tools line.</summary>
    public string ToPowerShell()
    {
        var line = new StringBuilder();
        AppendPowerShell(line);
        return Region is null ? line.ToString() : line.Append(" -Region ").Append(CommandText.PowerShell(Region)).ToString();
    }

    /// <summary>The CLI line.</summary>
    public sealed override string ToString() => ToAwsCli();

    /// <summary>Whether the network has the resource at all.</summary>
    internal abstract bool IsPresentIn(VpcNetwork network);

    /// <summary>The account that owns the resource; null where nothing names it.</summary>
    internal abstract string? OwnerIn(VpcNetwork network);

    /// <summary>Whether the network already is as the action would make it.</summary>
    internal abstract bool IsDoneIn(VpcNetwork network);

    /// <summary>What the action changes, where AWS is still changing it or it failed; null where it is settled, or at once.</summary>
    internal virtual UnsettledState? UnsettledIn(VpcNetwork network) => null;

    /// <summary>Why AWS would refuse the action in this network; null where nothing speaks against it.</summary>
    internal abstract string? ObstacleIn(VpcNetwork network, RepairQuotas quotas);

    /// <summary>The network after the action. There is no obstacle.</summary>
    internal abstract VpcNetwork ApplyTo(VpcNetwork network);

    /// <summary>What takes the action back, and nothing that was there before it.</summary>
    /// <param name="before">The network before the action.</param>
    internal abstract RepairAction Inverse(VpcNetwork before);

    /// <summary>
    /// Whether another action is the inverse of this one for some network before it, and so takes nothing back but what this one did. What
    /// a file or another session says takes an action back is believed no further than that.
    /// </summary>
    internal abstract bool IsUndoneBy(RepairAction undo);

    private protected abstract void WriteParameters(Utf8JsonWriter json);

    private protected abstract void AppendAwsCli(StringBuilder line);

    private protected abstract void AppendPowerShell(StringBuilder line);
}

/// <summary>
/// The order in which nothing breaks between two actions: first what opens the way to an endpoint, last what sends clients there. Private
/// DNS and a hosted zone redirect every client of a VPC, a gateway endpoint's route every client of its table.
/// </summary>
internal enum RepairPhase
{
    /// <summary>Rules of security groups.</summary>
    SecurityGroupRules,

    /// <summary>The endpoint's security groups.</summary>
    EndpointGroups,

    /// <summary>Entries of network ACLs.</summary>
    NetworkAclEntries,

    /// <summary>What joins VPCs: attachments, their route tables, and the routes of those.</summary>
    TransitGateways,

    /// <summary>Routes of subnets to what joins VPCs.</summary>
    Routes,

    /// <summary>The endpoint's subnets.</summary>
    Subnets,

    /// <summary>What else there is to an endpoint: its policy.</summary>
    Endpoint,

    /// <summary>DNS resolution in the VPC.</summary>
    DnsSupport,

    /// <summary>DNS hostnames in the VPC, without which private DNS has no effect.</summary>
    DnsHostnames,

    /// <summary>Private DNS.</summary>
    PrivateDns,

    /// <summary>Records of a private hosted zone.</summary>
    HostedZoneRecords,

    /// <summary>The VPCs of a private hosted zone.</summary>
    HostedZoneVpcs,

    /// <summary>The route tables of a gateway endpoint.</summary>
    RouteTables,
}

/// <summary>How much care a repair needs; ascending.</summary>
public enum RepairRisk : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Additive; nothing that works now can stop.</summary>
    Safe,

    /// <summary>Has a side effect, which the action spells out.</summary>
    Caution,

    /// <summary>Must be done by a person.</summary>
    Manual,
}

/// <summary>
/// The quotas of the account that a repair must respect. The defaults are those that AWS gives every account; both can be raised on
/// request.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html</remarks>
public sealed record RepairQuotas
{
    /// <summary>The default quotas.</summary>
    public static RepairQuotas Default { get; } = new();

    /// <summary>Rules a security group and direction; IPv4 and IPv6 count apart.</summary>
    public int RulesPerSecurityGroup { get; init; } = 60;

    /// <summary>Entries a network ACL and direction, the closing one not counted; 40 at most.</summary>
    public int EntriesPerNetworkAcl { get; init; } = 20;

    /// <summary>
    /// Routes a route table and address family, those that are propagated not counted; 1,000 at most. It was 50 until June 2025.
    /// </summary>
    public int RoutesPerRouteTable { get; init; } = 500;

    /// <summary>Security groups a network interface, those of an endpoint included; 16 at most.</summary>
    public int SecurityGroupsPerInterface { get; init; } = 5;
}
