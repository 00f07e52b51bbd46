using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Reading;
using VpceTools.Sources;
using DriveMissing = System.Management.Automation.DriveNotFoundException;

namespace VpceTools.Parameters;

/// <summary>
/// Turns what a user gives as a snapshot into paths of the file system, as the session sees them: its location, drives and home.
/// </summary>
internal static class SnapshotPaths
{
    /// <summary>The paths. A path that exists as it is written means itself, though it may look like a wildcard.</summary>
    /// <exception cref="CommandException">It is not a path of the file system, or a wildcard finds nothing.</exception>
    public static IReadOnlyList<string> Resolve(PathIntrinsics session, string path)
    {
        try
        {
            var literal = session.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (!string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase))
                throw new CommandException(CommandErrors.SnapshotPathInvalid(
                    path, $"it belongs to the provider {provider.Name}, not to the file system."));
            if (!WildcardPattern.ContainsWildcardCharacters(path) || File.Exists(literal) || Directory.Exists(literal))
                return [literal];
            var found = session.GetResolvedProviderPathFromPSPath(path, out _);
            return found.Count > 0 ? found : throw NotFound(path, $"'{path}' finds no file or folder.");
        }
        catch (Exception e) when (e is ItemNotFoundException or DriveMissing or ProviderNotFoundException)
        {
            throw NotFound(path, e.Message);
        }
    }

    private static CommandException NotFound(string path, string message) =>
        new(CommandErrors.From(new NetworkSourceException("SnapshotNotFound", message, path)));
}

/// <summary>
/// The snapshots that the records of a pipeline name, and the endpoints in them. They are taken together, as if one record had named them
/// all.
/// </summary>
internal sealed class SnapshotArguments
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];
    private readonly List<ErrorRecord> _errors = [];

    /// <summary>What is selected of them.</summary>
    public SelectionSet Selection { get; } = new();

    /// <summary>The snapshots; null where there are none.</summary>
    public SnapshotScope? Scope => _paths.Count == 0 ? null : new([.. _paths]);

    /// <summary>Whether one path is named in all.</summary>
    public bool IsSingle => _given.Count == 1;

    /// <summary>What is no snapshot.</summary>
    public IReadOnlyList<ErrorRecord> Errors => _errors;

    /// <summary>Takes note of what one record names.</summary>
    public void Add(PathIntrinsics session, IEnumerable<string> paths, EndpointSelection selection)
    {
        Selection.Add(selection);
        foreach (var path in paths.Where(_given.Add))
        {
            try
            {
                _paths.AddRange(SnapshotPaths.Resolve(session, path).Where(resolved => !_paths.Contains(resolved)));
            }
            catch (CommandException e)
            {
                _errors.Add(e.Error);
            }
        }
    }
}
