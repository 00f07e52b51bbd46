using System.Text.Json;
using VpceTools.Model;
using VpceTools.Planned;

namespace VpceTools.Terraform;

/// <summary>The attributes of one resource of a plan or state as planned values: known, open, or one of several.</summary>
/// <param name="edges">What finds the resources that attributes refer to.</param>
/// <param name="resource">The resource.</param>
internal sealed class TerraformAttributes(TerraformEdges edges, TerraformResource resource)
{
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["ip_address_type"] = ["ipv4", "ipv6", "dualstack"],
        ["dns_options.dns_record_ip_type"] = ["ipv4", "ipv6", "dualstack", "service-defined"],
    };

    // Of a resource that the configuration does not hold nobody knows what is set.
    private readonly bool _isWritten = edges.Index.ConfigurationOf(resource).ValueKind != JsonValueKind.Undefined;
    private readonly JsonElement _expressions = edges.Index.ConfigurationOf(resource).Member("expressions");

    /// <summary>The resource.</summary>
    public TerraformResource Resource => resource;

    /// <summary>How the resources that it refers to are known, the weakest counts.</summary>
    public ReferenceProvenance Provenance { get; private set; }

    /// <summary>
    /// A value; null where it is unset. What is computed and not configured counts as unset although the plan says that it is unknown: what
    /// the provider then does is in <see cref="TerraformDefaults"/>.
    /// </summary>
    public PlannedValue? Plain(string attribute) => Value(resource.Values.Member(attribute), resource.Unknown.Member(attribute),
        resource.Sensitive.Member(attribute), attribute, IsConfigured(attribute));

    /// <summary>A value, or what it comes to where nothing sets it.</summary>
    public PlannedValue? PlainOrDefault(string attribute) => Plain(attribute) ?? TerraformDefaults.Of(resource.Type, attribute);

    /// <summary>A value that EC2 chooses where nothing sets it.</summary>
    public PlannedValue? PlainOrChosen(string attribute) => Plain(attribute)
        ?? (resource.Unknown.Member(attribute).ValueKind == JsonValueKind.True
            ? new PlannedOpen(Open(attribute, "is chosen by EC2 when it is made"))
            : null);

    /// <summary>
    /// A policy. One that is not known is read for one thing: where every document that it can be made from denies in each statement,
    /// nothing passes whatever the values come to.
    /// </summary>
    public PlannedValue? Policy(string attribute)
    {
        if (Plain(attribute) is not PlannedOpen open)
            return Plain(attribute) is PlannedText { Text.Length: 0 } ? null : Plain(attribute);
        return PolicyDocuments.Of(edges, resource, attribute, open);
    }

    /// <summary>The VPC whose default network ACL this adopts.</summary>
    public PlannedValue? VpcOfDefaultAcl() => OfVpc("default_network_acl_id", IdKinds.NetworkAcl);

    /// <summary>The VPC whose main route table this adopts.</summary>
    public PlannedValue? VpcOfDefaultTable() => OfVpc("default_route_table_id", IdKinds.RouteTable);

    private PlannedValue? OfVpc(string attribute, string kind) => Plain("vpc_id") is PlannedText { Text.Length: > 0 } known ? known
        : edges.VpcWith(resource, attribute, kind) is { } vpc ? PlannedValue.Of(vpc) : new PlannedOpen(Open("vpc_id"));

    /// <summary>A known text; null where it is unset, empty or open.</summary>
    public string? Text(string attribute) => Plain(attribute) is PlannedText { Text.Length: > 0 } text ? text.Text : null;

    /// <summary>Whether the code sets an attribute.</summary>
    public bool IsConfigured(string attribute) => !_isWritten || _expressions.Member(attribute).ValueKind != JsonValueKind.Undefined;

    /// <summary>An id; null where it is unset.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="kind">The kind of id.</param>
    /// <param name="isRequired">Whether there has to be one, so that the only candidate of a module is the one.</param>
    public PlannedValue? Id(string attribute, string kind, bool isRequired = false)
    {
        if (Plain(attribute) is not PlannedOpen open)
            return Plain(attribute) is PlannedText { Text.Length: 0 } ? null : Noted(Plain(attribute), attribute);
        var edge = edges.One(resource, attribute, kind, isRequired, open.Open);
        Weaken(edge.Provenance);
        return edge.Value;
    }

    /// <summary>A set of ids; null where it is unset.</summary>
    public PlannedValue? Ids(string attribute, string kind)
    {
        var value = Plain(attribute);
        if (value is null || !value.IsOpenSomewhere)
            return Noted(value, attribute);
        var open = value is PlannedOpen whole ? whole.Open : Open(attribute);
        var edge = edges.Several(resource, attribute, kind, open);
        Weaken(edge.Provenance);
        var known = value is PlannedList list ? list.Items.Where(item => item is PlannedText).ToList() : [];
        if (known.Count == 0)
            return edge.Value;
        return PlannedValue.Of(known.Concat(edge.Value switch { null => [], PlannedList all => all.Items, var other => [other] }));
    }

    /// <summary>An attribute of a block that there is once; null where it is unset.</summary>
    public PlannedValue? IdInBlock(string block, string attribute, string kind)
    {
        if (Blocks(block, out _) is not [var only] || only.Plain(attribute) is not PlannedOpen open)
            return Blocks(block, out _) is [var known] ? known.Plain(attribute) : null;
        var edge = edges.One(resource, $"{block}.{attribute}", kind, isRequired: false, open.Open);
        Weaken(edge.Provenance);
        return edge.Value;
    }

    /// <summary>An attribute of each block of a name.</summary>
    public IReadOnlyList<PlannedValue> IdsInBlocks(string block, string attribute, string kind)
    {
        var blocks = Blocks(block, out var open) ?? [];
        if (open is not null)
            return [new PlannedOpen(open)];
        var values = blocks.Select(one => one.Plain(attribute)).OfType<PlannedValue>().ToList();
        if (values.OfType<PlannedOpen>().FirstOrDefault() is not { } first)
            return values;
        var edge = edges.InBlocks(resource, block, attribute, kind, first.Open);
        Weaken(edge.Provenance);
        return [.. values.Where(value => value is PlannedText)
            .Concat(edge.Value switch { null => [first], PlannedList all => all.Items, var other => [other] }).Distinct()];
    }

    /// <summary>The blocks of a name, as attributes of their own.</summary>
    public IReadOnlyList<TerraformBlock>? Blocks(string attribute, out OpenValue? open)
    {
        open = null;
        if (Plain(attribute) is not { } value)
            return null;
        if (value is PlannedOpen whole)
            open = whole.Open;
        return value is not PlannedList list ? []
            : [.. list.Items.OfType<PlannedMap>().Select(map => new TerraformBlock(this, attribute, map))];
    }

    /// <summary>The resources that an attribute of a block refers to, of which the plan says only what all blocks of the name do.</summary>
    public (IReadOnlyList<string> Ids, bool IsExact) ReferencesOf(string block, string kind)
    {
        var found = edges.All(resource, block, kind);
        Weaken(found.Ids.Count == 0 ? ReferenceProvenance.Unknown : found.IsExact ? ReferenceProvenance.Exact
            : ReferenceProvenance.OneOfSeveral);
        return found;
    }

    /// <summary>The made-up id that a block's attribute holds in the mocked run, if there is one.</summary>
    public OpenValue Open(string attribute, string? reason = null) => new(edges.IdOf(resource), resource.Address, attribute)
    {
        Reason = reason ?? "is known only after apply",
        Advice = IdKinds.IsReference(attribute) ? edges.Advice
            : "Fix it in the code, or ask again once that is deployed which it comes from.",
    };

    /// <summary>
    /// Whether the mocked run shows that the code sets nothing: where it does not, the mock makes up a word, which is none that EC2 takes.
    /// </summary>
    private bool IsUnsetInRun(string attribute)
    {
        if (edges.Graph is null || !Words.TryGetValue(attribute, out var words))
            return false;
        var value = attribute.Split('.').Aggregate((JsonElement?)null, (sofar, name) =>
            sofar is { } at ? (at.ValueKind == JsonValueKind.Array ? at.Item(0) : at).Member(name)
                : edges.Graph.Value(resource.Address, name));
        return value?.AsText() is { } text && Array.IndexOf(words, text) < 0;
    }

    private PlannedValue? Noted(PlannedValue? value, string attribute)
    {
        if (value is not null)
            edges.Note(resource, attribute, ReferenceProvenance.Known, []);
        return value;
    }

    private void Weaken(ReferenceProvenance provenance)
    {
        if (provenance > Provenance)
            Provenance = provenance;
    }

    private PlannedValue? Value(JsonElement value, JsonElement unknown, JsonElement sensitive, string attribute, bool isConfigured)
    {
        if (unknown.ValueKind == JsonValueKind.True)
            return isConfigured && !IsUnsetInRun(attribute) && !(IsConfigured(attribute) && edges.IsMadeOfKnown(resource, attribute))
                ? new PlannedOpen(Open(attribute)) : null;
        // What it says is nobody's business; what depends on it is not decided.
        if (sensitive.ValueKind == JsonValueKind.True && value.IsSet())
            return new PlannedOpen(Open(attribute, "is marked as sensitive, and not looked at"));
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                var items = new List<PlannedValue>();
                for (var i = 0; i < value.GetArrayLength(); i++)
                    if (Value(value[i], unknown.Item(i), sensitive.Item(i), attribute, isConfigured: true) is { } item)
                        items.Add(item);
                return new PlannedList(items);
            case JsonValueKind.Object:
                var properties = new Dictionary<string, PlannedValue>(StringComparer.Ordinal);
                foreach (var name in value.Members().Select(m => m.Name).Concat(unknown.Members().Select(m => m.Name)).Distinct())
                    if (Value(value.Member(name), unknown.Member(name), sensitive.Member(name), attribute + "." + name,
                        isConfigured: true) is { } member)
                        properties[name] = member;
                return new PlannedMap(properties);
            default:
                return value.AsText() is { } text ? new PlannedText(text) : null;
        }
    }
}

/// <summary>A block of a resource, for example an <c>ingress</c> of a security group.</summary>
internal sealed class TerraformBlock(TerraformAttributes owner, string name, PlannedMap values)
{
    /// <summary>A value; null where it is unset or empty.</summary>
    public PlannedValue? Plain(string attribute) => values.Properties.TryGetValue(attribute, out var value)
        && value is not PlannedText { Text.Length: 0 } ? value : null;

    /// <summary>Several values: known, open, and for ids those that the block can refer to.</summary>
    public IEnumerable<PlannedValue> Several(string attribute, string? kind = null)
    {
        var value = Plain(attribute);
        if (value is PlannedOpen open && kind is not null)
        {
            var (ids, isExact) = owner.ReferencesOf(name, kind);
            return ids.Count == 0 ? [open] : isExact ? ids.Select(PlannedValue.Of)
                : [PlannedChoice.AnyOf(open.Open with { Candidates = [.. ids] }, [.. ids.Select(PlannedValue.Of)])];
        }

        return value switch { null => [], PlannedList list => list.Items, _ => [value] };
    }
}
