using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>The endpoint is in the state <c>available</c>.</summary>
public sealed class EndpointStateCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "EndpointState",
        Title = "The endpoint is available",
        Description = "Reads the endpoint's state, its last error and the reason of a failure.",
        AppliesTo = EndpointType.Other | EndpointType.Interface | EndpointType.Gateway | EndpointType.GatewayLoadBalancer
            | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        NeedsVpc = false,
        ReadsOnDemand = [ResourceKind.VpcEndpointAssociation],
        Layer = CheckLayer.State,
        Redirects = RedirectRole.Gates,
        Explains = CauseKind.Configuration,
        ChecklistItem = 8,
        Cause = "Endpoint service state",
        Reads = [],
        NeedsDeployment = true,
        Link = new("https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var id = context.Endpoint.Id;
        var error = LastError(context.Endpoint);
        var isOpen = IsAssociationOpen(context);
        if (isOpen)
            context.Wanted?.Add(ResourceKind.VpcEndpointAssociation);
        return context.Endpoint.State switch
        {
            EndpointState.Available when Inaccessible(context) is { Count: > 0 } inaccessible => Association(context, inaccessible),
            EndpointState.Available when error is null && isOpen =>
                CheckOutcome.Unknown(context.Index, context.Missing(ResourceKind.VpcEndpointAssociation, id)),
            EndpointState.Available when error is null => CheckOutcome.Passed("The endpoint is available."),
            EndpointState.Available => Warning(context, Severity.Low, $"Endpoint {id} is available, but its last change failed.",
                "Remove the cause of the failure, then repeat the change."),
            EndpointState.Pending => Warning(context, Severity.Medium, $"Endpoint {id} is still being created or modified.",
                "Wait a few minutes and test again; if the endpoint stays pending, contact AWS Support."),
            EndpointState.PendingAcceptance =>
                Failed(context, $"Endpoint {id} waits for the service's owner to accept it.", Acceptance(context)),
            EndpointState.Rejected => Failed(context, $"The service's owner rejected endpoint {id}.",
                "Ask the owner of the service to allow your account, then to accept the endpoint; a rejected "
                    + "endpoint can be accepted later."),
            EndpointState.Expired => Failed(context, $"The request for endpoint {id} was not accepted in time and expired.",
                "Delete the endpoint, create it again and have the service's owner accept it."),
            EndpointState.Failed =>
                Failed(context, $"Endpoint {id} could not be created.", "Remove the cause, delete the endpoint and create it again."),
            EndpointState.Partial =>
                Failed(context, $"Endpoint {id} was created only in part.", "Remove the cause, delete the endpoint and create it again."),
            EndpointState.Deleting =>
                Failed(context, $"Endpoint {id} is being deleted.", "Create another endpoint if clients still need the service."),
            EndpointState.Deleted =>
                Failed(context, $"Endpoint {id} is deleted.", "Create another endpoint if clients still need the service."),
            _ when context.Endpoint.StateName.Length == 0 => CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the state")),
            _ => Warning(context, Severity.Medium,
                $"Endpoint {id} is in the state '{context.Endpoint.StateName}', which this version does not know.",
                "Look the state up in the EC2 API reference; a working endpoint is 'available'."),
        };
    }

    /// <summary>
    /// Whether it is not known if what the endpoint leads to can be reached: an endpoint is available before, and after, a resource is.
    /// </summary>
    private static bool IsAssociationOpen(CheckContext context) =>
        context.Endpoint.Type is EndpointType.Resource or EndpointType.ServiceNetwork
        && !context.Index.Has(ResourceKind.VpcEndpointAssociation)
        && !Associations(context).Any();

    private static IEnumerable<VpcEndpointAssociation> Associations(CheckContext context) =>
        context.Index.Network.EndpointAssociations.Where(a => a.VpcEndpointId == context.Endpoint.Id);

    /// <summary>The associations of the endpoint that lead nowhere: resources and services each have a state of their own.</summary>
    /// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointAssociation.html</remarks>
    private static List<VpcEndpointAssociation> Inaccessible(CheckContext context) =>
        [.. Associations(context).Where(a => a.Accessibility is { Length: > 0 } state
            && !IsWord(state, "Accessible") && !IsWord(state, "Available"))];

    private static bool IsWord(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    private CheckOutcome Association(CheckContext context, List<VpcEndpointAssociation> inaccessible)
    {
        var summary = $"Endpoint {context.Endpoint.Id} is available, but what it leads to is not accessible: "
            + string.Join(", ", inaccessible.Select(a => $"{a.AssociatedResourceArn ?? "a resource"} ({a.Accessibility})")) + ".";
        const string Advice =
            "Ask the owner of the resource to share it again or to mend its association; until then clients get no answer from it.";
        return inaccessible.Count == Associations(context).Count()
            ? Failed(context, summary, Advice) : Warning(context, Severity.Medium, summary, Advice);
    }

    private CheckOutcome Warning(CheckContext context, Severity severity, string summary, string recommendation) =>
        CheckOutcome.Warning(Message(context, summary), Describe(context, severity, summary, recommendation));

    private CheckOutcome Failed(CheckContext context, string summary, string recommendation) =>
        CheckOutcome.Failed(Message(context, summary), Describe(context, Severity.Critical, summary, recommendation));

    private Finding Describe(CheckContext context, Severity severity, string summary, string recommendation) =>
        context.Finding(this, severity, context.Endpoint.Id, ResourceTypes.VpcEndpoint, summary) with
        {
            Evidence = new()
            {
                Component = $"endpoint {context.Endpoint.Id}",
                Rule = $"state {context.Endpoint.StateName}",
                Detail = LastError(context.Endpoint),
                ExplanationCode = context.Endpoint.State == EndpointState.Available ? null : "BAD_STATE",
            },
            Recommendation = recommendation,
        };

    private static string Message(CheckContext context, string summary) =>
        LastError(context.Endpoint) is { } error ? $"{summary} {error}" : summary;

    private static string? LastError(VpcEndpoint endpoint)
    {
        var parts = new[] { endpoint.LastError, endpoint.FailureReason }.Where(e => !string.IsNullOrWhiteSpace(e)).Distinct().ToList();
        return parts.Count == 0 ? null : "EC2 says: " + string.Join("; ", parts);
    }

    /// <summary>Only the owner of the service can accept; the name of an endpoint service ends in the id that the call needs.</summary>
    private static string Acceptance(CheckContext context)
    {
        var service = context.Endpoint.ServiceName.Substring(context.Endpoint.ServiceName.LastIndexOf('.') + 1);
        return service.StartsWith("vpce-svc-", StringComparison.Ordinal)
            ? "The service's owner accepts it with: "
            + CliLine.Of(context, $"accept-vpc-endpoint-connections --service-id {CommandText.Posix(service)} "
                + $"--vpc-endpoint-ids {CommandText.Posix(context.Endpoint.Id)}")
            : "Ask the owner of the service to accept the endpoint.";
    }
}
