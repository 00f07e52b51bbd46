using System.Management.Automation;
using VpceTools.Comparing;
using VpceTools.Findings;
using VpceTools.Formatting;
using VpceTools.Intents;
using VpceTools.Model;
using VpceTools.Repairs.Running;
using VpceTools.Reports;
using Problem = VpceTools.Findings.Finding;
using Proof = VpceTools.Findings.Evidence;
using ProofPacket = VpceTools.Findings.Packet;

namespace VpceTools.Exporting;

/// <summary>
/// Gathers what the pipeline brings for a report: results, findings, paths, repairs and errors, of this session or of another, which
/// leaves their properties only. All texts become such that steer no terminal.
/// </summary>
internal sealed class ReportInputs
{
    private const string Deserialized = "Deserialized.";

    /// <summary>An expectation may fail for thousands of clients, and nobody looks at so many drawings.</summary>
    private const int PathsShown = 3;

    private readonly List<ReportResult> _results = [];
    private readonly Dictionary<string, ReportFinding> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReportEndpoint> _endpoints = new(StringComparer.Ordinal);
    private readonly List<ReportPath> _paths = [];
    private readonly List<ReportIntent> _intents = [];
    private readonly List<ReportRepair> _repairs = [];
    private readonly List<ReportResultChange> _changes = [];
    private readonly List<ReportChange> _others = [];
    private readonly List<ReportError> _errors = [];
    private readonly HashSet<Exception> _seen = [];

    /// <summary>The folder that files are named from; empty for their whole paths.</summary>
    public string BaseFolder { get; init; } = "";

    /// <summary>How many objects were taken.</summary>
    public int Count { get; private set; }

    /// <summary>Takes an object; false where it is nothing to report.</summary>
    public bool Add(PSObject input)
    {
        Count++;
        if (Is(input, "EndpointTestResult", typeof(EndpointTestResult)))
            _results.Add(Result(input));
        else if (Is(input, "EndpointFinding", typeof(Problem)))
            Finding(input);
        else if (Is(input, "EndpointRepairResult", typeof(EndpointRepairResult)))
            _repairs.Add(Repair(input));
        else if (Is(input, "EndpointPath", null))
            _paths.Add(Path(input));
        else if (Is(input, "EndpointIntentResult", typeof(EndpointIntentResult)))
            _intents.Add(Intent(input));
        else if (Is(input, "EndpointResultChange", typeof(EndpointResultChange)))
            _changes.Add(Change(input));
        else if (Is(input, "NetworkChange", typeof(NetworkChange)))
            _others.Add(Network(input));
        else if (input.BaseObject is ErrorRecord error)
            Add(error);
        else
            return false;
        return true;
    }

    /// <summary>Takes an error; once, by whatever way it comes.</summary>
    public void Add(ErrorRecord error)
    {
        if (!_seen.Add(error.Exception))
            return;
        _errors.Add(new()
        {
            ErrorId = Line(error.FullyQualifiedErrorId.Split(',')[0]),
            Message = ShownText.Error(error.ErrorDetails?.Message ?? error.Exception.Message),
            Target = error.TargetObject is string or ValueType ? Line($"{error.TargetObject}") : null,
        });
    }

    /// <summary>The report on all of it.</summary>
    public Report ToReport(string title, string version, DateTimeOffset created, ReportGate gate) => new()
    {
        Title = Line(title),
        ToolVersion = version,
        Created = created,
        Gate = gate,
        Results = _results,
        Findings = [.. _findings.Values.OrderByDescending(finding => finding.Severity)],
        Paths = _paths,
        Intents = _intents,
        Repairs = _repairs,
        Changes = _changes,
        OtherChanges = _others,
        Errors = _errors,
    };

    private static bool Is(PSObject input, string name, Type? type) => (type is not null && type.IsInstanceOfType(input.BaseObject))
        || input.TypeNames.Contains($"VpceTools.{name}") || input.TypeNames.Contains($"{Deserialized}VpceTools.{name}");

    private ReportResult Result(PSObject result) => new()
    {
        Endpoint = Endpoint(result),
        Check = Text(result, nameof(EndpointTestResult.Check)),
        Title = Text(result, nameof(EndpointTestResult.Title)),
        // A word that this release does not know is nothing that passed.
        Status = Enum.TryParse<CheckStatus>(Text(result, nameof(EndpointTestResult.Status)), out var status) ? status : CheckStatus.Unknown,
        Message = Text(result, nameof(EndpointTestResult.Message)),
        Findings = Findings(result),
        Code = Code(result),
    };

    /// <summary>The place in code; its file as people write it who stand where the report is made.</summary>
    private ReportCode? Code(PSObject owner)
    {
        if (Some(owner, nameof(Problem.Address)) is not { Length: > 0 } address)
            return null;
        var file = Some(owner, nameof(Problem.File)) ?? "";
        var root = BaseFolder.TrimEnd('/', '\\');
        if (root.Length > 0 && file.Length > root.Length + 1 && file.StartsWith(root, StringComparison.Ordinal)
            && file[root.Length] is '/' or '\\')
            file = file.Substring(root.Length + 1);
        return new(address, file, int.TryParse(Text(owner, nameof(Problem.Line)), out var line) ? line : 0)
        {
            Provenance = Text(owner, nameof(Problem.Provenance)),
        };
    }

    private List<ReportFinding> Findings(PSObject owner) =>
        [.. ObjectText.Items(owner, "Findings").OfType<object>().Select(finding => Finding(PSObject.AsPSObject(finding)))
            .OfType<ReportFinding>()];

    /// <summary>
    /// A finding, once: it may come by its result and by itself. Null for one that a serialization at too little depth left as a text.
    /// </summary>
    private ReportFinding? Finding(PSObject finding)
    {
        if (ObjectText.Get(finding, nameof(Problem.Summary)) is null)
            return null;
        var evidence = ObjectText.Get(finding, nameof(Problem.Evidence));
        var made = new ReportFinding
        {
            Severity = Enum.TryParse<Severity>(Text(finding, nameof(Problem.Severity)), out var severity) ? severity : Severity.Critical,
            Check = Text(finding, nameof(Problem.Check)),
            Endpoint = Endpoint(finding),
            ResourceId = Text(finding, nameof(Problem.ResourceId)),
            ResourceType = Text(finding, nameof(Problem.ResourceType)),
            Summary = Text(finding, nameof(Problem.Summary)),
            Packet = Packet(ObjectText.Get(evidence, nameof(Proof.Packet))),
            Path = ObjectText.Get(finding, "Path") is { } path && ObjectText.Get(path, "Verdict") is not null
                ? Path(PSObject.AsPSObject(path), findings: []) : null,
            Component = Some(evidence, nameof(Proof.Component)),
            Rule = Some(evidence, nameof(Proof.Rule)),
            AffectedClients = [.. ObjectText.Items(evidence, nameof(Proof.AffectedClients)).Select(client => Line($"{client}"))],
            Detail = ObjectText.Text(evidence, nameof(Proof.Detail)) is { } detail ? ShownText.Lines(detail) : null,
            ExplanationCode = Some(evidence, nameof(Proof.ExplanationCode)),
            Recommendation = Text(finding, nameof(Problem.Recommendation)),
            SideEffect = FindingText.SideEffect(finding) is { } effect ? Line(effect.Replace('\n', ' ')) : null,
            CanRepair = Text(finding, nameof(Problem.CanRepair)) == bool.TrueString,
            AwsCli = Commands(finding, nameof(Problem.AwsCli)),
            PowerShell = Commands(finding, nameof(Problem.PowerShell)),
            Code = Code(finding),
            CodeFix = Some(finding, nameof(Problem.Address)) is not { Length: > 0 } ? ""
                : Commands(finding, nameof(Problem.CloudFormation)) is { Length: > 0 } fix ? fix
                : Commands(finding, nameof(Problem.Terraform)),
            IsTerraform = Commands(finding, nameof(Problem.CloudFormation)).Length == 0,
        };
        var key = string.Join("\n", made.Endpoint.Key, made.Check, made.ResourceId, made.Severity, made.Summary,
            made.Packet?.From, made.Packet?.To, made.AwsCli, made.Code?.Address);
        if (_findings.TryGetValue(key, out var known))
            return known;
        _findings.Add(key, made);
        return made;
    }

    private static ReportPacket? Packet(object? packet) =>
        packet is null || ObjectText.Get(packet, nameof(ProofPacket.Source)) is null ? null : new()
        {
            Source = Text(packet, nameof(ProofPacket.Source)),
            SourcePort = Text(packet, nameof(ProofPacket.SourcePort)),
            Destination = Text(packet, nameof(ProofPacket.Destination)),
            DestinationPort = Text(packet, nameof(ProofPacket.DestinationPort)),
            IsReturnTraffic = Text(packet, nameof(ProofPacket.Direction)) == nameof(PacketDirection.Response),
        };

    /// <summary>A path that stands for itself, with its findings.</summary>
    private ReportPath Path(PSObject path) => Path(path, Findings(path));

    private static ReportPath Path(PSObject path, IReadOnlyList<ReportFinding> findings) => new()
    {
        From = Text(path, "From"),
        To = Text(path, "To"),
        Port = Text(path, "Port"),
        Verdict = Text(path, "Verdict"),
        Message = Text(path, "Message"),
        Hops =
        [
            .. ObjectText.Items(path, "Hops").Select(hop => new ReportHop
            {
                Component = Text(hop, "Component"),
                Direction = Text(hop, "Direction") switch { "ReturnTraffic" => "return traffic", var word => word.ToLowerInvariant() },
                Decision = Text(hop, "Decision"),
                Detail = Some(hop, "Detail"),
            }),
        ],
        Findings = findings,
    };

    private ReportIntent Intent(PSObject intent) => new()
    {
        Name = Text(intent, nameof(EndpointIntentResult.Name)),
        Status = Text(intent, nameof(EndpointIntentResult.Status)),
        Expectation = Line(IntentText.Expectation(intent)),
        Verdict = Text(intent, nameof(EndpointIntentResult.Verdict)),
        Message = Text(intent, nameof(EndpointIntentResult.Message)),
        File = Text(intent, nameof(EndpointIntentResult.IntentPath)),
        Line = int.TryParse(Text(intent, nameof(EndpointIntentResult.Line)), out var line) ? line : 0,
        // What is in the way of something that must not be reached is no problem: only the findings of the result are.
        Paths = [.. ObjectText.Items(intent, nameof(EndpointIntentResult.Paths)).OfType<object>().Take(PathsShown)
            .Where(path => ObjectText.Get(path, "Verdict") is not null).Select(path => Path(PSObject.AsPSObject(path), []))],
        Findings = Findings(intent),
        Missing = [.. ObjectText.Items(intent, nameof(EndpointIntentResult.Missing)).Select(missing => Line($"{missing}"))],
    };

    private static ReportRepair Repair(PSObject repair) => new()
    {
        EndpointId = Text(repair, nameof(EndpointRepairResult.EndpointId)),
        ResourceId = Text(repair, nameof(EndpointRepairResult.ResourceId)),
        Action = Text(repair, nameof(EndpointRepairResult.Action)),
        Description = Text(repair, nameof(EndpointRepairResult.Description)),
        Status = Text(repair, nameof(EndpointRepairResult.Status)),
        Risk = Text(repair, nameof(EndpointRepairResult.Risk)),
        Verified = Text(repair, nameof(EndpointRepairResult.Verified)) switch { "True" => "yes", "False" => "no", _ => "" },
        SideEffect = Some(repair, nameof(EndpointRepairResult.SideEffect)),
        Error = Some(repair, nameof(EndpointRepairResult.Error)),
        AwsCli = Commands(repair, nameof(EndpointRepairResult.AwsCli)),
        IsFailed = Text(repair, nameof(EndpointRepairResult.Status)) == nameof(RepairStatus.Failed)
            || Text(repair, nameof(EndpointRepairResult.IsUnclear)) == bool.TrueString
                || Text(repair, nameof(EndpointRepairResult.Verified)) == bool.FalseString,
    };

    private ReportResultChange Change(PSObject change)
    {
        // What is wrong now and was not is a finding like any other.
        foreach (var finding in ObjectText.Items(change, nameof(EndpointResultChange.NewFindings)).OfType<object>())
            Finding(PSObject.AsPSObject(finding));
        return new()
        {
            Endpoint = Endpoint(change),
            Check = Text(change, nameof(EndpointResultChange.Check)),
            Before = Text(change, nameof(EndpointResultChange.Before)),
            After = Text(change, nameof(EndpointResultChange.After)),
            Trend = Text(change, nameof(EndpointResultChange.Trend)),
            Message = Text(change, nameof(EndpointResultChange.Message)),
            Causes = [.. ObjectText.Items(change, nameof(EndpointResultChange.Causes)).OfType<object>().Select(Network)],
        };
    }

    private static ReportChange Network(object change) => ObjectText.Get(change, nameof(NetworkChange.ResourceId)) is null
        ? new() { ResourceId = "", Description = Line($"{change}") }
        : new()
        {
            ResourceId = Text(change, nameof(NetworkChange.ResourceId)),
            ResourceType = Text(change, nameof(NetworkChange.ResourceType)),
            Description = Text(change, nameof(NetworkChange.Description)),
            MadeBy = ComparisonText.Maker(change) is { } maker ? Line(maker) : "",
        };

    /// <summary>
    /// The endpoint that an object names. A finding does not say its type; the result that holds it does, and comes first.
    /// </summary>
    private ReportEndpoint Endpoint(PSObject item)
    {
        var made = new ReportEndpoint
        {
            Id = Text(item, nameof(EndpointTestResult.EndpointId)),
            ServiceName = Text(item, nameof(EndpointTestResult.ServiceName)),
            Type = Text(item, nameof(EndpointTestResult.EndpointType)),
            VpcId = Text(item, nameof(EndpointTestResult.VpcId)),
            Region = Text(item, nameof(EndpointTestResult.Region)),
            AccountId = Text(item, nameof(EndpointTestResult.AccountId)),
        };
        if (_endpoints.TryGetValue(made.Key, out var known) && (known.Type.Length > 0 || made.Type.Length == 0))
            return known;
        return _endpoints[made.Key] = made;
    }

    private static string Text(object? item, string property) => Line(ObjectText.Text(item, property) ?? "");

    private static string? Some(object? item, string property) => ObjectText.Text(item, property) is { } text ? Line(text) : null;

    /// <summary>Lines to paste are not cut.</summary>
    private static string Commands(object? item, string property) => ShownText.Exact(ObjectText.Text(item, property) ?? "");

    private static string Line(string text) => ShownText.Line(text);
}
