using VpceTools.Addressing;

namespace VpceTools.Aws.Mapping;

/// <summary>Reads addresses and blocks, and keeps a remark of each that cannot be read, so that nothing disappears silently.</summary>
internal sealed class MappingRemarks
{
    private readonly List<string> _texts = [];

    /// <summary>The remarks.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Adds a remark.</summary>
    public void Add(string text) => _texts.Add(text);

    /// <summary>The block; null where none is given or it cannot be read.</summary>
    public CidrBlock? Block(string? text, string owner)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (CidrBlock.TryParse(text, out var block))
            return block;
        Add($"{owner}: '{text}' is not a CIDR block and was left out.");
        return null;
    }

    /// <summary>The blocks that can be read.</summary>
    public IEnumerable<CidrBlock> Blocks(IEnumerable<string?> texts, string owner) => texts.Select(t => Block(t, owner)).OfType<CidrBlock>();

    /// <summary>The addresses that can be read, each once.</summary>
    public IEnumerable<IpAddress> Addresses(IEnumerable<string?> texts, string owner)
    {
        foreach (var text in texts.OfType<string>().Where(t => t.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (IpAddress.TryParse(text, out var address))
                yield return address;
            else
                Add($"{owner}: '{text}' is not an IP address and was left out.");
        }
    }
}
