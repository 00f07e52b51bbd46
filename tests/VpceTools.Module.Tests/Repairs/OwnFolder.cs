using System.Runtime.CompilerServices;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>Keeps the journals of repairs for which a test names none out of the folder of whoever runs the tests.</summary>
internal static class OwnFolder
{
    /// <summary>Where the tests' user has applications keep their data.</summary>
    public static string Path { get; } = Directory.CreateTempSubdirectory("vpce-data-").FullName;

    [ModuleInitializer]
    internal static void Use()
    {
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path, recursive: true);
    }
}
