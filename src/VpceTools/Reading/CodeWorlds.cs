using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>What several pieces of code describe, read once for each Region that is asked about.</summary>
internal sealed class CodeWorlds(ValueList<CodeInput> inputs, CancellationToken cancellationToken)
{
    private readonly Dictionary<CodeInput, IReadOnlyList<PlannedWorld>> _read = [];

    /// <summary>The paths of the code.</summary>
    public ValueList<string> Paths { get; } = inputs.Select(input => input.Path).ToValueList();

    /// <summary>The worlds, where templates that do not say where they go go to a Region.</summary>
    /// <exception cref="NetworkSourceException">Something cannot be read.</exception>
    public IReadOnlyList<PlannedWorld> In(string? region) => [.. inputs.SelectMany(input => Read(input.Kind == CodeKind.Template
        ? input with { Region = input.Region ?? region } : input))];

    /// <summary>
    /// The endpoints that the code makes in a Region, for what has to be read of the network; none where it cannot be read, which is told
    /// when it is laid over that.
    /// </summary>
    public ValueList<VpcEndpoint> Endpoints(string? region)
    {
        try
        {
            return In(region).SelectMany(PlannedReach.Endpoints).ToValueList();
        }
        catch (NetworkSourceException)
        {
            return [];
        }
    }

    private IReadOnlyList<PlannedWorld> Read(CodeInput input) => _read.TryGetValue(input, out var known) ? known
        : _read[input] = CodeReading.Read(input, cancellationToken);
}
