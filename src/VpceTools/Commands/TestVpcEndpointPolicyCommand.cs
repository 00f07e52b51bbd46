using System.Collections;
using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Reachability;
using VpceTools.Resources;
using VpceTools.Selection;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Decides calls by the policies of endpoints, or by a policy document: one decision for each action, resource and principal, or with -Quiet one Boolean
/// for each policy.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "VpcEndpointPolicy", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(EndpointPolicyDecision), typeof(bool))]
public sealed class TestVpcEndpointPolicyCommand : NetworkCommand
{
    private const string DocumentSet = "Document";
    private readonly List<(LiveScope? Scope, EndpointSelection Selection, List<PolicyRequest> Calls)> _questions = [];
    private readonly HashSet<string> _doubts = new(StringComparer.Ordinal);
    private PolicyDocument? _document;
    private bool _isIncomplete;

    /// <summary>A policy in place of an endpoint's: its text, or the path of a file.</summary>
    [Parameter(ParameterSetName = DocumentSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? PolicyDocument { get; set; }

    /// <summary>Reads the policy as a gateway endpoint's, for which a principal that is an account means its root user only.</summary>
    [Parameter(ParameterSetName = DocumentSet)]
    public SwitchParameter Gateway { get; set; }

    /// <summary>The actions, such as <c>s3:GetObject</c>; with wildcards, all that match.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ActionName")]
    [ValidateNotNullOrEmpty]
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

    // What comes from EC2 is one call, unless a client's address is asked for.
    private protected override bool EndpointsOnly => Options().Clients.IsEmpty;

    private protected override bool IsQuiet => Quiet;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _document = PolicyDocument is null ? null : PolicyArgument.Read(SessionState.Path, PolicyDocument);
        }
        catch (CommandException e)
        {
            EndUnanswered(e.Error);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // The document was no policy.
        if (PolicyDocument is not null && _document is null)
            return;

        LeaveOutPropertiesOfCredentials();
        List<PolicyRequest> calls;
        try
        {
            calls = [.. PolicyCalls.Of(Action!, Resource, Principal, Region, ContextArgument.Of(Context))];
        }
        catch (CommandException e)
        {
            // What cannot be decided is not allowed: a gate must not open for it.
            _isIncomplete = true;
            if (_document is null)
                WriteUnanswered(e.Error);
            else
                WriteError(e.Error);
            return;
        }

        foreach (var doubt in PolicyCalls.Doubts(Action!).Where(_doubts.Add))
            WriteWarning(doubt);
        _questions.Add((_document is null ? Scope() : null, Selection(), calls));
        if (_document is null)
            base.ProcessRecord();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_document is { } document && (_questions.Count > 0 || _isIncomplete))
            Write([.. _questions.SelectMany(question => question.Calls).Select(call => EndpointPolicyDecision.Of(document, call with { IsGatewayEndpoint = Gateway }))]);
    }

    private protected override void Handle(Diagnosis diagnosis, AwsConnection? connection)
    {
        foreach (var selected in diagnosis.Endpoints)
        {
            var network = diagnosis.NetworkOf(selected);
            var calls = _questions
                .Where(question => Equals(question.Scope, diagnosis.Scope) && question.Selection.MatchesId(selected.Endpoint) && question.Selection.MatchesPlace(selected.Endpoint, network))
                .SelectMany(question => question.Calls);
            try
            {
                var document = Document(selected.Endpoint, diagnosis.ServiceOf(selected));
                var address = EndpointsOnly ? null : NamedClientAddress.Of(diagnosis.ClientsOf(selected), selected.Endpoint);
                Write([.. calls.Select(call => EndpointPolicyDecision.Of(selected.Endpoint, network.Region, document, call, address) with { AccountId = selected.Endpoint.OwnerId ?? network.AccountId })]);
            }
            catch (CommandException e)
            {
                WriteUnanswered(e.Error);
            }
        }
    }

    private static PolicyDocument? Document(VpcEndpoint endpoint, VpcEndpointService? service) =>
        EndpointPolicies.TakesNone(endpoint, service) ? null
        : string.IsNullOrWhiteSpace(endpoint.PolicyDocument) ? throw new CommandException(CommandErrors.PolicyUnknown(endpoint.Id))
        : PolicyArgument.Parse(endpoint.PolicyDocument!, MessageText.Of(Messages.PolicyOfEndpoint, endpoint.Id));

    private void Write(IReadOnlyList<EndpointPolicyDecision> decisions)
    {
        if (Quiet)
            WriteObject(!_isIncomplete && decisions.All(decision => decision.Decision == PolicyDecisionKind.Allowed));
        else
            WriteObject(decisions.Select(OutputObject.Of), enumerateCollection: true);
    }
}
