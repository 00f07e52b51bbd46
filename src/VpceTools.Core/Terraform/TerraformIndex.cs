using System.Text.Json;

namespace VpceTools.Terraform;

/// <summary>The instances of a plan or state, by address, by block and module instance, and its configuration.</summary>
internal sealed class TerraformIndex
{
    private readonly Dictionary<string, TerraformResource> _byAddress = new(StringComparer.Ordinal);
    private readonly ILookup<(ModulePath Module, string Block), TerraformResource> _byBlock;
    private readonly Dictionary<(ModulePath, string, string), TerraformResource> _byKey = [];
    private readonly Dictionary<(ModulePath, string), int> _counts = [];
    private readonly ILookup<(ModulePath Parent, string Name), ModulePath> _modules;

    /// <summary>Takes a plan or state apart.</summary>
    /// <param name="root">The plan or state.</param>
    /// <param name="isBefore">Whether of a plan the state is meant from which it starts.</param>
    public TerraformIndex(JsonElement root, bool isBefore = false)
    {
        Configuration = ModuleConfiguration.Read(root);
        Variables = root.Member("variables");
        var all = new List<TerraformResource>();
        if (!isBefore)
        {
            foreach (var change in root.Member("resource_changes").Items())
                all.AddRange(FromChange(change));
            // What waits for a later plan will be there as well, with more that is not known:
            // https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
            foreach (var deferred in root.Member("deferred_changes").Items())
                all.AddRange(FromChange(deferred.Member("resource_change")));
        }

        // Data sources that were read while planning are in the state of before only.
        all.AddRange(FromState(root.Member("prior_state").Member("values").Member("root_module")).Where(r => isBefore || r.IsData));
        all.AddRange(FromState(root.Member("values").Member("root_module")));
        foreach (var resource in all)
            _byAddress[resource.Address] = resource;
        Resources = [.. _byAddress.Values];
        _byBlock = Resources.Where(resource => !resource.IsRemoved).ToLookup(resource => (resource.Module, resource.Block));
        foreach (var instances in _byBlock)
        {
            _counts[instances.Key] = instances.Count();
            foreach (var instance in instances.Where(one => one.Index is not null))
                _byKey[(instances.Key.Module, instances.Key.Block, instance.Index!)] = instance;
        }

        _modules = Resources.Select(resource => resource.Module).SelectMany(PathsOf).Distinct().Where(path => !path.IsRoot)
            .ToLookup(path => (path.Parent!, path.Name));
    }

    public ModuleConfiguration Configuration { get; }

    /// <summary>The values of the root module's variables. They may be secrets, and are looked at for ids only.</summary>
    public JsonElement Variables { get; }

    public IReadOnlyList<TerraformResource> Resources { get; }

    /// <summary>A resource by its address; null where there is none.</summary>
    public TerraformResource? Find(string address) => _byAddress.TryGetValue(address, out var resource) ? resource : null;

    /// <summary>The instances of a block in a module instance.</summary>
    public IEnumerable<TerraformResource> Of(ModulePath module, string block) => _byBlock[(module, block)];

    /// <summary>The instance of a key; null where there is none.</summary>
    public TerraformResource? Find(ModulePath module, string block, string key) =>
        _byKey.TryGetValue((module, block, key), out var resource) ? resource : null;

    /// <summary>How many instances of a block a module instance has.</summary>
    public int Count(ModulePath module, string block) => _counts.TryGetValue((module, block), out var count) ? count : 0;

    /// <summary>The instances of a module that another one calls.</summary>
    public IEnumerable<ModulePath> ModulesOf(ModulePath parent, string name) => _modules[(parent, name)];

    /// <summary>The configuration of a resource; undefined where there is none.</summary>
    public JsonElement ConfigurationOf(TerraformResource resource) =>
        Configuration.At(resource.Module) is { } module ? module.Resource(resource.Block) : default;

    private static IEnumerable<ModulePath> PathsOf(ModulePath path)
    {
        for (var at = path; at is not null; at = at.Parent)
            yield return at;
    }

    private static IEnumerable<TerraformResource> FromChange(JsonElement element)
    {
        var change = element.Member("change");
        var actions = change.Member("actions").Items().Select(action => action.AsText()).ToList();
        if (actions.Count == 0)
            yield break;
        // "forget" takes it out of the state and leaves it where it is: https://developer.hashicorp.com/terraform/language/block/removed.
        if (actions.Contains("forget") && New(element, change.Member("before")) is { } kept)
            yield return kept with
            {
                Address = actions.Count == 1 ? kept.Address : kept.Address + " (forgotten)",
                Sensitive = change.Member("before_sensitive"),
                IsDeployed = true,
            };
        if (actions.Contains("delete") && New(element, change.Member("before")) is { } before)
            yield return before with
            {
                Address = actions.Count == 1 ? before.Address : before.Address + " (replaced)",
                Sensitive = change.Member("before_sensitive"),
                IsDeployed = true,
                IsRemoved = true,
            };
        if (actions is not (["delete"] or ["forget"]) && New(element, change.Member("after")) is { } after)
            yield return after with
            {
                Unknown = change.Member("after_unknown"),
                Sensitive = change.Member("after_sensitive"),
                IsDeployed = change.Member("before").IsSet() && !actions.Contains("create"),
            };
    }

    private static IEnumerable<TerraformResource> FromState(JsonElement module)
    {
        // With a stack of its own: a file can nest modules deeper than a thread's.
        var waiting = new Stack<JsonElement>([module]);
        while (waiting.Count > 0)
        {
            var next = waiting.Pop();
            foreach (var child in next.Member("child_modules").Items())
                waiting.Push(child);
            foreach (var element in next.Member("resources").Items())
                if (New(element, element.Member("values")) is { } resource)
                    yield return resource with { IsDeployed = true, Sensitive = element.Member("sensitive_values") };
        }
    }

    private static TerraformResource? New(JsonElement element, JsonElement values) =>
        element.Text("address") is not { } address || element.Text("type") is not { } type || element.Text("name") is not { } name ? null
            : new(address, type, name)
            {
                Module = ModulePath.Parse(ModuleOf(address, element)),
                Index = element.Member("index").AsText(),
                IsData = element.Text("mode") == "data",
                Values = values,
            };

    /// <summary>A state does not say the module of a resource but in its address.</summary>
    private static string ModuleOf(string address, JsonElement element)
    {
        if (element.Text("module_address") is { } told)
            return told;
        var block = (element.Text("mode") == "data" ? "data." : "") + element.Text("type") + "." + element.Text("name");
        var at = address.LastIndexOf("." + block, StringComparison.Ordinal);
        return at < 0 ? "" : address.Substring(0, at);
    }
}
