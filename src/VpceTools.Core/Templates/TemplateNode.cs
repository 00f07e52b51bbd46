namespace VpceTools.Templates;

/// <summary>
/// A part of a CloudFormation template as it is written: a value, a list or a mapping, and where it stands. Whoever reads the file's
/// language makes nothing else of it, so that no text of the file becomes an object, a call or code.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text of a value; empty for a list or a mapping. Whether a number stands in quotes means nothing here.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Column">Its column in characters, counted from 1.</param>
public sealed record TemplateNode(TemplateNodeKind Kind, string Text, int Line, int Column)
{
    /// <summary>The short form of a function in front of it, such as <c>!GetAtt</c>; null without one.</summary>
    public string? Tag { get; init; }

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<TemplateNode> Items { get; init; } = [];

    /// <summary>The members of a mapping, in their order.</summary>
    public IReadOnlyList<TemplateMember> Members { get; init; } = [];

    /// <summary>The value of a member; null where there is none.</summary>
    internal TemplateNode? this[string name]
    {
        get
        {
            foreach (var member in Members)
                if (member.Name == name)
                    return member.Value;
            return null;
        }
    }

    /// <summary>What it is, for messages.</summary>
    internal string Description => Kind switch
    {
        TemplateNodeKind.Text => Text.Length == 0 ? "an empty text" : "a text",
        TemplateNodeKind.Nothing => "empty",
        TemplateNodeKind.List => "a list",
        _ => "a mapping",
    };
}

/// <summary>A member of a mapping.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Line">The line of the key.</param>
/// <param name="Value">Its value.</param>
public sealed record TemplateMember(string Name, int Line, TemplateNode Value);

/// <summary>What a part of a template is.</summary>
public enum TemplateNodeKind
{
    /// <summary>A text, a number or a flag.</summary>
    Text,

    /// <summary>Nothing: a key without a value, or null.</summary>
    Nothing,

    /// <summary>A list.</summary>
    List,

    /// <summary>Keys and their values.</summary>
    Mapping,
}
