namespace VpceTools.Model;

/// <summary>Finds the word that is meant where a word is misspelt.</summary>
internal static class Spelling
{
    /// <summary>How many letters may be wrong, missing or too many.</summary>
    private const int Slips = 2;

    /// <summary>The word that is nearly the same; null where none is, or where the word itself is one of them.</summary>
    public static string? Meant(string word, IEnumerable<string> words) => words
        .Select(known => (Word: known, Distance: Distance(word.ToLowerInvariant(), known.ToLowerInvariant(), Slips)))
        // Of a word of three letters, two slips leave nothing.
        .Where(found => found.Distance <= Slips && found.Distance * 2 <= found.Word.Length && found.Word != word)
        .OrderBy(found => found.Distance).ThenBy(found => found.Word, StringComparer.Ordinal)
        .Select(found => found.Word).FirstOrDefault();

    /// <summary>How many letters differ; something greater than a limit where these are more.</summary>
    public static int Distance(string one, string other, int limit)
    {
        // Levenshtein 1966, by rows.
        if (Math.Abs(one.Length - other.Length) > limit)
            return int.MaxValue;
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[other.Length];
    }
}
