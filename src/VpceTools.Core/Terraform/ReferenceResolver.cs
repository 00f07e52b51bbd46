using System.Text.Json;

namespace VpceTools.Terraform;

/// <summary>
/// Follows references through the configuration of a plan: to resources, through variables of modules to their calls, through outputs into
/// modules, through <c>for_each</c>. Operators, branches and locals are not in a plan, so that what comes out is what can be meant.
/// </summary>
internal sealed class ReferenceResolver(TerraformIndex index)
{
    // Each step goes from one module to another or from one resource to another; references that go in circles end here.
    private const int MaximumSteps = 32;

    // Circles that branch would take more steps than there is time.
    private const int MostSteps = 20_000;

    private int _left;

    /// <summary>What an expression of a resource can refer to.</summary>
    /// <param name="owner">The resource.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="kind">The kind of id that is meant.</param>
    /// <param name="isOne">
    /// Whether one resource is meant: where the own key is in the bag, of several instances that of the same key, inferred.
    /// </param>
    public Resolution Resolve(TerraformResource owner, JsonElement expression, string kind, bool isOne = false)
    {
        _left = MostSteps;
        return Follow(new(owner.Module, owner.Index, index.ConfigurationOf(owner).Member("for_each_expression"), 0)
        {
            TakesKey = isOne && owner.Index is not null && ModuleConfiguration.ReferencesOf(expression)
                .Any(reference => reference is "count.index" or "each.key" || reference.StartsWith("each.value", StringComparison.Ordinal)),
        }, expression, kind);
    }

    /// <summary>
    /// Whether everything that an expression of a resource refers to is known. A value that the plan does not know all the same is one that
    /// came out as null, so that the provider or EC2 decides it.
    /// </summary>
    public bool IsKnown(TerraformResource owner, JsonElement expression)
    {
        _left = MostSteps;
        return IsKnown(new Context(owner.Module, owner.Index, index.ConfigurationOf(owner).Member("for_each_expression"), 0), expression);
    }

    private bool IsKnown(Context context, JsonElement expression) => context.Steps <= MaximumSteps && _left-- > 0
        && Reference.Heads(ModuleConfiguration.ReferencesOf(expression)).All(head => IsKnown(context, Reference.Split(head)));

    private bool IsKnown(Context context, IReadOnlyList<(string Name, string? Index)> steps)
    {
        switch (steps[0].Name)
        {
            case "path" or "terraform" or "self" or "count":
                return true;
            case "local":
                return false;
            case "each":
                return steps is [_, { Name: "key" }, ..]
                    || (context.ForEach.ValueKind != JsonValueKind.Undefined && IsKnown(context.Next(default), context.ForEach));
            case "var" when context.Module.IsRoot:
                return true;
            case "var" when steps.Count > 1:
                var parent = context.Module.Parent!;
                var call = index.Configuration.At(parent)?.Call(context.Module.Name) ?? default;
                return IsKnown(new Context(parent, context.Module.Index, call.Member("for_each_expression"), context.Steps + 1),
                    call.Member("expressions").Member(steps[1].Name));
            case "module" when steps.Count > 2:
                return index.ModulesOf(context.Module, steps[1].Name).All(instance => IsKnown(
                    new Context(instance, null, default, context.Steps + 1),
                    index.Configuration.At(instance)?.Output(steps[2].Name) ?? default));
            case "data" when steps.Count > 3:
                return index.Of(context.Module, $"data.{steps[1].Name}.{steps[2].Name}").All(one => HasKnown(one, steps[3].Name));
            default:
                return steps.Count > 2 && steps[0].Name is not ("module" or "data")
                    && index.Of(context.Module, $"{steps[0].Name}.{steps[1].Name}").All(one => HasKnown(one, steps[2].Name));
        }
    }

    private static bool HasKnown(TerraformResource resource, string attribute) => resource.Values.ValueKind == JsonValueKind.Object
        && resource.Values.TryGetProperty(attribute, out _)
        && resource.Unknown.Member(attribute).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False;

    /// <summary>The data sources that the arguments of the calls lead to by which a module instance came to be.</summary>
    public IEnumerable<TerraformResource> DataOfCalls(ModulePath module, string type)
    {
        for (var at = module; at is { IsRoot: false }; at = at.Parent)
            foreach (var reference in Reference.Heads(ModuleConfiguration.ReferencesOf(
                index.Configuration.At(at.Parent!)?.Call(at.Name).Member("expressions") ?? default)))
                if (Reference.Split(reference) is [{ Name: "data" }, { } found, { } named, ..] && found.Name == type)
                    foreach (var instance in index.Of(at.Parent!, $"data.{type}.{named.Name}"))
                        yield return instance;
    }

    private Resolution Follow(Context context, JsonElement expression, string kind)
    {
        // Configuration in JSON has its expressions as constants too: "${var.subnet_ids}".
        if (expression.Member("constant_value") is var constant && constant.IsSet() && !expression.Member("references").IsSet())
            return Resolution.OfKnown(Texts(constant).Where(text => IsId(text, kind) || text.Contains("${")));
        var result = new Resolution();
        if (context.Steps > MaximumSteps)
            return Resolution.Dead();
        foreach (var head in Reference.Heads(ModuleConfiguration.ReferencesOf(expression)))
        {
            if (_left-- <= 0)
                return Resolution.Dead();
            result.Add(ResolveOne(context, head, kind));
        }

        return result;
    }

    private Resolution ResolveOne(Context context, string reference, string kind)
    {
        var steps = Reference.Split(reference);
        return steps[0].Name switch
        {
            "path" or "terraform" or "self" => Resolution.Other(),
            "local" => Resolution.Dead(),
            "count" => Resolution.Key(),
            "each" => Each(context, steps, kind),
            "var" => Variable(context, steps, kind),
            "module" => Module(context, steps, kind),
            "data" when steps.Count >= 3 => Data(context, steps, kind),
            _ when steps.Count >= 2 => Managed(context, steps, kind),
            _ => Resolution.Other(),
        };
    }

    private Resolution Each(Context context, IReadOnlyList<(string Name, string? Index)> steps, string kind)
    {
        if (steps.Count < 2 || steps[1].Name == "key")
            return Resolution.Key();
        if (context.ForEach.ValueKind == JsonValueKind.Undefined)
            return Resolution.Dead();
        var all = Follow(context.Next(default), context.ForEach, kind);
        var mine = all.Picked(resource => resource.Index == context.Key, isInferred: false);
        return steps.Count > 2 && mine.Targets.Count > 0 && IdKinds.Of(mine.Targets[0].Resource.Type, steps[2].Name) == kind
            ? mine.With(steps[2].Name) : mine;
    }

    private Resolution Variable(Context context, IReadOnlyList<(string Name, string? Index)> steps, string kind)
    {
        if (steps.Count < 2)
            return Resolution.Other();
        var name = steps[1].Name;
        if (context.Module.IsRoot)
            return Resolution.OfKnown(Texts(index.Variables.Member(name).Member("value")).Where(text => IsId(text, kind)));
        var parent = context.Module.Parent!;
        var call = index.Configuration.At(parent)?.Call(context.Module.Name) ?? default;
        var argument = call.Member("expressions").Member(name);
        // Without an argument the default counts, which is a constant.
        if (argument.ValueKind == JsonValueKind.Undefined)
            return Resolution.Other();
        var result = Follow(new(parent, context.Module.Index, call.Member("for_each_expression"), context.Steps + 1), argument, kind);
        return steps[1].Index is { } place ? result.Picked(resource => resource.Index == place, isInferred: true) : result;
    }

    private Resolution Module(Context context, IReadOnlyList<(string Name, string? Index)> steps, string kind)
    {
        if (steps.Count < 3)
            return Resolution.Dead();
        var instances = index.ModulesOf(context.Module, steps[1].Name).Where(one => steps[1].Index is null || one.Index == steps[1].Index)
            .ToList();
        var result = new Resolution();
        foreach (var instance in instances)
            result.Add(Follow(new(instance, null, default, context.Steps + 1),
                index.Configuration.At(instance)?.Output(steps[2].Name) ?? default, kind));
        if (instances.Count > 1 && context.Key is { } key && result.Targets.Count(target => target.Resource.Module.Index == key) == 1)
            return result.Picked(resource => resource.Module.Index == key, isInferred: true);
        return steps[2].Index is { } place ? result.Picked(resource => resource.Index == place, isInferred: true) : result;
    }

    private Resolution Data(Context context, IReadOnlyList<(string Name, string? Index)> steps, string kind)
    {
        var instances = index.Of(context.Module, $"data.{steps[1].Name}.{steps[2].Name}")
            .Where(one => steps[2].Index is null || one.Index == steps[2].Index).ToList();
        var attribute = steps.Count > 3 ? steps[3].Name : "id";
        var known = instances.SelectMany(one => Texts(one.Values.Member(attribute))).Where(text => IsId(text, kind))
            .ToList();
        return known.Count > 0 ? Resolution.OfKnown(known) : instances.Count == 0 ? Resolution.Other()
            : Resolution.Of(instances, attribute);
    }

    private Resolution Managed(Context context, IReadOnlyList<(string Name, string? Index)> steps, string kind)
    {
        var (type, name, key) = (steps[0].Name, steps[1].Name, steps[1].Index);
        if (key is null && context.TakesKey && index.Find(context.Module, $"{type}.{name}", context.Key!) is { } mine
            && index.Count(context.Module, $"{type}.{name}") > 1 && (steps.Count < 3 || IdKinds.Of(type, steps[2].Name) == kind)
            && (steps.Count > 2 ? steps[2].Name : IdKinds.Of(type, "id") == kind ? "id" : null) is { } own)
            return Resolution.Of([mine], own, isInferred: true);
        IReadOnlyList<TerraformResource> instances = key is null ? [.. index.Of(context.Module, $"{type}.{name}")]
            : index.Find(context.Module, $"{type}.{name}", key) is { } one ? [one] : [];
        // A splat and a for expression name no attribute: what is meant is the id of the kind that is wanted, where there is one.
        var attribute = steps.Count > 2 ? steps[2].Name : IdKinds.Of(type, "id") == kind ? "id"
            : IdKinds.AttributesOf(type).FirstOrDefault(one => IdKinds.Of(type, one) == kind) ?? "id";
        // A resource of which the plan has no instance gives nothing.
        if (instances.Count == 0)
            return Resolution.Other();
        // The first of an endpoint's names is that of the Region; those of its zones are in no order that is told.
        if (kind == IdKinds.DnsName && steps.Count > 2 && steps[2].Index is not (null or "0"))
            return Resolution.Dead();
        if (IdKinds.Of(type, attribute) == kind)
            return Resolution.Of(instances, attribute);
        return instances.Count == 1 ? Passed(context, instances[0], IdKinds.GivenBy(type, attribute), kind) : Resolution.Other();
    }

    /// <summary>An attribute that a resource was given, and passes on: <c>aws_vpc_ipv4_cidr_block_association.x.vpc_id</c>.</summary>
    private Resolution Passed(Context context, TerraformResource resource, string attribute, string kind)
    {
        if (Texts(resource.Values.Member(attribute)).Where(text => IsId(text, kind)).ToList() is { Count: > 0 } known)
            return Resolution.OfKnown(known);
        var configuration = index.ConfigurationOf(resource);
        var expression = configuration.Member("expressions").Member(attribute);
        if (expression.ValueKind == JsonValueKind.Undefined)
            return Resolution.Other();
        var passed = Follow(new(resource.Module, resource.Index, configuration.Member("for_each_expression"), context.Steps + 1),
            expression,
            kind);
        return passed.Targets.Count + passed.Known.Count > 0 || passed.IsDead ? passed : Resolution.Other();
    }

    private static bool IsId(string text, string kind) => IdKinds.IsOf(text, kind);

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.AsText() is { Length: > 0 } text ? [text] : [],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };

    /// <summary>Where a reference stands.</summary>
    /// <param name="Module">The module instance.</param>
    /// <param name="Key">The key of the own instance; null for a single one.</param>
    /// <param name="ForEach">The expression that <c>each</c> comes from; undefined where there is none.</param>
    /// <param name="Steps">How many steps led here.</param>
    private sealed record Context(ModulePath Module, string? Key, JsonElement ForEach, int Steps)
    {
        /// <summary>Whether of several instances that of the own key is meant.</summary>
        public bool TakesKey { get; init; }

        public Context Next(JsonElement forEach) => this with { ForEach = forEach, Steps = Steps + 1 };
    }
}
