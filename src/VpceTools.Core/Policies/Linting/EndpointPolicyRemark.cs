using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>
/// What the author of an endpoint's policy, or of a policy document by itself, should know of it, for people and scripts.
/// </summary>
public sealed record EndpointPolicyRemark
{
    public required PolicyLintSeverity Severity { get; init; }

    public required PolicyLintRule Rule { get; init; }

    /// <summary>What is wrong, as a sentence.</summary>
    public required string Message { get; init => field = ShownText.Line(value); }

    /// <summary>The statement's place in the document, counted from 0; null for the document as a whole.</summary>
    public int? StatementIndex { get; init; }

    /// <summary>The statement's own identifier.</summary>
    public string? Sid { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The line, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column in characters, counted from 1.</summary>
    public required int Column { get; init; }

    /// <summary>The AWS page behind the rule.</summary>
    public required Uri Page { get; init; }

    /// <summary>The endpoint; null for a document by itself.</summary>
    public string? EndpointId { get; init; }

    public string? ServiceName { get; init => field = ShownText.LineOrNull(value); }

    public string? VpcId { get; init; }

    public string? Region { get; init; }

    /// <summary>The account that owns the endpoint.</summary>
    public string? AccountId { get; init; }

    /// <summary>The remarks about a policy that is no particular endpoint's, the worst first.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="isGateway">Whether it is a gateway endpoint's.</param>
    public static IReadOnlyList<EndpointPolicyRemark> Of(PolicyDocument document, bool isGateway) =>
        Of(document, PolicyTarget.Unknown with { IsGateway = isGateway });

    /// <summary>The remarks about a policy as that of an endpoint, the worst first.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="region">The endpoint's Region; null where it is not known.</param>
    /// <param name="accountId">The account that owns the endpoint; null where it is not known.</param>
    /// <param name="document">The policy.</param>
    public static IReadOnlyList<EndpointPolicyRemark> Of(VpcEndpoint endpoint, string? region,
        string? accountId, PolicyDocument document) =>
    [
        .. Of(document, PolicyTarget.Of(endpoint)).Select(remark => remark with
        {
            EndpointId = endpoint.Id,
            ServiceName = endpoint.ServiceName,
            VpcId = endpoint.VpcId,
            Region = region,
            AccountId = accountId,
        }),
    ];

    public override string ToString() => $"{Severity} at {Line}:{Column}: {Message}";

    private static EndpointPolicyRemark[] Of(PolicyDocument document, PolicyTarget target) =>
    [
        .. PolicyLinter.Lint(document, target).OrderByDescending(result => result.Severity).Select(result => new EndpointPolicyRemark
        {
            Severity = result.Severity,
            Rule = result.Rule,
            Message = result.Message,
            StatementIndex = result.Statement?.Index,
            Sid = result.Statement?.Sid,
            Line = result.Line,
            Column = result.Column,
            Page = result.Page,
        }),
    ];
}
