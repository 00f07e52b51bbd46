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
/// Decides calls by the policies of endpoints, or by a policy document: one decision for each action, resource and principal, or with
/// -Quiet one Boolean for each policy.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "VpcEndpointPolicy", DefaultParameterSetName = Sets.Live)]
[OutputType(typeof(EndpointPolicyDecision), typeof(bool))]
public sealed class TestVpcEndpointPolicyCommand : EndpointCommand
{
    private readonly List<(LiveScope? Scope, EndpointSelection Selection, List<PolicyRequest> Calls)> _questions = [];
    private readonly HashSet<string> _doubts = new(StringComparer.Ordinal);
    private Question? _question;
    private PolicyDocument? _document;
    private bool _isIncomplete;

    /// <summary>A policy in place of an endpoint's: its text, or the path of a file.</summary>
    [Parameter(ParameterSetName = Sets.Document, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? PolicyDocument { get; set; }

    /// <summary>Reads the policy as a gateway endpoint's, for which a principal that is an account means its root user only.</summary>
    [Parameter(ParameterSetName = Sets.Document)]
    public SwitchParameter Gateway { get; set; }

    /// <summary>The actions, such as <c>s3:GetObject</c>; with wildcards, all that match.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
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

    /// <summary>Gives true where every call is allowed, else false, for each endpoint or for the document.</summary>
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
            _document = PolicyDocument is null ? null : PolicyArgument.Read(SessionState.Path, PolicyDocument);
        }
        catch (CommandException e)
        {
            WriteUnanswered(e.Error, Quiet, ends: true);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // The document was no policy.
        if (PolicyDocument is not null && _document is null)
            return;

        var scope = _document is null ? Scope() : null;
        try
        {
            _questions.Add((scope, Selection(), [.. PolicyCalls.Of(Action!, Resource, Principal, Region, ContextArgument.Of(Context))]));
        }
        catch (CommandException e)
        {
            // What cannot be decided is not allowed: a gate must not open for it.
            _isIncomplete = true;
            WriteUnanswered(e.Error, Quiet && _document is null);
            return;
        }

        foreach (var doubt in PolicyCalls.Doubts(Action!).Where(_doubts.Add))
            WriteWarning(doubt);
        if (_document is null)
            Gather();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var diagnosis in Diagnose(_question!))
            foreach (var selected in diagnosis.Endpoints)
                Decide(diagnosis, selected);
        if (_document is { } document && (_questions.Count > 0 || _isIncomplete))
            Write(_questions.SelectMany(asked => asked.Calls)
                .Select(call => EndpointPolicyDecision.Of(document, call with { IsGatewayEndpoint = Gateway })));
    }

    private void Decide(Diagnosis diagnosis, SelectedEndpoint selected)
    {
        var (endpoint, network) = (selected.Endpoint, diagnosis.NetworkOf(selected));
        try
        {
            var document = DocumentOf(endpoint, diagnosis.ServiceOf(selected));
            var address = _question!.EndpointsOnly ? null : NamedClientAddress.Of(diagnosis.ClientsOf(selected), endpoint);
            var owner = endpoint.OwnerId ?? network.AccountId;
            Write(_questions
                .Where(asked => (asked.Scope ?? diagnosis.Scope) == diagnosis.Scope && asked.Selection.Matches(endpoint, network))
                .SelectMany(asked => asked.Calls)
                .Select(call => EndpointPolicyDecision.Of(endpoint, network.Region, document, call, address) with { AccountId = owner }));
        }
        catch (CommandException e)
        {
            WriteUnanswered(e.Error, Quiet);
        }
    }

    private static PolicyDocument? DocumentOf(VpcEndpoint endpoint, VpcEndpointService? service) =>
        EndpointPolicies.TakesNone(endpoint, service) ? null
        : string.IsNullOrWhiteSpace(endpoint.PolicyDocument) ? throw new CommandException(CommandErrors.PolicyUnknown(endpoint.Id))
        : PolicyArgument.Parse(endpoint.PolicyDocument!, $"The policy of the VPC endpoint '{endpoint.Id}'");

    private void Write(IEnumerable<EndpointPolicyDecision> decisions)
    {
        var all = decisions.ToList();
        if (Quiet)
            WriteObject(!_isIncomplete && all.TrueForAll(decision => decision.Decision == PolicyDecisionKind.Allowed));
        else
            WriteObject(all.Select(OutputObject.From), enumerateCollection: true);
    }
}
