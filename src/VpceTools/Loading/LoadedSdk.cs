#if !NET
using System.Diagnostics;
using System.Reflection;
using VpceTools.Sources;

namespace VpceTools.Loading;

/// <summary>
/// Windows PowerShell gives the first copy of an assembly to everybody who asks for its version, and all releases of the AWS SDK 4 have one
/// version. Where another module brought an older one, ours would fail somewhere with a method that is missing.
/// </summary>
internal static class LoadedSdk
{
    public const string FileName = "AWSSDK.Core.dll";

    /// <exception cref="NetworkSourceException">Another module has loaded an older copy.</exception>
    public static void RefuseOlderThan(string ours)
    {
        var wanted = AssemblyName.GetAssemblyName(ours);
        var needed = Release(ours);
        foreach (var loaded in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (loaded.IsDynamic || loaded.GetName() is not { } name || name.Name != wanted.Name || name.Version != wanted.Version
                || Release(loaded.Location) >= needed)
                continue;
            throw new NetworkSourceException(
                "SdkTooOld",
                $"'{loaded.Location}' is loaded, release {Release(loaded.Location)} of the AWS SDK; VpceTools needs {needed}. "
                    + "Windows PowerShell cannot hold both: start a new session and import VpceTools first, update the module "
                    + "that brought it, or use PowerShell 7.",
                loaded.Location);
        }
    }

    private static Version Release(string path) => Version.TryParse(FileVersionInfo.GetVersionInfo(path).FileVersion, out var version)
        ? version : new();
}
#endif
