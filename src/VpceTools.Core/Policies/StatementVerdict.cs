namespace VpceTools.Policies;

/// <summary>How a statement stands to a call, for people and scripts.</summary>
/// <param name="Index">The place of the statement in the document, counted from 0.</param>
/// <param name="Sid">The statement's own identifier.</param>
/// <param name="Effect">Whether it allows or denies.</param>
/// <param name="Match">Whether it is about the call.</param>
/// <param name="Line">The line of its opening brace, counted from 1.</param>
/// <param name="Column">The column of its opening brace in characters, counted from 1.</param>
/// <param name="Why">Why it matches, does not, or may.</param>
public sealed record StatementVerdict(int Index, string? Sid, PolicyEffect Effect, StatementMatch Match, int Line, int Column, string Why)
{
    /// <summary>The verdict that an outcome is.</summary>
    public static StatementVerdict Of(StatementOutcome outcome) => new(
        outcome.Statement.Index, outcome.Statement.Sid, outcome.Statement.Effect, outcome.Match, outcome.Statement.Position.Line, outcome.Statement.Position.Column, outcome.Why);

    /// <summary>The verdict as one line of text.</summary>
    public override string ToString() => $"statement {Index + 1}{(string.IsNullOrEmpty(Sid) ? "" : $" ('{Sid}')")} at {Line}:{Column}: {Why}";
}
