using System.Management.Automation;
using System.Reflection;

namespace VpceTools.Shell;

/// <summary>What <c>-Help</c> and <c>-Version</c> print.</summary>
internal static class Usage
{
    public const string Text = """
        Usage: VpceTools.Shell [[-File] <filePath> [args]]
                               [-Command { - | <string> }]
                               [-CommandWithArgs <string> [args]] [-EncodedCommand <base64>]
                               [-ExecutionPolicy <policy>] [-Interactive] [-NoExit] [-NoLogo]
                               [-NonInteractive] [-NoProfile] [-WorkingDirectory <directory>]
                               [-Version] [-Help]

        A PowerShell with the VpceTools module imported. Options, streams and exit codes are those of pwsh:
        0 or 1 by $? after -Command, 1 after a terminating error, N after 'exit N', 64 for a bad command line.
        Without arguments it reads commands from the terminal; -Command - reads them from standard input.

          VpceTools.Shell -Command "Test-VpcEndpoint -SnapshotPath samples"
          VpceTools.Shell -File ./diagnose.ps1 -VpcId vpc-0a1b2c3d

        The module is taken from VPCETOOLS_MODULE (a folder or a .psd1) where that is set, else from the shell's folder,
        else from the folder where the build staged it.
        """;

    public static string Version
    {
        get
        {
            var shell = typeof(Usage).Assembly.GetName().Version ?? new Version(0, 0, 0);
            var engine = typeof(PSObject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            return $"VpceTools.Shell {shell.ToString(3)} (PowerShell {engine?.Split(' ', '+')[0]})";
        }
    }
}
