using System.Security.Cryptography;
using VpceTools.Addressing;

namespace VpceTools.Anonymizing;

/// <summary>
/// New addresses for old ones, so that two have as many leading bits in common as before, come in the same order, and adjoin each other
/// where they did. Private addresses stay private, public ones public, and those of AWS what they are. Inside of a VPC an address keeps its
/// place: the first ones of each block have a meaning of their own.
/// </summary>
/// <remarks>
/// Prefix-preserving as Crypto-PAn is (Xu and others, 2002): each node of the binary tree of prefixes turns its next bit or does not. Here
/// only nodes turn it that have addresses in use on one side, which keeps the order too, and none does on the way to a range that means
/// something (RFC 6890).
/// </remarks>
internal sealed class AddressMap
{
    private const int Rounds = 200;

    /// <summary>Ranges that map to themselves as a whole; between them lies what is public.</summary>
    private static readonly CidrBlock[] Classes =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "::/8", "64:ff9b::/96",
            "fc00::/7", "fd00:ec2::/32", "fe80::/10", "ff00::/8", "2001:db8::/32",
        }.Select(CidrBlock.Parse),
    ];

    /// <summary>Ranges of which every address has its own meaning.</summary>
    private static readonly CidrBlock[] Fixed =
        [.. new[] { "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::/8", "fd00:ec2::/32",
            "fe80::/10", "ff00::/8" }.Select(CidrBlock.Parse)];

    private readonly HashSet<CidrBlock> _used = [];
    private readonly HashSet<CidrBlock> _whole = [];
    private readonly HashSet<CidrBlock> _kept = [.. Fixed];
    private readonly HashSet<CidrBlock> _pinned = [];
    private readonly HashSet<CidrBlock> _turned = [];
    private readonly byte[] _key = new byte[32];
    private bool _isSettled;

    public AddressMap()
    {
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(_key);
    }

    /// <summary>A network, inside of which addresses keep their places.</summary>
    public void AddNetwork(CidrBlock block)
    {
        _used.Add(block);
        _whole.Add(block);
    }

    /// <summary>A block of AWS's own.</summary>
    public void Keep(CidrBlock block)
    {
        if (block.PrefixLength > 0)
            _kept.Add(block);
    }

    /// <summary>The new block; while blocks are gathered, the old one.</summary>
    public CidrBlock Of(CidrBlock block)
    {
        if (!_isSettled)
        {
            _used.Add(block);
            return block;
        }

        return Turned(block);
    }

    /// <summary>The new address.</summary>
    public IpAddress Of(IpAddress address) => Of(CidrBlock.OfHost(address)).First;

    /// <summary>Ends the gathering: decides which nodes turn their bit.</summary>
    public void Settle()
    {
        _isSettled = true;
        // What must not adjoin, or must, is found out; a node that spoils it turns no bit in the next round.
        for (var round = 0; round < Rounds; round++)
        {
            _turned.Clear();
            foreach (var root in new[] { CidrBlock.AnyIPv4, CidrBlock.AnyIPv6 })
                Walk([.. _used.Where(block => block.Family == root.Family && block.PrefixLength > 0)], root);
            if (!PinNeighbours())
                return;
        }

        // Nothing is better than something wrong.
        _turned.Clear();
    }

    private void Walk(List<CidrBlock> blocks, CidrBlock node)
    {
        var chain = new List<CidrBlock>();
        while (blocks.Count > 0 && node.PrefixLength < node.First.Bits && !_kept.Contains(node) && !_whole.Contains(node))
        {
            var below = blocks.Where(block => block.PrefixLength > node.PrefixLength).ToList();
            var ones = below.Where(block => Bit(block.First, node.PrefixLength)).ToList();
            if (ones.Count > 0 && ones.Count < below.Count)
            {
                Turn(chain);
                Walk([.. below.Where(block => !Bit(block.First, node.PrefixLength))], Child(node, one: false));
                Walk(ones, Child(node, one: true));
                return;
            }

            if (!_pinned.Contains(node) && !LeadsToMeaning(node))
                chain.Add(node);
            (blocks, node) = (below, Child(node, one: ones.Count > 0));
        }

        Turn(chain);
    }

    /// <summary>Turns some of the bits that may be turned; one at least, so that no network keeps its address where it need not.</summary>
    private void Turn(List<CidrBlock> chain)
    {
        var turned = chain.Where(node => Chance(node)).ToList();
        foreach (var node in turned.Count > 0 || chain.Count == 0 ? turned : [chain[chain.Count - 1]])
            _turned.Add(node);
    }

    private bool LeadsToMeaning(CidrBlock node) =>
        Array.Exists(Classes, root => root.PrefixLength > node.PrefixLength && node.Contains(root))
        || _kept.Any(root => root.PrefixLength > node.PrefixLength && node.Contains(root));

    private bool Chance(CidrBlock node)
    {
        using var hash = new HMACSHA256(_key);
        return (hash.ComputeHash(System.Text.Encoding.ASCII.GetBytes(node.ToString()))[0] & 1) == 1;
    }

    /// <summary>Whether blocks adjoin now that did not, or the other way round; the nodes that made it so turn no bit any more.</summary>
    private bool PinNeighbours()
    {
        // Several blocks can begin at one address.
        var before = _used.ToLookup(block => block.First);
        var after = _used.ToLookup(block => Turned(block).First);
        var isSpoilt = false;
        foreach (var block in _used)
        {
            var neighbours = new HashSet<CidrBlock>(block.Last.TryGetNext(out var next) ? before[next] : []);
            neighbours.SymmetricExceptWith(Turned(block).Last.TryGetNext(out next) ? after[next] : []);
            isSpoilt |= neighbours.Count > 0;
            foreach (var neighbour in neighbours)
                Pin(block, neighbour);
        }

        return isSpoilt;
    }

    private void Pin(CidrBlock one, CidrBlock other)
    {
        for (var length = 0; length < one.First.Bits; length++)
        {
            var (first, second) = (CidrBlock.Containing(one.First, length), CidrBlock.Containing(other.First, length));
            if (first != second)
            {
                _pinned.Add(first);
                _pinned.Add(second);
            }
        }
    }

    private CidrBlock Turned(CidrBlock block)
    {
        var address = block.First;
        for (var length = 0; length < block.PrefixLength; length++)
            if (_turned.Contains(CidrBlock.Containing(block.First, length)))
                address = WithBit(address, length);
        return CidrBlock.Containing(address, block.PrefixLength);
    }

    private static CidrBlock Child(CidrBlock node, bool one) => CidrBlock.Containing(
        Bit(node.First, node.PrefixLength) == one ? node.First : WithBit(node.First, node.PrefixLength), node.PrefixLength + 1);

    private static bool Bit(IpAddress address, int index) => !((address.Number >> (address.Bits - 1 - index)) & 1).IsZero;

    /// <summary>The address with one bit turned.</summary>
    private static IpAddress WithBit(IpAddress address, int index)
    {
        var number = address.Number ^ (System.Numerics.BigInteger.One << (address.Bits - 1 - index));
        return address.Family == IpFamily.IPv4 ? IpAddress.FromUInt32((uint)number)
            : IpAddress.FromUInt64Pair((ulong)(number >> 64), (ulong)(number & ulong.MaxValue));
    }
}
