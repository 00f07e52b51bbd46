namespace VpceTools.Policies;

/// <summary>What one place of a <see cref="GlobPattern"/> matches.</summary>
internal enum GlobToken : byte
{
    /// <summary>The character itself.</summary>
    Literal,

    /// <summary>Any one character (<c>?</c>).</summary>
    One,

    /// <summary>Any one character but a colon: <c>?</c> in a field of an ARN.</summary>
    OneInField,

    /// <summary>Any text (<c>*</c>).</summary>
    Many,

    /// <summary>Any text without a colon: <c>*</c> in a field of an ARN.</summary>
    ManyInField,
}
