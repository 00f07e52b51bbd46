using System.Management.Automation;
using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Repairing;
using VpceTools.Resources;
using VpceTools.Selection;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Resolves the names of endpoints, connects to them and says what that means, from this machine or from instances: one result for each step
/// and one verdict, or with -Quiet one Boolean, for each endpoint and machine.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "VpcEndpointConnection", DefaultParameterSetName = LiveSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EndpointConnectionResult), typeof(bool))]
public sealed partial class TestVpcEndpointConnectionCommand : NetworkCommand
{
    private readonly List<(string HostName, AwsConnection? Connection)> _hostNames = [];
    private readonly List<(string[]? Regions, EndpointSelection Selection, IReadOnlyList<string> Names)> _namesOfEndpoints = [];
    private readonly List<string> _instanceIds = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        foreach (var server in (DnsServer ?? []).Where(server => !DnsServerAddress.TryParse(server, out _, out _)))
            ThrowTerminatingError(CommandErrors.DnsServerInvalid(server));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LeaveOutPropertiesOfCredentials();
        var names = new List<string>();
        foreach (var name in HostName ?? [])
        {
            if (Uri.CheckHostName(HostOf(name)) == UriHostNameType.Unknown)
                WriteUnanswered(CommandErrors.HostNameInvalid(name));
            else
                names.Add(HostOf(name));
        }

        // Names were given and none is one: without them something else would be probed.
        if (HostName is not null && names.Count == 0)
            return;

        // Whatever instances and endpoints the pipeline names: every instance probes every endpoint.
        _instanceIds.AddRange((InstanceId ?? []).Where(id => !_instanceIds.Contains(id)));
        // A name alone needs no EC2; with endpoints, it is probed in place of their own names.
        if (HostName is not null && SnapshotPath is null && Id is null && VpcId is null && ServiceName is null)
        {
            _hostNames.AddRange(names.Select(name => (name, InstanceId is null ? null : OneConnection())));
            return;
        }

        if (HostName is not null)
            _namesOfEndpoints.Add((SnapshotPath is null ? Region : null, Selection(), names));
        base.ProcessRecord();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (var group in _hostNames.Distinct().GroupBy(h => h.Connection, h => h.HostName))
            Run([.. group.Select(name => ((CheckContext?)null, RequestFor([new ProbeName(name, NameKind.Given)])))], group.Key);
    }

    private protected override bool IsQuiet => Quiet;

    private protected override CheckOptions Options() => base.Options() with { Port = Port is { } port ? new Port(port) : null };

    private protected override void Handle(Diagnosis diagnosis, AwsConnection? connection)
    {
        var planned = new List<(CheckContext? Configuration, ProbeRequest Request)>();
        foreach (var selected in diagnosis.Endpoints)
        {
            var configuration = diagnosis.ContextOf(selected);
            ProbeName[] names = [.. NamesOf(selected.Endpoint, diagnosis.NetworkOf(selected), connection).Select(name => new ProbeName(name, NameKind.Given))];
            if (ProbePlan.For(configuration) is { } plan)
                planned.Add((configuration, WithOptions(names.Length == 0 ? plan : plan with { Names = [.. names], ServerName = names[0].HostName })));
            else
                WriteWarning(MessageText.Of(Messages.NothingToProbe, configuration.Endpoint.Id, configuration.Endpoint.TypeName));
        }

        Run(planned, connection);
    }

    /// <summary>The names that the user gave for an endpoint; none where its own are to be probed.</summary>
    private IEnumerable<string> NamesOf(VpcEndpoint endpoint, VpcNetwork network, AwsConnection? connection) => _namesOfEndpoints
        .Where(given => IsIn(given.Regions, connection) && given.Selection.MatchesId(endpoint) && given.Selection.MatchesPlace(endpoint, network))
        .SelectMany(given => given.Names).Distinct(StringComparer.OrdinalIgnoreCase);

    private static bool IsIn(string[]? regions, AwsConnection? connection) =>
        regions is null || connection?.Region is not { } region || regions.Any(given => new NamePattern(given).Matches(region));

    /// <summary>The way to the instances, which are in one account and Region.</summary>
    private AwsConnection OneConnection()
    {
        if (Region is { Length: > 1 } || (Region is [var only] && !new NamePattern(only).IsLiteral))
            ThrowTerminatingError(CommandErrors.SeveralRegions(Region));
        return Connection(Region is [var region] ? region : null);
    }

    private void Run(List<(CheckContext? Configuration, ProbeRequest Request)> planned, AwsConnection? connection)
    {
        if (planned.Count == 0)
            return;
        if (_instanceIds.Count == 0)
            WriteAll(planned, Await((progress, token) => EndpointProbing.RunAsync(LiveProbe.Local(), planned.ConvertAll(p => p.Request), progress, token)));
        else if (Try(() => Await((progress, token) => Sources.Value.InstancesAsync(connection ?? OneConnection(), SsmEndpointUrl, _instanceIds, progress, token))) is { } instances)
            planned.ForEach(plan => RunOnInstances(plan, connection ?? OneConnection(), instances));
    }

    private void RunOnInstances((CheckContext? Configuration, ProbeRequest Request) plan, AwsConnection connection, IReadOnlyList<ManagedInstance> instances)
    {
        var confirmed = instances.Where(i => i.Problem is not null).ToList();
        foreach (var platform in instances.Where(i => i.Problem is null).GroupBy(i => i.IsWindows))
        {
            if (Try(() => InstanceScript.For(plan.Request, platform.Key)) is { } script && this.IsApproved(Prompt([.. platform], script), asks: true, Force))
                confirmed.AddRange(platform);
        }

        // In the order in which they were named.
        IReadOnlyList<ManagedInstance> ordered = [.. instances.Where(confirmed.Contains)];
        if (ordered.Count > 0 && Try(() => Await((progress, token) => EndpointProbing.RunAsync(Sources.Value.InstanceProbe(connection, SsmEndpointUrl, ordered), [plan.Request], progress, token))) is { } seen)
            WriteAll([plan], seen);
    }

    /// <summary>What is shown before code runs on machines: all of it.</summary>
    private static RepairPrompt Prompt(List<ManagedInstance> instances, string script)
    {
        var ids = string.Join(", ", instances.Select(i => i.Id));
        var text = MessageText.Of(Messages.RunScript, ids, instances[0].Document, script);
        return new(ids, text, text) { Caption = Messages.ProbeCaption, Subject = MessageText.Of(Messages.RunScriptSubject, ids) };
    }

    /// <summary>What fails for one endpoint must not cost the results of the others.</summary>
    private T? Try<T>(Func<T> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (NetworkSourceException e)
        {
            WriteUnanswered(CommandErrors.Of(e));
            return null;
        }
    }

    private void WriteAll(List<(CheckContext? Configuration, ProbeRequest Request)> planned, IReadOnlyList<IReadOnlyList<ProbeObservation>> seen)
    {
        foreach (var (plan, observations) in planned.Zip(seen, (plan, observations) => (plan, observations)))
        {
            foreach (var observation in observations)
            {
                var conclusion = ProbeDiagnosis.Conclude(observation, plan.Configuration);
                if (Quiet)
                {
                    WriteObject(conclusion.Status is not (CheckStatus.Failed or CheckStatus.Unknown));
                    continue;
                }

                foreach (var result in ConnectionResults.Of(conclusion, plan.Configuration))
                    WriteObject(OutputObject.Of(result));
            }
        }
    }

    private ProbeRequest RequestFor(ValueList<ProbeName> names) => WithOptions(new() { Names = names });

    private ProbeRequest WithOptions(ProbeRequest request)
    {
        var port = Port ?? request.Port;
        return request with
        {
            Port = port,
            Protocol = Protocol ?? ProbePlan.ProtocolOf(port),
            DnsServers = [.. DnsServer ?? []],
            Count = Count,
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        };
    }

    /// <summary>The host of a URL, which is what people have at hand.</summary>
    private static string HostOf(string name) =>
        (name.Contains("://") && Uri.TryCreate(name, UriKind.Absolute, out var url) ? url.Host : name.Trim()).TrimEnd('.');
}
