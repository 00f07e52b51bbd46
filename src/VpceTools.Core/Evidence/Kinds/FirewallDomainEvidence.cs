using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The outputs of list-firewall-domain-lists and of list-firewall-domains, which does not name the list.</summary>
internal static class FirewallDomainEvidence
{
    public static EvidenceKind<FirewallDomainList> Lists { get; } =
        new(ResourceKind.FirewallDomainList, "route53resolver", "ListFirewallDomainLists")
        {
            Purpose = "which domain lists of those rules AWS manages",
            Key = "FirewallDomainLists",
            IdProperty = "Id",
            IdOf = list => list.Id,
            Get = network => network.FirewallDomainLists,
            With = (network, items) => network with { FirewallDomainLists = items },
            Check = list => IdForm.FirewallDomainList.Check("Id", list.Id),
            Read = item => new(item.RequiredText("Id"), item.Text("Name"), item.Text("ManagedOwnerName")),
            Write = Write,
        };

    public static EvidenceKind<FirewallDomains> Domains { get; } =
        new(ResourceKind.FirewallDomain, "route53resolver", "ListFirewallDomains")
        {
            Purpose = "the names of the others",
            IdOf = domains => domains.FirewallDomainListId,
            Select = id => $"--firewall-domain-list-id {id}",
            CountsInPart = true,
            KeepsPages = true,
            Get = network => network.FirewallDomains,
            With = (network, items) => network with { FirewallDomains = items },
            Check = domains =>
            {
                IdForm.FirewallDomainList.Check("FirewallDomainListId", domains.FirewallDomainListId);
                IdForm.Domain.Check("Domains", domains.Domains);
            },
            WithPage = (known, page) => known with { Domains = [.. page.Domains, .. known.Domains] },
            Forms = slot =>
            [
                new ChildDocument<FirewallDomains>(slot)
            {
                Completes = ResourceKind.FirewallDomain,
                Key = "Domains",
                FileName = "list-firewall-domains",
                Parent = new("FirewallDomainListId", IdForm.FirewallDomainList),
                Noun = "the names of a DNS Firewall domain list",
                AreTexts = true,
                Items = network => network.FirewallDomains,
                Read = (document, id) => new(id, document.Texts("Domains"), document.Text("NextToken") is { Length: > 0 }),
                Writer = _ => (json, domains) =>
                {
                    json.WriteTexts("Domains", domains.Domains);
                    json.WriteTruncation(domains.IsTruncated);
                },
            },
        ],
        };

    private static void Write(Utf8JsonWriter json, FirewallDomainList list)
    {
        json.WriteText("Id", list.Id);
        json.WriteText("Name", list.Name);
        json.WriteText("ManagedOwnerName", list.ManagedOwnerName);
    }
}
