using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Sources;

namespace VpceTools.Repairs.Running;

/// <summary>Applies repair actions: to EC2, or to a copy of the network.</summary>
public interface IRepairExecutor : IDisposable
{
    /// <summary>
    /// Finds what the way there takes, such as credentials and the Region; changes nothing. What is not called first happens at the first
    /// use.
    /// </summary>
    /// <exception cref="NetworkSourceException">Something needed is missing or cannot work.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The network with what the action touches read anew: the security group, network ACL, VPC attributes, or the endpoint with its VPC's
    /// other endpoints, its interfaces and the route tables that the action names. A resource that is gone is in the result no longer.
    /// </summary>
    /// <exception cref="NetworkSourceException">It could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<VpcNetwork> RefreshAsync(VpcNetwork network, RepairAction action, CancellationToken cancellationToken);

    /// <summary>
    /// The endpoints of VPCs, and those of some ids, as they are now; those that are gone are left out. For what sends clients to them.
    /// </summary>
    /// <exception cref="NetworkSourceException">They could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(IReadOnlyCollection<string> vpcIds, IReadOnlyCollection<string> endpointIds,
        CancellationToken cancellationToken);

    /// <summary>
    /// Waits until it is worth to read again what may not show a change yet. False, at once, where a read shows every change, and where the
    /// time is over in which it comes to show.
    /// </summary>
    /// <param name="turn">How often it was waited for, from 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html</remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<bool> AwaitSettlingAsync(int turn, CancellationToken cancellationToken);

    /// <summary>
    /// Waits before a resource that AWS is changing is looked at again. False, at once, where nothing changes by itself.
    /// </summary>
    /// <param name="turn">How often it was waited for, from 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<bool> AwaitChangeAsync(int turn, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the call, and where it leaves an endpoint <c>pending</c>, an attachment of a transit gateway <c>modifying</c>, or what a
    /// route table does with it <c>associating</c>, <c>enabling</c> and the like, waits until that is over. An endpoint that is pending
    /// beforehand is waited for first, since EC2 refuses a second change. What EC2 says against it is in the outcome, not an exception.
    /// </summary>
    /// <param name="action">The action.</param>
    /// <param name="settleTimeout">How long it may stay so, before and after the call each.</param>
    /// <param name="progress">Takes the calls and the states that are waited through.</param>
    /// <param name="cancellationToken">Ends the wait, and the call as long as it was not sent.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the call was sent.</exception>
    Task<RepairOutcome> ApplyAsync(RepairAction action, TimeSpan settleTimeout, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken);

    /// <summary>Asks whether IAM allows the call, without making it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<PermissionOutcome> CheckPermissionAsync(RepairAction action, CancellationToken cancellationToken);
}
