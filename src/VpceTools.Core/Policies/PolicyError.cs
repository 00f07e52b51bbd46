namespace VpceTools.Policies;

/// <summary>Why a text is not a policy, and where.</summary>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column in characters, counted from 1.</param>
public sealed record PolicyError(string Message, int Line, int Column)
{
    /// <summary>The error as one line of text.</summary>
    public override string ToString() => $"line {Line}, column {Column}: {Message}";
}
