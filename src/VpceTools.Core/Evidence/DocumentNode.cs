using System.Globalization;
using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>
/// A JSON object of the evidence with the place that it came from. Values of the wrong JSON type end the reading, since the document is
/// not what its key says; texts that are no address, number or block cost only the resource that holds them.
/// </summary>
internal sealed class DocumentNode
{
    private readonly DocumentNode? _parent;
    private readonly TextCache _texts;
    private readonly string _name;
    private readonly int _index;
    private readonly JsonElement _element;

    private DocumentNode(DocumentNode? parent, TextCache texts, string name, int index, JsonElement element)
    {
        _parent = parent;
        _texts = texts;
        _name = name;
        _index = index;
        _element = element;
        if (element.ValueKind != JsonValueKind.Object)
            throw Invalid(Path, element, "an object");
    }

    /// <summary>The place as a JSON path, for example <c>$.SecurityGroups[3].IpPermissions[0]</c>.</summary>
    public string Path => _parent is null ? "$" : $"{_parent.Path}.{_name}{(_index < 0 ? "" : $"[{_index}]")}";

    /// <summary>A whole document.</summary>
    public static DocumentNode Root(JsonElement element) => new(null, new TextCache(), "", -1, element);

    /// <summary>A text; null where absent.</summary>
    public string? Text(string name) => TryGet(name, out var value) ? TextOf(value, name) : null;

    /// <summary>A text that the resource cannot do without.</summary>
    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>True or false; null where absent.</summary>
    public bool? Flag(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
            : throw Invalid(PathOf(name), value, "true or false");
    }

    /// <summary>A whole number, written as a number or as text; null where absent.</summary>
    public int? Number(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            return number;
        var isText = value.ValueKind == JsonValueKind.String;
        if (isText && int.TryParse(TextOf(value, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return number;
        throw isText || value.ValueKind == JsonValueKind.Number ? Unreadable(name, value.GetRawText(), "a whole number")
            : Invalid(PathOf(name), value, "a number");
    }

    /// <summary>A CIDR block; null where absent.</summary>
    public CidrBlock? Cidr(string name) => Text(name) is { } text ? ToCidr(name, text) : null;

    /// <summary>An address; null where absent.</summary>
    public IpAddress? Address(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
            return null;
        return IpAddress.TryParse(text, out var address) ? address : throw Unreadable(name, text, "an IP address");
    }

    /// <summary>The texts of an array; none where absent.</summary>
    public ValueList<string> Texts(string name)
    {
        if (Array(name) is not { } array)
            return [];
        var result = new string[array.GetArrayLength()];
        var index = 0;
        foreach (var value in array.EnumerateArray())
            result[index++] = TextOf(value, name);
        return ValueList.Create<string>(result);
    }

    /// <summary>The CIDR blocks of an array of texts; none where absent.</summary>
    public ValueList<CidrBlock> Cidrs(string name) => Texts(name).Select(text => ToCidr(name, text)).ToValueList();

    /// <summary>What the objects of an array become; none where absent.</summary>
    public ValueList<T> List<T>(string name, Func<DocumentNode, T> read)
    {
        var items = Items(name);
        if (items.Count == 0)
            return [];
        var result = new T[items.Count];
        var index = 0;
        foreach (var item in items)
            result[index++] = read(item);
        return ValueList.Create<T>(result);
    }

    /// <summary>The objects of an array; none where absent.</summary>
    public DocumentItems Items(string name) => new(this, name, Array(name));

    /// <summary>Those elements of an array that are objects; none where absent.</summary>
    public IEnumerable<DocumentNode> Nodes(string name) =>
        Elements(name).Select((element, index) => (element, index)).Where(e => e.element.ValueKind == JsonValueKind.Object)
            .Select(e => Item(name, e.index, e.element));

    /// <summary>The elements of an array, whatever they are; none where absent.</summary>
    public IEnumerable<JsonElement> Elements(string name) => TryGet(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray() : [];

    /// <summary>An object of an array.</summary>
    public DocumentNode Item(string name, int index, JsonElement element) => new(this, _texts, name, index, element);

    /// <summary>An object; null where absent.</summary>
    public DocumentNode? Object(string name) => TryGet(name, out var value) ? new DocumentNode(this, _texts, name, -1, value) : null;

    /// <summary>An object; null where absent or anything else, for a key that may be another service's.</summary>
    public DocumentNode? ObjectIfAny(string name) =>
        TryGet(name, out var value) && value.ValueKind == JsonValueKind.Object ? Item(name, -1, value) : null;

    /// <summary>Whether the object has a value of this name.</summary>
    public bool Has(string name) => TryGet(name, out _);

    /// <summary>A text or, where a tool has unfolded it, the JSON of the value; null where absent.</summary>
    public string? TextOrJson(string name) =>
        TryGet(name, out var value) && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? value.GetRawText() : Text(name);

    /// <summary>The value of the <c>Name</c> tag; null without one.</summary>
    public string? NameTag()
    {
        foreach (var tag in Items("Tags"))
            if (tag.Text("Key") == "Name")
                return tag.Text("Value");
        return null;
    }

    /// <summary>What the tags of CloudFormation tell; null without them.</summary>
    public StackResource? StackTags()
    {
        var tags = new List<(string?, string?)>();
        foreach (var tag in Items("Tags"))
            tags.Add((tag.Text("Key"), tag.Text("Value")));
        return StackResource.From(tags);
    }

    /// <summary>The values of the object, for a document whose keys tell what it is.</summary>
    public JsonElement.ObjectEnumerator Properties() => _element.EnumerateObject();

    /// <summary>The error for a value that the resource cannot do without.</summary>
    public UnreadableValueException Missing(string name) => new($"{PathOf(name)} is missing");

    /// <summary>The error for a value that is not what it should be.</summary>
    public UnreadableValueException Unreadable(string name, string value, string expected) =>
        new($"{PathOf(name)} is '{value}', which is not {expected}");

    private static MalformedDocumentException Invalid(string path, JsonElement value, string expected) =>
        MalformedDocumentException.WrongType(path, value.ValueKind, expected);

    private string PathOf(string name) => $"{Path}.{name}";

    private CidrBlock ToCidr(string name, string text) => CidrBlock.TryParse(text, out var block) ? block
        : throw Unreadable(name, text, "a CIDR block");

    private JsonElement? Array(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Array ? value : throw Invalid(PathOf(name), value, "an array");
    }

    private bool TryGet(string name, out JsonElement value) => _element.TryGetProperty(name, out value)
        && value.ValueKind != JsonValueKind.Null;

    private string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Invalid(PathOf(name), value, "text");
        try
        {
            return _texts.TextOf(value, name);
        }
        catch (InvalidOperationException e)
        {
            throw MalformedDocumentException.WrongEncoding(PathOf(name), e);
        }
    }
}

/// <summary>The objects of an array, for <c>foreach</c>; they cost nothing until they are looked at.</summary>
internal readonly struct DocumentItems(DocumentNode parent, string name, JsonElement? array)
{
    /// <summary>How many there are.</summary>
    public int Count => array?.GetArrayLength() ?? 0;

    /// <summary>For <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(parent, name, array?.EnumerateArray() ?? default);

    /// <summary>Walks the objects.</summary>
    internal struct Enumerator(DocumentNode parent, string name, JsonElement.ArrayEnumerator elements)
    {
        private JsonElement.ArrayEnumerator _elements = elements;
        private int _index = -1;

        /// <summary>The object at hand.</summary>
        public readonly DocumentNode Current => parent.Item(name, _index, _elements.Current);

        /// <summary>Goes to the next object.</summary>
        public bool MoveNext()
        {
            _index++;
            return _elements.MoveNext();
        }
    }
}

/// <summary>
/// Shares texts that repeat. Owners, VPCs, states and protocols are the same from one resource to the next, so that remembering the
/// last text of each property saves most of the texts of a large snapshot.
/// </summary>
internal sealed class TextCache
{
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <summary>The text of a value.</summary>
    /// <param name="value">A value that is text.</param>
    /// <param name="property">The property that holds it.</param>
    public string TextOf(JsonElement value, string property)
    {
        if (_last.TryGetValue(property, out var last) && value.ValueEquals(last))
            return last;
        var text = value.GetString()!;
        _last[property] = text;
        return text;
    }
}
