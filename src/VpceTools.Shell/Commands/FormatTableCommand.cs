using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace VpceTools.Shell.Commands;

/// <summary>Format-Table: it is pwsh's own, whose class is in a module that a hosted engine lacks.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>Gives the engine's format command the shape of a table.</summary>
    public FormatTableCommand() => EngineInternals.SetShape(this, "Table");
}
