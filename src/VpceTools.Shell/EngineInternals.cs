using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace VpceTools.Shell;

/// <summary>
/// The two places where pwsh's own assemblies use internals of the engine and nobody else can do the same in public. The
/// engine ships with the shell, so a name that changed shows in the tests of an upgrade, never at a user's.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>
    /// Lets <c>exit N</c> in the next script file leave the shell. Without this it ends the script only and leaves
    /// $LASTEXITCODE, where nothing tells it from that of a native command.
    /// </summary>
    public static void LetExitLeaveTheShell(Runspace runspace)
    {
        var context = typeof(Runspace).GetProperty("ExecutionContext", Internal)?.GetValue(runspace) ?? throw Missing("Runspace.ExecutionContext");
        var rethrow = context.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Internal)
            ?? throw Missing("ExecutionContext.ScriptCommandProcessorShouldRethrowExit");
        rethrow.SetValue(context, true);
    }

    /// <summary>Gives a format command its shape ("Table", "List"), as the constructors in pwsh's Utility module do.</summary>
    public static void SetShape(FrontEndCommandBase command, string shape)
    {
        var engine = typeof(FrontEndCommandBase).Assembly;
        var shapes = engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.FormatShape") ?? throw Missing("FormatShape");
        var implementation = engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.InnerFormatShapeCommand")
            ?.GetConstructor(Internal, [shapes]) ?? throw Missing("InnerFormatShapeCommand");
        var field = typeof(FrontEndCommandBase).GetField("implementation", Internal) ?? throw Missing("FrontEndCommandBase.implementation");
        field.SetValue(command, implementation.Invoke([Enum.Parse(shapes, shape)]));
    }

    private static MissingMemberException Missing(string member) => new($"This PowerShell engine has no {member}.");
}
