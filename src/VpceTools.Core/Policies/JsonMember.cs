namespace VpceTools.Policies;

/// <summary>A member of a JSON object.</summary>
internal readonly record struct JsonMember(string Name, TextPosition Position, JsonNode Value);
