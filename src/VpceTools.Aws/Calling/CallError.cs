namespace VpceTools.Aws.Calling;

/// <summary>Why a call gave no answer, in the words of this project.</summary>
/// <param name="ErrorId">The stable id.</param>
/// <param name="Message">One line without secrets.</param>
/// <param name="Code">EC2's error code; null where EC2 did not answer.</param>
internal sealed record CallError(string ErrorId, string Message, string? Code = null)
{
    /// <summary>How far the call came.</summary>
    public Delivery Delivery { get; init; }

    /// <summary>Whether IAM refused the call.</summary>
    public bool IsAccessDenied => ErrorId == ErrorIds.AccessDenied;
}

/// <summary>How far a failed call came; whoever changes something must know whether it may have been changed all the same.</summary>
internal enum Delivery
{
    /// <summary>EC2 answered with an error code of its own.</summary>
    Answered,

    /// <summary>No connection came about: EC2 never saw the request.</summary>
    NotSent,

    /// <summary>The request was sent, wholly or in part, and no answer of EC2 came back.</summary>
    Unanswered,
}

/// <summary>
/// Carries a <see cref="CallError"/> from the call to whoever decides what it means. Holds nothing of the SDK's own exception.
/// </summary>
internal sealed class CallFailedException(CallError error) : Exception(error.Message)
{
    /// <summary>The error.</summary>
    public CallError Error { get; } = error;
}
