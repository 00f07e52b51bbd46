using System.Management.Automation;
using VpceTools.Checks;
using VpceTools.Errors;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairing;
using VpceTools.Selection;
using VpceTools.Snapshots;

namespace VpceTools.Commands;

/// <summary>
/// A cmdlet about endpoints of live EC2 or of a snapshot. It gathers what the whole pipeline names, reads each source once, and hands the
/// selected endpoints to the derived cmdlet.
/// </summary>
public abstract partial class NetworkCommand : AwsCommand
{
    private const int WarningsShown = 5;
    private readonly List<(AwsConnection? Connection, SelectionSet Selection)> _gathered = [];
    private readonly List<string> _paths = [];
    private IReadOnlyList<ICheck> _checks = [];
    private CheckOptions _options = new();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            RefuseEmptyArguments();
            _checks = Checks();
            _options = Options();
            _paths.AddRange((SnapshotPath ?? []).SelectMany(path => SnapshotPaths.Resolve(SessionState.Path, path)));
        }
        catch (CommandException e)
        {
            ThrowTerminatingError(e.Error);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Gather(SnapshotPath is null ? Connection(Region) : null, Selection());
    }

    /// <summary>Gathers endpoints of live EC2.</summary>
    private protected void GatherLive(AwsConnection connection, EndpointSelection selection) => Gather(connection, selection);

    /// <summary>Gathers endpoints of a snapshot.</summary>
    private protected void GatherSnapshot(IEnumerable<string> paths, EndpointSelection selection)
    {
        _paths.AddRange(paths.Where(path => !_paths.Contains(path)));
        Gather(null, selection);
    }

    private void Gather(AwsConnection? connection, EndpointSelection selection)
    {
        var known = _gathered.FindIndex(g => Equals(g.Connection, connection));
        if (known < 0)
        {
            known = _gathered.Count;
            _gathered.Add((connection, new()));
        }

        _gathered[known].Selection.Add(selection);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var (connection, selection) in _gathered)
            Diagnose(Read(connection, selection), selection, connection);
    }

    /// <summary>Handles the selected endpoints of one source.</summary>
    /// <param name="diagnosis">The endpoints and what will diagnose them.</param>
    /// <param name="connection">The way to EC2; null for a snapshot.</param>
    private protected abstract void Handle(Diagnosis diagnosis, AwsConnection? connection);

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

    /// <summary>The endpoints that the parameters of the present record name.</summary>
    private protected EndpointSelection Selection() => new(Id, VpcId, ServiceName, SnapshotPath is null ? null : Region);

    private void Diagnose(List<VpcNetwork> networks, SelectionSet selection, AwsConnection? connection)
    {
        var where = connection is null ? $"the snapshot {string.Join(", ", _paths.Select(path => $"'{path}'"))}"
            : networks.Count > 0 ? string.Join(", ", networks.Select(n => n.Region).Distinct())
            : connection.Region ?? "the Region";
        if (networks.Count > 0 && networks.TrueForAll(n => n.Endpoints.Count == 0 && !n.Described.Contains(ResourceKind.VpcEndpoint)))
        {
            WriteError(CommandErrors.EndpointsUnknown(where, CheckOutcome.Explain(new(networks[0]), [MissingEvidence.Of(ResourceKind.VpcEndpoint)])));
            return;
        }

        var diagnosis = new Diagnosis(networks, selection, _options with { Origin = new DiagnosisOrigin(connection, connection is null ? [.. _paths] : []) }, _checks);
        Warn([.. diagnosis.Warnings().Distinct(StringComparer.Ordinal)]);
        foreach (var error in selection.NotFound(networks, diagnosis.Endpoints, where))
            WriteError(error);
        if (networks.Count > 0 && diagnosis.Endpoints.Count == 0 && selection.IsEverything)
            WriteWarning($"There is no VPC endpoint in {where}.");
        foreach (var client in diagnosis.ClientsNotFound())
            WriteError(CommandErrors.ClientNotFound(client, where));
        Handle(diagnosis, connection);
    }

    private List<VpcNetwork> Read(AwsConnection? connection, SelectionSet selection)
    {
        // Made only when they are read, and not on this thread: making a live source loads the AWS SDK.
        Func<INetworkSource>[] sources = connection is not null
            ? selection.IsHopeless ? [] : [() => LiveSource.Create(connection)]
            : [.. _paths.Select(path => new Func<INetworkSource>(() => new SnapshotSource(path)))];
        if (connection is not null)
            Rehearsal.Start();
        var networks = new List<VpcNetwork>();
        foreach (var source in sources)
        {
            try
            {
                networks.AddRange(Await((progress, token) => source().ReadAsync(selection.ToQuery() with { EndpointsOnly = EndpointsOnly }, progress, token)));
            }
            catch (NetworkSourceException e)
            {
                // One of several Regions, accounts or snapshots must not cost the results of the others.
                if (_gathered.Count == 1 && sources.Length == 1)
                    ThrowTerminatingError(CommandErrors.Of(e));
                WriteError(CommandErrors.Of(e));
            }
        }

        return networks;
    }

    private void Warn(List<string> warnings)
    {
        foreach (var warning in warnings.Take(WarningsShown))
            WriteWarning(warning);
        foreach (var warning in warnings.Skip(WarningsShown))
            WriteVerbose(warning);
        if (warnings.Count > WarningsShown)
            WriteWarning($"{warnings.Count - WarningsShown} further remarks about the evidence are shown with -Verbose.");
    }

    /// <summary>A variable that turns out empty must not select everything.</summary>
    private void RefuseEmptyArguments()
    {
        foreach (var name in new[] { nameof(VpcId), nameof(ServiceName) })
            if (MyInvocation.BoundParameters.TryGetValue(name, out var value) && (value as string[] ?? []).All(string.IsNullOrWhiteSpace))
                throw new CommandException(CommandErrors.ArgumentEmpty(name));
    }
}
