using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What came of reading a policy: the document, or the reasons why there is none.</summary>
public sealed class PolicyParseResult
{
    internal PolicyParseResult(PolicyDocument? document, ValueList<PolicyError> errors)
    {
        Document = document;
        Errors = errors;
    }

    /// <summary>The document; null exactly when <see cref="Errors"/> has an element.</summary>
    public PolicyDocument? Document { get; }

    /// <summary>Everything that is wrong with the text, in its order; after 100 errors the rest is not listed.</summary>
    public ValueList<PolicyError> Errors { get; }
}

/// <summary>Why a text is not a policy, and where.</summary>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column in characters, counted from 1.</param>
public sealed record PolicyError(string Message, int Line, int Column)
{
    public override string ToString() => $"line {Line}, column {Column}: {Message}";
}
