namespace VpceTools.Policies;

/// <summary>A request made ready for the statements of a policy.</summary>
internal sealed class EvaluationContext
{
    private List<AssumedContextKey>? _assumed;

    public EvaluationContext(PolicyRequest request)
    {
        Request = request;
        Action = new RequestName(request.Action.ToLowerInvariant());
        Resource = new RequestName(request.Resource);
        Principal = RequestPrincipal.Parse(request.Principal);
    }

    /// <summary>The request.</summary>
    public PolicyRequest Request { get; }

    /// <summary>The action, in lower case.</summary>
    public RequestName Action { get; }

    /// <summary>The resource.</summary>
    public RequestName Resource { get; }

    /// <summary>The principal.</summary>
    public RequestPrincipal Principal { get; }

    /// <summary>The values that were asked for and taken from the principal.</summary>
    public IEnumerable<AssumedContextKey> Assumed => _assumed ?? [];

    /// <summary>What is known of a context key. What the caller gave wins over what the principal implies.</summary>
    public ContextValue Lookup(string key)
    {
        if (Request.Context.Values.TryGetValue(key, out var values))
            return ContextValue.Of(values);
        var implied = Principal.Implies(key);
        if (implied.IsUnknown)
            return Request.Context.IsComplete ? ContextValue.Absent : ContextValue.Unknown;
        if (_assumed is null || !_assumed.Exists(known => string.Equals(known.Key, key, StringComparison.OrdinalIgnoreCase)))
            (_assumed ??= []).Add(new AssumedContextKey(key, implied.SingleText));
        return implied;
    }
}
