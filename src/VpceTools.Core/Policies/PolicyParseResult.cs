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
