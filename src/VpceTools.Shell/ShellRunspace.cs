using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using VpceTools.Shell.Commands;
using VpceTools.Shell.Hosting;

namespace VpceTools.Shell;

/// <summary>Opens the runspaces of the shell and of the tests, with modules imported by path.</summary>
internal static class ShellRunspace
{
    /// <exception cref="RunspaceOpenModuleLoadException">A module could not be imported.</exception>
    public static Runspace Open(ShellHost host, IEnumerable<string> modulePaths, string? executionPolicy = null)
    {
        // The engine reports its start and every imported module to its maker unless this is set before its first use.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        // CreateDefault2 leaves out the snap-ins that a hosted engine does not have.
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.Commands.Add(new SessionStateCmdletEntry("Format-List", typeof(FormatListCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Format-Table", typeof(FormatTableCommand), helpFileName: null));
        state.ImportPSModule([.. modulePaths]);
        if (OperatingSystem.IsWindows() && Enum.TryParse<ExecutionPolicy>(executionPolicy, ignoreCase: true, out var policy))
            state.ExecutionPolicy = policy;

        var runspace = RunspaceFactory.CreateRunspace(host, state);
        try
        {
            runspace.ThreadOptions = PSThreadOptions.ReuseThread;
            runspace.Open();
            return runspace;
        }
        catch (RuntimeException)
        {
            runspace.Dispose();
            throw;
        }
    }
}
