using VpceTools.Aws.Calling;
using VpceTools.Sources;

namespace VpceTools.Aws;

/// <summary>
/// Makes the exception that ends a read. The SDK's own exception stays behind: its text may hold secrets, its type another load context.
/// </summary>
internal static class NetworkErrors
{
    /// <summary>The exception for a failed call.</summary>
    public static NetworkSourceException Of(CallError error) => new(error.ErrorId, error.Message);
}
