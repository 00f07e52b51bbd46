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

    public string? Id { get; init; }

    /// <summary>The statements, in the order of the text.</summary>
    public required ValueList<PolicyStatement> Statements { get; init; }

    /// <summary>Unknown and repeated elements, in the order of the text.</summary>
    public required ValueList<PolicyIrregularity> Irregularities { get; init; }

    /// <summary>Reads a policy. Every text has a result: a document, or the errors with their places.</summary>
    public static PolicyParseResult Parse(string json) => PolicyParser.Parse(json);
}

/// <summary>The versions of the policy language.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html</remarks>
public enum PolicyVersion
{
    /// <summary><c>2008-10-17</c>, also what a policy without <c>Version</c> has: policy variables are plain text.</summary>
    V2008,

    /// <summary><c>2012-10-17</c>: policy variables are replaced.</summary>
    V2012,
}

/// <summary>What AWS refuses in a new policy although the text can still be evaluated: unknown and repeated elements.</summary>
/// <param name="Kind">What is irregular.</param>
/// <param name="Name">The element.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Position">Where the element's name stands.</param>
/// <param name="StatementIndex">The statement, counted from 0; null at the top of the document.</param>
public sealed record PolicyIrregularity(
    PolicyIrregularityKind Kind, string Name, string Message, TextPosition Position, int? StatementIndex);

/// <summary>The kinds of <see cref="PolicyIrregularity"/>.</summary>
public enum PolicyIrregularityKind
{
    /// <summary>The policy language has no such element.</summary>
    UnknownElement,

    /// <summary>The element is duplicated.</summary>
    RepeatedElement,
}
