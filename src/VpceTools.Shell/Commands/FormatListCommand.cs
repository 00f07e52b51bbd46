using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace VpceTools.Shell.Commands;

/// <summary>Format-List: it is pwsh's own, whose class is in a module that a hosted engine lacks.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>Gives the engine's format command the shape of a list.</summary>
    public FormatListCommand() => EngineInternals.SetShape(this, "List");
}
