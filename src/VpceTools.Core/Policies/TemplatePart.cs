namespace VpceTools.Policies;

/// <summary>A piece of a <see cref="PolicyTemplate"/>.</summary>
/// <param name="Kind">How to read the text.</param>
/// <param name="Text">The text, or the context key of a variable.</param>
/// <param name="Default">What a variable without value stands for.</param>
internal readonly record struct TemplatePart(TemplatePartKind Kind, string Text, string? Default = null);
