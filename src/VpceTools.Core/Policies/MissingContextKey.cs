using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What a conditional decision hangs on.</summary>
/// <param name="Key">The context key; <c>Action</c>, <c>Resource</c> or <c>Principal</c> where the request leaves one of these open.</param>
/// <param name="Operator">The condition operator; null for a policy variable and for the parts of the request.</param>
/// <param name="Values">The policy's values to compare with.</param>
/// <param name="Effect">What the statement does when its condition holds.</param>
/// <param name="StatementIndex">The statement, counted from 0.</param>
public sealed record MissingContextKey(string Key, string? Operator, ValueList<string> Values, PolicyEffect Effect, int StatementIndex)
{
    /// <inheritdoc/>
    public override string ToString() => Operator is null ? $"{Key} ({Values})" : $"{Key} ({Operator} {Values})";
}
