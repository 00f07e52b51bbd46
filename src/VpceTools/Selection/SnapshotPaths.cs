using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Resources;
using VpceTools.Sources;

namespace VpceTools.Selection;

/// <summary>Turns what a user gives as a snapshot into paths of the file system, as the session sees them: its location, drives and home.</summary>
internal static class SnapshotPaths
{
    /// <summary>The paths. A path that exists as it is written means itself, though it may look like a wildcard.</summary>
    /// <exception cref="CommandException">It is not a path of the file system, or a wildcard finds nothing.</exception>
    public static IReadOnlyList<string> Resolve(PathIntrinsics session, string path)
    {
        try
        {
            var literal = session.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (!IsFileSystem(provider))
                throw new CommandException(CommandErrors.SnapshotPathInvalid(path, MessageText.Of(Messages.SnapshotPathProvider, provider.Name)));
            if (!WildcardPattern.ContainsWildcardCharacters(path) || File.Exists(literal) || Directory.Exists(literal))
                return [literal];
            var found = session.GetResolvedProviderPathFromPSPath(path, out _);
            return found.Count > 0 ? found : throw NotFound(path, MessageText.Of(Messages.SnapshotPathNotFound, path));
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            throw NotFound(path, e.Message);
        }
    }

    private static bool IsFileSystem(ProviderInfo provider) => string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase);

    private static CommandException NotFound(string path, string message) => new(CommandErrors.Of(new NetworkSourceException("SnapshotNotFound", message, path)));
}
