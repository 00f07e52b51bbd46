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
    /// <exception cref="NetworkSourceException">There is nothing that can be judged.</exception>
    public IReadOnlyList<PlannedWorld> Read(
        string path, IEnumerable<KeyValuePair<string, string>> parameters, string? region, string? accountId)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parameters)
            given[pair.Key] = pair.Value;
        var stacks = StacksAt(path);
        var run = new TemplateRun(new(yaml), given, region, accountId, []);
        foreach (var stack in stacks)
            run.Add(stack, stacks.Count == 1);
        return
        [
            .. run.Evaluate().GroupBy(stack => (stack.Region, stack.AccountId)).Select(place => TemplateWorld.From(
                [.. place.SelectMany(stack => stack.Resources)], run.Remarks, place.Key.Region, place.Key.AccountId)),
        ];
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
