namespace VpceTools.Policies;

/// <summary>What AWS refuses in a new policy although the text can still be evaluated: unknown and repeated elements.</summary>
/// <param name="Kind">What is irregular.</param>
/// <param name="Name">The element.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Position">Where the element's name stands.</param>
/// <param name="StatementIndex">The statement, counted from 0; null at the top of the document.</param>
public sealed record PolicyIrregularity(PolicyIrregularityKind Kind, string Name, string Message, TextPosition Position, int? StatementIndex);
