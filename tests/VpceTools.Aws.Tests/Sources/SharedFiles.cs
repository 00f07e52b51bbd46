using System.Runtime.CompilerServices;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>
/// The shared configuration files of this process: the tests' own, never the developer's. The SDK looks up where they are once, when it is
/// first used, so they are put in place before anything else runs.
/// </summary>
internal static class SharedFiles
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("vpce-aws-").FullName;

    public static string Credentials { get; } = Path.Combine(Folder, "credentials");

    public static string Config { get; } = Path.Combine(Folder, "config");

    [ModuleInitializer]
    internal static void PutInPlace()
    {
        File.WriteAllText(Credentials, "");
        File.WriteAllText(Config, "");
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Credentials);
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", Config);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }
}
