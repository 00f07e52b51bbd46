using System.Globalization;
using System.Numerics;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Templates;

/// <summary>Fn::Cidr, which cuts a block.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html</remarks>
internal sealed partial class StackEvaluator
{
    private const int MostBlocks = 256;

    private TemplateValue Cidr(TemplateNode argument)
    {
        if (argument.Items.Count is not (2 or 3))
            throw Wrong("Fn::Cidr", "a block, a number of blocks and a number of bits", argument);
        return Each(Evaluate(argument.Items[0]), block => Each(Evaluate(argument.Items[1]), count => Each(
            argument.Items.Count == 3 ? Evaluate(argument.Items[2]) : new KnownText("8"), bits =>
        {
            if (block is not KnownText { Text: var blockText } || count is not KnownText { Text: var countText }
                || bits is not KnownText { Text: var bitsText })
                return new UnknownValue(
                    $"blocks of {Inner(block.Canonical)} by {Inner(count.Canonical)} and {Inner(bits.Canonical)}", DecidesOf(block));
            if (!CidrBlock.TryParse(blockText, out var parent)
                || !int.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > MostBlocks
                || !int.TryParse(bitsText, NumberStyles.None, CultureInfo.InvariantCulture, out var hostBits)
                || Blocks(parent, number, hostBits) is not { } blocks)
                throw new TemplateException(
                    TemplateException.Invalid, $"Fn::Cidr cannot cut '{blockText}' into {countText} blocks of {bitsText} bits.",
                    argument.Line);
            return new ItemList(blocks.Select(cut => (TemplateValue)new KnownText(cut.ToString())).ToValueList()) { Line = argument.Line };
        })));
    }

    /// <summary>The first blocks of so many bits in a block; null where they do not fit.</summary>
    private static List<CidrBlock>? Blocks(CidrBlock parent, int count, int hostBits)
    {
        var length = parent.First.Bits - hostBits;
        if (hostBits < 1 || length < parent.PrefixLength
            || (BigInteger)count << hostBits > BigInteger.One << (parent.First.Bits - parent.PrefixLength))
            return null;
        var blocks = new List<CidrBlock> { CidrBlock.Containing(parent.First, length) };
        while (blocks.Count < count && blocks[blocks.Count - 1].Last.TryGetNext(out var next))
            blocks.Add(CidrBlock.Containing(next, length));
        return blocks;
    }
}
