namespace VpceTools.Policies;

/// <summary>A context value that the caller did not give and that the endpoint fixes or the principal implies.</summary>
/// <param name="Key">The context key.</param>
/// <param name="Value">The value; null where the key is taken to be absent.</param>
public sealed record AssumedContextKey(string Key, string? Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value is null ? $"{Key} absent" : $"{Key} = {Value}";
}
