namespace VpceTools.Policies;

/// <summary>How to read a <see cref="TemplatePart"/>.</summary>
internal enum TemplatePartKind
{
    /// <summary>Text in which wildcards may stand.</summary>
    Pattern,

    /// <summary>Text that stands for itself.</summary>
    Literal,

    /// <summary>The value of a context key.</summary>
    Variable,

    /// <summary><c>${…}</c> with something inside that is no variable; it has no value.</summary>
    Malformed,
}
