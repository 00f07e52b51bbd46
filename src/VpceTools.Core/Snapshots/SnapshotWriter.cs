using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using VpceTools.Evidence;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;

namespace VpceTools.Snapshots;

/// <summary>Writes a network as the documents that <see cref="SnapshotSource"/> reads back to an equal one.</summary>
/// <remarks>Denied calls and remarks belong to the reading, not to the network, and are not written.</remarks>
public static class SnapshotWriter
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    // The documents are files, never part of a page, so that < and & need no escape.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An id that can be part of a file's name; others come from a snapshot that nobody should trust with a path.</summary>
    private static readonly Regex PlainId = new("^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\\z", RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>
    /// Writes networks into a folder, which should be empty, so that they are read back apart: each in a folder named for its Region; where a
    /// Region occurs more than once, under one named for the account.
    /// </summary>
    public static void WriteAll(IReadOnlyList<VpcNetwork> networks, string folder)
    {
        foreach (var sameRegion in networks.GroupBy(network => network.Region, StringComparer.OrdinalIgnoreCase).Select(region => region.ToList()))
        {
            var accounts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var network in sameRegion)
                Write(network, sameRegion.Count == 1 ? folder : Path.Combine(folder, AccountFolder(network, accounts)));
        }
    }

    /// <summary>Writes the documents into a folder, which should be empty; under a folder named for the Region, where the network has one.</summary>
    /// <returns>The folder that holds the files.</returns>
    public static string Write(VpcNetwork network, string folder)
    {
        var target = network.Region is { } region && AwsRegion.IsName(region) ? Path.Combine(folder, region) : folder;
        Directory.CreateDirectory(target);
        foreach (var document in ToDocuments(network))
            File.WriteAllText(Path.Combine(target, document.FileName), document.Json, Utf8);
        return target;
    }

    /// <summary>The documents of a network.</summary>
    public static IReadOnlyList<SnapshotDocument> ToDocuments(VpcNetwork network)
    {
        var writing = new Writing(network);
        writing.List(ResourceKind.VpcEndpoint, "describe-vpc-endpoints", "VpcEndpoints", network.Endpoints, VpcEndpointDocument.Write);
        writing.List(ResourceKind.VpcEndpointService, "describe-vpc-endpoint-services", "ServiceDetails", network.Services, ServiceDocument.Write);
        writing.List(ResourceKind.Vpc, "describe-vpcs", "Vpcs", network.Vpcs, VpcDocument.Write);
        writing.List(ResourceKind.Subnet, "describe-subnets", "Subnets", network.Subnets, SubnetDocument.Write);
        writing.List(ResourceKind.SecurityGroup, "describe-security-groups", "SecurityGroups", network.SecurityGroups, SecurityGroupDocument.Write);
        writing.Rules("describe-security-group-rules", "SecurityGroupRules");
        writing.List(ResourceKind.NetworkAcl, "describe-network-acls", "NetworkAcls", network.NetworkAcls, NetworkAclDocument.Write);
        writing.List(ResourceKind.RouteTable, "describe-route-tables", "RouteTables", network.RouteTables, RouteTableDocument.Write);
        writing.Interfaces("describe-network-interfaces", "NetworkInterfaces");
        writing.Instances("describe-instances", "Reservations");
        // The list of names first: it holds every list, so that the order stays. Entries follow from the list that has them.
        writing.List(ResourceKind.PrefixList, "describe-managed-prefix-lists", "ManagedPrefixLists", network.PrefixLists.Select(p => p with { CidrBlocks = null }), PrefixListDocument.Write);
        writing.List(ResourceKind.PrefixList, "describe-prefix-lists", "PrefixLists", network.PrefixLists.Where(p => p.CidrBlocks is { Count: > 0 }), PrefixListDocument.Write);
        writing.EmptyPrefixLists("get-managed-prefix-list-entries");
        writing.List(ResourceKind.DhcpOptions, "describe-dhcp-options", "DhcpOptions", network.DhcpOptions, DhcpOptionsDocument.Write);
        writing.List(ResourceKind.VpcPeeringConnection, "describe-vpc-peering-connections", "VpcPeeringConnections", network.PeeringConnections, PeeringConnectionDocument.Write);
        writing.Attributes("describe-vpc-attribute");
        return writing.Documents;
    }

    private static string AccountFolder(VpcNetwork network, HashSet<string> taken)
    {
        var account = network.AccountId is { } id && PlainId.IsMatch(id) ? id : "account";
        var name = account;
        for (var i = 2; !taken.Add(name); i++)
            name = $"{account}-{i}";
        return name;
    }

    /// <summary>The documents so far.</summary>
    private sealed class Writing(VpcNetwork network)
    {
        private readonly HashSet<ResourceKind> _described = [.. network.Described];

        public List<SnapshotDocument> Documents { get; } = [];

        public void List<T>(ResourceKind kind, string name, string key, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
        {
            var list = items.ToList();
            if (list.Count > 0 || _described.Contains(kind))
                Add(name, json =>
                {
                    json.WriteObjects(key, list, write);
                    // Items of a kind that was not described as a whole: the mark keeps a reader from taking them for all there are.
                    if (!_described.Contains(kind))
                        json.WriteText("NextToken", "incomplete");
                });
        }

        public void Rules(string name, string key)
        {
            var rules = network.SecurityGroups.SelectMany(g => Identified(g, g.Ingress, isEgress: false).Concat(Identified(g, g.Egress, isEgress: true))).ToList();
            if (rules.Count > 0)
                Add(name, json => json.WriteObjects(key, rules, SecurityGroupRuleDocument.Write));
        }

        public void Interfaces(string name, string key)
        {
            var embedded = new HashSet<string>(network.Instances.SelectMany(i => i.NetworkInterfaceIds), StringComparer.Ordinal);
            if (_described.Contains(ResourceKind.NetworkInterface) || !network.NetworkInterfaces.All(n => embedded.Contains(n.Id)))
                List(ResourceKind.NetworkInterface, name, key, network.NetworkInterfaces, NetworkInterfaceDocument.Write);
        }

        public void Instances(string name, string key)
        {
            var interfaces = network.NetworkInterfaces.ToLookup(n => n.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
            List(ResourceKind.Instance, name, key, network.Instances, (json, instance) => ReservationDocument.Write(json, instance, interfaces));
        }

        public void EmptyPrefixLists(string name)
        {
            foreach (var list in network.PrefixLists.Where(p => p.CidrBlocks is { Count: 0 } && PlainId.IsMatch(p.Id)))
                Add($"{name}-{list.Id}", PrefixListDocument.WriteNoEntries);
        }

        public void Attributes(string name)
        {
            for (var i = 0; i < network.VpcAttributes.Count; i++)
            {
                var attributes = network.VpcAttributes[i];
                var id = PlainId.IsMatch(attributes.VpcId) ? attributes.VpcId : i.ToString();
                // The number keeps the order, since files are read in the order of their names.
                Attribute($"{name}-{i:d5}-{id}-enableDnsSupport", attributes.VpcId, VpcAttributeDocument.DnsSupport, attributes.EnableDnsSupport);
                Attribute($"{name}-{i:d5}-{id}-enableDnsHostnames", attributes.VpcId, VpcAttributeDocument.DnsHostnames, attributes.EnableDnsHostnames);
            }
        }

        private static IEnumerable<IdentifiedRule> Identified(SecurityGroup group, ValueList<SecurityGroupRule> rules, bool isEgress) =>
            rules.Where(rule => rule.RuleId is not null).Select(rule => new IdentifiedRule(rule.RuleId!, group.Id, isEgress, rule));

        private void Attribute(string name, string vpcId, string attribute, bool? value)
        {
            if (value is { } known)
                Add(name, json => VpcAttributeDocument.Write(json, vpcId, attribute, known));
        }

        private void Add(string name, Action<Utf8JsonWriter> write)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, Options))
            {
                json.WriteStartObject();
                write(json);
                json.WriteEndObject();
            }

            Documents.Add(new(name + ".json", Encoding.UTF8.GetString(stream.ToArray()) + "\n"));
        }
    }
}
