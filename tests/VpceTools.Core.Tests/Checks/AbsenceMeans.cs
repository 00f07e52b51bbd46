namespace VpceTools.Core.Tests.Checks;

/// <summary>
/// Where less evidence is another world and not a hidden one, because EC2 always gives what is there: each with the checks that may change
/// and the reason.
/// </summary>
internal static class AbsenceMeans
{
    private static readonly (string Kind, string[] Checks, string Reason)[] Known =
    [
        ("NetworkInterfaces[]", ["ClientSecurityGroupEgress", "SecurityGroupIngress", "SubnetCoverage"],
            "EC2 lists every interface of a VPC: one that neither the list nor an instance or endpoint names is not there, and no client."),
        ("RouteTables[]", ["RouteTableAssociation"],
            "EC2 lists every route table of a VPC: a subnet that none of them names uses the main one."),
        ("RouteTables[].Associations[]", ["RouteTableAssociation"],
            "EC2 lists every association of a route table: a subnet that none names uses the main one."),
        ("RouteTables[].Routes[]", ["TransitGateway", "Peering"],
            "EC2 lists every route of a table: packets that none leads to a transit gateway or peering connection do not come by there."),
        ("Routes[]", ["TransitGateway"],
            "EC2 says where there are more routes of a transit gateway: one that is not listed drops nothing."),
        ("FirewallRuleGroupAssociations[]", ["PrivateDns"],
            "Route 53 Resolver lists every association of an account: a rule group that none names is not at work."),
        ("FirewallRules[]", ["PrivateDns"], "Route 53 Resolver lists every rule of a group: one that is not listed stops no name."),
        ("Domains[]", ["PrivateDns"], "Route 53 Resolver lists every domain of a list: a name that none covers is not stopped by it."),
    ];

    /// <summary>Why a check may say something else when a thing of a kind is taken away; null where it may not.</summary>
    public static string? Reason(string kind, string check) =>
        Known.FirstOrDefault(known => known.Kind == kind && known.Checks.Contains(check, StringComparer.Ordinal)).Reason;
}
