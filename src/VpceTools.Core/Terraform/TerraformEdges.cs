using System.Text.Json;
using VpceTools.Model;
using VpceTools.Planned;

namespace VpceTools.Terraform;

/// <summary>
/// Finds what attributes refer to of which the ids are not known: by the mocked run where there is one, else by references; for each, how
/// it is known.
/// </summary>
internal sealed class TerraformEdges(TerraformIndex index, MockRun? graph, string advice, HclPlaces? places = null)
{
    private readonly ReferenceResolver _resolver = new(index);
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly List<TerraformEdge> _edges = [];

    public TerraformIndex Index => index;

    public MockRun? Graph => graph;

    /// <summary>What would tell more.</summary>
    public string Advice => advice;

    /// <summary>All edges that were looked for.</summary>
    public IReadOnlyList<TerraformEdge> Edges => _edges;

    public void Note(TerraformResource owner, string attribute, ReferenceProvenance provenance, IReadOnlyList<string> targets) =>
        _edges.Add(new(owner.Address, attribute, provenance, targets));

    /// <summary>The id of a resource: its own, or one that is made up.</summary>
    public string IdOf(TerraformResource resource)
    {
        if (_ids.TryGetValue(resource.Address, out var known))
            return known;
        // Of a replaced resource the plan knows the id of before only, and not as the one after.
        if (resource.Values.Text("id") is { Length: > 0 } id)
            return _ids[resource.Address] = id;
        _ids[resource.Address] = PlannedId.Of("tf", resource.Address);
        return _ids[resource.Address] = resource.Type switch
        {
            // These adopt what comes with a VPC:
            // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
            "aws_default_security_group" when Vpc(resource, "vpc_id") is { } vpc => IdOf(vpc, "default_security_group_id")
                ?? Made(resource),
            "aws_default_network_acl" => Adopted(resource, "default_network_acl_id", IdKinds.NetworkAcl) ?? Made(resource),
            "aws_default_route_table" => Adopted(resource, "default_route_table_id", IdKinds.RouteTable) ?? Made(resource),
            _ => Made(resource),
        };
    }

    /// <summary>The id that an attribute of a resource holds; null where it holds none that matters here.</summary>
    public string? IdOf(TerraformResource resource, string attribute) => attribute == "id" ? IdOf(resource)
        : resource.Values.Text(attribute) is { Length: > 0 } known ? known
        : attribute switch
        {
            "default_security_group_id" => PlannedId.DefaultGroupOf(IdOf(resource)),
            "main_route_table_id" or "default_route_table_id" => PlannedId.MainRouteTableOf(IdOf(resource)),
            "default_network_acl_id" => PlannedId.DefaultAclOf(IdOf(resource)),
            "prefix_list_id" => PlannedId.PrefixListOf(IdOf(resource)),
            "association_default_route_table_id" or "propagation_default_route_table_id" => PlannedId.TransitTableOf(IdOf(resource)),
            "primary_network_interface_id" => PlannedId.Of(IdKinds.NetworkInterface, $"{resource.Address}#0"),
            "transit_gateway_attachment_id" => PlannedId.Of(IdKinds.TransitAttachment, resource.Address),
            "zone_id" => IdOf(resource),
            "hosted_zone" => PlannedId.Of(PlannedId.HostedZone, $"{resource.Address}#0"),
            "dns_entry" => PlannedId.DnsNameOf(IdOf(resource)),
            "arn" when Arns.TryGetValue(resource.Type, out var kind) => PlannedId.ArnOf(kind, IdOf(resource)),
            _ => null,
        };

    /// <summary>What stands in the ARNs of what a Route 53 Profile can hold.</summary>
    private static readonly Dictionary<string, (string Service, string Kind)> Arns = new(StringComparer.Ordinal)
    {
        ["aws_route53_zone"] = ("route53", "hostedzone"),
        ["aws_route53_resolver_rule"] = ("route53resolver", "resolver-rule"),
        ["aws_route53_resolver_firewall_rule_group"] = ("route53resolver", "firewall-rule-group"),
        ["aws_vpc_endpoint"] = ("ec2", "vpc-endpoint"),
    };

    /// <summary>The one resource that an attribute refers to.</summary>
    public (PlannedValue? Value, ReferenceProvenance Provenance) One(
        TerraformResource owner, string attribute, string kind, bool isRequired, OpenValue open)
    {
        if (IdKinds.IsId(kind) && FromGraph(owner, attribute) is { } exact)
            return Found(owner, attribute, exact.Count == 0 ? null : PlannedValue.Of(exact[0]), ReferenceProvenance.Exact, exact);
        var resolution = Resolve(owner, attribute, kind, isOne: true);
        if (resolution is { IsMany: true, HasKey: true } && owner.Index is not null)
            resolution = resolution.Picked(target => target.Index == owner.Index, isInferred: true);
        var ids = Ids(resolution);
        if (ids.Count == 0 && resolution.IsDead && isRequired && OnlyOne(owner, kind) is { } only)
            return Found(owner, attribute, PlannedValue.Of(only), ReferenceProvenance.Inferred, [only]);
        if (ids.Count == 0 || resolution.IsDead)
            return Found(owner, attribute, new PlannedOpen(open), ReferenceProvenance.Unknown, ids);
        if (ids.Count == 1)
            return Found(owner, attribute, PlannedValue.Of(ids[0]),
                resolution.IsInferred ? ReferenceProvenance.Inferred : ReferenceProvenance.Exact, ids);
        return Found(owner, attribute, new PlannedChoice(open with { Reason = "is one of several", Candidates = Names(resolution) },
            [.. ids.Select(PlannedValue.Of)]), ReferenceProvenance.OneOfSeveral, ids);
    }

    /// <summary>The resources that a set refers to.</summary>
    public (PlannedValue? Value, ReferenceProvenance Provenance) Several(TerraformResource owner, string attribute, string kind,
        OpenValue open)
    {
        if (IdKinds.IsId(kind) && FromGraph(owner, attribute) is { } exact)
            return Found(owner, attribute, PlannedValue.Of(exact), ReferenceProvenance.Exact, exact);
        var resolution = Resolve(owner, attribute, kind);
        var ids = Ids(resolution);
        if (ids.Count == 0 || resolution.IsDead)
            return Found(owner, attribute, new PlannedOpen(open), ReferenceProvenance.Unknown, ids);
        // With a condition beside them some of them may be meant and some not.
        if (!resolution.IsMany && !(resolution.Parts > 1 && resolution.HasOther))
            return Found(owner, attribute, PlannedValue.Of(ids),
                resolution.IsInferred ? ReferenceProvenance.Inferred : ReferenceProvenance.Exact, ids);
        if (resolution is { Parts: 1, HasOther: false } && TakesAll(owner, attribute, resolution))
            return Found(owner, attribute, PlannedValue.Of(ids), ReferenceProvenance.Inferred, ids);
        return Found(owner, attribute, PlannedChoice.AnyOf(
            open with { Reason = "is a selection of several", Candidates = Names(resolution) }, [.. ids.Select(PlannedValue.Of)]),
            ReferenceProvenance.OneOfSeveral, ids);
    }

    /// <summary>Whether the configuration beside the plan says that all instances are meant, which the plan does not tell.</summary>
    private bool TakesAll(TerraformResource owner, string attribute, Resolution resolution) =>
        resolution.Targets.Select(target => target.Resource.Block).Distinct(StringComparer.Ordinal).Take(2).ToList() is [var block]
        && resolution.Targets.All(target => target.Resource.Module.Equals(owner.Module) && target.Attribute == "id")
        && places?.Argument(owner, attribute) is { } text && HclArguments.TakesAll(text, block);

    /// <summary>
    /// The resources that an attribute of several blocks refers to. The blocks of a set are in another order in the code, so that which
    /// block has which is not told; all of them together have all.
    /// </summary>
    public (PlannedValue? Value, ReferenceProvenance Provenance) InBlocks(TerraformResource owner, string block, string attribute,
        string kind, OpenValue open)
    {
        if (graph is not null && graph.Value(owner.Address, block) is { ValueKind: JsonValueKind.Array } made)
        {
            var ids = made.Items().Select(item => item.Text(attribute)).Select(text => text is null ? null : FromGraph(text)).ToList();
            if (ids.Count > 0 && !ids.Contains(null))
                return Found(owner, block, PlannedValue.Of(ids.OfType<string>()), ReferenceProvenance.Exact, [.. ids.OfType<string>()]);
        }

        var each = index.ConfigurationOf(owner).Member("expressions").Member(block).Items()
            .Select(one => _resolver.Resolve(owner, one.Member(attribute), kind, isOne: true)).ToList();
        if (each.Count == 0 || !each.TrueForAll(one => !one.IsDead && Ids(one).Count == 1))
            return Several(owner, block, kind, open);
        var all = each.SelectMany(Ids).Distinct(StringComparer.Ordinal).ToList();
        return Found(owner, block, PlannedValue.Of(all),
            each.Exists(one => one.IsInferred) ? ReferenceProvenance.Inferred : ReferenceProvenance.Exact, all);
    }

    /// <summary>The resources of a kind that the blocks of a name refer to.</summary>
    public (IReadOnlyList<string> Ids, bool IsExact) All(TerraformResource owner, string block, string kind)
    {
        var resolution = Resolve(owner, block, kind);
        var ids = resolution.IsDead ? [] : Ids(resolution);
        return (ids, ids.Count == 1);
    }

    /// <summary>Whether everything is known that an attribute is made from.</summary>
    public bool IsMadeOfKnown(TerraformResource owner, string attribute) =>
        index.ConfigurationOf(owner).Member("expressions").Member(attribute) is var expression
        && ModuleConfiguration.ReferencesOf(expression).Any() && _resolver.IsKnown(owner, expression);

    /// <summary>The data sources of a type that can have given a value.</summary>
    public IReadOnlyList<TerraformResource> Data(TerraformResource owner, string attribute, string type)
    {
        var resolution = Resolve(owner, attribute, type);
        var found = resolution.Targets.Select(target => target.Resource).Where(one => one.IsData && one.Type == type).ToList();
        return found.Count > 0 && !resolution.IsDead ? found : resolution.IsDead ? [.. _resolver.DataOfCalls(owner.Module, type).Distinct()]
            : [];
    }

    /// <summary>Whether an attribute refers to data sources of a type and to nothing that nobody can see into.</summary>
    public bool LeadsTo(TerraformResource owner, string attribute, string type) =>
        Resolve(owner, attribute, type) is { IsDead: false } found
        && found.Targets.Any(target => target.Resource.IsData && target.Resource.Type == type);

    /// <summary>The resource that a made-up id of the mocked run is of, by its own id.</summary>
    public string? FromGraph(string madeUp) => graph?.OwnerOf(madeUp) is { } owner && index.Find(owner.Address) is { } resource
        ? IdOf(resource, owner.Attribute) : null;

    private Resolution Resolve(TerraformResource owner, string attribute, string kind, bool isOne = false) =>
        _resolver.Resolve(owner, Expression(owner, attribute), kind, isOne);

    /// <summary>The expression of an attribute, which may be one of a block that there is once: <c>alias.name</c>.</summary>
    private JsonElement Expression(TerraformResource owner, string attribute) => attribute.Split('.').Aggregate(
        index.ConfigurationOf(owner).Member("expressions"), (at, name) => (at.ValueKind != JsonValueKind.Array ? at
            : at.GetArrayLength() == 1 ? at.Item(0) : default).Member(name));

    /// <summary>The ids that an attribute holds in the mocked run; null where that does not tell.</summary>
    private List<string>? FromGraph(TerraformResource owner, string attribute)
    {
        if (graph is null || !graph.Addresses.Contains(owner.Address))
            return null;
        var value = graph.Value(owner.Address, attribute);
        var texts = value.ValueKind == JsonValueKind.Array ? value.Items().Select(item => item.AsText()).OfType<string>().ToList()
            : value.AsText() is { Length: > 0 } text ? [text] : [];
        var ids = texts.ConvertAll(text => FromGraph(text) ?? (text.Contains('-') ? text : null));
        return ids.Contains(null) ? null : ids.ConvertAll(id => id!);
    }

    private List<string> Ids(Resolution resolution) =>
    [
        .. resolution.Known.Concat(resolution.Targets.Select(target => IdOf(target.Resource, target.Attribute)).OfType<string>())
            .Distinct(StringComparer.Ordinal),
    ];

    private static ValueList<string> Names(Resolution resolution) =>
        [.. resolution.Known.Concat(resolution.Targets.Select(target => target.Resource.Address)).Distinct(StringComparer.Ordinal)];

    private (PlannedValue? Value, ReferenceProvenance Provenance) Found(TerraformResource owner, string attribute, PlannedValue? value,
        ReferenceProvenance provenance, IReadOnlyList<string> ids)
    {
        Note(owner, attribute, provenance, ids);
        return (value, provenance);
    }

    /// <summary>The only one of a kind in the module instance, else in the whole plan.</summary>
    private string? OnlyOne(TerraformResource owner, string kind)
    {
        var all = index.Resources.Where(one => !one.IsData && !one.IsRemoved && IdKinds.Of(one.Type, "id") == kind).ToList();
        var own = all.Where(one => one.Module.Equals(owner.Module)).Take(2).ToList();
        return own.Count == 1 ? IdOf(own[0]) : own.Count == 0 && all.Count == 1 ? IdOf(all[0]) : null;
    }

    /// <summary>The VPC of which an attribute names the default ACL or main route table; null where it is not known.</summary>
    public string? VpcWith(TerraformResource owner, string attribute, string kind)
    {
        if (Resolve(owner, attribute, kind) is { IsDead: false, Targets: [var only] })
            return IdOf(only.Resource);
        var id = owner.Values.Text(attribute);
        return id is null ? null : index.Resources.FirstOrDefault(one => !one.IsRemoved && one.Values.Text(attribute) == id
            && IdKinds.Of(one.Type, "id") == IdKinds.Vpc) is { } vpc ? IdOf(vpc) : null;
    }

    private TerraformResource? Vpc(TerraformResource owner, string attribute) =>
        Resolve(owner, attribute, IdKinds.Vpc).Targets is [var only] ? only.Resource : null;

    private string? Adopted(TerraformResource owner, string attribute, string kind) => owner.Values.Text(attribute) is { Length: > 0 } known
        ? known
        : Resolve(owner, attribute, kind) is { IsDead: false, Targets: [var only] } ? IdOf(only.Resource, only.Attribute) : null;

    private static string Made(TerraformResource resource) => PlannedId.Of(IdKinds.PrefixOf(resource.Type) ?? "tf", resource.Address);
}

/// <summary>How an attribute's resources were found.</summary>
/// <param name="Address">The resource that has the attribute.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Provenance">How.</param>
/// <param name="Targets">The ids of what it refers to, or can.</param>
internal sealed record TerraformEdge(string Address, string Attribute, ReferenceProvenance Provenance, IReadOnlyList<string> Targets);
