using System.Text.Json.Nodes;

namespace VpceTools.Testing.Protocol;

/// <summary>
/// What an operation found, by the member names of the CLI's JSON. Lists are held apart from their nodes' parents, so nothing is copied.
/// </summary>
internal sealed class Answer
{
    private readonly List<(string Member, JsonNode? Value, IReadOnlyList<JsonNode>? List)> _members = [];

    /// <summary>The answer of the operations that only say that they did it.</summary>
    public static Answer Done => new Answer().With("Return", true);

    public IEnumerable<(string Member, JsonNode? Value, IReadOnlyList<JsonNode>? List)> Members => _members;

    public Answer With(string member, JsonNode value)
    {
        _members.Add((member, value, null));
        return this;
    }

    public Answer With(string member, IReadOnlyList<JsonNode> list)
    {
        _members.Add((member, null, list));
        return this;
    }
}
