using VpceTools.Checks;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Parameters;
using VpceTools.Reachability;
using VpceTools.Reading;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;

namespace VpceTools.Repairing;

/// <summary>What a user wants repaired: what the pipeline names, else whatever the checks find.</summary>
internal sealed class RepairInputs
{
    private readonly List<RepairInput> _inputs = [];

    /// <summary>
    /// The parameters that say what is asked of the endpoints. What is said here goes before what the findings were found with.
    /// </summary>
    public static IReadOnlyList<string> QuestionParameters { get; } =
    [
        nameof(DiagnosisCommand.ClientSubnetId), nameof(DiagnosisCommand.ClientSecurityGroupId), nameof(DiagnosisCommand.ClientInstanceId),
        nameof(DiagnosisCommand.ClientNetworkInterfaceId), nameof(DiagnosisCommand.ClientCidr),
        nameof(DiagnosisCommand.IncludeRemoteClients), nameof(DiagnosisCommand.Port),
        nameof(DiagnosisCommand.EphemeralPortRange), nameof(DiagnosisCommand.RequiredAction), nameof(DiagnosisCommand.RequiredResource),
        nameof(DiagnosisCommand.RequiredPrincipal),
    ];

    /// <summary>The checks whose findings may be repaired.</summary>
    public HashSet<string> Checks { get; } = new(StringComparer.Ordinal);

    public void Add(RepairInput input) => _inputs.Add(input);

    /// <summary>Whether a problem is to be repaired.</summary>
    public bool Want(Finding finding) => Checks.Contains(finding.Check)
        && (_inputs.Count == 0 || _inputs.Exists(input => input.Matches(finding)));

    /// <summary>
    /// Whether a change may go along that what is named does not hold without. Findings name what is to be repaired, not all that it
    /// takes; what
    /// -Check leaves out stays out.
    /// </summary>
    public bool MayAdd(Finding finding) => Checks.Contains(finding.Check);

    /// <summary>The question to plan with: the findings bring that which they answer, with its clients and ports.</summary>
    /// <param name="asked">What the parameters ask.</param>
    /// <param name="isSaidHere">Whether they say anything of it.</param>
    /// <exception cref="CommandException">The findings answer different questions.</exception>
    public CheckOptions Question(CheckOptions asked, bool isSaidHere)
    {
        var brought = _inputs.Select(input => input.Options).OfType<CheckOptions>()
            .Select(options => options with { Origin = asked.Origin, PolicyMode = asked.PolicyMode, Quotas = asked.Quotas }).Distinct()
                .ToList();
        return brought.Count > 1 ? throw new CommandException(CommandErrors.DiagnosesDiffer()) : brought.Count == 0 || isSaidHere ? asked
            : brought[0];
    }

    /// <summary>The question to read for: also what the findings' clients take, wherever these are.</summary>
    public Question ToRead(Question asked)
    {
        var clients = _inputs.Select(input => input.Options?.Clients).OfType<ClientSelection>().ToList();
        return asked with
        {
            ClientIds = asked.ClientIds.Concat(clients.SelectMany(c => c.PlacedIds)).Distinct().ToValueList(),
            ClientBlocks = asked.ClientBlocks.Concat(clients.SelectMany(c => c.CidrBlocks)).Distinct().ToValueList(),
            ReadsRemoteClients = asked.ReadsRemoteClients || clients.Exists(c => c.IncludesRemote),
        };
    }

    /// <summary>What the pipeline names of these endpoints and what is no problem any longer.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="asked">What it was made for.</param>
    public IEnumerable<EndpointRepairResult> Gone(RepairPlan plan, List<VpcEndpoint> endpoints, CheckOptions asked)
    {
        var known = plan.Repairs.SelectMany(repair => repair.Closes).Concat(plan.Refused.Select(refused => refused.Finding)).ToList();
        return _inputs.Where(input => input.ResourceId is not null && Checks.Contains(input.Check)
                && endpoints.Exists(endpoint => endpoint.Id == input.EndpointId) && !known.Exists(input.Matches))
            .Distinct().Select(input => (Input: input, Doubt: Doubt(input, plan.Network, endpoints, asked)))
            .Select(gone => new EndpointRepairResult
            {
                EndpointId = gone.Input.EndpointId,
                ResourceId = gone.Input.ResourceId!,
                Description = gone.Input.Check,
                Status = gone.Doubt is null ? RepairStatus.AlreadyDone : RepairStatus.Refused,
                Risk = CheckSelection.IsProbe(gone.Input.Check) ? RepairRisk.Manual : default,
                Error = gone.Doubt ?? "The problem is not there any longer.",
                Region = plan.Network.Region,
                AccountId = plan.Network.AccountId,
            });
    }

    /// <summary>Why nobody can say that a problem is gone, though nothing shows it; null where the check says so.</summary>
    private static string? Doubt(RepairInput input, VpcNetwork network, List<VpcEndpoint> endpoints, CheckOptions asked)
    {
        // No model can show the wire, so that nothing can be proven to mend it.
        if (CheckSelection.IsProbe(input.Check))
            return "A probe saw it on the wire, and no plan can be proven against that: repair what the "
                + "checks of the configuration find, then probe again.";
        var result = CheckCatalog.Find(input.Check) is not { } check ? null
            : new CheckRunner(network, asked, [check]).Run(endpoints.Find(endpoint => endpoint.Id == input.EndpointId)!).Single();
        return result is { Status: CheckStatus.Unknown } ? $"Whether the problem is still there is not known. {result.Message}" : null;
    }

    /// <summary>Whether the network may be another one since: what can be taken back may have been done, whatever its end was.</summary>
    public static bool MayHaveChanged(EndpointRepairResult result) => result.Status is RepairStatus.Applied or RepairStatus.AlreadyDone
        || result.Undo is not null;
}

/// <summary>The language of a script.</summary>
public enum RepairScriptLanguage
{
    /// <summary>A POSIX shell with the <c>aws</c> CLI.</summary>
    AwsCli,

    /// <summary>PowerShell with AWS.Tools.EC2.</summary>
    PowerShell,
}
