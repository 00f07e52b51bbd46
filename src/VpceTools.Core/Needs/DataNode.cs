using System.Globalization;
using System.Reflection;
using System.Text.Json;
using VpceTools.Model;
using VpceTools.Policies;

namespace VpceTools.Needs;

/// <summary>
/// A JSON object of one of the data files of this room. It reads what the schema allows and nothing else, so that a misspelt member is an
/// error and not silence; every error names its line.
/// </summary>
internal sealed class DataNode
{
    private readonly PolicyJsonNode _node;
    private readonly Dictionary<string, PolicyJsonMember> _members = new(StringComparer.Ordinal);

    private DataNode(PolicyJsonNode node, string place)
    {
        (_node, Place) = (node, place);
        if (!node.IsObject)
            throw Error(node, $"{place} is {node.Description} and should be an object");
        foreach (var member in node.Members)
        {
            if (_members.ContainsKey(member.Name))
                throw Error(member.Value, $"{place} has '{member.Name}' twice");
            _members.Add(member.Name, member);
        }
    }

    /// <summary>What the object is, for messages: <c>need 'Registry' of task 'EcrPull'</c>.</summary>
    public string Place { get; private set; }

    /// <summary>The object of a whole file.</summary>
    /// <exception cref="DataFileException">The text is not JSON or not an object.</exception>
    public static DataNode Root(string text)
    {
        var (root, error) = PolicyJsonReader.Read(text);
        return root is null ? throw new DataFileException(new(error!.Message, error.Line, error.Column)) : new(root, "the file");
    }

    /// <summary>Says what the object is, once its name is known.</summary>
    public DataNode Named(string place)
    {
        Place = place;
        return this;
    }

    /// <summary>Refuses members of other names.</summary>
    public DataNode Only(params string[] names)
    {
        foreach (var member in _members.Values)
            if (Array.IndexOf(names, member.Name) < 0)
                throw new DataFileException(new(
                    $"{Place} has '{member.Name}', which is not known there; known are {string.Join(", ", names.Where(n => n[0] != '$'))}.",
                    member.Position.Line, member.Position.Column));
        return this;
    }

    /// <summary>Whether there is such a member.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>A text; null where absent.</summary>
    public string? Text(string name) => _members.TryGetValue(name, out var member) ? TextOf(member.Value, $"'{name}' of {Place}") : null;

    /// <summary>A text that the object cannot do without.</summary>
    public string RequiredText(string name) => Text(name) ?? throw Error($"{Place} has no '{name}'");

    /// <summary>True or false; a default where absent.</summary>
    public bool Flag(string name, bool absent = false) => !_members.TryGetValue(name, out var member) ? absent : member.Value.Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Error(member.Value, $"'{name}' of {Place} is {member.Value.Description} and should be true or false"),
    };

    /// <summary>One of the names of an enumeration; null where absent.</summary>
    public T? Word<T>(string name) where T : struct, Enum =>
        _members.TryGetValue(name, out var member) ? WordOf<T>(member.Value, name) : null;

    /// <summary>Names of an enumeration; none where absent.</summary>
    public ValueList<T> Words<T>(string name) where T : struct, Enum => Elements(name).Select(item => WordOf<T>(item, name)).ToValueList();

    /// <summary>Texts; none where absent.</summary>
    public ValueList<string> Texts(string name) =>
        Elements(name).Select(item => TextOf(item, $"an element of '{name}' of {Place}")).ToValueList();

    /// <summary>Ports; none where absent.</summary>
    public ValueList<int> Ports(string name) => Elements(name).Select(item => PortOf(item, name)).ToValueList();

    /// <summary>What the objects of a list become; none where absent.</summary>
    public ValueList<T> List<T>(string name, Func<DataNode, T> read) =>
        Elements(name).Select(item => read(new DataNode(item, $"an element of '{name}' of {Place}"))).ToValueList();

    /// <summary>The address of a page; of AWS's documentation where it has to be.</summary>
    public Uri? Link(string name, bool isAws)
    {
        if (!_members.TryGetValue(name, out var member))
            return null;
        var text = TextOf(member.Value, $"'{name}' of {Place}");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var link) || link.Scheme != "https")
            throw Error(member.Value, $"'{name}' of {Place} is '{text}' and should be an https address");
        return !isAws || link.Host == "docs.aws.amazon.com" ? link
            : throw Error(member.Value, $"'{name}' of {Place} is on {link.Host} and should be on docs.aws.amazon.com");
    }

    /// <summary>An error at the value of a member.</summary>
    public DataFileException ErrorAt(string name, string message) =>
        _members.TryGetValue(name, out var member) ? Error(member.Value, message) : Error(message);

    /// <summary>An error at the object.</summary>
    public DataFileException Error(string message) => Error(_node, message);

    private static DataFileException Error(PolicyJsonNode node, string message) =>
        new(new(message + ".", node.Position.Line, node.Position.Column));

    private static string TextOf(PolicyJsonNode node, string what)
    {
        if (!node.IsString)
            throw Error(node, $"{what} is {node.Description} and should be text");
        return node.Text.Trim().Length > 0 ? node.Text : throw Error(node, $"{what} is empty");
    }

    private T WordOf<T>(PolicyJsonNode node, string name) where T : struct, Enum
    {
        var text = TextOf(node, $"'{name}' of {Place}");
        // Enum.TryParse takes numbers and lists of names too.
        var words = typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name);
        return words.Contains(text, StringComparer.Ordinal) && Enum.TryParse<T>(text, out var found) ? found
            : throw Error(node, $"'{name}' of {Place} is '{text}' and should be one of {string.Join(", ", words)}");
    }

    private int PortOf(PolicyJsonNode node, string name) =>
        node.Kind == JsonTokenType.Number && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= 65535 ? port
                : throw Error(node, $"an element of '{name}' of {Place} is {node.Description} and should be a port from 1 to 65535");

    private List<PolicyJsonNode> Elements(string name)
    {
        if (!_members.TryGetValue(name, out var member))
            return [];
        return member.Value.IsArray ? member.Value.Items
            : throw Error(member.Value, $"'{name}' of {Place} is {member.Value.Description} and should be a list");
    }
}

/// <summary>Why a data file cannot be used, and where.</summary>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column in characters, counted from 1.</param>
public sealed record DataFileError(string Message, int Line, int Column)
{
    /// <summary>The error as one line of text.</summary>
    public override string ToString() => $"line {Line}, column {Column}: {Message}";
}

/// <summary>Carries the one error of a data file out of its reading.</summary>
internal sealed class DataFileException(DataFileError error) : Exception(error.ToString())
{
    /// <summary>The error.</summary>
    public DataFileError Error { get; } = error;
}
