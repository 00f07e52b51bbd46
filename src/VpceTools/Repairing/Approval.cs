using System.Management.Automation;
using VpceTools.Errors;

namespace VpceTools.Repairing;

/// <summary>Asks before a change, as ShouldProcess has it, and says clearly where nobody can be asked.</summary>
internal static class Approval
{
    /// <summary>Whether nothing is to be changed, by -WhatIf or $WhatIfPreference.</summary>
    public static bool IsWhatIf(this PSCmdlet command) =>
        LanguagePrimitives.IsTrue(command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : command.GetVariableValue("WhatIfPreference"));

    /// <summary>Whether a person is asked before a change of high impact.</summary>
    public static bool Asks(this PSCmdlet command, bool force) => command.MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm) ? LanguagePrimitives.IsTrue(confirm)
        : !force && !(LanguagePrimitives.TryConvertTo<ConfirmImpact>(command.GetVariableValue("ConfirmPreference"), out var preference) && preference == ConfirmImpact.None);

    /// <summary>Whether a change may be made.</summary>
    /// <param name="command">The cmdlet.</param>
    /// <param name="prompt">What is shown.</param>
    /// <param name="asks">Whether the change is one to ask about; if not, only -WhatIf and -Confirm count.</param>
    /// <param name="force">Whether the user said not to ask.</param>
    public static bool IsApproved(this PSCmdlet command, RepairPrompt prompt, bool asks, bool force)
    {
        try
        {
            return command.Ask(prompt, asks, force);
        }
        catch (CommandException e)
        {
            command.ThrowTerminatingError(e.Error);
            return false;
        }
    }

    /// <summary>The same for a cmdlet that has something left to write.</summary>
    /// <exception cref="CommandException">Nobody can be asked.</exception>
    public static bool Ask(this PSCmdlet command, RepairPrompt prompt, bool asks, bool force)
    {
        var confirms = command.MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm) && LanguagePrimitives.IsTrue(confirm);
        if ((force || !asks) && !confirms && !command.IsWhatIf())
            return true;
        try
        {
            return command.ShouldProcess(prompt.Description, prompt.Question, prompt.Caption);
        }
        // Hosts without a person differ in how they say so.
        catch (Exception e) when (e is (RuntimeException or NotImplementedException or InvalidOperationException) and not (PipelineStoppedException or ActionPreferenceStopException))
        {
            throw new CommandException(CommandErrors.ConfirmationImpossible(prompt.Target, prompt.Subject, e));
        }
    }
}
