using System.Collections.Concurrent;
using System.Reflection;
using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Anonymizing;

/// <summary>
/// Networks with other accounts, ids, names, addresses and domains, that a diagnosis says the same of: a snapshot that can be given away.
/// Only what the model holds is in it; nothing of the files that a network was read from. A property that nobody classed is replaced.
/// </summary>
internal static class Anonymizer
{
    private static readonly HashSet<string> Words =
    [
        "TypeName", "StateName", "IpAddressType", "DnsRecordIpType", "PrivateDnsPreference", "State", "Status", "Origin", "InterfaceType",
        "Protocol", "Protocols", "Direction", "RuleType", "Action", "BlockResponse", "Qtype", "FirewallDomainRedirectionAction",
        "DnsThreatProtection", "FirewallFailOpen", "AutodefinedReverse", "Platform", "ConnectivityType", "AvailabilityMode",
        "InternetGatewayBlockMode", "InternetGatewayExclusionMode", "Type", "ResourceType", "PeeringStatus", "ServiceTypes",
        "SupportedIpAddressTypes", "PrivateDnsNameVerificationState", "Accessibility", "LinkedService", "OwningService",
        "ApplianceModeSupport", "DnsSupport", "Ipv6Support", "SecurityGroupReferencingSupport",
    ];

    private static readonly HashSet<string> Domains =
    [
        "DomainName", "DnsName", "PrivateDnsNames", "PrivateDnsSpecifiedDomains", "Domains", "BlockOverrideDomain", "DelegationRecord",
        "CustomDomainName", "StartRecordName", "NextRecordName",
    ];

    private static readonly HashSet<string> Regions =
        ["Region", "ServiceRegion", "AvailabilityZone", "AvailabilityZoneId", "AvailabilityZones", "AvailabilityZoneIds"];

    private static readonly HashSet<string> Accounts = ["AccountId", "UserId", "Owner", "OwningAccount"];

    private static readonly ConcurrentDictionary<Type, (ConstructorInfo? Copy, PropertyInfo[] Properties)> Types = new();

    /// <summary>The networks with new names; the same everywhere.</summary>
    public static IReadOnlyList<VpcNetwork> Of(IReadOnlyList<VpcNetwork> networks) => Of(networks, out _);

    /// <summary>The networks with new names, and the names.</summary>
    internal static IReadOnlyList<VpcNetwork> Of(IReadOnlyList<VpcNetwork> networks, out NewNames names)
    {
        names = new();
        foreach (var network in networks)
            KeepWhatIsOfAws(network, names);
        // Once for the old names, and once for the new ones.
        foreach (var network in networks)
            _ = Of(network, names);
        names.Settle();
        var settled = names;
        return [.. networks.Select(network => Of(network, settled))];
    }

    private static void KeepWhatIsOfAws(VpcNetwork network, NewNames names)
    {
        foreach (var list in network.PrefixLists.Where(IsOfAws))
        {
            names.Keep(list.Id);
            foreach (var block in list.CidrBlocks ?? [])
                names.Addresses.Keep(block);
        }

        foreach (var entry in network.Endpoints.SelectMany(endpoint => endpoint.DnsEntries))
            names.Keep(entry.HostedZoneId);
        foreach (var list in network.FirewallDomainLists.Where(list => list.ManagedOwnerName is not null))
            names.Keep(list.Id);
        foreach (var block in network.Vpcs.SelectMany(vpc => vpc.CidrBlocks).Concat(network.Subnets.SelectMany(subnet => subnet.CidrBlocks))
            .Concat(network.PeeringConnections.SelectMany(peering => peering.Requester.CidrBlocks.Concat(peering.Accepter.CidrBlocks))))
            names.Addresses.AddNetwork(block);
    }

    private static bool IsOfAws(PrefixList list) => list.Name?.StartsWith("com.amazonaws.", StringComparison.Ordinal) == true
        || list.Name?.StartsWith("cn.com.amazonaws.", StringComparison.Ordinal) == true;

    private static VpcNetwork Of(VpcNetwork network, NewNames names)
    {
        var made = EvidenceKinds.All.Aggregate(network, (current, kind) => kind.WithItems(current,
            kind.ItemsOf(network).Select(item => Of(item.Item, names))));
        return made with
        {
            AccountId = network.AccountId is { } account ? names.Account(account) : null,
            Unreadable = [.. network.Unreadable.Select(names.Id)],
            MissingEndpointIds = [],
            MalformedEndpointIds = [],
            Remarks = [],
            // What a service says of an error names who was refused, and what.
            Failures = [.. network.Failures.Select(failure => failure with { Message = failure.IsAccessDenied ? "denied" : "failed" })],
            Provenance = default,
        };
    }

    private static object Of(object item, NewNames names)
    {
        var (copy, properties) = Types.GetOrAdd(item.GetType(), type => (
            type.GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [type], null),
            [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)]));
        if (copy is null)
            return item;
        var made = copy.Invoke([item]);
        foreach (var property in properties)
            if (property.GetValue(item) is { } value)
                property.SetValue(made, Of(value, item, property.Name, names));
        return made;
    }

    private static object Of(object value, object owner, string property, NewNames names) => value switch
    {
        string text => Text(text, owner, property, names),
        CidrBlock block => names.Addresses.Of(block),
        IpAddress address => names.Addresses.Of(address),
        ValueList<string> texts => texts.Select(text => Text(text, owner, property, names)).ToValueList(),
        ValueList<CidrBlock> blocks => blocks.Select(names.Addresses.Of).ToValueList(),
        ValueList<IpAddress> addresses => addresses.Select(names.Addresses.Of).ToValueList(),
        ValueList<SecurityGroupRule> rules => Each(rules, names),
        ValueList<NetworkAclEntry> entries => Each(entries, names),
        ValueList<Route> routes => Each(routes, names),
        _ when value.GetType() is { IsClass: true } type && type.Namespace == typeof(VpcNetwork).Namespace => List(value, names),
        _ => value,
    };

    private static ValueList<T> Each<T>(ValueList<T> items, NewNames names) =>
        items.Select(item => (T)Of(item!, names)).ToValueList();

    /// <summary>A record, or a list of records.</summary>
    private static object List(object value, NewNames names)
    {
        var type = value.GetType();
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(ValueList<>))
            return Of(value, names);
        return type.GetGenericArguments()[0] is { IsClass: true } && value is System.Collections.IEnumerable
            ? EachOf.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [value, names])! : value;
    }

    private static readonly MethodInfo EachOf = typeof(Anonymizer).GetMethod(nameof(Each), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static string Text(string text, object owner, string property, NewNames names) => (owner, property) switch
    {
        (VpcEndpoint, nameof(VpcEndpoint.PolicyDocument)) => PolicyNames.Of(text, names),
        (VpcEndpoint or VpcEndpointService, "ServiceName") or (PrefixList, "Name") => owner is PrefixList list && !IsOfAws(list)
            ? names.Own(text) : names.Service(text),
        (VpcEndpoint, nameof(VpcEndpoint.LastError) or nameof(VpcEndpoint.FailureReason)) => names.Failure(text),
        // The key says where the name is; that of any other tag may tell as much as its value.
        (StackResource, _) => names.Own(text),
        (ResourceTag, "Key") => text == "Name" ? text : names.Own(text),
        (SecurityGroup, "Name") => text == "default" ? text : names.Own(text),
        (NetworkInterface, "Description") => names.Text(text),
        (HostedZone or HostedZoneSummary or ResourceRecordSet, "Name") => names.Domain(text),
        (HostedZone, "Id") or (_, "HostedZoneId") => owner is AliasTarget alias && IsAwsName(alias.DnsName) ? text : names.Zone(text),
        (FirewallDomainList list, "Name" or "ManagedOwnerName") => list.ManagedOwnerName is not null ? text : names.Own(text),
        (ResourceRecordSet set, "Values") => set.Type is "A" or "AAAA" ? names.Address(text) : set.Type is "CNAME" or "NS" or "PTR"
            ? names.Domain(text) : set.Type == "TXT" ? $"\"{names.Own(text)}\"" : names.Text(text),
        (ResourceRecordSet, "RoutingPolicy") => names.Text(text),
        (DhcpOptions, "DomainNameServers") or (_, "Ip" or "Ipv6") => names.Address(text),
        (DhcpOptions, "DomainName") => string.Join(" ", text.Split(' ').Select(names.Domain)),
        (BlockPublicAccessOptions, "Region") => names.Region(text),
        _ when Words.Contains(property) => names.Word(text),
        _ when Domains.Contains(property) => names.Domain(text),
        _ when Regions.Contains(property) => names.Region(text),
        _ when Accounts.Contains(property) || property.EndsWith("OwnerId", StringComparison.Ordinal) => names.Account(text),
        _ when property.EndsWith("Arn", StringComparison.Ordinal) => names.Arn(text),
        _ when property is "Target" or "HealthCheckId" || property.EndsWith("Id", StringComparison.Ordinal)
            || property.EndsWith("Ids", StringComparison.Ordinal) => names.Id(text),
        _ => names.Own(text),
    };

    private static bool IsAwsName(string name) => name.TrimEnd('.') is var bare
        && (bare.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith(".aws", StringComparison.OrdinalIgnoreCase));
}
