using System.Management.Automation;
using VpceTools.Errors;

namespace VpceTools.Repairing;

/// <summary>Asks before changes, as ShouldProcess has it, and says clearly where nobody can be asked.</summary>
/// <param name="command">The cmdlet.</param>
/// <param name="isForced">Whether the user said not to ask.</param>
internal sealed class Approval(PSCmdlet command, bool isForced)
{
    /// <summary>Whether nothing is to be changed.</summary>
    public bool IsWhatIf =>
        LanguagePrimitives.IsTrue(command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given
            : command.GetVariableValue("WhatIfPreference"));

    /// <summary>Whether a person is asked before a change of high impact.</summary>
    public bool AsksSomebody => command.MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm)
        ? LanguagePrimitives.IsTrue(confirm)
        : !isForced && !(LanguagePrimitives.TryConvertTo<ConfirmImpact>(command.GetVariableValue("ConfirmPreference"), out var preference)
            && preference == ConfirmImpact.None);

    /// <summary>
    /// Gives one change after the other, each with what was said to it. The one loop that asks: the next is asked about when whoever takes
    /// them has done with the last.
    /// </summary>
    /// <param name="changes">The changes.</param>
    /// <param name="promptOf">What is shown of a change; null where there is nothing to ask about it.</param>
    /// <param name="isReal">Whether the changes are such as to ask about; if not, only -WhatIf and -Confirm count.</param>
    /// <exception cref="CommandException">Nobody can be asked.</exception>
    public IEnumerable<(T Change, Answer Answer)> Each<T>(IEnumerable<T> changes, Func<T, RepairPrompt?> promptOf, bool isReal = true)
    {
        var confirms = command.MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm) && LanguagePrimitives.IsTrue(confirm);
        foreach (var change in changes)
        {
            if (promptOf(change) is not { } prompt)
                yield return (change, Answer.NotAsked);
            else if ((isForced || !isReal) && !confirms && !IsWhatIf)
                yield return (change, Answer.Yes);
            else
                yield return (change, ShouldProcess(prompt) ? Answer.Yes : IsWhatIf ? Answer.WhatIf : Answer.No);
        }
    }

    private bool ShouldProcess(RepairPrompt prompt)
    {
        try
        {
            return command.ShouldProcess(prompt.Text, prompt.Text, prompt.Caption);
        }
        // Hosts without a person differ in how they say so.
        catch (Exception e) when (e is (RuntimeException or NotImplementedException or InvalidOperationException)
            and not (PipelineStoppedException or ActionPreferenceStopException))
        {
            throw new CommandException(CommandErrors.ConfirmationImpossible(prompt.Target, prompt.Subject, e));
        }
    }
}

/// <summary>What was said to a change.</summary>
internal enum Answer
{
    /// <summary>There was nothing to ask.</summary>
    NotAsked,

    /// <summary>It may be made.</summary>
    Yes,

    /// <summary>It must not be made.</summary>
    No,

    /// <summary>It is only shown, by -WhatIf or $WhatIfPreference.</summary>
    WhatIf,
}
