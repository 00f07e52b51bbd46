using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Serving;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>
/// Creating, replacing and deleting entries: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html and its
/// two siblings.
/// </summary>
internal static class NetworkAclMutations
{
    public static Answer Create(OperationContext context)
    {
        var acl = Acl(context);
        var entry = Entry(context);
        var (number, egress) = Place(context);
        var entries = (JsonArray)acl["Entries"]!;
        if (Find(entries, number, egress) is not null)
            throw new Ec2Exception("NetworkAclEntryAlreadyExists",
                string.Create(CultureInfo.InvariantCulture, $"The network acl entry identified by {number} already exists."));

        // The quota counts each direction and each address family apart:
        // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-nacls.
        var alike = entries.OfType<JsonObject>()
            .Count(other => IsEgress(other) == egress && other.ContainsKey("Ipv6CidrBlock") == entry.ContainsKey("Ipv6CidrBlock"));
        if (alike >= context.Options.EntriesPerNetworkAcl)
            throw new Ec2Exception("NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached.");
        entries.Add((JsonNode)entry);
        return Answer.Done;
    }

    public static Answer Replace(OperationContext context)
    {
        var acl = Acl(context);
        var entry = Entry(context);
        var entries = (JsonArray)acl["Entries"]!;
        entries[entries.IndexOf(Existing(context, entries))] = entry;
        return Answer.Done;
    }

    public static Answer Delete(OperationContext context)
    {
        var acl = Acl(context);
        var entries = (JsonArray)acl["Entries"]!;
        entries.Remove(Existing(context, entries));
        return Answer.Done;
    }

    private static JsonObject Acl(OperationContext context)
    {
        var id = context.Required("NetworkAclId");
        if (context.World.Get(Kinds.NetworkAcls, id) is not { } acl)
            throw DescribeCatalogue.NetworkAclIds.Refusal(id);
        if (acl["Entries"] is null)
            acl["Entries"] = new JsonArray();
        return acl;
    }

    private static (long Number, bool Egress) Place(OperationContext context)
    {
        var number = long.Parse(context.Required("RuleNumber"), CultureInfo.InvariantCulture);
        if (number is < 1 or > 32766)
            throw Ec2Exception.InvalidValue(number.ToString(CultureInfo.InvariantCulture), "ruleNumber",
                "The rule number must be between 1 and 32766.");
        return (number, context.Flag("Egress") ?? throw Ec2Exception.MissingParameter("egress"));
    }

    private static JsonObject Existing(OperationContext context, JsonArray entries)
    {
        var (number, egress) = Place(context);
        return Find(entries, number, egress)
            ?? throw new Ec2Exception("InvalidNetworkAclEntry.NotFound",
                string.Create(CultureInfo.InvariantCulture, $"The network acl entry identified by {number} does not exist."));
    }

    private static JsonObject Entry(OperationContext context)
    {
        var (number, egress) = Place(context);
        var entry = new JsonObject
        {
            ["Egress"] = egress, ["Protocol"] = Protocol(context.Required("Protocol")),
            ["RuleAction"] = context.Required("RuleAction"), ["RuleNumber"] = number
        };
        switch (context.Text("CidrBlock"), context.Text("Ipv6CidrBlock"))
        {
            case ({ } v4, null):
                entry["CidrBlock"] = Cidr.Canonical(v4, AddressFamily.InterNetwork, () =>
                    Ec2Exception.InvalidValue(v4, "cidrBlock", "This is not a valid CIDR block."));
                break;
            case (null, { } v6):
                entry["Ipv6CidrBlock"] = Cidr.Canonical(v6, AddressFamily.InterNetworkV6, () =>
                    Ec2Exception.InvalidValue(v6, "ipv6CidrBlock", "This is not a valid IPv6 CIDR block."));
                break;
            case (null, null):
                throw Ec2Exception.MissingParameter("cidrBlock");
            default:
                throw new Ec2Exception("InvalidParameterCombination", "The parameters cidrBlock and ipv6CidrBlock cannot be used together");
        }

        // Ports are for TCP and UDP, types and codes for ICMP; with any other protocol they are dropped.
        if (entry["Protocol"]!.ToString() is "6" or "17")
            entry["PortRange"] = Copy(context, "PortRange");
        else if (entry["Protocol"]!.ToString() is "1" or "58")
            entry["IcmpTypeCode"] = Copy(context, "IcmpTypeCode");
        return entry;
    }

    private static JsonNode Copy(OperationContext context, string parameter) =>
        context.Request[parameter]?.DeepClone() ?? throw Ec2Exception.MissingParameter(char.ToLowerInvariant(parameter[0])
            + parameter[1..]);

    private static string Protocol(string text) => text.ToLowerInvariant() switch
    {
        "tcp" => "6",
        "udp" => "17",
        "icmp" => "1",
        "icmpv6" => "58",
        "all" => "-1",
        var number => int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value is >= -1 and <= 255
            ? number
            : throw Ec2Exception.InvalidValue(text, "protocol", "Unknown protocol."),
    };

    private static JsonObject? Find(JsonArray entries, long number, bool egress) =>
        entries.OfType<JsonObject>().FirstOrDefault(entry => entry["RuleNumber"].ToNumber() == number && IsEgress(entry) == egress);

    private static bool IsEgress(JsonObject entry) => entry["Egress"]?.GetValue<bool>() == true;
}
