using System.Text.Json;

namespace VpceTools.Policies;

/// <summary>A JSON value with its place in the text. Objects keep repeated names, which the policy language gives a meaning.</summary>
internal sealed class PolicyJsonNode
{
    private List<PolicyJsonNode>? _items;
    private List<PolicyJsonMember>? _members;

    /// <summary>The first token of the value.</summary>
    public required JsonTokenType Kind { get; init; }

    /// <summary>Where the value begins.</summary>
    public required TextPosition Position { get; init; }

    /// <summary>The text of a string, number or Boolean.</summary>
    public string Text { get; init; } = "";

    /// <summary>The elements of an array.</summary>
    public List<PolicyJsonNode> Items => _items ??= [];

    /// <summary>The members of an object.</summary>
    public List<PolicyJsonMember> Members => _members ??= [];

    /// <summary>The index of the character after the value.</summary>
    public int End { get; set; }

    /// <summary>Whether the value is an object.</summary>
    public bool IsObject => Kind == JsonTokenType.StartObject;

    /// <summary>Whether the value is an array.</summary>
    public bool IsArray => Kind == JsonTokenType.StartArray;

    /// <summary>Whether the value is a string.</summary>
    public bool IsString => Kind == JsonTokenType.String;

    /// <summary>What the value is, in words.</summary>
    public string Description => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"the text '{Text}'",
        JsonTokenType.Null => "null",
        _ => Text,
    };
}

/// <summary>A member of a JSON object.</summary>
internal readonly record struct PolicyJsonMember(string Name, TextPosition Position, PolicyJsonNode Value);
