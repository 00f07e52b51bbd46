using System.Text.Json;

namespace VpceTools.Policies;

/// <summary>A JSON value with its place in the text. Objects keep repeated names, which the policy language gives a meaning.</summary>
internal sealed class PolicyJsonNode
{
    private List<PolicyJsonNode>? _items;
    private List<PolicyJsonMember>? _members;

    public required JsonTokenType Kind { get; init; }

    public required TextPosition Position { get; init; }

    /// <summary>The text of a string, number or Boolean.</summary>
    public string Text { get; init; } = "";

    public List<PolicyJsonNode> Items => _items ??= [];

    public List<PolicyJsonMember> Members => _members ??= [];

    /// <summary>The index of the character after the value.</summary>
    public int End { get; set; }

    public bool IsObject => Kind == JsonTokenType.StartObject;

    public bool IsArray => Kind == JsonTokenType.StartArray;

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
