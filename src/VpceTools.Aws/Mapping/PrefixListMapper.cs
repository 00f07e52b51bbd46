using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrefixList.html and API_PrefixListEntry.html</summary>
internal static class PrefixListMapper
{
    /// <summary>An AWS service's list. A service has addresses: a list without any is one whose entries were not given.</summary>
    public static PrefixList Map(Sdk.PrefixList list) => new()
    {
        Id = list.PrefixListId,
        Name = list.PrefixListName,
        CidrBlocks = list.Cidrs is { Count: > 0 } ? Read.Blocks(list.Cidrs).ToValueList() : null,
    };

    /// <summary>A customer's list, which may well be empty; null entries are not known.</summary>
    public static PrefixList Map(string id, IReadOnlyList<Sdk.PrefixListEntry>? entries) => new()
    {
        Id = id,
        CidrBlocks = entries is null ? null : Read.Blocks(entries.Select(e => e.Cidr)).ToValueList(),
    };
}
