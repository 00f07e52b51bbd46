namespace VpceTools.Model;

/// <summary>A source could not be read at all: no credentials, no such folder, broken JSON, an unreachable service.</summary>
public sealed class NetworkSourceException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">The stable id of the error, for example <c>SnapshotInvalid</c>.</param>
    /// <param name="message">One clear sentence or two.</param>
    /// <param name="target">What the error is about: a path, a URL, an id.</param>
    /// <param name="innerException">The cause.</param>
    public NetworkSourceException(string errorId, string message, string? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Target = target;
    }

    /// <summary>The stable id of the error.</summary>
    public string ErrorId { get; }

    /// <summary>What the error is about.</summary>
    public string? Target { get; }
}
