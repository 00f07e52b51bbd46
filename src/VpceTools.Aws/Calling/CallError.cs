namespace VpceTools.Aws.Calling;

/// <summary>Why a call gave no answer, in the words of this project.</summary>
/// <param name="ErrorId">The stable id.</param>
/// <param name="Message">One line without secrets.</param>
/// <param name="Code">EC2's error code; null where EC2 did not answer.</param>
/// <param name="StopsEverything">Whether every other call would fail alike, so that nothing is gained by going on.</param>
internal sealed record CallError(string ErrorId, string Message, string? Code = null, bool StopsEverything = false)
{
    /// <summary>Whether IAM refused the call.</summary>
    public bool IsAccessDenied => ErrorId == ErrorIds.AccessDenied;
}
