using System.Globalization;
using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The output of get-resource-configuration, one document a resource configuration; its list of ports tells it.
/// </summary>
internal static class ResourceConfigurationEvidence
{
    public static EvidenceKind<ResourceConfiguration> Row { get; } =
        new(ResourceKind.ResourceConfiguration, "vpc-lattice", "GetResourceConfiguration")
        {
            IdOf = configuration => configuration.Arn,
            Select = id => $"--resource-configuration-identifier {id}",
            Get = network => network.ResourceConfigurations,
            With = (network, items) => network with { ResourceConfigurations = items },
            Check = configuration => IdForm.Arn.Check("arn", configuration.Arn),
            // Each answer is one of those that resource endpoints name.
            CountsInPart = true,
            Forms = slot =>
            [
                new WholeDocument<ResourceConfiguration>(slot)
            {
                Completes = ResourceKind.ResourceConfiguration,
                Key = "portRanges",
                FileName = "get-resource-configuration",
                Id = document => document.Text("arn"),
                Items = network => network.ResourceConfigurations,
                Read = document =>
                    new(document.RequiredText("arn"), document.Texts("portRanges").Select(t => Range(document, t)).ToValueList(),
                    document.Text("status"), document.Text("customDomainName")),
                Writer = _ => Write,
            },
        ],
        };

    /// <summary>For example <c>5432</c> or <c>1024-65535</c>.</summary>
    private static Interval<Port> Range(DocumentNode document, string text)
    {
        var parts = text.Split('-');
        return parts.Length <= 2 && Number(parts[0]) is { } first && Number(parts[parts.Length - 1]) is { } last && first <= last
            ? new(new Port(first), new Port(last)) : throw document.Unreadable("portRanges", text, "ports such as 443 or 1024-65535");
    }

    private static int? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Port.Maximum
            ? number : null;

    private static void Write(Utf8JsonWriter json, ResourceConfiguration configuration)
    {
        json.WriteText("arn", configuration.Arn);
        json.WriteTexts("portRanges", configuration.PortRanges.Select(range => range.ToString()));
        json.WriteText("status", configuration.Status);
        json.WriteText("customDomainName", configuration.CustomDomainName);
    }
}
