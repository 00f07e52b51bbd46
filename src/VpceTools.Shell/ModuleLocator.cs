using System.Reflection;

namespace VpceTools.Shell;

/// <summary>Finds the VpceTools module: named by the user, beside the executable, or where the build staged it.</summary>
internal static class ModuleLocator
{
    /// <summary>A module folder or manifest that goes before every other place.</summary>
    public const string EnvironmentVariable = "VPCETOOLS_MODULE";

    /// <summary>The build writes the staged manifest's path, relative to the executable, under this key.</summary>
    public const string MetadataKey = "StagedModule";

    private const string Manifest = "VpceTools.psd1";

    /// <summary>The full path of the manifest.</summary>
    /// <exception cref="FileNotFoundException">There is none; the message names every place that was looked at.</exception>
    public static string Find() =>
        Find(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(EnvironmentVariable), StagedPath);

    /// <inheritdoc cref="Find()"/>
    public static string Find(string baseDirectory, string? configured, string? staged)
    {
        // A path that the user named is never replaced by another module in silence.
        if (!string.IsNullOrEmpty(configured))
        {
            var named = ManifestIn(Path.GetFullPath(configured));
            return File.Exists(named) ? named : throw NotFound($"{EnvironmentVariable} names '{configured}', and there is no '{named}'.");
        }

        string[] candidates =
        [
            Path.Combine(baseDirectory, "VpceTools", Manifest),
            Path.Combine(baseDirectory, "Modules", "VpceTools", Manifest),
            .. staged is null ? Array.Empty<string>() : [Path.GetFullPath(staged, baseDirectory)],
        ];
        return Array.Find(candidates, File.Exists)
            ?? throw NotFound($"Looked at: {string.Join(", ", candidates)}. Run 'dotnet build' in the repository, or set {EnvironmentVariable} to VpceTools.psd1.");
    }

    private static string? StagedPath => typeof(ModuleLocator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == MetadataKey)?.Value?.Replace('\\', '/');

    private static string ManifestIn(string path) => Directory.Exists(path) ? Path.Combine(path, Manifest) : path;

    private static FileNotFoundException NotFound(string detail) => new($"The VpceTools module was not found. {detail}");
}
