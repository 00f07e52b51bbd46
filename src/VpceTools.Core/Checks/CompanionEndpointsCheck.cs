using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>The endpoints that a task needs together all serve the clients.</summary>
public sealed class CompanionEndpointsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "CompanionEndpoints",
        Title = "Endpoints that belong together are all there",
        Description =
            "Looks for the endpoints that AWS documents as needed together for the tasks that the endpoint suggests or that run in "
            + "the VPC, whether they serve the same clients, and for another way to those that are missing.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway,
        Severity = Severity.High,
        ReadsOnDemand = EgressRoutes.OnDemand,
        Layer = CheckLayer.Hygiene,
        Reads = ReadKinds.Names,
        Link = new("https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        if (context.Endpoint.ServiceName.Length == 0)
            return CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the service"));
        var own = EndpointServiceName.Parse(context.Endpoint.ServiceName);
        var tasks = VpcTask.Of(context).Select(task => (Task: task, Needs: OthersNeeded(task, own))).Where(t => t.Needs.Count > 0).ToList();
        if (tasks.Count == 0)
            return CheckOutcome.NotApplicable("No companion endpoints are documented for the service.");
        if (context.Clients.NotFoundHere.ToArray() is { Length: > 0 } unseen)
            return WithoutAny(context, tasks, CheckOutcome.Unknown(context.Index, unseen));
        if (!ClientSubnets.All(context).Any() && context.Clients.Clients.Count > 0)
            return CheckOutcome.NotApplicable("Companion endpoints serve the endpoint's VPC, and no client is in it.");

        var way = new Lazy<EgressRoutes>(() => EgressRoutes.From(context));
        var (problems, hints) = (new List<(CheckStatus Status, Finding Finding)>(), new List<Finding>());
        var (notes, missing, said) = (new List<string>(), new HashSet<MissingEvidence>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (task, needs) in tasks.OrderByDescending(t => t.Task.AloneFor is null))
        {
            var served = new ServedNeeds(context, task.Region, own?.IsFips == true);
            var lacks = needs.Select(n => new Lack(n.Need, served.Of(n.Need))).Where(l => !l.Served.IsByAll).ToList();
            foreach (var lack in lacks)
                missing.UnionWith(lack.Served.Missing);
            lacks.RemoveAll(l => l.Served.Missing.Count > 0 || (l.Served.Clients.Count > 0 && !IsFelt(context, l, way.Value, missing)));
            var required = lacks.Where(l => task.Requires(l.Need)).ToList();
            if (required.Count > 0)
                missing.UnionWith(way.Value.Missing);
            if (required.Count > 0 && task.IsThere)
                problems.Add(Problem(context, task, required, way.Value));
            else if (required.Count > 0 && way.Value.Without.Count > 0)
                hints.Add(Hint(context, task, required, way.Value));
            said.UnionWith(required.Select(l => l.Service));
            var conditional = lacks.Where(l => !task.Requires(l.Need) && !said.Contains(l.Service)).ToList();
            if (conditional.Count == 0 || (task.Sign is null && task.AloneFor is not null))
                continue;
            if (way.Value.Without.Count > 0)
                hints.Add(Hint(context, task, conditional, way.Value));
            else
                notes.Add($"{task.Task.Title}: {string.Join("; ", conditional.Select(l => l.Describe()))}.");
        }

        return WithoutAny(context, tasks, Outcome(context, tasks.ConvertAll(t => t.Task.Task.Title), problems, hints, notes, missing));
    }

    /// <summary>
    /// Where it is not known whether something serves a need that code says there is, at least that no endpoint of the service is there.
    /// </summary>
    private static CheckOutcome WithoutAny(
        CheckContext context, IEnumerable<(VpcTask Task, List<StatedNeed> Needs)> tasks, CheckOutcome outcome)
    {
        if (outcome.Status != CheckStatus.Unknown)
            return outcome;
        var there = new HashSet<string?>(context.Index.EndpointsOfVpc[context.Endpoint.VpcId]
            .Select(endpoint => EndpointServiceName.Parse(endpoint.ServiceName)?.Code));
        var lacks = tasks.Where(t => t.Task.Conditions.Count > 0).Select(t => (t.Task, Services: t.Needs
            .Where(n => t.Task.Requires(n.Need) && n.Need.AnyOf.All(way => !there.Contains(way.Service)))
            .Select(n => n.Need.AnyOf[0].Service).Distinct().ToList())).Where(t => t.Services.Count > 0).ToList();
        return lacks.Count == 0 ? outcome : outcome with
        {
            Message = outcome.Message + string.Concat(lacks.Select(lack =>
                $" {lack.Task.Task.Title} also needs {string.Join(", ", lack.Services)} ({lack.Task.Sign}), and there is no endpoint of it here.")),
        };
    }

    private static CheckOutcome Outcome(CheckContext context, List<string> titles, List<(CheckStatus Status, Finding Finding)> problems,
        List<Finding> hints, List<string> notes, HashSet<MissingEvidence> missing)
    {
        var outcome = CheckOutcome.From(context.Index, problems, missing, string.Join(" ",
            notes.Concat(hints.Select(h => h.Summary)).Prepend(
                $"{string.Join("; ", titles.Distinct(StringComparer.Ordinal))}: the endpoints that are always needed together are there.")));
        return hints.Count == 0 ? outcome : outcome with { Findings = [.. outcome.Findings, .. hints] };
    }

    /// <summary>What a task needs beyond the endpoint itself.</summary>
    private static List<StatedNeed> OthersNeeded(VpcTask task, EndpointServiceName? own) =>
        TaskCatalog.BuiltIn.NeedsOf(task.Task, task.Region)
        .Where(n =>
            n.Need.AnyOf.All(way => way.Service is not null && (way.Service != own?.Code || (own.Region ?? task.Region) != task.Region)))
        .ToList();

    /// <summary>
    /// Whether any client that runs and that a gateway endpoint leaves out is without another way, or may be. Subnets that hold nothing but
    /// endpoints need no route to the gateway.
    /// </summary>
    private static bool IsFelt(CheckContext context, Lack lack, EgressRoutes way, HashSet<MissingEvidence> missing)
    {
        if (way.RunningWithout.Any(c => !lack.Served.Includes(c)))
            return true;
        var known = new HashSet<string>(way.With.Concat(way.Perhaps).Concat(way.Without).Select(c => c.Id), StringComparer.Ordinal);
        if (ClientSubnets.ThatRun(context).Any(c => !lack.Served.Includes(c) && !known.Contains(c.Id)))
            missing.UnionWith(way.Missing);
        return false;
    }

    private (CheckStatus, Finding) Problem(CheckContext context, VpcTask task, List<Lack> lacks, EgressRoutes way)
    {
        var without = way.Without.Where(c => lacks.Exists(l => !l.Served.Includes(c))).ToList();
        var running = way.RunningWithout.Where(c => lacks.Exists(l => !l.Served.Includes(c))).ToList();
        var isCertain = lacks.Exists(l => l.Served.Note is null);
        var (status, severity) = without.Count == 0 ? (CheckStatus.Warning, Severity.Low)
            : !way.IsIsolated ? (CheckStatus.Warning, running.Count == 0 ? Severity.Low : Severity.Medium)
            : running.Count < way.RunningWithout.Count || !isCertain ? (CheckStatus.Warning, Severity.Medium)
            // Whoever made one of the endpoints means the task; an interface alone may be of something that does another part of it.
            : (task.Sign is null || task.Task.SuggestedBy.Count > 0 ? CheckStatus.Failed : CheckStatus.Warning, Severity.High);
        var summary = $"{task.Task.Title} also needs {Services(lacks)}, for which {context.Endpoint.VpcId} has no endpoint"
            + (lacks.Exists(l => l.Served.Reasons.Count > 0 || l.Served.Clients.Count > 0) ? " that serves its clients" : "")
            + (status == CheckStatus.Failed ? " and its clients have no other way." : ".");
        return (status, Describe(context, task, severity, lacks, way, without, summary));
    }

    private Finding Hint(CheckContext context, VpcTask task, List<Lack> lacks, EgressRoutes way)
    {
        var without = way.Without.Where(c => lacks.Exists(l => !l.Served.Includes(c))).ToList();
        var summary = lacks[0].Need.Condition is null
            ? $"{task.Task.Title} would also need {Services(lacks)}, for which {context.Endpoint.VpcId} has no endpoint. ({task.AloneFor}.)"
            : $"{task.Task.Title}: {string.Join("; ", lacks.Select(l => l.Describe()))}; {context.Endpoint.VpcId} has no endpoint for "
                + (lacks.Count == 1 ? "it." : "these.");
        return Describe(context, task, Severity.Information, lacks, way, without, summary);
    }

    private Finding Describe(CheckContext context, VpcTask task, Severity severity, List<Lack> lacks, EgressRoutes way,
        List<Client> without, string summary)
    {
        var services = Services(lacks);
        var reasons = lacks.SelectMany(l => l.Served.Reasons).Distinct(StringComparer.Ordinal).ToList();
        var detail = (task.Sign is null ? "" : $"{task.Sign}. ")
            + (reasons.Count == 0 ? "" : $"Why: {string.Join("; ", reasons)}. ")
            + $"{way.Describe()} AWS documents the set at "
            + string.Join(" and ", lacks.Select(l => l.Need.Page).Distinct().Take(2));
        var note = lacks.Select(l => l.Served.Note).OfType<string>().FirstOrDefault();
        var absent = lacks.Where(l => l.Served.Reasons.Count == 0 && l.Served.Clients.Count == 0).ToList();
        return context.Finding(this, severity, context.Endpoint.VpcId, ResourceTypes.Vpc, summary) with
        {
            Evidence = new()
            {
                Component = $"VPC {context.Endpoint.VpcId}",
                Rule = $"no endpoint for {services}",
                AffectedClients = [.. without.Select(c => c.Label).Distinct()],
                Detail = detail,
            },
            Recommendation =
                (reasons.Count > 0 ? $"Have endpoints for {services} serve the clients of " : $"Create endpoints for {services} in ")
                + $"{context.Endpoint.VpcId}{(services.Contains("s3") ? "; for s3 a gateway endpoint, which is free, will do" : "")}."
                + (lacks[0].Need.Condition is null || task.Requires(lacks[0].Need) ? "" : " Nothing is wrong where the condition does not hold.")
                + (note is null ? "" : " " + note),
            CodeAdditions = severity == Severity.Information ? [] : CompanionCode.Of(context, task.Region, absent.Select(l => l.Need)),
        };
    }

    private static ValueList<string> Services(List<Lack> lacks) =>
        lacks.Select(l => l.Service).Distinct(StringComparer.Ordinal).ToValueList();

    /// <summary>A need that not every client has served.</summary>
    private sealed record Lack(TaskNeed Need, ServedNeed Served)
    {
        /// <summary>The service of the best way.</summary>
        public string Service => Need.AnyOf[0].Service!;

        /// <summary>For example <c>log delivery needs logs when the task definition uses the awslogs log driver</c>.</summary>
        public string Describe() => $"{Need.Name} needs {Service}{(Need.When is null ? "" : $" when {Need.When}")}";
    }
}
