using System.Text.RegularExpressions;

namespace VpceTools.Model;

/// <summary>
/// What is known of a network that code describes and that may not be there yet: which code each resource comes from, which values nobody
/// knows before it is deployed, and the networks that each choice among several values makes.
/// </summary>
internal sealed record NetworkPlan
{
    /// <summary>What stands in a policy for a part of it that nobody knows, so that it must not be written back into code.</summary>
    public const string NotKnownYet = "not-known-yet";

    /// <summary>Where resources come from, by their ids, real or made up.</summary>
    public required IReadOnlyDictionary<string, CodeOrigin> Origins { get; init; }

    /// <summary>The ids that are made up for resources that are not there yet.</summary>
    public required IReadOnlyCollection<string> PlannedIds { get; init; }

    /// <summary>The ids of resources that are there already, which say more to people than addresses do.</summary>
    public required IReadOnlyCollection<string> RealIds { get; init; }

    /// <summary>The values that are open, by the id that stands in the place of each.</summary>
    public required IReadOnlyDictionary<string, OpenValue> StandIns { get; init; }

    /// <summary>All values that are open.</summary>
    public required IReadOnlyList<OpenValue> Open { get; init; }

    /// <summary>VPCs that the code puts something into and does not make, so that nobody knows what else is in them.</summary>
    public required IReadOnlyCollection<string> PartlySeenVpcs { get; init; }

    /// <summary>
    /// The networks that the code can come to, as far as some endpoints and what all share are concerned: one for each combination of the
    /// values that are one of several; none where there is nothing to choose. What is open beyond that is not seen in any of them. The same
    /// question gives the same list.
    /// </summary>
    public required Func<IReadOnlyCollection<VpcEndpoint>, IReadOnlyList<PlanVariant>> Variants { get; init; }

    /// <summary>What is taken to be there, though whether it will be is open and was not chosen.</summary>
    public IReadOnlyDictionary<string, OpenValue> Uncertain { get; init; } = new Dictionary<string, OpenValue>();

    /// <summary>The groups, each with a direction, that have their rules inside, so that a further one belongs there too.</summary>
    public IReadOnlyCollection<(string GroupId, bool IsEgress)> InlineRules { get; init; } = [];

    /// <summary>The VPCs and subnets that the code makes, by their blocks.</summary>
    public IReadOnlyDictionary<string, string> Blocks { get; init; } = new Dictionary<string, string>();

    /// <summary>What the interfaces of workloads do, as far as the code says.</summary>
    public IReadOnlyDictionary<string, PlannedWorkload> Workloads { get; init; } = new Dictionary<string, PlannedWorkload>();

    /// <summary>The kinds of evidence on names that are whole for VPCs that are not there yet: the code says all of it.</summary>
    public IReadOnlyCollection<ResourceKind> SeenOfNewVpcs { get; init; } = [];

    /// <summary>The network over which the code was laid; null for code alone.</summary>
    public VpcNetwork? Base { get; init; }

    /// <summary>How the evidence that is missing can be had.</summary>
    public required string Advice { get; init; }

    /// <summary>What is known of the network once something was changed in it, and in all that it can come to be.</summary>
    public NetworkPlan After(Func<VpcNetwork, VpcNetwork> change)
    {
        var changed = new System.Runtime.CompilerServices.ConditionalWeakTable<IReadOnlyList<PlanVariant>, IReadOnlyList<PlanVariant>>();
        return this with
        {
            Variants = endpoints => changed.GetValue(Variants(endpoints),
                was => [.. was.Select(variant => variant with { Network = change(variant.Network) })]),
        };
    }

    /// <summary>Whether a resource is not there yet.</summary>
    public bool IsPlanned(string id) => PlannedIds.Contains(id);

    /// <summary>Where a resource comes from; null for one that no code describes.</summary>
    public CodeOrigin? OriginOf(string id) => Origins.TryGetValue(id, out var origin) ? origin : null;

    /// <summary>The open values of a resource, those that stand in its place included.</summary>
    public IEnumerable<OpenValue> OpenOf(string id) => StandIns.TryGetValue(id, out var open) ? [open]
        : Open.Where(value => value.ResourceId == id);
}

/// <summary>What a workload does.</summary>
/// <param name="Task">The task, by its name in the catalogue of tasks.</param>
/// <param name="Conditions">The conditions of the task's needs that the code says are met.</param>
internal sealed record PlannedWorkload(string Task, ValueList<string> Conditions);

/// <summary>A network that one choice makes.</summary>
/// <param name="Network">The network.</param>
/// <param name="Taken">Which of its candidates each value takes.</param>
internal sealed record PlanVariant(VpcNetwork Network, IReadOnlyDictionary<OpenValue, int> Taken)
{
    /// <summary>The values that make a difference by themselves; all, where only several together do.</summary>
    /// <param name="found">What comes of each combination of the values.</param>
    public static IReadOnlyList<OpenValue> Deciding<T>(IReadOnlyList<(IReadOnlyDictionary<OpenValue, int> Taken, T Outcome)> found)
    {
        IReadOnlyList<OpenValue> all = [.. found[0].Taken.Keys];
        var deciding = all.Where(open => found.GroupBy(f =>
            string.Join(",", all.Where(other => !other.Equals(open)).Select(o => f.Taken[o])))
            .Any(alike => alike.Select(f => f.Outcome).Distinct().Count() > 1)).ToList();
        return deciding.Count > 0 ? deciding : all;
    }
}

/// <summary>The place in code that a resource comes from.</summary>
/// <param name="Address">The address, for example <c>module.vpc.aws_vpc_endpoint.this["s3"]</c>, or a logical id.</param>
public sealed record CodeOrigin(string Address)
{
    /// <summary>The address; it is shown to people, and code can be anybody's.</summary>
    public string Address { get; init => field = ShownText.Line(value); } = ShownText.Line(Address);

    /// <summary>The file; null where it is not known.</summary>
    public string? File { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The line in it, from one; null where it is not known.</summary>
    public int? Line { get; init; }

    /// <summary>How the resources that it refers to are known: the weakest of all references.</summary>
    public ReferenceProvenance Provenance { get; init; }

    /// <summary>The language of the code.</summary>
    internal CodeLanguage Language { get; init; }

    /// <summary>The logical id in its template; null in other languages.</summary>
    internal string? LogicalId { get; init; }

    /// <summary>The path among CDK constructs; null where the CDK did not write the template.</summary>
    internal string? Path { get; init; }

    /// <summary>The name of the stack that is deployed; null where it is not known.</summary>
    internal string? StackName { get; init; }

    /// <summary>The attribute of a resource by which what comes with it is had; null for the resource itself.</summary>
    internal string? Comes { get; init; }

    /// <summary>Whether the module that it is written in is the author's own, in whose files it can be changed.</summary>
    internal bool IsOwnModule { get; init; }

    /// <summary>Where the outermost module of somebody else comes from that it is in; null where that is not known.</summary>
    internal string? ModuleSource { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The inputs of that module, by the attributes that are made of them, as far as a plan tells.</summary>
    internal IReadOnlyDictionary<string, string> ModuleInputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The stack or module that it is written in, within which references lead to it; empty for the outermost.</summary>
    internal string Scope
    {
        get => field ?? (Language == CodeLanguage.Terraform ? ModuleOf(Address) : "");
        init;
    }

    private static string ModuleOf(string address)
    {
        var match = Regex.Match(address, @"^(module\.[^.\[]+(\[[^\]]*\])?\.)+",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(10));
        return match.Success ? match.Value.TrimEnd('.') : "";
    }
}

/// <summary>The languages of code that describes networks.</summary>
internal enum CodeLanguage
{
    /// <summary>The configuration language of Terraform and OpenTofu.</summary>
    Terraform,

    /// <summary>A CloudFormation template in YAML.</summary>
    CloudFormationYaml,

    /// <summary>A CloudFormation template in JSON.</summary>
    CloudFormationJson,
}

/// <summary>How it is known which resource another one refers to; the later, the weaker.</summary>
public enum ReferenceProvenance : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>By its id.</summary>
    Known,

    /// <summary>By a reference that can mean nothing else.</summary>
    Exact,

    /// <summary>By a reference that most probably means it.</summary>
    Inferred,

    /// <summary>One of several, or some of them: which, the code alone does not tell.</summary>
    OneOfSeveral,

    /// <summary>Not at all.</summary>
    Unknown,
}

/// <summary>A value of a resource that nobody knows before the code is deployed, or of which it is open which of several it is.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Address">The address of the resource in the code.</param>
/// <param name="Attribute">The attribute in the words of the code, for example <c>subnet_ids</c>.</param>
public sealed record OpenValue(string ResourceId, string Address, string Attribute)
{
    /// <summary>Why it is open, as the end of a sentence: <c>is known only after apply</c>.</summary>
    public string Reason { get; init => field = ShownText.Line(value); } = "is not known before it is deployed";

    /// <summary>What would tell.</summary>
    public string Advice { get; init => field = ShownText.Line(value); } = "";

    /// <summary>The values that it can be, as the code calls them; none where nobody knows.</summary>
    public ValueList<string> Candidates { get; init; } = [];

    /// <summary>The value in the words of the code.</summary>
    public string Name => ShownText.Line($"{Address}.{Attribute}");

    /// <summary>One sentence, with what would tell.</summary>
    public override string ToString() => $"{Name} {Reason}{(Candidates.Count == 0 ? "" : $" ({string.Join(" or ", Candidates)})")}."
        + (Advice.Length == 0 ? "" : $" {Advice}");
}

public sealed partial record VpcNetwork
{
    /// <summary>What is known of it beyond itself where code describes it; null for a network that was read.</summary>
    internal NetworkPlan? Plan { get; init; }
}
