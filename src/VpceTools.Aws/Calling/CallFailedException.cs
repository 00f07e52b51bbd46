namespace VpceTools.Aws.Calling;

/// <summary>Carries a <see cref="CallError"/> from the call to whoever decides what it means. Holds nothing of the SDK's own exception.</summary>
internal sealed class CallFailedException(CallError error) : Exception(error.Message)
{
    /// <summary>The error.</summary>
    public CallError Error { get; } = error;
}
