using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The output of list-firewall-rules, one document a rule group; the rules name their group, so that only an empty list needs it named.
/// </summary>
internal static class FirewallRuleEvidence
{
    public static EvidenceKind<FirewallRuleGroupRules> Row { get; } =
        new(ResourceKind.FirewallRule, "route53resolver", "ListFirewallRules")
        {
            Purpose = "the rules of those groups",
            IdOf = rules => rules.FirewallRuleGroupId,
            Select = id => $"--firewall-rule-group-id {id}",
            CountsInPart = true,
            KeepsPages = true,
            Get = network => network.FirewallRules,
            With = (network, items) => network with { FirewallRules = items },
            Check = Check,
            WithPage = (known, page) => known with { Rules = [.. page.Rules, .. known.Rules] },
            Forms = slot =>
            [
                new ChildDocument<FirewallRuleGroupRules>(slot)
            {
                Completes = ResourceKind.FirewallRule,
                Key = "FirewallRules",
                FileName = "list-firewall-rules",
                Parent = new("FirewallRuleGroupId", IdForm.FirewallRuleGroup),
                ParentOfItem = item => item.Text("FirewallRuleGroupId"),
                Noun = "the rules of a DNS Firewall rule group",
                IsOurs = item => item.Has("Action"),
                Items = network => network.FirewallRules,
                Read = (document, id) => new(id, document.List("FirewallRules", Read), document.Text("NextToken") is { Length: > 0 }),
                Writer = _ => (json, rules) =>
                {
                    json.WriteObjects("FirewallRules", rules.Rules, (w, rule) => Write(w, rule, rules.FirewallRuleGroupId));
                    json.WriteTruncation(rules.IsTruncated);
                },
            },
        ],
        };

    private static void Check(FirewallRuleGroupRules rules)
    {
        IdForm.FirewallRuleGroup.Check("FirewallRuleGroupId", rules.FirewallRuleGroupId);
        foreach (var rule in rules.Rules)
        {
            IdForm.FirewallDomainList.Check("FirewallDomainListId", rule.FirewallDomainListId);
            IdForm.Domain.Check("BlockOverrideDomain", rule.BlockOverrideDomain);
            IdForm.Any.Check("Qtype", rule.Qtype);
        }
    }

    private static FirewallRule Read(DocumentNode item) => new()
    {
        Name = item.Text("Name"),
        Priority = item.Number("Priority"),
        FirewallDomainListId = item.Text("FirewallDomainListId"),
        Action = item.Text("Action") ?? "",
        BlockResponse = item.Text("BlockResponse"),
        BlockOverrideDomain = item.Text("BlockOverrideDomain"),
        Qtype = item.Text("Qtype"),
        FirewallDomainRedirectionAction = item.Text("FirewallDomainRedirectionAction"),
        DnsThreatProtection = item.Text("DnsThreatProtection"),
    };

    private static void Write(Utf8JsonWriter json, FirewallRule rule, string groupId)
    {
        json.WriteText("FirewallRuleGroupId", groupId);
        json.WriteText("FirewallDomainListId", rule.FirewallDomainListId);
        json.WriteText("Name", rule.Name);
        json.WriteNumber("Priority", rule.Priority);
        json.WriteText("Action", rule.Action);
        json.WriteText("BlockResponse", rule.BlockResponse);
        json.WriteText("BlockOverrideDomain", rule.BlockOverrideDomain);
        json.WriteText("FirewallDomainRedirectionAction", rule.FirewallDomainRedirectionAction);
        json.WriteText("Qtype", rule.Qtype);
        json.WriteText("DnsThreatProtection", rule.DnsThreatProtection);
    }
}
