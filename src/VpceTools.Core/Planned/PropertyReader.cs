using System.Globalization;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// Reads the properties of a resource, or of an object in it, with what was chosen put in. A value of another kind than EC2 takes counts as
/// open: code can hold anything, and what it would come to is not known.
/// </summary>
internal sealed class PropertyReader
{
    private readonly IReadOnlyDictionary<string, PlannedValue> _properties;
    private readonly Choices _choices;

    public PropertyReader(PlannedResource resource, Choices choices)
        : this(resource, resource.Properties, choices)
    {
    }

    private PropertyReader(PlannedResource resource, IReadOnlyDictionary<string, PlannedValue> properties, Choices choices) =>
        (Resource, _properties, _choices) = (resource, properties, choices);

    /// <summary>The resource.</summary>
    public PlannedResource Resource { get; }

    /// <summary>The id of the resource.</summary>
    public string Id => Resource.Id;

    /// <summary>Whether a property is set, if only to what nobody knows.</summary>
    public bool Has(string name) => _properties.ContainsKey(name);

    /// <summary>Why a property is not known; null where it is, or is unset.</summary>
    public OpenValue? Open(string name) => Get(name) switch
    {
        PlannedOpen open => open.Open,
        PlannedMap or PlannedList => Odd(name),
        _ => null,
    };

    /// <summary>A text; null where it is unset, empty or not known.</summary>
    public string? Text(string name) => Get(name) is PlannedText { Text.Length: > 0 } text ? text.Text : null;

    /// <summary>True or false; null where it is unset or not known.</summary>
    public bool? Flag(string name) => bool.TryParse(Text(name), out var flag) ? flag : null;

    /// <summary>A whole number; null where it is unset or not known.</summary>
    public int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The known texts of a list, and what else belongs to it and is not known.</summary>
    public (IReadOnlyList<string> Known, OpenValue? Open) Texts(string name)
    {
        if (Get(name) is not { } value)
            return ([], null);
        if (value is not PlannedList list)
            return value is PlannedText { Text.Length: > 0 } one ? ([one.Text], null) : ([], value is PlannedText ? null : Open(name));
        return ([.. list.Items.OfType<PlannedText>().Select(text => text.Text).Where(text => text.Length > 0)
            .Distinct(StringComparer.Ordinal)],
            list.Items.Select(item => item is PlannedOpen open ? open.Open : item is PlannedText ? null : Odd(name))
                .FirstOrDefault(open => open is not null));
    }

    /// <summary>The objects of a list, and what else belongs to it and is not known; null for objects where it is unset.</summary>
    public (IReadOnlyList<PropertyReader>? Known, OpenValue? Open) Objects(string name)
    {
        if (Get(name) is not { } value)
            return (null, null);
        if (value is PlannedMap one)
            return ([new(Resource, one.Properties, _choices)], null);
        if (value is not PlannedList list)
            return ([], value is PlannedOpen open ? open.Open : Odd(name));
        return ([.. list.Items.OfType<PlannedMap>().Select(map => new PropertyReader(Resource, map.Properties, _choices))],
            list.Items.Select(item => item is PlannedOpen other ? other.Open : item is PlannedMap ? null : Odd(name))
                .FirstOrDefault(other => other is not null));
    }

    private PlannedValue? Get(string name) => _properties.TryGetValue(name, out var value) ? _choices.Resolve(value) : null;

    private OpenValue Odd(string name) =>
        new(Id, Resource.Origin.Address, name) { Reason = "is of another kind than EC2 takes, so that nobody knows what it comes to" };
}
