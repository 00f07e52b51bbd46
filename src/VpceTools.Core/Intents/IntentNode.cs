namespace VpceTools.Intents;

/// <summary>
/// A part of a file of intents as it is written: a value, a list or a mapping, and where it stands. Whoever reads the file's language makes
/// nothing else of it, so that no text of the file becomes an object, a call or code.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text of a value; empty for a list or a mapping.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Column">Its column in characters, counted from 1.</param>
public sealed record IntentNode(IntentNodeKind Kind, string Text, int Line, int Column)
{
    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<IntentNode> Items { get; init; } = [];

    /// <summary>The members of a mapping, in their order, those of one key too.</summary>
    public IReadOnlyList<(IntentNode Key, IntentNode Value)> Members { get; init; } = [];

    /// <summary>What it is, for messages.</summary>
    internal string Description => Kind switch
    {
        IntentNodeKind.Text => Text.Length == 0 ? "an empty text" : "text",
        IntentNodeKind.Integer or IntentNodeKind.Number => $"the number {Text}",
        IntentNodeKind.Flag => Text.ToLowerInvariant(),
        IntentNodeKind.Nothing => "empty",
        IntentNodeKind.List => "a list",
        _ => "a mapping of keys to values",
    };
}

/// <summary>What a part of a file is, by the core schema of YAML 1.2.</summary>
/// <remarks>https://yaml.org/spec/1.2.2/#103-core-schema</remarks>
public enum IntentNodeKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Another number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>Nothing: a key without a value, or null.</summary>
    Nothing,

    /// <summary>A list.</summary>
    List,

    /// <summary>Keys and their values.</summary>
    Mapping,
}
