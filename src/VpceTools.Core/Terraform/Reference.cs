using System.Text;

namespace VpceTools.Terraform;

/// <summary>References of the configuration as <c>terraform show -json</c> prints them: a flat bag for each expression.</summary>
internal static class Reference
{
    /// <summary>
    /// The most specific references. Each is followed by its own beginnings, the longest first, so that one which is no such beginning, or
    /// one that comes again, is a reference by itself.
    /// </summary>
    public static IReadOnlyList<string> Heads(IEnumerable<string> references)
    {
        var heads = new List<string>();
        string? head = null;
        var length = 0;
        foreach (var reference in references)
        {
            if (head is not null && reference.Length < length && IsBeginning(reference, head))
            {
                length = reference.Length;
                continue;
            }

            heads.Add(reference);
            (head, length) = (reference, reference.Length);
        }

        return [.. heads.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The steps of a reference or an address: <c>aws_subnet</c>, <c>private["a"]</c>, <c>id</c>.</summary>
    public static IReadOnlyList<(string Name, string? Index)> Split(string reference)
    {
        var steps = new List<(string Name, string? Index)>();
        var (name, index, at) = (new StringBuilder(), (string?)null, 0);
        while (at < reference.Length)
        {
            if (reference[at] == '.')
            {
                steps.Add((name.ToString(), index));
                (index, at) = (null, at + 1);
                name.Clear();
            }
            else if (reference[at] == '[')
            {
                (index, at) = ReadIndex(reference, at + 1, index);
            }
            else
            {
                name.Append(reference[at++]);
            }
        }

        if (name.Length > 0 || index is not null)
            steps.Add((name.ToString(), index));
        return steps;
    }

    /// <summary>A key in brackets; of two, as in <c>x["a"][0]</c>, the first tells the instance.</summary>
    private static (string Index, int End) ReadIndex(string reference, int at, string? first)
    {
        var text = new StringBuilder();
        if (at < reference.Length && reference[at] == '"')
        {
            for (at++; at < reference.Length && reference[at] != '"'; at++)
            {
                if (reference[at] == '\\' && at + 1 < reference.Length)
                    at++;
                text.Append(reference[at]);
            }
        }

        while (at < reference.Length && reference[at] != ']')
        {
            if (reference[at] != '"')
                text.Append(reference[at]);
            at++;
        }

        return (first ?? text.ToString(), at + 1);
    }

    private static bool IsBeginning(string text, string reference) => reference.Length > text.Length
        && reference.StartsWith(text, StringComparison.Ordinal) && reference[text.Length] is '.' or '[';
}
