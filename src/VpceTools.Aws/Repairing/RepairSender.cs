using Amazon.Runtime;
using VpceTools.Aws.Calling;
using VpceTools.Aws.Connecting;
using VpceTools.Aws.Names;
using VpceTools.Repairs.Actions;

namespace VpceTools.Aws.Repairing;

/// <summary>Sends the call of an action once, to the service whose call it is.</summary>
/// <param name="Target">The service.</param>
/// <param name="SendAsync">Sends it; the flag asks for a dry run, null leaves that out.</param>
internal sealed record RepairSender(
    CallTarget Target, Func<RepairAction, bool?, CancellationToken, Task<AmazonWebServiceResponse>> SendAsync)
{
    /// <summary>To EC2.</summary>
    public static RepairSender To(Ec2Session session) => new(session.Target, (action, dryRun, cancellationToken) =>
        RepairRequest.SendAsync(session.Client, RepairRequest.From(action, dryRun), cancellationToken));

    /// <summary>To Route 53, whose operations have no dry run.</summary>
    public static RepairSender To(NameCalls calls) => new(calls.TargetOf(NameService.Route53), async (action, _, cancellationToken) =>
        await calls.ChangeAsync((HostedZoneAction)action, cancellationToken).ConfigureAwait(false));
}
