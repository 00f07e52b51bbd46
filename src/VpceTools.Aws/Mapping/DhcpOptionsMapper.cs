using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DhcpOptions.html</summary>
internal static class DhcpOptionsMapper
{
    /// <summary>The option set as the model has it.</summary>
    public static DhcpOptions Map(Sdk.DhcpOptions options) => new()
    {
        Id = options.DhcpOptionsId,
        DomainNameServers = Values(options, "domain-name-servers").ToValueList(),
        DomainName = Values(options, "domain-name").FirstOrDefault(),
        Stack = Read.StackOf(options.Tags),
    };

    private static IEnumerable<string> Values(Sdk.DhcpOptions options, string key) =>
        (options.DhcpConfigurations ?? []).Where(c => c.Key == key).SelectMany(c => c.Values ?? []).OfType<string>();
}
