namespace VpceTools.Policies;

/// <summary>A request made ready for the statements of a policy.</summary>
internal sealed class EvaluationContext
{
    private List<AssumedContextKey>? _assumed;

    /// <summary>Makes a request ready.</summary>
    /// <param name="request">The request.</param>
    /// <param name="resources">The resources of which it is about one; null for those that the request and its action tell.</param>
    public EvaluationContext(PolicyRequest request, IReadOnlyList<RequestName>? resources = null)
    {
        Request = request;
        Action = RequestName.OfAction(request.Action);
        Takes = ServiceAuthorization.ResourcesOf(request.Action);
        Resources = resources ?? RequestedResources.Of(request, Takes);
        Principal = request.Caller ?? RequestPrincipal.Of(request);
        ServicePrefix = ConditionKeys.PrefixOf(request.Action) is { } prefix && prefix.IndexOfAny(['*', '?']) < 0 ? prefix : null;
    }

    public PolicyRequest Request { get; }

    /// <summary>The action, in lower case.</summary>
    public RequestName Action { get; }

    /// <summary>The resources that the action takes; null where that is not known.</summary>
    public ActionResources? Takes { get; }

    /// <summary>The resources of which the request is about one.</summary>
    public IReadOnlyList<RequestName> Resources { get; }

    public RequestPrincipal Principal { get; }

    /// <summary>Whether the caller has a permissions boundary; null where that is not known.</summary>
    public bool? HasBoundary => !Principal.CanHaveBoundary ? false
        : Request.Context.Values.TryGetValue(PolicyContext.PermissionsBoundary, out var values) ? values.Count > 0 : null;

    /// <summary>The values that were asked for and taken from the endpoint, the principal or the resource.</summary>
    public IEnumerable<AssumedContextKey> Assumed => _assumed ?? [];

    // The service whose action it is; null where the request leaves it open.
    private string? ServicePrefix { get; }

    /// <summary>What is known of the key of a condition.</summary>
    public ContextValue Lookup(PolicyCondition condition) =>
        condition.MeantKey is not null && !Request.Context.Values.ContainsKey(condition.Key)
            ? Assume(condition.Key, ContextValue.Absent) : Lookup(condition.Key);

    /// <summary>
    /// What is known of a context key. What the caller gave wins over what calls of the service cannot have, and that over what the
    /// endpoint fixes, the principal implies and the resource tells.
    /// </summary>
    public ContextValue Lookup(string key)
    {
        if (Request.Context.Values.TryGetValue(key, out var values))
            return ContextValue.Of(values);
        if (ConditionKeys.IsNeverIn(key, ServicePrefix))
            return Assume(key, ContextValue.Absent);
        var assumed = Request.AssumedContext.Values.TryGetValue(key, out var fixedValues) ? ContextValue.Of(fixedValues)
            : Principal.Implies(key, Request.OwnAccounts);
        if (assumed is { IsUnknown: true, Names: null, Foreign: null })
            assumed = RequestedResources.Implies(key, Request, Principal);
        if (assumed is { IsUnknown: true, Names: null, Foreign: null })
            return Request.Context.IsComplete ? ContextValue.Absent : assumed;
        return assumed.Names is null ? Assume(key, assumed) : assumed;
    }

    private ContextValue Assume(string key, ContextValue value)
    {
        if (_assumed is null || !_assumed.Exists(known => string.Equals(known.Key, key, StringComparison.OrdinalIgnoreCase)))
            (_assumed ??= []).Add(new AssumedContextKey(
                key, value.IsAbsent ? null : value.Foreign is not null ? "somebody else's" : string.Join(", ", value.Values!)));
        return value;
    }
}

/// <summary>A context value that the caller did not give and that the endpoint fixes, or the principal or the resource implies.</summary>
/// <param name="Key">The context key.</param>
/// <param name="Value">The value; null where the key is taken to be absent.</param>
public sealed record AssumedContextKey(string Key, string? Value)
{
    public override string ToString() => Value is null ? $"{Key} absent" : $"{Key} = {Value}";
}
