namespace VpceTools.Model;

/// <summary>A describe call that gave no answer; the checks that need its evidence become <c>Unknown</c>.</summary>
/// <param name="Kind">The evidence that is missing.</param>
/// <param name="IsAccessDenied">Whether IAM refused the call (otherwise it failed for another reason).</param>
/// <param name="IamAction">The IAM action that the call needs.</param>
/// <param name="Message">What the service or the transport said, in one line, free of secrets.</param>
public sealed record DescribeFailure(ResourceKind Kind, bool IsAccessDenied, string IamAction, string Message);
