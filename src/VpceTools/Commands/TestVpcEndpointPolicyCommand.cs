using System.Collections;
using System.Management.Automation;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Model;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Policies;
using VpceTools.Reachability;
using VpceTools.Reading;

namespace VpceTools.Commands;

/// <summary>
/// Decides calls by the policies of endpoints, or by a policy document: one decision for each action, resource and principal. Without
/// calls it says what is wrong with the policies; with a second policy, which calls the two decide differently. With -Quiet, one Boolean
/// for each policy.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "VpcEndpointPolicy", DefaultParameterSetName = Sets.Live)]
[OutputType(typeof(EndpointPolicyDecision), typeof(EndpointPolicyRemark), typeof(EndpointPolicyChange), typeof(bool))]
public sealed class TestVpcEndpointPolicyCommand : EndpointCommand
{
    private const string FullAccess = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    private readonly List<PolicyQuestion> _questions = [];
    private readonly HashSet<string> _doubts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _carried = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _uncarried = new(StringComparer.OrdinalIgnoreCase);
    private Question? _question;
    private PolicyDocument? _document;
    private PolicyDocument? _reference;
    private bool _isUnreadable;
    private bool _isIncomplete;

    /// <summary>A policy in place of an endpoint's: its text, or the path of a file.</summary>
    [Parameter(ParameterSetName = Sets.Document, Mandatory = true)]
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string? PolicyDocument { get; set; }

    /// <summary>A policy to compare with: its text, or the path of a file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReferencePolicyDocument { get; set; }

    /// <summary>Compares the document with the policies that the endpoints have.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    public SwitchParameter Compare { get; set; }

    /// <summary>Reads the policy as a gateway endpoint's, for which a principal that is an account means its root user only.</summary>
    [Parameter(ParameterSetName = Sets.Document)]
    public SwitchParameter Gateway { get; set; }

    /// <summary>
    /// The actions, such as <c>s3:GetObject</c>; with wildcards, all that match. Without actions and calls, the policies are linted.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ActionName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ActionCompleter))]
    public string[]? Action { get; set; }

    /// <summary>The resources by ARN; with wildcards, all that match; without it, any.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("ResourceArn")]
    public string[]? Resource { get; set; }

    /// <summary>Who calls: the ARN of a user, role or session, or an account for its root user; without it, anybody.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PrincipalArn", "CallerArn")]
    public string[]? Principal { get; set; }

    /// <summary>What is known of the calls' context: keys and their values; <c>$null</c> for a key that they have not.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ContextTransformation]
    public IDictionary? Context { get; set; }

    /// <summary>Calls one by one: hashtables, or rows of a table.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? Call { get; set; }

    /// <summary>
    /// Gives true where every call is allowed, where nothing is wrong with the policy, or where nothing changes, else false, for each
    /// endpoint or for the document.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        // What comes from EC2 is one call, unless a client's address is asked for.
        _question = EndOnError(() =>
            new Question([], new() { Clients = Clients() }) { EndpointsOnly = Clients().IsEmpty, IsQuiet = Quiet });
        try
        {
            if (Compare && (PolicyDocument is null || ReferencePolicyDocument is not null))
                throw new CommandException(CommandErrors.NothingToCompare());
            _document = PolicyDocument is null ? null : PolicyArgument.Read(SessionState.Path, PolicyDocument);
            _reference = ReferencePolicyDocument is null ? null : PolicyArgument.Read(SessionState.Path, ReferencePolicyDocument);
        }
        catch (CommandException e)
        {
            _isUnreadable = true;
            WriteUnanswered(e.Error, Quiet, ends: true);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_isUnreadable)
            return;

        // A document is tried by itself unless endpoints are named: no account is asked for nothing.
        var isAlone = _document is not null && SnapshotPath is null && Id is null && VpcId is null && ServiceName is null;
        var scope = isAlone ? null : Scope();
        try
        {
            if (isAlone && Compare)
                throw new CommandException(CommandErrors.NothingToCompare());
            _questions.Add(new(scope, Selection(), isAlone, Calls()));
        }
        catch (CommandException e)
        {
            // What cannot be decided is not allowed: a gate must not open for it.
            _isIncomplete = true;
            WriteUnanswered(e.Error, Quiet && !isAlone);
            return;
        }

        if (!isAlone)
            Gather();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var diagnosis in Diagnose(_question!))
            foreach (var selected in diagnosis.Endpoints)
                Decide(diagnosis, selected);
        foreach (var action in _uncarried.Except(_carried, StringComparer.OrdinalIgnoreCase))
            WriteWarning($"None of the endpoints carries calls of {action}, so nothing is decided about them.");
        var alone = _questions.FindAll(question => question.IsAlone);
        if (_document is not { } document || (alone.Count == 0 && !_isIncomplete))
            return;
        var calls = CallsOf(alone);
        if (_reference is not null && alone.Count > 0)
            WriteChanges(PolicyComparison.Compare(_reference, document, calls, Gateway));
        else if (alone.Count > 0 && calls.Count == 0)
            WriteRemarks(EndpointPolicyRemark.Of(document, Gateway));
        else
            WriteDecisions(calls.ConvertAll(call => EndpointPolicyDecision.Of(document, call with { IsGatewayEndpoint = Gateway })));
    }

    private static PolicyDocument? DocumentOf(VpcEndpoint endpoint, VpcEndpointService? service) =>
        EndpointPolicies.TakesNone(endpoint, service) ? null
        : string.IsNullOrWhiteSpace(endpoint.PolicyDocument) ? throw new CommandException(CommandErrors.PolicyUnknown(endpoint.Id))
        : PolicyArgument.Parse(endpoint.PolicyDocument!, $"The policy of the VPC endpoint '{endpoint.Id}'");

    private static List<PolicyRequest> CallsOf(IEnumerable<PolicyQuestion> questions) =>
        [.. questions.SelectMany(question => question.Calls)];

    private List<PolicyRequest> Calls()
    {
        if (Action is null && (Resource is not null || Principal is not null || Context is not null))
            throw new CommandException(CommandErrors.ActionMissing());
        var asked = CallArgument.Read(Call, Region).ToList();
        if (Action is not null)
            asked.Insert(0, PolicyCalls.Of(Action, Resource, Principal, Region, ContextArgument.Of(Context)));
        foreach (var doubt in asked.SelectMany(calls => calls.Doubts).Where(_doubts.Add))
            WriteWarning(doubt);
        _isIncomplete |= asked.Exists(calls => calls.IsIncomplete);
        return [.. asked.SelectMany(calls => calls.Calls)];
    }

    private void Decide(Diagnosis diagnosis, SelectedEndpoint selected)
    {
        var (endpoint, network) = (selected.Endpoint, diagnosis.NetworkOf(selected));
        var asked = _questions.FindAll(question =>
            !question.IsAlone && (question.Scope ?? diagnosis.Scope) == diagnosis.Scope && question.Selection.Matches(endpoint, network));
        try
        {
            var service = diagnosis.ServiceOf(selected);
            var address = _question!.EndpointsOnly ? null : NamedClientAddress.Of(diagnosis.ClientsOf(selected), endpoint);
            var owner = endpoint.OwnerId ?? network.AccountId;
            var document = _document is null || service?.VpcEndpointPolicySupported == false ? DocumentOf(endpoint, service) : _document;
            var calls = CallsOf(asked);
            if (_reference is not null || Compare)
            {
                var reference = _reference ?? DocumentOf(endpoint, service) ?? FullAccessPolicy();
                WriteChanges(PolicyComparison.Compare(reference, document
                    ?? FullAccessPolicy(), calls, endpoint, network.Region, owner, address));
                return;
            }

            if (calls.Count == 0)
                WriteRemarks(document is null ? [] : EndpointPolicyRemark.Of(endpoint, network.Region, owner, document));
            else
                WriteDecisions(calls.ConvertAll(call =>
                    EndpointPolicyDecision.Of(endpoint, network.Region, document, call, address,
                        network.AccountId) with
                    { AccountId = owner }));
        }
        catch (CommandException e)
        {
            WriteUnanswered(e.Error, Quiet);
        }
    }

    private static PolicyDocument FullAccessPolicy() => PolicyArgument.Parse(FullAccess, "The default policy");

    private void WriteDecisions(List<EndpointPolicyDecision> decisions)
    {
        var carried = decisions.FindAll(decision => decision.Decision != PolicyDecisionKind.NotApplicable);
        _carried.UnionWith(carried.Select(decision => decision.Action));
        _uncarried.UnionWith(decisions.Except(carried).Select(decision => decision.Action));
        if (!Quiet)
            WriteObject(decisions.Select(OutputObject.From), enumerateCollection: true);
        // The policy of an endpoint that carries none of the calls neither lets them pass nor stops them.
        else if (carried.Count > 0 || decisions.Count == 0 || _isIncomplete)
            WriteObject(!_isIncomplete && carried.TrueForAll(decision => decision.Decision == PolicyDecisionKind.Allowed));
    }

    private void WriteRemarks(IReadOnlyList<EndpointPolicyRemark> remarks)
    {
        if (Quiet)
            WriteObject(!_isIncomplete && remarks.All(remark => remark.Severity == PolicyLintSeverity.Information));
        else
            WriteObject(remarks.Select(OutputObject.From), enumerateCollection: true);
    }

    private void WriteChanges(ValueList<EndpointPolicyChange> changes)
    {
        if (Quiet)
            WriteObject(!_isIncomplete && changes.Count == 0);
        else
            WriteObject(changes.Select(OutputObject.From), enumerateCollection: true);
    }

    /// <summary>What one record of the pipeline asks.</summary>
    /// <param name="Scope">The accounts and Regions; null for snapshots, and for a document by itself.</param>
    /// <param name="Selection">The endpoints.</param>
    /// <param name="IsAlone">Whether the document is asked about by itself.</param>
    /// <param name="Calls">The calls; none to lint the policies, or to compare them as a whole.</param>
    private sealed record PolicyQuestion(LiveScope? Scope, EndpointSelection Selection, bool IsAlone, List<PolicyRequest> Calls);
}
