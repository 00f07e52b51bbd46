using VpceTools.Planned;
using VpceTools.Sources;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>
/// Reads a template, or all stacks of a folder that the CDK synthesized, as the planned worlds of each account and Region.
/// </summary>
/// <param name="yaml">What takes YAML apart.</param>
internal sealed class TemplateSource(YamlReader yaml)
{
    // The CDK's integration tests bring a stack of their own, which holds nothing.
    private const string TestStack = "DefaultTestDeployAssert";

    /// <summary>The worlds; one, but for stacks that go to different places.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="parameters">The values of parameters.</param>
    /// <param name="region">The Region where the template does not name one; null where nobody does.</param>
    /// <param name="accountId">The account likewise.</param>
    /// <param name="stackName">The name of the stack that a template is deployed as; null where nobody said.</param>
    /// <param name="takesAll">Whether values of parameters count that it does not have, because another one has them.</param>
    /// <exception cref="NetworkSourceException">There is nothing that can be judged.</exception>
    public IReadOnlyList<PlannedWorld> Read(
        string path, IEnumerable<KeyValuePair<string, string>> parameters, string? region, string? accountId, string? stackName = null,
        bool takesAll = false)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parameters)
            given[pair.Key] = pair.Value;
        var stacks = Named(StacksAt(path), path, stackName);
        var run = new TemplateRun(new(yaml), given, region, accountId, []);
        foreach (var stack in stacks)
            run.Add(stack, stacks.Count == 1);
        return
        [
            .. run.Evaluate(takesAll).GroupBy(stack => (stack.Region, stack.AccountId)).Select(place => TemplateWorld.From(
                [.. place.SelectMany(stack => stack.Resources)], run.Remarks, place.Key.Region, place.Key.AccountId)),
        ];
    }

    /// <summary>The stack of a template by the name that the user gives it; of a folder's stacks the one of that name.</summary>
    private static List<AssemblyStack> Named(List<AssemblyStack> stacks, string path, string? name)
    {
        if (name is null)
            return stacks;
        if (stacks is [{ Name.Length: 0 } alone])
            return [alone with { Name = name }];
        var named = stacks.FindAll(stack => string.Equals(stack.Name, name, StringComparison.Ordinal));
        return named.Count > 0 ? named : throw new NetworkSourceException(
            TemplateException.Invalid, $"'{path}' has no stack '{name}'. It has {string.Join(", ", stacks.Select(stack => stack.Name))}.",
            name);
    }

    private static List<AssemblyStack> StacksAt(string path)
    {
        if (!Directory.Exists(path))
            return [new("", path, null, null, new Dictionary<string, string>())];
        var stacks = CloudAssembly.StacksOf(path) ?? throw new NetworkSourceException(
            TemplateException.Invalid,
            $"'{path}' is a folder without a manifest.json: give a template, or the folder that 'cdk synth' writes (cdk.out).", path);
        var all = stacks.Where(stack => !stack.Name.Contains(TestStack)).ToList();
        return all.Count > 0 ? all : throw new NetworkSourceException(
            TemplateException.Invalid, $"The manifest of '{path}' names no stack.", path);
    }
}
