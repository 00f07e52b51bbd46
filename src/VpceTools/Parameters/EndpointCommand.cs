using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Output;
using VpceTools.Planned;
using VpceTools.Reachability;
using VpceTools.Reading;
using VpceTools.Repairs.Running;

namespace VpceTools.Parameters;

/// <summary>
/// A cmdlet about endpoints of live EC2 or of a snapshot. A record of the pipeline only says what is wanted; at the end the cmdlet asks for
/// it, and each source is read once.
/// </summary>
public abstract partial class EndpointCommand : PSCmdlet, IConnectionParameters, IDisposable
{
    private const int WarningsShown = 5;
    private readonly List<(ReadScope Scope, SelectionSet Selection)> _gathered = [];
    private readonly SnapshotArguments _snapshots = new();
    private ValueList<CodeInput> _code = [];

    /// <summary>Makes the cmdlet.</summary>
    private protected EndpointCommand()
    {
        Work = new(this);
        Account = new(this);
    }

    /// <summary>What waits for asynchronous work.</summary>
    private protected CommandWork Work { get; }

    /// <summary>The accounts that the parameters name.</summary>
    private protected ConnectionArguments<EndpointCommand> Account { get; }

    /// <summary>What reads and repairs live AWS, and shares the credentials that it fetches. The first use loads the AWS SDK.</summary>
    private protected Lazy<AwsSources> Aws { get; } = new(LiveSource.Open);

    /// <inheritdoc/>
    public void Dispose()
    {
        Work.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void BeginProcessing() => EndOnError(() =>
    {
        Account.Begin();
        _code = CodeArguments.Read(this, SessionState.Path);
        if (_code.Count > 0 && !TakesCode)
            throw new CommandException(CommandErrors.NotForCode(MyInvocation.MyCommand.Name, _code[0].Path));
        // A variable that turns out empty must not select everything.
        foreach (var name in new[] { nameof(VpcId), nameof(ServiceName) })
            if (MyInvocation.BoundParameters.TryGetValue(name, out var value) && (value as string[] ?? []).All(string.IsNullOrWhiteSpace))
                throw new CommandException(CommandErrors.ArgumentEmpty(name));
        return true;
    });

    /// <inheritdoc/>
    protected override void ProcessRecord() => Gather();

    /// <inheritdoc/>
    protected override void StopProcessing() => Work.Stop();

    /// <summary>Does something of which an error ends the command, such as reading an argument.</summary>
    private protected T EndOnError<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CommandException e)
        {
            ThrowTerminatingError(e.Error);
            throw;
        }
    }

    /// <summary>The clients that the parameters name.</summary>
    /// <exception cref="CommandException">An address or a CIDR block is none.</exception>
    private protected ClientSelection Clients() => new()
    {
        SubnetIds = [.. ClientSubnetId ?? []],
        SecurityGroupIds = [.. ClientSecurityGroupId ?? []],
        InstanceIds = [.. ClientInstanceId ?? []],
        NetworkInterfaceIds = [.. ClientNetworkInterfaceId ?? []],
        CidrBlocks = [.. (ClientCidr ?? []).Select(ArgumentText.Cidr)],
    };

    /// <summary>Whether the cmdlet can say something of a network that only code describes yet.</summary>
    private protected virtual bool TakesCode => true;

    /// <summary>Ends the command where the wire of a network is asked for that is not there yet.</summary>
    private protected void RefuseProbeOfCode()
    {
        if (_code.Count > 0)
            ThrowTerminatingError(CommandErrors.NotForCode("-Probe", _code[0].Path));
    }

    /// <summary>The plans, states and templates that the parameters name.</summary>
    private protected ValueList<CodeInput> Code => _code;

    /// <summary>Whether the code is all that is read.</summary>
    private bool IsCodeAlone => _code.Count > 0 && SnapshotPath is null && !Live;

    /// <summary>The endpoints that the parameters of the present record name.</summary>
    private protected EndpointSelection Selection() => new(Id, VpcId, ServiceName, SnapshotPath is null && !IsCodeAlone ? null : Region)
    {
        Filters = [.. Filter ?? [], .. Tag ?? []],
    };

    /// <summary>The accounts and Regions that the parameters of the present record name; null for a snapshot.</summary>
    private protected LiveScope? Scope()
    {
        if (Account.LeaveOutPropertiesOfCredentials())
            Region = null;
        return SnapshotPath is null ? LiveScope.From(Account.Accounts()
            .Select(account => account with { OrganizationRole = OrganizationRole }), Region)
            : null;
    }

    /// <summary>Takes note of the endpoints that the present record names.</summary>
    private protected void Gather()
    {
        if (IsCodeAlone)
            Gather(new CodeScope(_code), Selection());
        else if (Scope() is { } live)
            Gather(live, Selection());
        else
            _snapshots.Add(SessionState.Path, SnapshotPath!, Selection());
    }

    /// <summary>Takes note of endpoints of a scope that the parameters do not name.</summary>
    private protected void Gather(ReadScope scope, EndpointSelection selection)
    {
        var known = _gathered.FindIndex(g => g.Scope == scope);
        if (known < 0)
        {
            known = _gathered.Count;
            _gathered.Add((scope, new()));
        }

        _gathered[known].Selection.Add(selection);
    }

    /// <summary>
    /// Reads what was gathered, writes the errors of what is not there, and gives the rest: one diagnosis for each account and Region, and
    /// one for the snapshots that the parameters name.
    /// </summary>
    private protected IEnumerable<Diagnosis> Diagnose(Question question)
    {
        foreach (var error in _snapshots.Errors)
            WriteUnanswered(error, question.IsQuiet, ends: _snapshots.IsSingle);
        if (_snapshots.Scope is { } snapshots)
            _gathered.Add((snapshots, _snapshots.Selection));

        // Nothing is read in vain where only ids are named that cannot exist.
        var wanted = _gathered.Where(g => _code.Count > 0 || !g.Selection.IsHopeless)
            .Select(g => new ScopeRequest(g.Scope,
                g.Selection.ToQuery(isUnderCode: _code.Count > 0) with
                {
                    EndpointsOnly = question.EndpointsOnly,
                    WholeVpcs = question.WholeVpcs || _code.Count > 0,
                    Kinds = question.Kinds,
                    DecidesNames = question.DecidesNames,
                    Names = question.Names,
                    ClientIds = question.ClientIds,
                    ClientBlocks = question.ClientBlocks,
                    IsOneOfSeveral = question.IsOneOfSeveral,
                    IncludesRemoteClients = question.ReadsRemoteClients,
                    NamesIn = question.NamesIn,
                })).ToList();
        var read = wanted.Count == 0 ? new ReadResult([], [])
            : Work.Await((progress, token) => new NetworkReader(Aws)
                .ReadAsync(new(wanted, ThrottleLimit) { Code = IsCodeAlone ? [] : _code }, progress, token)).Joined();
        Warn(read.Warnings);
        if (wanted.Count == _gathered.Count && read.CommonError is { } common)
        {
            WriteUnanswered(CommandErrors.From(common), question.IsQuiet, ends: true);
            yield break;
        }

        foreach (var (scope, selection) in _gathered)
        {
            var endpoints = new ScopeEndpoints(scope, read.Scopes.FirstOrDefault(reading => reading.Scope == scope), selection);
            foreach (var error in endpoints.Errors)
                WriteUnanswered(error, question.IsQuiet);
            Warn(endpoints.Warnings);
            if (question.Options.Clients.Ids.Any())
            {
                var diagnoses = endpoints.Sets.Select(set => new Diagnosis(set, question)).ToList();
                foreach (var client in Diagnosis.ClientsNotFound(diagnoses))
                    WriteError(CommandErrors.ClientNotFound(client, endpoints.Name));
                foreach (var diagnosis in diagnoses)
                    yield return diagnosis;
                continue;
            }

            // One after the other: what is computed of one account is let go before the next.
            foreach (var set in endpoints.Sets)
                yield return new Diagnosis(set, question);
        }
    }

    /// <summary>
    /// Writes an error that leaves a question without an answer. Where a Boolean is asked for, it is false for it: a gate must not open for
    /// what nobody could decide.
    /// </summary>
    /// <param name="error">The error.</param>
    /// <param name="isQuiet">Whether a Boolean is asked for.</param>
    /// <param name="ends">
    /// Whether all questions stay without an answer, which ends the command. Not where a Boolean is asked for: what ends the command takes
    /// the statement around it along, and with it the false that <c>if</c> would see.
    /// </param>
    private protected virtual void WriteUnanswered(ErrorRecord error, bool isQuiet, bool ends = false)
    {
        if (ends && !isQuiet)
            ThrowTerminatingError(error);
        WriteError(error);
        if (isQuiet)
            WriteObject(false);
    }

    /// <summary>Whether the pipeline selects every endpoint of a scope.</summary>
    private protected bool IsEverything => _gathered.TrueForAll(g => g.Selection.IsEverything);

    /// <summary>The endpoints of other networks that the pipeline selects too.</summary>
    private protected IEnumerable<VpcEndpoint> Selected(IReadOnlyList<VpcNetwork> networks) => _gathered
        .SelectMany(g => g.Selection.Select(networks)).Select(selected => selected.Endpoint);

    private void Warn(IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings.Take(WarningsShown))
            WriteWarning(warning);
        foreach (var warning in warnings.Skip(WarningsShown))
            WriteVerbose(warning);
        if (warnings.Count > WarningsShown)
            WriteWarning($"{warnings.Count - WarningsShown} further remarks about the evidence are shown with -Verbose.");
    }
}
