using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>Makes the planned world of the resources of templates.</summary>
internal static class TemplateWorld
{
    /// <summary>
    /// The Region in whose names services are written where nobody named one. None of its services has names of its own, as those of
    /// us-east-1 have.
    /// </summary>
    public const string AssumedRegion = "us-west-2";

    /// <summary>The world.</summary>
    public static PlannedWorld From(
        IReadOnlyList<EvaluatedResource> resources, IEnumerable<string> remarks, string? region, string? accountId)
    {
        var byAddress = resources.GroupBy(resource => resource.Address, StringComparer.Ordinal)
            .ToDictionary(alike => alike.Key, alike => alike.First(), StringComparer.Ordinal);
        var place = new TemplatePlace(byAddress, region ?? AssumedRegion);
        var clients = new TemplateClients(place, byAddress);
        return new()
        {
            Resources = [.. resources.SelectMany(resource => Of(resource, place).Concat(clients.Of(resource)))],
            StandIns = place.StandIns,
            Region = region ?? AssumedRegion,
            AccountId = accountId,
            Remarks = (region is not null ? remarks : remarks.Prepend(
                $"The template does not say which Region it is deployed to: names are those of {AssumedRegion} (-Region names another), "
                + "and conditions on the Region are open.")).ToValueList(),
            Advice = "Give parameters values (-Parameter), or add a snapshot of the account (-SnapshotPath).",
        };
    }

    private static IEnumerable<PlannedResource> Of(EvaluatedResource resource, TemplatePlace place)
    {
        if (resource.Type == PlannedTypes.PrefixList)
            return [PrefixList(resource, place)];
        if (TemplateNames.Of(resource, place) is { } named)
            return named;
        if (TemplateTypes.PropertiesOf(resource.Type) is not { } names)
            return [];
        var properties = new Dictionary<string, PlannedValue>(StringComparer.Ordinal);
        foreach (var name in names)
            if (place.Lower(resource, name, resource.Properties[name]) is { } value)
                properties[name] = value;
        AddOpenBlocks(resource, properties);
        if (resource.Properties["Tags"] is ItemList { Items: var tags }
            && tags.OfType<MemberMap>().FirstOrDefault(tag => tag["Key"] is KnownText { Text: "Name" })?["Value"] is KnownText called)
            properties["Name"] = PlannedValue.Of(called.Text);
        return [New(resource, place, TemplateTypes.PlannedTypeOf(resource.Type), properties)];
    }

    /// <summary>A block that comes from an address pool is given at deployment.</summary>
    private static void AddOpenBlocks(EvaluatedResource resource, Dictionary<string, PlannedValue> properties)
    {
        foreach (var (pool, block) in new[]
        {
            ("Ipv4IpamPoolId", "CidrBlock"), ("Ipv4NetmaskLength", "CidrBlock"), ("Ipv6IpamPoolId", "Ipv6CidrBlock"),
            ("AmazonProvidedIpv6CidrBlock", "Ipv6CidrBlock"),
        })
            if (resource.Properties[pool] is not (null or KnownText { Text: "false" }) && !properties.ContainsKey(block))
                properties[block] = new PlannedOpen(new(TemplatePlace.IdOf(resource), TemplatePlace.AddressOf(resource), block)
                {
                    Reason = "comes from an address pool at deployment",
                });
    }

    private static PlannedResource PrefixList(EvaluatedResource resource, TemplatePlace place)
    {
        var entries = resource.Properties["Entries"] is ItemList list
            ? new ItemList(list.Items.Select(entry => entry is MemberMap map && map["Cidr"] is { } block ? block : entry).ToValueList())
            : resource.Properties["Entries"];
        var properties = new Dictionary<string, PlannedValue>(StringComparer.Ordinal);
        foreach (var (name, value) in new[] { ("PrefixListName", resource.Properties["PrefixListName"]), ("Cidrs", entries) })
            if (place.Lower(resource, name, value) is { } lowered)
                properties[name] = lowered;
        return New(resource, place, PlannedTypes.PrefixList, properties);
    }

    private static PlannedResource New(
        EvaluatedResource resource, TemplatePlace place, string type, IReadOnlyDictionary<string, PlannedValue> properties) =>
        new(type, TemplatePlace.IdOf(resource), TemplatePlace.OriginOf(resource))
        {
            Properties = properties,
            OwnInlineRules =
            [
                .. new[] { false, true }.Where(isEgress =>
                    resource.Properties[isEgress ? "SecurityGroupEgress" : "SecurityGroupIngress"] is ItemList { Items.Count: > 0 }),
            ],
            Existence = TemplatePlace.Existence(resource),
        };
}
