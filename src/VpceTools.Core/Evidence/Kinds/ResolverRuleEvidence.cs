using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The outputs of list-resolver-rules and list-resolver-rule-associations.</summary>
internal static class ResolverRuleEvidence
{
    public static EvidenceKind<ResolverRule> Rules { get; } = new(ResourceKind.ResolverRule, "route53resolver", "ListResolverRules")
    {
        Purpose = "only where Resolver rules are at work",
        Key = "ResolverRules",
        IdProperty = "Id",
        IdOf = rule => rule.Id,
        Get = network => network.ResolverRules,
        With = (network, items) => network with { ResolverRules = items },
        Check = Check,
        Read = Read,
        Write = Write,
    };

    public static EvidenceKind<ResolverRuleAssociation> Associations { get; } =
        new(ResourceKind.ResolverRuleAssociation, "route53resolver", "ListResolverRuleAssociations")
        {
            Purpose = "the Resolver rules at work in the VPCs",
            NeedsEveryItem = true,
            Key = "ResolverRuleAssociations",
            IdProperty = "Id",
            IdOf = association => association.Id,
            Get = network => network.ResolverRuleAssociations,
            With = (network, items) => network with { ResolverRuleAssociations = items },
            Check = Check,
            Read = item =>
                new(item.RequiredText("Id"), item.RequiredText("ResolverRuleId"), item.RequiredText("VPCId"), item.Text("Status")),
            Write = Write,
        };

    private static void Check(ResolverRule rule)
    {
        IdForm.Resolver.Check("Id", rule.Id);
        IdForm.Resolver.Check("ResolverEndpointId", rule.ResolverEndpointId);
        IdForm.Domain.Check("DomainName", rule.DomainName);
        IdForm.Domain.Check("DelegationRecord", rule.DelegationRecord);
        IdForm.Any.Check("RuleType", rule.RuleType);
        // AWS's own rule has no account's id: "Route 53 Resolver".
        if (rule.OwnerId is not "Route 53 Resolver")
            IdForm.Owner.Check("OwnerId", rule.OwnerId);
    }

    private static ResolverRule Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("Id"),
        DomainName = item.Text("DomainName"),
        RuleType = item.Text("RuleType") ?? "",
        Status = item.Text("Status"),
        TargetIps = item.List("TargetIps", t => new ResolverTarget(
            t.Address("Ip")?.ToString(), t.Address("Ipv6")?.ToString(), t.Number("Port"), t.Text("Protocol"))),
        ResolverEndpointId = item.Text("ResolverEndpointId"),
        OwnerId = item.Text("OwnerId"),
        DelegationRecord = item.Text("DelegationRecord"),
        Name = item.Text("Name"),
    };

    private static void Write(Utf8JsonWriter json, ResolverRule rule)
    {
        json.WriteText("Id", rule.Id);
        json.WriteText("DomainName", rule.DomainName);
        json.WriteText("Status", rule.Status);
        json.WriteText("RuleType", rule.RuleType);
        json.WriteText("Name", rule.Name);
        if (rule.TargetIps.Count > 0)
        {
            json.WriteObjects("TargetIps", rule.TargetIps, (w, target) =>
            {
                w.WriteText("Ip", target.Ip);
                w.WriteText("Ipv6", target.Ipv6);
                w.WriteNumber("Port", target.Port);
                w.WriteText("Protocol", target.Protocol);
            });
        }

        json.WriteText("ResolverEndpointId", rule.ResolverEndpointId);
        json.WriteText("OwnerId", rule.OwnerId);
        json.WriteText("DelegationRecord", rule.DelegationRecord);
    }

    private static void Check(ResolverRuleAssociation association)
    {
        IdForm.Any.Check("Id", association.Id);
        IdForm.Resolver.Check("ResolverRuleId", association.ResolverRuleId);
        IdForm.Vpc.Check("VPCId", association.VpcId);
    }

    private static void Write(Utf8JsonWriter json, ResolverRuleAssociation association)
    {
        json.WriteText("Id", association.Id);
        json.WriteText("ResolverRuleId", association.ResolverRuleId);
        json.WriteText("VPCId", association.VpcId);
        json.WriteText("Status", association.Status);
    }
}
