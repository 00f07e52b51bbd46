using System.Management.Automation;
using System.Management.Automation.Runspaces;
using VpceTools.Addressing;

namespace VpceTools.Probing.Tests.Hostile;

/// <summary>
/// Runs the probe script for Windows, in PowerShell on this machine, with hostile answers of Resolve-DnsName, and says what of them was
/// run.
/// </summary>
public sealed class HostilePowerShellProbe : IDisposable
{
    private const string Name = "localhost"; // The one name that every system resolves without asking anybody.

    // The stand-in gives objects as the real one does: https://learn.microsoft.com/powershell/module/dnsclient/resolve-dnsname.
    private const string StandIns = """
        $global:started = 0
        function global:canary { $global:started++ }
        function global:touch { $global:started++ }
        function global:id { $global:started++ }
        function global:cp { $global:started++ }
        function global:Resolve-DnsName {
            [CmdletBinding()] param([string] $Name, [string] $Server, [switch] $DnsOnly, [switch] $NoHostsFile, [string] $Type)
            foreach ($text in $global:texts) {
                [pscustomobject]@{ QueryType = 'CNAME'; Name = $text; NameHost = $text; TTL = $text }
                [pscustomobject]@{ QueryType = 'A'; Name = $text; IPAddress = $text; TTL = $text }
                [pscustomobject]@{ QueryType = $text; Name = $Name; IPAddress = '127.0.9.60'; TTL = 5 }
            }
            [pscustomobject]@{ QueryType = 'A'; Name = $Name; IPAddress = '127.0.9.61'; TTL = 5 }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-sandbox-").FullName;
    private readonly Runspace _runspace;

    public HostilePowerShellProbe()
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        Invoke(StandIns);
        Invoke($"Set-Location '{_folder}'");
    }

    /// <summary>Runs the script once with each text in each of the places that an answer has for texts.</summary>
    /// <returns>The observation, and what was run or created.</returns>
    public (ProbeObservation Seen, IReadOnlyList<string> Breakouts) Run(IReadOnlyList<string> texts)
    {
        var request = new ProbeRequest
        {
            Names = [new(Name, NameKind.Service)], Addresses = [IpAddress.Parse("127.0.9.62")],
            DnsServers = ["127.0.9.63"], Port = 9, Protocol = ProbeProtocol.Tcp, Timeout = TimeSpan.FromSeconds(2)
        };
        _runspace.SessionStateProxy.SetVariable("texts", texts.ToArray());
        var breakouts = new List<string>();
        var printed = Invoke("$global:started = 0\n" + InstanceScript.For(request, isWindows: true), breakouts);
        if ((int)_runspace.SessionStateProxy.GetVariable("started") is > 0 and var started)
            breakouts.Add($"started: canary, {started} times");
        breakouts.AddRange(Directory.EnumerateFileSystemEntries(_folder).Select(path => $"created: {path}"));
        return (InstanceOutput.Read(string.Join('\n', printed), request, "i-0f1"), breakouts);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private List<string> Invoke(string script, List<string>? errors = null)
    {
        using var shell = PowerShell.Create(_runspace);
        var output = shell.AddScript(script).Invoke().Select(o => $"{o}").ToList();
        errors?.AddRange(shell.Streams.Error.Select(e => $"error: {e}"));
        return output;
    }
}
