namespace VpceTools.Policies;

/// <summary>A request made ready for the statements of a policy.</summary>
internal sealed class EvaluationContext
{
    private List<AssumedContextKey>? _assumed;

    public EvaluationContext(PolicyRequest request)
    {
        Request = request;
        Action = RequestName.OfAction(request.Action);
        Resource = RequestName.OfResource(request.Resource);
        Principal = RequestPrincipal.Parse(request.Principal);
    }

    public PolicyRequest Request { get; }

    /// <summary>The action, in lower case.</summary>
    public RequestName Action { get; }

    public RequestName Resource { get; }

    public RequestPrincipal Principal { get; }

    /// <summary>The values that were asked for and taken from the endpoint or the principal.</summary>
    public IEnumerable<AssumedContextKey> Assumed => _assumed ?? [];

    /// <summary>
    /// What is known of a context key. What the caller gave wins over what the endpoint fixes, and that over what the principal implies.
    /// </summary>
    public ContextValue Lookup(string key)
    {
        if (Request.Context.Values.TryGetValue(key, out var values))
            return ContextValue.Of(values);
        var assumed = Request.AssumedContext.Values.TryGetValue(key, out var fixedValues) ? ContextValue.Of(fixedValues)
            : Principal.Implies(key);
        if (assumed.IsUnknown)
            return Request.Context.IsComplete && assumed.Names is null ? ContextValue.Absent : assumed;
        if (_assumed is null || !_assumed.Exists(known => string.Equals(known.Key, key, StringComparison.OrdinalIgnoreCase)))
            (_assumed ??= []).Add(new AssumedContextKey(key, assumed.IsAbsent ? null : string.Join(", ", assumed.Values!)));
        return assumed;
    }
}

/// <summary>A context value that the caller did not give and that the endpoint fixes or the principal implies.</summary>
/// <param name="Key">The context key.</param>
/// <param name="Value">The value; null where the key is taken to be absent.</param>
public sealed record AssumedContextKey(string Key, string? Value)
{
    public override string ToString() => Value is null ? $"{Key} absent" : $"{Key} = {Value}";
}
