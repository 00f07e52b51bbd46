using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>
/// What values of templates are in the planned world: references become the ids that are made up for resources, values that nobody knows
/// become open ones, and conditions become choices.
/// </summary>
/// <param name="resources">The resources of the run, by address.</param>
/// <param name="region">The Region in whose names services are written.</param>
internal sealed class TemplatePlace(IReadOnlyDictionary<string, EvaluatedResource> resources, string region)
{
    /// <summary>More comparisons in one property are of no use: it is then simply open.</summary>
    private const int MostComparisons = 5;
    private const string NotKnown = ", which is not known before it is deployed";
    private const string OfPrefixLists =
        "It lets through what that prefix list holds; one of an AWS service holds no address of a VPC, and so none of an interface endpoint.";

    private const string TooMany = "depends on more conditions than are looked at";

    private readonly Dictionary<string, OpenValue> _standIns = new(StringComparer.Ordinal);

    /// <summary>The ids that stand for ids that nobody knows, such as a VPC that is a parameter.</summary>
    public IReadOnlyDictionary<string, OpenValue> StandIns => _standIns;

    /// <summary>The id that is made up for a resource.</summary>
    public static string IdOf(EvaluatedResource resource) =>
        PlannedId.Of(TemplateTypes.PrefixOf(resource.Type) ?? "x", resource.Address);

    /// <summary>A property in the planned world; null where it is unset whatever the conditions are.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="property">The property.</param>
    /// <param name="value">What is written; null where nothing is.</param>
    /// <param name="id">The id that the values belong to, where it is not the resource's own.</param>
    public PlannedValue? Lower(EvaluatedResource resource, string property, TemplateValue? value, string? id = null)
    {
        var owner = new OpenValue(id ?? IdOf(resource), AddressOf(resource), property);
        if (TemplateDefaults.IsUnset(resource.Type, property, value))
            return TemplateDefaults.Of(resource.Type, property);
        var comparisons = ComparisonsIn(value!).Distinct().Take(MostComparisons + 1).ToList();
        if (comparisons.Count > MostComparisons)
            return new PlannedOpen(owner with { Reason = TooMany, Advice = "Give the parameters values (-Parameter)." });
        return Chosen(comparisons, new Dictionary<TemplateCondition.Comparison, bool>(), outcomes =>
        {
            var settled = TemplateChoices.Under(value!, outcomes);
            return TemplateDefaults.IsUnset(resource.Type, property, settled)
                ? TemplateDefaults.Of(resource.Type, property) ?? PlannedValue.Of("")
                : property == "PolicyDocument" ? Policy(owner, settled) : Settled(owner, property, settled);
        });
    }

    /// <summary>Whether a resource will exist; null where it always does.</summary>
    public static PlannedValue? Existence(EvaluatedResource resource)
    {
        var comparisons = resource.Existence.Comparisons.Distinct().Take(MostComparisons + 1).ToList();
        return resource.Existence.Value == true ? null
            : comparisons.Count > MostComparisons ? new PlannedOpen(new(IdOf(resource), AddressOf(resource),
                "Condition")
            { Reason = TooMany })
            : Chosen(comparisons, new Dictionary<TemplateCondition.Comparison, bool>(), outcomes =>
                PlannedValue.Of(resource.Existence.Under(outcomes).Value != false));
    }

    /// <summary>A value for each way that comparisons come out, but for those that exclude each other.</summary>
    private static PlannedValue Chosen(
        IReadOnlyList<TemplateCondition.Comparison> comparisons, Dictionary<TemplateCondition.Comparison, bool> sofar,
        Func<IReadOnlyDictionary<TemplateCondition.Comparison, bool>, PlannedValue> value)
    {
        if (sofar.Count == comparisons.Count)
            return value(sofar);
        var next = comparisons[sofar.Count];
        var isExcluded = sofar.Any(other => other.Value && other.Key.Excludes(next));
        var no = Chosen(comparisons, With(false), value);
        var open = new OpenValue("", "Conditions", next.ToString()) { Candidates = ["yes", "no"], Advice = AdviceOf(next) };
        return isExcluded ? no : new PlannedChoice(open, [Chosen(comparisons, With(true), value), no]);

        Dictionary<TemplateCondition.Comparison, bool> With(bool outcome)
        {
            var more = sofar.ToDictionary(pair => pair.Key, pair => pair.Value);
            more[next] = outcome;
            return more;
        }
    }

    private static string AdviceOf(TemplateCondition.Comparison comparison) =>
        comparison.Left.StartsWith("${AWS::", StringComparison.Ordinal) ? "Say where it is deployed (-Region)."
            : "Give the parameter a value (-Parameter).";

    private static IEnumerable<TemplateCondition.Comparison> ComparisonsIn(TemplateValue value) => value switch
    {
        ChoiceValue choice => choice.Condition.Comparisons.Concat(ComparisonsIn(choice.Then)).Concat(ComparisonsIn(choice.Else)),
        ItemList list => list.Items.SelectMany(ComparisonsIn),
        MemberMap map => map.Members.SelectMany(member => ComparisonsIn(member.Value)),
        JoinedText joined => joined.Parts.SelectMany(ComparisonsIn),
        _ => [],
    };

    /// <summary>A value in which no condition is left.</summary>
    private PlannedValue Settled(OpenValue owner, string name, TemplateValue value, bool isItem = false) => value switch
    {
        ItemList list => PlannedValue.Of(list.Items.Select(item => Settled(owner, name, item, isItem: true))),
        MemberMap map => new PlannedMap(map.Members.Where(member => member.Name != "Description")
            .ToDictionary(member => member.Name, member => Settled(owner, member.Name, member.Value), StringComparer.Ordinal)),
        _ => TextOf(value) is { } text ? PlannedValue.Of(text)
            : StandIn(name, value, !isItem && (name.EndsWith("Ids", StringComparison.Ordinal) || name == "GroupSet"))
                ?? new PlannedOpen(name.EndsWith("PrefixListId", StringComparison.Ordinal)
                    ? OpenOf(owner, value) with { Advice = OfPrefixLists } : OpenOf(owner, value)),
    };

    /// <summary>The text that a value is, with made-up ids for what is yet to be made; null where some of it is not known.</summary>
    public string? TextOf(TemplateValue value) => value switch
    {
        KnownText known => known.Text,
        ResourceReference reference => IdBy(reference),
        UnknownValue unknown => PseudoOf(unknown.Name),
        JoinedText joined => joined.Parts.Select(TextOf).ToList() is var parts && parts.TrueForAll(part => part is not null)
            ? string.Concat(parts) : null,
        _ => null,
    };

    private string? IdBy(ResourceReference reference)
    {
        if (!resources.TryGetValue(reference.Address, out var resource))
            return null;
        var id = TemplateTypes.PrefixOf(resource.Type) is null ? null : IdOf(resource);
        return reference.Attribute switch
        {
            null => id,
            "DefaultSecurityGroup" when resource.Type == PlannedTypes.Vpc => PlannedId.DefaultGroupOf(id!),
            "DefaultNetworkAcl" when resource.Type == PlannedTypes.Vpc => PlannedId.DefaultAclOf(id!),
            StackEvaluator.FirstNameItself => PlannedId.DnsNameOf(id!),
            StackEvaluator.ZoneOfFirstName => PlannedId.EndpointZone,
            "HostedZoneId" when resource.Type == TemplateNames.Namespace => PlannedId.Of(PlannedId.HostedZone, resource.Address),
            "Arn" when TemplateNames.ArnOf(resource.Type) is { } kind && id is not null => PlannedId.ArnOf(kind, id),
            _ => null,
        };
    }

    /// <summary>
    /// What the Region decides where nobody named it: names of services must be written with one, and which it is changes no verdict.
    /// Zones of different numbers are different zones.
    /// </summary>
    private string? PseudoOf(string name) => name switch
    {
        "AWS::Region" => region,
        "AWS::Partition" => "aws",
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::AccountId" => "000000000000",
        _ when name.StartsWith("zones[", StringComparison.Ordinal)
            && int.TryParse(name.Substring(6).TrimEnd(']'), out var zone) && zone is >= 0 and < 26 => region + (char)('a' + zone),
        _ => null,
    };

    /// <summary>An id that stands for one that nobody knows yet, the same wherever it is used; null for what is no id.</summary>
    private PlannedValue? StandIn(string property, TemplateValue value, bool isList)
    {
        // What a prefix list holds decides as a whole; so does a list of ids of which nobody knows how many it has.
        if (TemplateTypes.PrefixOfProperty(property) is not { } prefix || property.EndsWith("PrefixListId", StringComparison.Ordinal)
            || (value is UnknownValue && isList))
            return null;
        var open = value switch
        {
            UnknownValue unknown => StandInOf(unknown),
            ResourceReference reference => new OpenValue("", reference.Address, reference.Attribute ?? "Ref"),
            _ => null,
        };
        if (open is null)
            return null;
        var id = PlannedId.Of(prefix, "open: " + open.Name);
        _standIns[id] = open;
        return PlannedValue.Of(id);
    }

    private OpenValue OpenOf(OpenValue owner, TemplateValue value) => value switch
    {
        UnknownValue unknown => owner with { Reason = $"is {Shown(unknown.Name)}{NotKnown}", Advice = AdviceFor(unknown) },
        ResourceReference reference => owner with { Reason = $"is {reference.Address}.{reference.Attribute ?? "Ref"}{NotKnown}" },
        JoinedText joined => OpenOf(owner, joined.Parts.First(part => TextOf(part) is null)),
        _ => owner,
    };

    private static OpenValue StandInOf(UnknownValue unknown)
    {
        const string Export = "export ";
        var name = Shown(unknown.Name);
        return name.StartsWith(Export, StringComparison.Ordinal)
            ? new("", "Exports", name.Substring(Export.Length)) { Advice = AdviceFor(unknown) }
            : new("", "Parameters", name) { Advice = AdviceFor(unknown) };
    }

    /// <summary>The name of an open value as people read it.</summary>
    private static string Shown(string name) => name.Replace("${", "").Replace("}", "");

    private static string AdviceFor(UnknownValue unknown) => $"What would tell: {unknown.Decides}.";

    /// <summary>Where a resource is written.</summary>
    public static CodeOrigin OriginOf(EvaluatedResource resource) => new(AddressOf(resource))
    {
        File = resource.File,
        Line = resource.Line,
        Provenance = ReferenceProvenance.Exact,
        Language = resource.File.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? CodeLanguage.CloudFormationJson
            : CodeLanguage.CloudFormationYaml,
        LogicalId = resource.LogicalId,
        Path = resource.ConstructPath,
        StackName = resource.StackName,
        Scope = resource.Address.Substring(0, resource.Address.Length - resource.LogicalId.Length),
    };

    /// <summary>What a finding calls a resource: its path among CDK constructs, or its logical id.</summary>
    public static string AddressOf(EvaluatedResource resource) => resource.ConstructPath ?? resource.Address;

    private PlannedValue Policy(OpenValue owner, TemplateValue value) => PolicyText.From(value, TextOf) is { } text
        ? PlannedValue.Of(text) : new PlannedOpen(OpenOf(owner, PolicyText.FirstOpen(value, TextOf) ?? value));
}
