using VpceTools.Aws.Calling;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;

namespace VpceTools.Aws.Repairing;

/// <summary>Asks EC2 whether IAM allows a repair: a dry run is answered with an error, which says it.</summary>
internal sealed class PermissionProbe(RepairCaller caller)
{
    /// <summary>Asks; nothing is changed.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PermissionOutcome> AskAsync(RepairAction action, CancellationToken cancellationToken)
    {
        if (!RepairRequest.HasDryRun(action))
            return new(RepairPermission.Unknown, $"{action.Operation} has no dry run in EC2's API: whether {action.IamAction} is allowed shows when the call is made.");
        try
        {
            await caller.DryRunAsync(action, cancellationToken).ConfigureAwait(false);
            return new(RepairPermission.Unknown, $"{action.Operation}: EC2 answered the dry run without an error, which it is documented never to do.");
        }
        catch (CallFailedException e) when (e.Error.Code == Refusals.DryRunOperation)
        {
            return new(RepairPermission.Allowed, PrivateDnsPermission.IsNeededFor(action)
                ? $"A dry run does not see that enabling private DNS also needs {PrivateDnsPermission.IamAction}, without which the change hangs." : null);
        }
        catch (CallFailedException e)
        {
            return new(e.Error.IsAccessDenied ? RepairPermission.Denied : RepairPermission.Unknown, e.Error.Message);
        }
    }
}
