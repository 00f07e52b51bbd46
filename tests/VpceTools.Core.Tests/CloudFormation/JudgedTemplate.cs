using VpceTools.Checks;
using VpceTools.CloudFormation;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Yaml;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>Reads templates as the cmdlets do, and judges the network that they will make.</summary>
internal static class JudgedTemplate
{
    /// <summary>The networks of a file or folder.</summary>
    public static IReadOnlyList<VpcNetwork> Networks(string path, string? region = null, params (string Name, string Value)[] parameters) =>
    [
        .. new TemplateSource(TemplateYaml.Read).Read(
            path, parameters.Select(p => new KeyValuePair<string, string>(p.Name, p.Value)), region, null).Select(PlannedOverlay.Alone),
    ];

    /// <summary>The network of a template in a text.</summary>
    public static VpcNetwork OfText(string yaml, string? region = "eu-west-1", params (string Name, string Value)[] parameters) =>
        OfFile(".yaml", yaml, region, parameters);

    /// <summary>The network of a template in JSON.</summary>
    public static VpcNetwork OfJson(string json, string? region = "eu-west-1", params (string Name, string Value)[] parameters) =>
        OfFile(".json", json, region, parameters);

    private static VpcNetwork OfFile(string extension, string text, string? region, (string Name, string Value)[] parameters)
    {
        var path = Path.Combine(Path.GetTempPath(), $"template-{Guid.NewGuid():N}{extension}");
        File.WriteAllText(path, text);
        try
        {
            return Networks(path, region, parameters).Single();
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>All results of all endpoints.</summary>
    public static IReadOnlyList<EndpointTestResult> Results(VpcNetwork network) =>
        [.. network.Endpoints.SelectMany(endpoint => new CheckRunner(network).Run(endpoint, null))];

    /// <summary>The results as lines, for messages.</summary>
    public static string Lines(IEnumerable<EndpointTestResult> results) => string.Join("\n", results
        .Where(result => result.Status != CheckStatus.NotApplicable)
            .Select(r => $"{r.Address} {r.ServiceName} {r.Check}: {r.Status} {r.Message}"));
}
