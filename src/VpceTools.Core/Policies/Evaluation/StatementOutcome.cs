using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>How a statement stands to a request, and why.</summary>
public sealed class StatementOutcome
{
    private readonly EvaluationContext _context;
    private string? _why;

    internal StatementOutcome(PolicyStatement statement, Truth truth, ValueList<MissingContextKey> missing, EvaluationContext context)
    {
        Statement = statement;
        Match = (StatementMatch)(int)truth;
        MissingContextKeys = missing;
        _context = context;
    }

    /// <summary>The statement, with its Sid, index and text position.</summary>
    public PolicyStatement Statement { get; }

    /// <summary>Whether the statement is about the request.</summary>
    public StatementMatch Match { get; }

    /// <summary>What a conditional match depends on.</summary>
    public ValueList<MissingContextKey> MissingContextKeys { get; }

    /// <summary>Why the statement matches, does not, or may; made when it is first asked for.</summary>
    public string Why => _why ??= StatementExplainer.Explain(Statement, _context);

    public override string ToString() => $"{Statement} at {Statement.Position}: {Why}";
}

/// <summary>Whether a statement is about a request.</summary>
public enum StatementMatch : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    No,

    /// <summary>That depends on what the request leaves open.</summary>
    Conditional,

    Yes,
}
