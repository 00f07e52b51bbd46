namespace VpceTools.Module.Tests.Hosting;

/// <summary>A small script module in a temporary folder, with a format view: it stands for VpceTools where the shell is tested.</summary>
public sealed class TemporaryModule : IDisposable
{
    private const string Functions = """
        function Get-Endpoint {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name, [int] $Count = 2)
            for ($i = 1; $i -le $Count; $i++) {
                [pscustomobject]@{ PSTypeName = 'Fake.Endpoint'; Name = $Name; Index = $i; Status = 'Failed'; Detail = 'hidden by the view' }
            }
        }
        function Write-Stream {
            [CmdletBinding()] param()
            $PSCmdlet.WriteWarning('a warning')
            $PSCmdlet.WriteVerbose('a detail')
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Reading', 'security groups'))
            $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
                [System.InvalidOperationException]::new('a soft error'), 'SoftError', 'InvalidData', $null))
            'an object'
        }
        function Remove-Endpoint {
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param()
            if ($PSCmdlet.ShouldProcess('vpce-1', 'Remove')) { 'removed' } else { 'kept' }
        }
        """;

    private const string Views = """
        <Configuration><ViewDefinitions><View>
          <Name>Endpoint</Name>
          <ViewSelectedBy><TypeName>Fake.Endpoint</TypeName></ViewSelectedBy>
          <TableControl>
            <TableHeaders>
              <TableColumnHeader><Label>Status</Label><Width>8</Width></TableColumnHeader>
              <TableColumnHeader><Label>Endpoint</Label></TableColumnHeader>
            </TableHeaders>
            <TableRowEntries><TableRowEntry><Wrap/><TableColumnItems>
              <TableColumnItem><ScriptBlock>"$($PSStyle.Foreground.Red)$($_.Status)$($PSStyle.Reset)"</ScriptBlock></TableColumnItem>
              <TableColumnItem><PropertyName>Name</PropertyName></TableColumnItem>
            </TableColumnItems></TableRowEntry></TableRowEntries>
          </TableControl>
        </View></ViewDefinitions></Configuration>
        """;

    public TemporaryModule()
    {
        Folder = Directory.CreateTempSubdirectory("VpceTools").FullName;
        Write("Fake.psm1", Functions);
        Write("Fake.Format.ps1xml", Views);
        Manifest = Write("Fake.psd1", """
            @{ RootModule = 'Fake.psm1'; ModuleVersion = '1.0'; FunctionsToExport = '*'; FormatsToProcess = 'Fake.Format.ps1xml' }
            """);
    }

    public string Folder { get; }

    public string Manifest { get; }

    /// <summary>Writes a file into the module's folder and returns its path.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
