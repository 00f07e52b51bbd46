using System.Reflection;
using System.Text;
using VpceTools.Model;

namespace VpceTools.Comparing;

/// <summary>The words for changes.</summary>
internal static class ChangeText
{
    private const int LongestValue = 120;

    /// <summary>The kind of a resource as CloudFormation names it.</summary>
    public static string TypeOf(ResourceKind kind) => kind switch
    {
        ResourceKind.VpcEndpoint or ResourceKind.VpcEndpointAssociation => "AWS::EC2::VPCEndpoint",
        ResourceKind.VpcEndpointService => "AWS::EC2::VPCEndpointService",
        ResourceKind.Vpc or ResourceKind.VpcAttribute or ResourceKind.HostedZone or ResourceKind.ResolverConfig
            or ResourceKind.FirewallConfig => "AWS::EC2::VPC",
        ResourceKind.VpcPeeringConnection => "AWS::EC2::VPCPeeringConnection",
        ResourceKind.DhcpOptions => "AWS::EC2::DHCPOptions",
        ResourceKind.NatGateway => "AWS::EC2::NatGateway",
        ResourceKind.TransitGatewayRoute => "AWS::EC2::TransitGatewayRouteTable",
        ResourceKind.ResourceConfiguration => "AWS::VpcLattice::ResourceConfiguration",
        ResourceKind.OwnHostedZone or ResourceKind.ResourceRecordSet => "AWS::Route53::HostedZone",
        ResourceKind.ResolverRule or ResourceKind.ResolverRuleAssociation or ResourceKind.ResolverEndpoint
            or ResourceKind.FirewallRuleGroupAssociation or ResourceKind.FirewallDomainList => $"AWS::Route53Resolver::{kind}",
        ResourceKind.ResolverEndpointAddress => "AWS::Route53Resolver::ResolverEndpoint",
        ResourceKind.FirewallRule => "AWS::Route53Resolver::FirewallRuleGroup",
        ResourceKind.FirewallDomain => "AWS::Route53Resolver::FirewallDomainList",
        ResourceKind.ProfileAssociation => "AWS::Route53Profiles::ProfileAssociation",
        ResourceKind.ProfileResourceAssociation => "AWS::Route53Profiles::Profile",
        _ => $"AWS::EC2::{kind}",
    };

    /// <summary>A part of a resource that changed, in a few words.</summary>
    public static string Of(PartDifference part)
    {
        var (was, now) = (Value(part.Before), Value(part.After));
        if (!part.IsElement)
        {
            var name = part.Property.Name;
            return part.Before is null ? $"{name} set to {Short(now)}" : part.After is null ? $"{name} removed, which was {Short(was)}"
                : IsShort(was) && IsShort(now) ? $"{name} changed from {Named(was)} to {Named(now)}" : $"{name} changed";
        }

        var noun = NounOf(part.Property);
        return part.Before is null ? $"{noun}{Short(now)} added" : part.After is null ? $"{noun}{Short(was)} removed"
            : $"{noun}{Short(was)} changed to {Short(now)}";
    }

    /// <summary>A value as text; null for none.</summary>
    public static string? Value(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        ResourceRecordSet set => $"{set.Type} {set.Name}"
            + (set.AliasTarget is { } alias ? $" alias of {alias.DnsName}" : set.Values.Count > 0 ? $" {set.Values}" : "")
            + (set.SetIdentifier is { } id ? $" ({id})" : ""),
        DnsEntry entry => entry.DnsName,
        HostedZoneSummary zone => $"{zone.HostedZoneId} ({zone.Name})",
        HostedZoneVpc vpc => vpc.VpcId,
        ResolverTarget target => $"{target.Ip ?? target.Ipv6}{(target.Port is { } port ? $":{port}" : "")}",
        ResolverEndpointAddress address => address.Ip ?? address.Ipv6,
        FirewallRule rule =>
            $"{rule.Name} ({rule.Action} {rule.FirewallDomainListId ?? rule.DnsThreatProtection}, priority {rule.Priority})",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static bool IsShort(string? text) => text is null || text.Length <= LongestValue;

    private static string Short(string? text) => IsShort(text) ? Named(text) : $"{text!.Substring(0, LongestValue)}…";

    private static string Named(string? text) => string.IsNullOrEmpty(text) ? "nothing" : text!;

    /// <summary>What an element of the property is, with a blank behind it: <c>SubnetIds</c> holds ids of a subnet.</summary>
    private static string NounOf(PropertyInfo property) => property.Name switch
    {
        // It says so itself: rule 100 inbound …
        nameof(NetworkAcl.Entries) => "",
        nameof(SecurityGroup.Ingress) => "ingress rule ",
        nameof(SecurityGroup.Egress) => "egress rule ",
        nameof(VpcEndpoint.GroupIds) => "security group ",
        nameof(VpcEndpoint.NetworkInterfaceIds) => "network interface ",
        nameof(VpcEndpoint.DnsEntries) => "DNS name ",
        nameof(HostedZone.Vpcs) => "VPC ",
        nameof(HostedZoneRecords.RecordSets) => "record ",
        var name => Words(name) + " ",
    };

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name.EndsWith("Ids", StringComparison.Ordinal) ? name.Substring(0, name.Length - 3)
            : name.EndsWith("sses", StringComparison.Ordinal) ? name.Substring(0, name.Length - 2)
            : name.EndsWith("s", StringComparison.Ordinal) ? name.Substring(0, name.Length - 1) : name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
