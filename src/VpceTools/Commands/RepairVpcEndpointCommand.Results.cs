using System.Management.Automation;
using VpceTools.Checks;
using VpceTools.Errors;
using VpceTools.Model;
using VpceTools.Repairing;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using VpceTools.Resources;
using VpceTools.Selection;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <content>What is written: the actions, or the diagnosis afterwards; and the errors.</content>
public sealed partial class RepairVpcEndpointCommand
{
    /// <summary>EC2 shows some changes a little later than it makes them: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html.</summary>
    private static readonly TimeSpan[] Patience = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)];

    private static readonly string[] QuestionParameters =
    [
        nameof(ClientSubnetId), nameof(ClientSecurityGroupId), nameof(ClientInstanceId), nameof(ClientNetworkInterfaceId), nameof(ClientCidr), nameof(Port),
        nameof(EphemeralPortRange), nameof(RequiredAction), nameof(RequiredResource), nameof(RequiredPrincipal),
    ];

    private bool IsApplying => !this.IsWhatIf() && !CheckPermission && AsScript is null;

    /// <summary>Whether the network may be another one since: what can be taken back may have been done, whatever its end was.</summary>
    private static bool MayHaveChanged(EndpointRepairResult result) => result.Status is RepairStatus.Applied or RepairStatus.AlreadyDone || result.Undo is not null;

    private void RefuseTwoOutputs()
    {
        var given = new[] { nameof(CheckPermission), nameof(AsScript), nameof(PassThru) }
            .Where(name => MyInvocation.BoundParameters.TryGetValue(name, out var value) && (value is not SwitchParameter flag || flag.IsPresent)).ToList();
        if (given.Count > 1)
            throw new CommandException(CommandErrors.ParametersConflict(given[0], given[1]));
    }

    private bool AsksItself() => QuestionParameters.Any(MyInvocation.BoundParameters.ContainsKey);

    /// <summary>The network afterwards, read again for a while where a problem seems to be there still; null where it cannot be read.</summary>
    private VpcNetwork? Reread(RepairPlan plan, RepairOptions options, AwsConnection connection, RepairRun run, List<EndpointRepairResult> results)
    {
        var query = new NetworkQuery { VpcIds = [.. plan.Repairs.SelectMany(r => r.Closes).Select(f => f.VpcId).Distinct(StringComparer.Ordinal)] };
        var source = Sources.Value.Network(connection);
        VpcNetwork? after = null;
        foreach (var pause in Patience)
        {
            try
            {
                after = Await(async (progress, token) =>
                {
                    await Task.Delay(pause, token).ConfigureAwait(false);
                    return await source.ReadAsync(query, progress, token).ConfigureAwait(false);
                })[0];
            }
            catch (NetworkSourceException e)
            {
                WriteWarning(MessageText.Of(Messages.RepairUnverified, e.Message));
                return null;
            }

            if (run.Verify(results, after).All(r => r.Verified != false))
                break;
        }

        return after;
    }

    /// <summary>What the user named and what is no problem any longer.</summary>
    private IEnumerable<EndpointRepairResult> Gone(RepairPlan plan, List<VpcEndpoint> endpoints)
    {
        var known = plan.Repairs.SelectMany(r => r.Closes).Concat(plan.Refused.Select(r => r.Finding)).ToList();
        return _inputs.Where(i => i.ResourceId is not null && _checkNames.Contains(i.Check) && endpoints.Exists(e => e.Id == i.EndpointId) && !known.Exists(i.Matches))
            .Distinct().Select(i => CheckSelection.IsProbe(i.Check) ? SeenOnTheWire(i, plan) : new EndpointRepairResult
            {
                EndpointId = i.EndpointId,
                ResourceId = i.ResourceId!,
                Description = i.Check,
                Status = RepairStatus.AlreadyDone,
                Error = Messages.ProblemGone,
                Region = plan.Network.Region,
                AccountId = plan.Network.AccountId,
            });
    }

    /// <summary>No model can show the wire, so that nothing can be proven to mend it.</summary>
    private static EndpointRepairResult SeenOnTheWire(RepairInput input, RepairPlan plan) => new()
    {
        EndpointId = input.EndpointId,
        ResourceId = input.ResourceId!,
        Description = input.Check,
        Status = RepairStatus.Refused,
        Risk = RepairRisk.Manual,
        Error = Messages.ProbeFindingNotRepairable,
        Region = plan.Network.Region,
        AccountId = plan.Network.AccountId,
    };

    /// <summary>Ends the cmdlet, after what was done until then.</summary>
    private void End(ErrorRecord end, List<EndpointRepairResult> results, VpcNetwork? after, RepairOptions options, List<VpcEndpoint> endpoints)
    {
        if (results.Count > 0)
            WriteResults(results, after, options, endpoints);
        foreach (var error in _errors)
            WriteError(error);
        ThrowTerminatingError(end);
    }

    private void WriteResults(List<EndpointRepairResult> results, VpcNetwork? after, RepairOptions options, List<VpcEndpoint> endpoints)
    {
        // What could not be read again is not told from what was there before.
        if (PassThru && after is not null)
        {
            var runner = new CheckRunner(after, options.Checks);
            foreach (var endpoint in after.Endpoints.Where(e => endpoints.Exists(selected => selected.Id == e.Id)))
                Write([.. runner.Run(endpoint)]);
        }
        else if (!PassThru)
        {
            foreach (var result in results)
                WriteObject(OutputObject.Of(result with { Origin = options.Checks.Origin }));
        }

        _errors.AddRange(results.Where(r => r.Status == RepairStatus.Failed).Select(CommandErrors.RepairFailed));
    }
}
