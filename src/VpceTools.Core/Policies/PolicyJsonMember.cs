namespace VpceTools.Policies;

/// <summary>A member of a JSON object.</summary>
internal readonly record struct PolicyJsonMember(string Name, TextPosition Position, PolicyJsonNode Value);
