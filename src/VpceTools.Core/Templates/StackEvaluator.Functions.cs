using VpceTools.Model;

namespace VpceTools.Templates;

/// <summary>Functions: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html.</summary>
internal sealed partial class StackEvaluator
{
    /// <summary>The zone in which the first name of an endpoint lies.</summary>
    public const string ZoneOfFirstName = "DnsEntries[0].HostedZoneId";

    /// <summary>The first name of an endpoint.</summary>
    public const string FirstNameItself = "DnsEntries[0].DnsName";

    private TemplateValue Call(string name, TemplateNode argument, TemplateNode node) => name switch
    {
        "Ref" => argument.Kind == TemplateNodeKind.Text ? Reference(argument.Text, argument.Line)
            : throw Wrong(name, "the name of a parameter or resource", argument),
        "Fn::GetAtt" => GetAtt(argument),
        "Fn::If" => If(argument),
        "Fn::Sub" => Sub(argument),
        "Fn::Join" => Join(argument),
        "Fn::Split" => SplitOf(argument),
        "Fn::Select" => Select(argument),
        "Fn::Cidr" => Cidr(argument),
        "Fn::FindInMap" => FindInMap(argument),
        "Fn::GetAZs" => Zones(argument),
        "Fn::ImportValue" => Import(argument),
        "Fn::Base64" => Each(Evaluate(argument), value => value is KnownText text
            ? new KnownText(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text.Text)))
            : new UnknownValue($"base64 of {Inner(value.Canonical)}", DecidesOf(value))),
        "Fn::Length" => Length(argument),
        "Fn::ToJsonString" => Evaluate(argument) is var json && TemplateJsonText.Of(json, node.Line) is { } written ? written
            : new UnknownValue($"JSON of {json.Canonical}", "the values of its conditions"),
        "Fn::Transform" => throw new TemplateException(
            TemplateException.NotProcessed, Template.NotProcessedText("Fn::Transform has yet to make a part of it"), node.Line),
        "Condition" or "Fn::Equals" or "Fn::And" or "Fn::Or" or "Fn::Not" => Truth(node).Value is { } truth
            ? new KnownText(truth ? "true" : "false") : new UnknownValue($"whether {Truth(node)}", "the values of its conditions"),
        _ => throw new TemplateException(TemplateException.Invalid, $"There is no function '{name}'.", node.Line),
    };

    private TemplateValue GetAtt(TemplateNode argument)
    {
        if (argument.Kind == TemplateNodeKind.Text && argument.Text.IndexOf('.') is > 0 and var dot)
            return Attribute(argument.Text.Substring(0, dot), argument.Text.Substring(dot + 1), argument.Line);
        if (argument.Kind != TemplateNodeKind.List || argument.Items.Count != 2 || argument.Items[0].Kind != TemplateNodeKind.Text)
            throw Wrong("Fn::GetAtt", "a resource and an attribute", argument);
        return Each(Evaluate(argument.Items[1]), attribute => attribute is KnownText known
            ? Attribute(argument.Items[0].Text, known.Text, argument.Line)
            : new UnknownValue($"an attribute of {_inputs.Prefix}{argument.Items[0].Text}", "which attribute it is"));
    }

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html</summary>
    private TemplateValue Select(TemplateNode argument)
    {
        var (first, second) = Two(argument, "Fn::Select");
        return Each(Evaluate(first), index => EachList(Evaluate(second), list => index is not KnownText { Text: var text }
                ? new UnknownValue($"element {index.Canonical} of {list.Canonical}", "its index")
                : int.TryParse(text, out var at) && at >= 0 && at < list.Items.Count ? list.Items[at]
                : throw new TemplateException(
                    TemplateException.Invalid, $"Fn::Select asks for element {text} of a list of {list.Items.Count}.", argument.Line),
            open => open is KnownText or MemberMap
                ? throw Wrong("Fn::Select", "an index and a list", argument)
                : FirstName(open, index) is { } name ? name
                : new UnknownValue($"{Inner(open.Canonical)}[{index.Canonical}]", DecidesOf(open))));
    }

    /// <summary>
    /// The first of an endpoint's DNS entries, a zone's id and a name with a colon between them: that of the Region. What follows it are
    /// names of zones, in no order that is told.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html</remarks>
    private static JoinedText? FirstName(TemplateValue value, TemplateValue index) => index is KnownText { Text: "0" }
        && value is ResourceReference { Attribute: "DnsEntries" } entries ? new(new TemplateValue[]
        {
            entries with { Attribute = ZoneOfFirstName }, new KnownText(":"), entries with { Attribute = FirstNameItself },
        }.ToValueList()) : null;

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html</summary>
    private TemplateValue SplitOf(TemplateNode argument)
    {
        var (delimiter, text) = Two(argument, "Fn::Split");
        if (delimiter is not { Kind: TemplateNodeKind.Text, Text.Length: > 0 })
            throw Wrong("Fn::Split", "a delimiter and a text", argument);
        return Each(Evaluate(text), value => value is ItemList or MemberMap
            ? throw Wrong("Fn::Split", "a delimiter and a text", argument) : Split(delimiter.Text, value, argument.Line));
    }

    /// <summary>
    /// A text cut at a delimiter. An id that AWS gives has none of the delimiters that are in use; any other open value may hold one.
    /// </summary>
    private static TemplateValue Split(string delimiter, TemplateValue value, int line)
    {
        var parts = value switch
        {
            KnownText => [value],
            JoinedText joined when delimiter == ","
                && joined.Parts.All(part => part is KnownText or ResourceReference { Attribute: null }) => joined.Parts,
            ResourceReference { Attribute: null } when delimiter == "," => [value],
            JoinedText joined when delimiter == ":" && joined.Parts.All(part => part is KnownText
                or ResourceReference { Attribute: ZoneOfFirstName or FirstNameItself }) => joined.Parts,
            ItemList => (ValueList<TemplateValue>)[],
            _ => null,
        };
        if (parts is null)
            return new UnknownValue($"{Inner(value.Canonical)} split at '{delimiter}'", DecidesOf(value));
        if (value is ItemList list)
            return list;
        var items = new List<List<TemplateValue>> { new() };
        foreach (var part in parts)
            if (part is not KnownText known)
                items[items.Count - 1].Add(part);
            else
            {
                var pieces = known.Text.Split([delimiter], StringSplitOptions.None);
                items[items.Count - 1].Add(new KnownText(pieces[0]));
                items.AddRange(pieces.Skip(1).Select(piece => new List<TemplateValue> { new KnownText(piece) }));
            }

        return new ItemList(items.Select(item => TemplateText.Join(item, line)).ToValueList()) { Line = line };
    }

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html</summary>
    private TemplateValue Join(TemplateNode argument)
    {
        var (delimiter, values) = Two(argument, "Fn::Join");
        if (delimiter.Kind == TemplateNodeKind.List || delimiter.Kind == TemplateNodeKind.Mapping)
            throw Wrong("Fn::Join", "a delimiter and a list", argument);
        return EachList(Evaluate(values),
            list => TemplateText.Join(
                list.Items.SelectMany((item, i) =>
                    i == 0 ? [Part(item, argument)] : new[] { new KnownText(delimiter.Text), Part(item, argument) }), argument.Line),
            open => open is KnownText or MemberMap ? throw Wrong("Fn::Join", "a delimiter and a list", argument)
                : new UnknownValue($"{Inner(open.Canonical)} joined by '{delimiter.Text}'", DecidesOf(open)));
    }

    private static TemplateValue Part(TemplateValue value, TemplateNode argument) => value is ItemList or MemberMap
        ? throw Wrong("Fn::Join", "texts", argument) : value;

    /// <remarks>
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
    /// </remarks>
    private TemplateValue FindInMap(TemplateNode argument)
    {
        if (argument.Items.Count is not (3 or 4))
            throw Wrong("Fn::FindInMap", "a mapping and two keys", argument);
        var otherwise = argument.Items.Count == 4 ? argument.Items[3]["DefaultValue"] : null;
        var keys = argument.Items.Take(3).Select(Evaluate).ToList();
        return Each(keys[0], map => Each(keys[1], top => Each(keys[2], second =>
        {
            if (map is not KnownText { Text: var name } || !_template.Mappings.TryGetValue(name, out var mapping))
                return otherwise is not null ? Evaluate(otherwise) : map is KnownText missing
                    ? throw new TemplateException(TemplateException.Invalid, $"There is no mapping '{missing.Text}'.", argument.Line)
                    : new UnknownValue($"a value of {map.Canonical}", "the name of the mapping");
            // Where a key is not known and all that it could be say the same, that is what the mapping says; so may the default be it.
            var found = (top is KnownText key ? [mapping[key.Text]] : mapping.Members.Select(member => (TemplateNode?)member.Value))
                .SelectMany(row => row is null ? [null]
                    : second is KnownText column ? [row[column.Text]] : row.Members.Select(member => (TemplateNode?)member.Value))
                .Select(value => value is null ? null : Evaluate(value)).ToList();
            if (found.Count == 1 && found[0] is null)
                return otherwise is not null ? Evaluate(otherwise) : throw new TemplateException(
                    TemplateException.Invalid, $"The mapping '{name}' has no '{top.Canonical}' with '{second.Canonical}'.", argument.Line);
            // A key that the mapping lacks is refused, or has the default.
            found.RemoveAll(value => value is null);
            if (otherwise is not null && (top is not KnownText || second is not KnownText))
                found.Add(Evaluate(otherwise));
            return found.Count > 0 && found.Select(value => value!.Canonical).Distinct().Count() == 1
                ? found[0]! : Open();

            UnknownValue Open() => new(
                $"{name}.{Inner(top.Canonical)}.{Inner(second.Canonical)}", DecidesOf(top is UnknownValue ? top : second));
        })));
    }

    /// <remarks>
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
    /// </remarks>
    private TemplateValue Zones(TemplateNode argument) => Each(
        argument.Kind == TemplateNodeKind.Nothing ? new KnownText("") : Evaluate(argument), region =>
    {
        // No Region, and the Region of the stack, are the same.
        var own = region is KnownText { Text: "" } or NoValue || region.Canonical == Pseudo("AWS::Region", argument.Line).Canonical;
        return own && _inputs.Zones.Count > 0
            ? new ItemList(_inputs.Zones.Select(zone => (TemplateValue)new KnownText(zone)).ToValueList()) { Line = argument.Line }
            : new UnknownValue(own ? "zones" : $"zones of {region.Canonical}", "the zones that the account has in the Region");
    });

    private TemplateValue Length(TemplateNode argument) => EachList(
        Evaluate(argument), list => new KnownText(list.Items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        open => new UnknownValue($"length of {open.Canonical}", "the deployment"));

    private static string DecidesOf(TemplateValue value) => value switch
    {
        UnknownValue unknown => unknown.Decides,
        JoinedText joined => joined.Parts.OfType<UnknownValue>().FirstOrDefault()?.Decides ?? "the deployment",
        _ => "the deployment",
    };

    /// <summary>The name inside of a canonical text that is one open value.</summary>
    private static string Inner(string canonical) =>
        canonical.Length > 3 && canonical.StartsWith("${", StringComparison.Ordinal) && canonical.IndexOf('}') == canonical.Length - 1
            ? canonical.Substring(2, canonical.Length - 3) : canonical;

    private static TemplateNode One(TemplateNode argument, string name) => argument.Kind == TemplateNodeKind.List
        ? argument.Items.Count == 1 ? argument.Items[0] : throw Wrong(name, "one value", argument) : argument;

    private static (TemplateNode First, TemplateNode Second) Two(TemplateNode argument, string name) =>
        argument.Items.Count == 2 ? (argument.Items[0], argument.Items[1]) : throw Wrong(name, "two values", argument);

    private static IReadOnlyList<TemplateNode> Several(TemplateNode argument, string name) =>
        argument.Items.Count > 0 ? argument.Items : throw Wrong(name, "a list of conditions", argument);

    private static TemplateException Wrong(string name, string wanted, TemplateNode argument) =>
        new(TemplateException.Invalid, $"{name} takes {wanted}, and here is {argument.Description}.", argument.Line);
}
