using VpceTools.CloudFormation;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Sources;
using VpceTools.Terraform;

namespace VpceTools.Reading;

/// <summary>Reads code, by itself or over what was read of the network. What cannot be read is an answer like any other.</summary>
internal static class CodeReading
{
    /// <summary>The networks that code describes by itself.</summary>
    public static ScopeReading Alone(CodeScope scope, CancellationToken cancellationToken)
    {
        var sources = new List<SourceReading>();
        foreach (var input in scope.Inputs)
        {
            var origin = new DiagnosisOrigin(null, []) { CodePaths = [input.Path] };
            try
            {
                sources.Add(new(origin, [.. Read(input, cancellationToken).Select(PlannedOverlay.Alone)]));
            }
            catch (NetworkSourceException e)
            {
                sources.Add(new(origin, [], e));
            }
        }

        return new(scope, sources);
    }

    /// <summary>What was read, with the code laid over it. Where that cannot be read, nothing is known of what will be.</summary>
    public static IReadOnlyList<ScopeReading> Over(IReadOnlyList<ScopeReading> read, CodeWorlds code)
    {
        if (code.Paths.Count == 0)
            return read;
        try
        {
            // A template that does not say where it goes goes to where the network is that it is laid over.
            var regions = read.SelectMany(scope => scope.Sources).SelectMany(source => source.Networks).Select(network => network.Region)
                .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var worlds = code.In(regions.Count == 1 ? regions[0] : null);
            return [.. read.Select(scope => scope with { Sources = Over(scope.Sources, worlds, code.Paths) })];
        }
        catch (NetworkSourceException e)
        {
            return [.. read.Select(scope => scope with { Sources =
                [.. scope.Sources.Select(source => new SourceReading(source.Origin, [], e))] })];
        }
    }

    private static IReadOnlyList<SourceReading> Over(
        IReadOnlyList<SourceReading> sources, IReadOnlyList<PlannedWorld> worlds, ValueList<string> paths)
    {
        // All that was read is one picture: the code fits one of its networks, whichever source has that.
        var all = sources.SelectMany(source => source.Networks).ToList();
        if (all.Count == 0)
            return sources;
        var over = worlds.Aggregate((IReadOnlyList<VpcNetwork>)all, PlannedOverlay.Over);
        var next = 0;
        var result = sources.Select(source => source with
        {
            Origin = source.Origin with { CodePaths = paths },
            Networks = [.. source.Networks.Select(_ => over[next++])],
        }).ToList();
        var last = result.FindLastIndex(source => source.Error is null);
        result[last] = result[last] with { Networks = [.. result[last].Networks, .. over.Skip(next)] };
        return result;
    }

    /// <summary>A network as it was read, without the code that is laid over it; null for one that only code describes.</summary>
    public static VpcNetwork? WithoutCode(VpcNetwork network)
    {
        VpcNetwork? known = network;
        while (known?.Plan is { } plan)
            known = plan.Base;
        return known;
    }

    /// <summary>Networks with a plan, state or template laid over them; those that it describes by itself where there are none.</summary>
    public static IReadOnlyList<VpcNetwork> Over(IReadOnlyList<VpcNetwork> networks, CodeInput input, CancellationToken cancellationToken)
    {
        var regions = networks.Select(network => network.Region).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var worlds = Read(input with { Region = input.Region ?? (regions.Count == 1 ? regions[0] : null) }, cancellationToken);
        return networks.Count == 0 ? [.. worlds.Select(PlannedOverlay.Alone)] : worlds.Aggregate(networks, PlannedOverlay.Over);
    }

    /// <summary>The worlds of a plan, state or template.</summary>
    public static IReadOnlyList<PlannedWorld> Read(CodeInput input, CancellationToken cancellationToken) =>
        input.Kind == CodeKind.Template ? new TemplateSource(YamlText.ReadTemplate).Read(
            input.Path, input.Parameters, input.Region, null, input.StackName, input.IsBefore)
            : TerraformFile.Read(input, cancellationToken);
}

/// <summary>The networks that code describes, for what takes a source.</summary>
/// <param name="input">The code.</param>
internal sealed class CodeSource(CodeInput input) : INetworkSource
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<VpcNetwork>> ReadAsync(
        NetworkQuery query, IProgress<SourceProgress>? progress, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VpcNetwork>>([.. CodeReading.Read(input, cancellationToken).Select(PlannedOverlay.Alone)]);
}
