using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Snapshots.Documents;

/// <summary>The output of describe-dhcp-options.</summary>
internal static class DhcpOptionsDocument
{
    private const string NameServers = "domain-name-servers";
    private const string DomainName = "domain-name";

    public static bool Read(SnapshotNode item, SnapshotContents contents) => contents.Add(contents.DhcpOptions, item, "DhcpOptionsId", Read);

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
    }

    private static DhcpOptions Read(SnapshotNode item) => new()
    {
        Id = item.RequiredText("DhcpOptionsId"),
        DomainNameServers = Values(item, NameServers).ToValueList(),
        DomainName = Values(item, DomainName).FirstOrDefault(),
    };

    private static IEnumerable<string> Values(SnapshotNode item, string key) =>
        item.Items("DhcpConfigurations").Where(c => c.Text("Key") == key).SelectMany(c => c.Items("Values")).Select(v => v.RequiredText("Value"));
}
