using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-dhcp-options.</summary>
internal static class DhcpOptionsEvidence
{
    private const string NameServers = "domain-name-servers";
    private const string DomainName = "domain-name";

    public static EvidenceKind<DhcpOptions> Row { get; } = new(ResourceKind.DhcpOptions, "ec2", "DescribeDhcpOptions")
    {
        Purpose = "the resolvers that clients ask",
        Key = "DhcpOptions",
        IdProperty = "DhcpOptionsId",
        IdOf = item => item.Id,
        Select = id => $"--dhcp-options-ids {id}",
        Get = network => network.DhcpOptions,
        With = (network, items) => network with { DhcpOptions = items },
        Check = Check,
        Read = Read,
        Write = Write,
    };

    public static void Write(Utf8JsonWriter json, DhcpOptions options)
    {
        var configurations = new List<(string Key, ValueList<string> Values)>();
        if (options.DomainName is not null)
            configurations.Add((DomainName, [options.DomainName]));
        if (options.DomainNameServers.Count > 0)
            configurations.Add((NameServers, options.DomainNameServers));
        json.WriteObjects("DhcpConfigurations", configurations, (w, configuration) =>
        {
            w.WriteText("Key", configuration.Key);
            w.WriteObjects("Values", configuration.Values, (x, value) => x.WriteText("Value", value));
        });
        json.WriteText("DhcpOptionsId", options.Id);
        json.WriteTags(null, options.Stack);
    }

    private static void Check(DhcpOptions options)
    {
        IdForm.DhcpOptions.Check("DhcpOptionsId", options.Id);
    }

    private static DhcpOptions Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("DhcpOptionsId"),
        DomainNameServers = Values(item, NameServers),
        DomainName = Values(item, DomainName) is { Count: > 0 } names ? names[0] : null,
        Stack = item.StackTags(),
    };

    private static ValueList<string> Values(DocumentNode item, string key)
    {
        foreach (var configuration in item.Items("DhcpConfigurations"))
            if (configuration.Text("Key") == key)
                return configuration.List("Values", value => value.RequiredText("Value"));
        return [];
    }
}
