using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Checks.Support;

/// <summary>Says what a question about names lacks: the calls that would tell, and where none would, why not.</summary>
internal static class MissingNames
{
    /// <summary>The sentences; empty where nothing is missing.</summary>
    public static string Explain(CheckContext context, IEnumerable<MissingNameEvidence> missing, IEnumerable<MissingEvidence> others)
    {
        var (calls, ec2, reasons) = (new List<string>(), new List<MissingEvidence>(others), new List<string>());
        foreach (var item in missing.Distinct())
        {
            // Calls of EC2, and those that were tried and failed, are told one by one; of the rest the commands are enough.
            if (item.Kind.Resource() is { } kind
                && (item.Call?.Service == "ec2" || context.Index.Network.Failures.Any(f => f.Kind == kind)))
                ec2.Add(Of(context, kind, item.ResourceId));
            else if (item.Command is { } command)
                calls.Add(command + Whose(context, item));
            else
                reasons.Add(item.Reason);
        }

        var parts = new List<string>();
        if (ec2.Count > 0)
            parts.Add(CheckOutcome.Explain(context.Index, ec2));
        if (calls.Count > 0)
            parts.Add($"The evidence on what decides names is missing: {string.Join(", ", calls.Distinct())}.");
        parts.AddRange(reasons.Distinct());
        return string.Join(" ", parts);
    }

    /// <summary>Problems found, and else what is missing; a pass where there is neither.</summary>
    public static CheckOutcome Conclude(CheckContext context, IReadOnlyCollection<(CheckStatus Status, Finding Finding)> problems,
        IReadOnlyCollection<MissingNameEvidence> missing, IReadOnlyCollection<MissingEvidence> others, string passedMessage)
    {
        var explanation = Explain(context, missing, others);
        if (problems.Count == 0)
            return explanation.Length > 0 ? new(CheckStatus.Unknown, explanation, []) : CheckOutcome.Passed(passedMessage);
        var outcome = CheckOutcome.From(context.Index, problems, [], passedMessage);
        return explanation.Length == 0 ? outcome
            : outcome with { Message = $"{outcome.Message} Not everything could be decided. {explanation}" };
    }

    /// <summary>The account that answers for another VPC than the endpoint's; empty where it is the endpoint's own.</summary>
    private static string Whose(CheckContext context, MissingNameEvidence item) =>
        (item.AccountId ?? (item.ResourceId is { } id && context.Index.Vpcs.TryGetValue(id, out var vpc) ? vpc.OwnerId : null)) is { } owner
            && owner != context.AccountId ? $" (in account {owner})" : "";

    private static MissingEvidence Of(CheckContext context, ResourceKind kind, string? id) =>
        string.IsNullOrEmpty(id) ? kind == ResourceKind.Vpc && context.Endpoint.VpcId.Length == 0
            ? context.MissingOfEndpoint("the VPC") : MissingEvidence.Of(kind)
        : context.Missing(kind, id!);
}
