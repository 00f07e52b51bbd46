using System.Text.Json;

namespace VpceTools.Evidence;

/// <summary>A document is JSON and not what its key says. The message is the end of a sentence that begins with the file's name.</summary>
internal sealed class MalformedDocumentException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>A value that is of another JSON type than EC2 writes there.</summary>
    public static MalformedDocumentException WrongType(string path, JsonValueKind actual, string expected) =>
        new($"is not what the AWS CLI prints: {path} should be {expected} and is {Word(actual)}.");

    /// <summary>A text that cannot be decoded.</summary>
    public static MalformedDocumentException WrongEncoding(string place, Exception cause) =>
        new($"is not valid UTF-8 or UTF-16 text: {place} cannot be decoded.", cause);

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}

/// <summary>
/// A value of a resource could not be read; the resource is left out, because a guess could make it more or less permissive.
/// </summary>
internal sealed class UnreadableValueException(string message) : Exception(message);
