using VpceTools.Model;

namespace VpceTools.Templates;

/// <summary>What a part of a template comes to, as far as can be told before it is deployed.</summary>
internal abstract record TemplateValue
{
    /// <summary>The line that it is written at; 0 where it is written nowhere.</summary>
    public int Line { get; init; }

    /// <summary>
    /// A text that is equal for equal values and differs for values that may differ; of a reference or an open value the name that it has
    /// in the whole run.
    /// </summary>
    public string Canonical => TemplateText.Canonical(this);
}

/// <summary>A text, number or flag that is known.</summary>
internal sealed record KnownText(string Text) : TemplateValue;

/// <summary>Nothing: the property is as if it were not written.</summary>
internal sealed record NoValue : TemplateValue
{
    public static NoValue Instance { get; } = new();
}

/// <summary>A list.</summary>
internal sealed record ItemList(ValueList<TemplateValue> Items) : TemplateValue;

/// <summary>Keys and their values.</summary>
internal sealed record MemberMap(ValueList<MapMember> Members) : TemplateValue
{
    public static MemberMap Empty { get; } = new([]);

    /// <summary>The value of a member; null where there is none.</summary>
    public TemplateValue? this[string name] => Members.FirstOrDefault(member => member.Name == name)?.Value;
}

/// <summary>A member of a map.</summary>
internal sealed record MapMember(string Name, TemplateValue Value, int Line);

/// <summary>Texts one after the other, some of which are references or open.</summary>
internal sealed record JoinedText(ValueList<TemplateValue> Parts) : TemplateValue;

/// <summary>What CloudFormation gives for a resource of the run once it is made: its id, or another attribute.</summary>
/// <param name="Address">The resource.</param>
/// <param name="Attribute">The attribute; null for what Ref gives.</param>
internal sealed record ResourceReference(string Address, string? Attribute) : TemplateValue;

/// <summary>A value that is not known before deployment.</summary>
/// <param name="Name">Which it is; two of one name are equal, and two of different names may differ.</param>
/// <param name="Decides">What would tell it, as the end of a sentence.</param>
internal sealed record UnknownValue(string Name, string Decides) : TemplateValue
{
    /// <summary>Names are made of names: a long one has a digest in the place of its end, so that none grows without end.</summary>
    public string Name { get; } = TemplateText.Bounded(Name);
}

/// <summary>One of two values, by a condition that is not known.</summary>
internal sealed record ChoiceValue(TemplateCondition Condition, TemplateValue Then, TemplateValue Else) : TemplateValue;
