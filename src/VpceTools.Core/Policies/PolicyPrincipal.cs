namespace VpceTools.Policies;

/// <summary>One principal that a statement names.</summary>
/// <param name="Kind">The key in the principal map.</param>
/// <param name="Value">The text.</param>
/// <param name="Position">Where the text stands.</param>
public sealed record PolicyPrincipal(PrincipalKind Kind, string Value, TextPosition Position)
{
    /// <summary>Whether it stands for everyone: <c>"*"</c> and <c>{"AWS": "*"}</c> mean the same.</summary>
    public bool IsEveryone => Kind == PrincipalKind.Aws && string.Equals(Value, "*", StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => Kind == PrincipalKind.Aws ? Value : $"{Kind}:{Value}";
}
