using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>A policy document in the IAM policy language, as endpoint policies are.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</remarks>
public sealed class PolicyDocument
{
    /// <summary>The text that the document was read from.</summary>
    public required string Text { get; init; }

    /// <summary>The version of the language; 2008-10-17 where the text has none.</summary>
    public required PolicyVersion Version { get; init; }

    /// <summary>Whether the text names its version.</summary>
    public required bool HasVersion { get; init; }

    /// <summary>The document's own identifier.</summary>
    public string? Id { get; init; }

    /// <summary>The statements, in the order of the text.</summary>
    public required ValueList<PolicyStatement> Statements { get; init; }

    /// <summary>Unknown and repeated elements, in the order of the text.</summary>
    public required ValueList<PolicyIrregularity> Irregularities { get; init; }

    /// <summary>Reads a policy. Every text has a result: a document, or the errors with their places.</summary>
    public static PolicyParseResult Parse(string json) => PolicyParser.Parse(json);
}
