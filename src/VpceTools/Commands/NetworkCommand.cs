using System.Management.Automation;
using VpceTools.Checks;
using VpceTools.Connecting;
using VpceTools.Errors;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairing;
using VpceTools.Resources;
using VpceTools.Selection;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// A cmdlet about endpoints of live EC2 or of a snapshot. It gathers what the whole pipeline names, reads each source once, and hands the
/// selected endpoints to the derived cmdlet.
/// </summary>
public abstract partial class NetworkCommand : AwsCommand
{
    private const int WarningsShown = 5;
    private readonly List<(LiveScope? Scope, SelectionSet Selection)> _gathered = [];
    private readonly List<string> _paths = [];
    private IReadOnlyList<ICheck> _checks = [];
    private CheckOptions _options = new();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            RefuseEmptyArguments();
            _checks = Checks();
            _options = Options();
        }
        catch (CommandException e)
        {
            ThrowTerminatingError(e.Error);
        }

        try
        {
            _paths.AddRange((SnapshotPath ?? []).SelectMany(path => SnapshotPaths.Resolve(SessionState.Path, path)));
        }
        catch (CommandException e)
        {
            EndUnanswered(e.Error);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LeaveOutPropertiesOfCredentials();
        Gather(Scope(), Selection());
    }

    private protected override void LeaveOutPropertiesOfCredentials()
    {
        base.LeaveOutPropertiesOfCredentials();
        if (PipelineRecord.IsCredentials(this) && !IsNamed(nameof(Region)))
            Region = null;
    }

    /// <summary>Gathers endpoints of exactly one account and Region of live EC2.</summary>
    private protected void GatherLive(AwsConnection connection, EndpointSelection selection) => Gather(LiveScope.Of(connection), selection);

    /// <summary>Gathers endpoints of a snapshot.</summary>
    private protected void GatherSnapshot(IEnumerable<string> paths, EndpointSelection selection)
    {
        _paths.AddRange(paths.Where(path => !_paths.Contains(path)));
        Gather(null, selection);
    }

    private void Gather(LiveScope? scope, EndpointSelection selection)
    {
        var known = _gathered.FindIndex(g => Equals(g.Scope, scope));
        if (known < 0)
        {
            known = _gathered.Count;
            _gathered.Add((scope, new()));
        }

        _gathered[known].Selection.Add(selection);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var readings = ReadLive();
        foreach (var (scope, selection) in _gathered)
            Diagnose(scope is null ? ReadSnapshots(selection) : Usable(scope, selection, readings), selection, scope);
    }

    /// <summary>Handles the selected endpoints of one account and Region, or of a snapshot.</summary>
    /// <param name="diagnosis">The endpoints and what will diagnose them.</param>
    /// <param name="connection">The way to their account and Region; null for a snapshot.</param>
    private protected abstract void Handle(Diagnosis diagnosis, AwsConnection? connection);

    /// <summary>Whether a Boolean is asked for in place of what there is to say.</summary>
    private protected virtual bool IsQuiet => false;

    /// <summary>Writes an error that leaves a question without an answer. A Boolean is false for it: a gate must not open for what nobody could decide.</summary>
    private protected void WriteUnanswered(ErrorRecord error)
    {
        WriteError(error);
        if (IsQuiet)
            WriteObject(false);
    }

    /// <summary>
    /// Ends the command with an error that leaves all questions without an answer. Where a Boolean is asked for it is an error like others: one that ends the
    /// command takes the statement around it along, and with it the false that <c>if</c> would see.
    /// </summary>
    private protected void EndUnanswered(ErrorRecord error)
    {
        if (!IsQuiet)
            ThrowTerminatingError(error);
        WriteUnanswered(error);
    }

    /// <summary>Whether the endpoints are all that is read.</summary>
    private protected virtual bool EndpointsOnly => false;

    /// <summary>The checks to run.</summary>
    private protected virtual IReadOnlyList<ICheck> Checks() => [];

    /// <summary>What the parameters say about the diagnosis.</summary>
    private protected virtual CheckOptions Options() => new()
    {
        Clients = new()
        {
            SubnetIds = [.. ClientSubnetId ?? []],
            SecurityGroupIds = [.. ClientSecurityGroupId ?? []],
            InstanceIds = [.. ClientInstanceId ?? []],
            NetworkInterfaceIds = [.. ClientNetworkInterfaceId ?? []],
            CidrBlocks = [.. (ClientCidr ?? []).Select(ArgumentText.Cidr)],
        },
    };

    /// <summary>The accounts and Regions that the parameters of the present record name; null for a snapshot.</summary>
    private protected LiveScope? Scope() => SnapshotPath is null ? LiveScope.Of(Accounts(), Region) : null;

    /// <summary>The endpoints that the parameters of the present record name.</summary>
    private protected EndpointSelection Selection() => new(Id, VpcId, ServiceName, SnapshotPath is null ? null : Region);

    private void Diagnose(List<(AwsConnection? Connection, IReadOnlyList<VpcNetwork> Networks)> sources, SelectionSet selection, LiveScope? scope)
    {
        var diagnoses = new List<(Diagnosis Diagnosis, AwsConnection? Connection)>();
        var networks = new List<VpcNetwork>();
        foreach (var (connection, read) in sources)
        {
            if (read.Count > 0 && read.All(n => n.Endpoints.Count == 0 && !n.Described.Contains(ResourceKind.VpcEndpoint)))
            {
                WriteUnanswered(CommandErrors.EndpointsUnknown(Where(read, scope), CheckOutcome.Explain(new(read[0]), [MissingEvidence.Of(ResourceKind.VpcEndpoint)])));
                continue;
            }

            networks.AddRange(read);
            var origin = new DiagnosisOrigin(connection, connection is null ? [.. _paths] : []);
            diagnoses.Add((new Diagnosis(read, selection, _options with { Origin = origin }, _checks, scope), connection));
        }

        if (diagnoses.Count == 0)
            return;
        Warn([.. diagnoses.SelectMany(d => d.Diagnosis.Warnings().Select(text => (d.Connection is { } c && sources.Count > 1 ? $"{scope!.NameOf(c)}: " : "") + text))
            .Distinct(StringComparer.Ordinal)]);
        var where = Where(networks, scope);
        foreach (var error in selection.NotFound(networks, [.. diagnoses.SelectMany(d => d.Diagnosis.Endpoints)], where))
            WriteUnanswered(error);
        if (selection.IsEverything && diagnoses.Where(d => d.Diagnosis.Networks.Count > 0 && d.Diagnosis.Endpoints.Count == 0).ToList() is { Count: > 0 } empty)
            WriteWarning(MessageText.Of(Messages.NoEndpoint, Where([.. empty.SelectMany(d => d.Diagnosis.Networks)], scope)));
        foreach (var client in Diagnosis.ClientsNotFound(diagnoses.Select(d => d.Diagnosis)))
            WriteError(CommandErrors.ClientNotFound(client, where));
        foreach (var (diagnosis, connection) in diagnoses)
            Handle(diagnosis, connection);
    }

    private string Where(IReadOnlyList<VpcNetwork> networks, LiveScope? scope) =>
        scope is null ? MessageText.Of(Messages.InSnapshot, string.Join(", ", _paths.Select(path => $"'{path}'")))
        : networks.Count > 0 ? string.Join(", ", networks.Select(n => n.Region).Distinct())
        : scope.Regions.Count > 0 ? string.Join(", ", scope.Regions) : Messages.InRegion;

    private void Warn(List<string> warnings)
    {
        foreach (var warning in warnings.Take(WarningsShown))
            WriteWarning(warning);
        foreach (var warning in warnings.Skip(WarningsShown))
            WriteVerbose(warning);
        if (warnings.Count > WarningsShown)
            WriteWarning(MessageText.Of(Messages.MoreRemarks, warnings.Count - WarningsShown));
    }

    /// <summary>A variable that turns out empty must not select everything.</summary>
    private void RefuseEmptyArguments()
    {
        foreach (var name in new[] { nameof(VpcId), nameof(ServiceName) })
            if (MyInvocation.BoundParameters.TryGetValue(name, out var value) && (value as string[] ?? []).All(string.IsNullOrWhiteSpace))
                throw new CommandException(CommandErrors.ArgumentEmpty(name));
    }
}
