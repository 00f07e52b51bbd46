using VpceTools.Module.Tests.Hosting;

namespace VpceTools.Module.Tests.Documentation;

/// <summary>Files of the repository, found from the staged module.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ModuleSession.StagedModule)!, "..", ".."));

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));
}
