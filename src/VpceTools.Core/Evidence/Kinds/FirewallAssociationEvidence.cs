using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The outputs of list-firewall-rule-group-associations and list-firewall-configs: DNS Firewall in VPCs.</summary>
internal static class FirewallAssociationEvidence
{
    public static EvidenceKind<FirewallRuleGroupAssociation> Row { get; } =
        new(ResourceKind.FirewallRuleGroupAssociation, "route53resolver", "ListFirewallRuleGroupAssociations")
        {
            Purpose = "the DNS Firewall rule groups at work in the VPCs",
            NeedsEveryItem = true,
            Key = "FirewallRuleGroupAssociations",
            IdProperty = "Id",
            IdOf = association => association.Id,
            Get = network => network.FirewallRuleGroupAssociations,
            With = (network, items) => network with { FirewallRuleGroupAssociations = items },
            Check = Check,
            Read = item => new(item.RequiredText("Id"), item.RequiredText("FirewallRuleGroupId"), item.RequiredText("VpcId"),
                item.Number("Priority"), item.Text("Status")),
            Write = Write,
        };

    public static EvidenceKind<FirewallConfig> Configs { get; } =
        new(ResourceKind.FirewallConfig, "route53resolver", "ListFirewallConfigs")
        {
            Key = "FirewallConfigs",
            IdProperty = "ResourceId",
            IdOf = config => config.ResourceId,
            Get = network => network.FirewallConfigs,
            With = (network, items) => network with { FirewallConfigs = items },
            Check = config => IdForm.Any.Check("ResourceId", config.ResourceId),
            Read = item => new(item.RequiredText("ResourceId"), item.Text("FirewallFailOpen")),
            Write = (json, config) =>
            {
                json.WriteText("ResourceId", config.ResourceId);
                json.WriteText("FirewallFailOpen", config.FirewallFailOpen);
            },
        };

    private static void Check(FirewallRuleGroupAssociation association)
    {
        IdForm.Any.Check("Id", association.Id);
        IdForm.FirewallRuleGroup.Check("FirewallRuleGroupId", association.FirewallRuleGroupId);
        IdForm.Vpc.Check("VpcId", association.VpcId);
    }

    private static void Write(Utf8JsonWriter json, FirewallRuleGroupAssociation association)
    {
        json.WriteText("Id", association.Id);
        json.WriteText("FirewallRuleGroupId", association.FirewallRuleGroupId);
        json.WriteText("VpcId", association.VpcId);
        json.WriteNumber("Priority", association.Priority);
        json.WriteText("Status", association.Status);
    }
}
