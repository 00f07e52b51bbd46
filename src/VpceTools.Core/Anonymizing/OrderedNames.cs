using System.Globalization;
using System.Security.Cryptography;

namespace VpceTools.Anonymizing;

/// <summary>
/// New names for old ones, in the order of the old ones, since the order of ids and names decides which is told first. All old ones are
/// gathered before the first new one is given.
/// </summary>
/// <param name="make">Makes the new names of so many old ones, in ascending order.</param>
internal sealed class OrderedNames(Func<int, IReadOnlyList<string>> make)
{
    private readonly SortedSet<string> _gathered = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _names;

    /// <summary>The new name; while old ones are gathered, the old one.</summary>
    public string Of(string old)
    {
        if (_names is null)
        {
            _gathered.Add(old);
            return old;
        }

        return _names[old];
    }

    /// <summary>Ends the gathering.</summary>
    public void Settle()
    {
        var made = make(_gathered.Count);
        _names = _gathered.Select((old, i) => (old, New: made[i])).ToDictionary(pair => pair.old, pair => pair.New, StringComparer.Ordinal);
    }

    /// <summary>Numbered names: <c>n0001</c>.</summary>
    public static IReadOnlyList<string> Numbered(string prefix, int count) =>
    [
        .. Enumerable.Range(1, count).Select(i => prefix + i.ToString(CultureInfo.InvariantCulture).PadLeft(4, '0')),
    ];

    /// <summary>Random numbers of so many digits, each once.</summary>
    public static IReadOnlyList<string> Random(string digits, int length, int count)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        using var random = RandomNumberGenerator.Create();
        var bytes = new byte[length];
        while (found.Count < count)
        {
            random.GetBytes(bytes);
            found.Add(new string([.. bytes.Select(value => digits[value % digits.Length])]));
        }

        return [.. found];
    }
}
