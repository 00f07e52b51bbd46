using VpceTools.Model;
using VpceTools.Needs;

namespace VpceTools.Intents;

/// <summary>The keys of a mapping and their values. It takes those that are known, each once, and refuses the rest.</summary>
internal sealed class IntentKeys
{
    private readonly IntentNode _node;
    private readonly Dictionary<string, (IntentNode Key, IntentNode Value)> _members = new(StringComparer.Ordinal);

    private IntentKeys(IntentNode node, string place) => (_node, Place) = (node, place);

    /// <summary>What the mapping is, for messages.</summary>
    public string Place { get; set; }

    /// <summary>The keys of a mapping.</summary>
    /// <exception cref="IntentFileException">It is none, or has a key that is not known, or one twice.</exception>
    public static IntentKeys Of(IntentNode node, string place, string[] known)
    {
        if (node.Kind != IntentNodeKind.Mapping)
            throw new IntentFileException(node, $"{place} is {node.Description} and should have the keys {string.Join(", ", known)}");
        var keys = new IntentKeys(node, place);
        foreach (var member in node.Members)
        {
            if (member.Key.Kind is IntentNodeKind.List or IntentNodeKind.Mapping
                || !known.Contains(member.Key.Text, StringComparer.Ordinal))
            {
                throw new IntentFileException(member.Key, $"{place} has {Shown(member.Key)} as a key, which is not known there; "
                    + $"known are {Known(member.Key.Text, known)}");
            }

            if (keys._members.TryGetValue(member.Key.Text, out var first))
                throw new IntentFileException(member.Key, $"{place} has '{member.Key.Text}' twice, before in line {first.Key.Line}");
            keys._members.Add(member.Key.Text, member);
        }

        return keys;
    }

    /// <summary>A value as messages quote it.</summary>
    public static string Shown(IntentNode node) => node.Kind == IntentNodeKind.Text && node.Text.Length > 0 ? $"'{node.Text}'"
        : node.Description;

    /// <summary>The words that could have been meant: all, and first the one that is nearly the same.</summary>
    public static string Known(string word, IEnumerable<string> words)
    {
        var all = words.ToList();
        return $"{string.Join(", ", all)}{(Spelling.Meant(word, all) is { } meant ? $". Did you mean '{meant}'?" : "")}";
    }

    /// <summary>Whether there is such a key.</summary>
    public bool Has(string key) => _members.ContainsKey(key);

    /// <summary>A key where it stands.</summary>
    public IntentNode KeyOf(string key) => _members[key].Key;

    /// <summary>A value that the mapping cannot do without.</summary>
    public IntentNode Required(string key) =>
        _members.TryGetValue(key, out var member) ? member.Value : throw new IntentFileException(_node, $"{Place} has no '{key}'");

    /// <summary>A text that the mapping cannot do without.</summary>
    public IntentNode RequiredText(string key) => Single(Required(key), $"'{key}'");

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string key) => Has(key) ? Single(_members[key].Value, $"'{key}'").Text : null;

    /// <summary>One text or a list of them; none where there is no such key.</summary>
    public IReadOnlyList<IntentNode> Texts(string key)
    {
        if (!_members.TryGetValue(key, out var member))
            return [];
        if (member.Value.Kind != IntentNodeKind.List)
            return [Single(member.Value, $"'{key}'")];
        return member.Value.Items.Count == 0 ? throw new IntentFileException(member.Value,
            $"'{key}' is an empty list: name something, or leave it out")
            : [.. member.Value.Items.Select(item => Single(item, $"an element of '{key}'"))];
    }

    private static IntentNode Single(IntentNode node, string what)
    {
        if (node.Kind == IntentNodeKind.Text && node.Text.Trim().Length > 0)
            return node with { Text = node.Text.Trim() };
        var hint = node.Kind is IntentNodeKind.Integer or IntentNodeKind.Number or IntentNodeKind.Flag ? ": put it in quotes" : "";
        throw new IntentFileException(node, $"{what} is {node.Description} and should be text{hint}");
    }
}

/// <summary>Carries the one error of a file of intents out of its reading.</summary>
internal sealed class IntentFileException(IntentNode node, string message) : Exception(message)
{
    /// <summary>The error.</summary>
    public DataFileError Error { get; } = new(message.EndsWith("?", StringComparison.Ordinal) ? message : message + ".", node.Line,
        node.Column);
}
