using Amazon.EC2.Model;
using VpceTools.Addressing;
using VpceTools.Model;
using AddressBlock = VpceTools.Addressing.CidrBlock;

namespace VpceTools.Aws.Mapping;

/// <summary>Small readings that several mappers share. What cannot be read is a <see cref="FormatException"/>.</summary>
internal static class Read
{
    /// <summary>The blocks of the texts that are given, each once.</summary>
    public static IEnumerable<AddressBlock> Blocks(params IEnumerable<string?>?[] texts) =>
        Given(texts).Select(AddressBlock.Parse).Distinct();

    /// <summary>The addresses of the texts that are given, each once.</summary>
    public static IEnumerable<IpAddress> Addresses(params IEnumerable<string?>?[] texts) =>
        Given(texts).Select(IpAddress.Parse).Distinct();

    /// <summary>The block of a text; null where none is given.</summary>
    public static AddressBlock? Block(string? text) => string.IsNullOrEmpty(text) ? null : AddressBlock.Parse(text!);

    /// <summary>The value of the <c>Name</c> tag.</summary>
    public static string? NameOf(List<Tag>? tags) => tags?.Find(t => t.Key == "Name")?.Value;

    /// <summary>What CloudFormation's tags tell.</summary>
    public static StackResource? StackOf(List<Tag>? tags) =>
        StackResource.From((tags ?? []).Select(tag => ((string?)tag.Key, (string?)tag.Value)));

    private static IEnumerable<string> Given(IEnumerable<string?>?[] texts) =>
        texts.SelectMany(t => t ?? []).OfType<string>().Where(t => t.Length > 0);
}
