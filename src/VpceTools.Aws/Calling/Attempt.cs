using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Aws.Calling;

/// <summary>Turns a call that fails into evidence that is missing.</summary>
internal static class Attempt
{
    /// <summary>The evidence, or why there is none.</summary>
    /// <exception cref="NetworkSourceException">The credentials do not work any more: every further call would fail alike.</exception>
    public static async Task<Evidence<T>> ReadAsync<T>(ResourceKind kind, Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return new Evidence<T>(kind, await read().ConfigureAwait(false));
        }
        catch (CallFailedException e) when (e.Error.ErrorId is not (ErrorIds.AuthFailure or ErrorIds.ExpiredToken))
        {
            return new Evidence<T>(kind, [], e.Error);
        }
        catch (CallFailedException e)
        {
            throw NetworkErrors.Of(e.Error);
        }
    }
}
