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
