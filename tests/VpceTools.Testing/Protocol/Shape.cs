namespace VpceTools.Testing.Protocol;

/// <summary>A type of the EC2 model: a scalar, a list or a structure.</summary>
internal abstract class Shape;

/// <summary>A value that travels as text.</summary>
internal sealed class ScalarShape(string type) : Shape
{
    /// <summary>string, boolean, integer, long or timestamp.</summary>
    public string Type => type;
}

/// <summary>A list: flattened and numbered in a request, wrapped elements in an answer.</summary>
internal sealed class ListShape(string elementName) : Shape
{
    public string ElementName => elementName;

    public Shape Element { get; set; } = null!;
}

/// <summary>A structure; its members are known by their names in the CLI's JSON.</summary>
internal sealed class StructureShape(string name) : Shape
{
    public string Name => name;

    public Dictionary<string, Member> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>A member: its shape, its element's name in an answer, its parameter's name in a request.</summary>
    internal sealed record Member(Shape Shape, string AnswerName, string RequestName);
}
