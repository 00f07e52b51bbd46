using System.Diagnostics;
using CsCheck;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

public class GlobPatternTests
{
    /// <summary>A matcher that goes back and tries again would need longer than anybody waits; a busy machine does not.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    // Few characters, so that patterns match often.
    private static readonly Gen<string> Texts = Gen.Char["ab:"].Array[0, 12].Select(chars => new string(chars));
    private static readonly Gen<string> Patterns = Gen.Char["ab:*?"].Array[0, 8].Select(chars => new string(chars));

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("?", "a", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "ab", false)]
    [InlineData("a*c", "abc", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("a*c", "abcd", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("*a?b*", "xxaab", true)]
    [InlineData("**", "x", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("[a]", "a", false)]
    [InlineData("A", "a", false)]
    public void IsMatch_stars_and_question_marks(string pattern, string text, bool expected) =>
        Assert.Equal(expected, GlobPattern.Parse(pattern).IsMatch(text));

    [Fact]
    public void IsMatch_is_what_a_naive_matcher_says() =>
        Gen.Select(Patterns, Texts).Sample((pattern, text) =>
            GlobPattern.Parse(pattern).IsMatch(text) == NaiveMatch(pattern, 0, text, 0, (_, _) => true), iter: 20_000);

    [Fact]
    public void IsMatch_of_runs_that_need_tables_is_what_a_naive_matcher_says() =>
        Gen.Select(Gen.Char["ab?"].Array[65, 140], Gen.Char["ab"].Array[0, 80], Gen.Bool).Sample((run, around, embedded) =>
        {
            var pattern = "*" + new string(run) + "*";
            var text = new string(around) + (embedded ? new string(run).Replace('?', 'b') : new string(run).Replace('a', 'b')
                .Replace('?', 'a')) + new string(around);
            return GlobPattern.Parse(pattern).IsMatch(text) == NaiveMatch(pattern, 0, text, 0, (_, _) => true);
        }, iter: 500);

    [Fact]
    public void IsMatch_of_resources_keeps_wildcards_in_their_field_unless_a_star_ends_it() =>
        Gen.Select(Patterns, Texts).Sample((pattern, text) =>
            new GlobBuilder().AddPattern(pattern).BuildResource().IsMatch(text)
            == NaiveMatch(pattern, 0, text, 0, (at, character) => CanTake(pattern, at, character)), iter: 20_000);

    [Fact]
    public void IsMatch_of_resources_with_all_fields_is_what_a_naive_matcher_says() =>
        Gen.Select(
            Gen.Char["ab*?"].Array[0, 3].Select(chars => new string(chars)).Array[5, 7].Select(fields => string.Join(":", fields)),
            Gen.Char["ab"].Array[0, 2].Select(chars => new string(chars)).Array[5, 9].Select(fields => string.Join(":", fields)))
            .Sample((pattern, text) => new GlobBuilder().AddPattern(pattern).BuildResource().IsMatch(text)
                == NaiveMatch(pattern, 0, text, 0, (at, character) => CanTake(pattern, at, character)), iter: 50_000);

    [Fact]
    public void IsMatch_of_resources_with_long_runs_is_what_a_naive_matcher_says() =>
        Gen.Select(Gen.Char["a:?"].Array[0, 4], Gen.Char["a:"].Array[0, 40], Gen.Bool, Gen.Bool).Sample((few, around, embedded, isLast) =>
        {
            var run = string.Concat(Enumerable.Repeat("a:aa:" + new string(few), 14));
            var pattern = $"arn:*:a:*:{run}{(isLast ? "" : "*a")}";
            var text = "arn:" + new string(around) + ":a:" + (embedded ? run.Replace('?', 'a') : run.Replace('?', ':')[1..])
                + (isLast ? "" : new string(around) + "a");
            return new GlobBuilder().AddPattern(pattern).BuildResource()
                .IsMatch(text) == NaiveMatch(pattern, 0, text, 0, (at, character) => CanTake(pattern, at, character));
        }, iter: 500);

    [Fact]
    public void IsMatch_of_ARN_conditions_compares_field_by_field() =>
        Gen.Select(
            Gen.Select(Patterns.Array[6], fields => string.Join(":", fields.Select(field => field.Replace(":", "")))),
            Gen.Select(Texts.Array[6], fields => string.Join(":",
                fields.Select((field, index) => index < 5 ? field.Replace(":", "") : field))))
            .Sample((pattern, text) =>
            {
                var (patterns, texts) = (pattern.Split(':', 6), text.Split(':', 6));
                var expected = patterns.Zip(texts).All(pair => NaiveMatch(pair.First, 0, pair.Second, 0, (_, _) => true));
                return new GlobBuilder().AddPattern(pattern).BuildArn()!.IsMatch(text) == expected;
            }, iter: 20_000);

    [Fact]
    public void Covers_never_claims_too_much_and_Overlaps_is_exact()
    {
        var words = Words(5).ToArray();
        Gen.Select(Gen.Char["ab*?"].Array[0, 5], Gen.Char["ab*?"].Array[0, 5]).Sample((left, right) =>
        {
            var (one, other) = (new string(left), new string(right));
            var (onePattern, otherPattern) = (GlobPattern.Parse(one), GlobPattern.Parse(other));
            var matched = words.Where(otherPattern.IsMatch).ToArray();
            var overlaps = matched.Any(onePattern.IsMatch);
            return (!onePattern.Covers(otherPattern) || matched.All(onePattern.IsMatch))
                // Words of five characters are enough to show an overlap of patterns that short, but for two that need longer ones.
                && (onePattern.Overlaps(otherPattern) == overlaps || (!overlaps && one.Length + other.Length > 5));
        }, iter: 5_000);
    }

    [Theory]
    [InlineData("s3:*", "s3:get*", true)]
    [InlineData("s3:get*", "s3:*", false)]
    [InlineData("arn:aws:s3:::b/*", "arn:aws:s3:::b/k", true)]
    [InlineData("a?", "a*", false)]
    [InlineData("a*", "a?", true)]
    [InlineData("?", "*", false)]
    public void Covers_tells_the_wider_pattern(string wide, string narrow, bool expected) =>
        Assert.Equal(expected, GlobPattern.Parse(wide).Covers(GlobPattern.Parse(narrow)));

    [Theory]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void IsMatch_takes_no_longer_for_more_stars(int length)
    {
        // A backtracking matcher needs more steps than there are atoms for these.
        var text = new string('a', length);
        var stopwatch = Stopwatch.StartNew();
        Assert.False(GlobPattern.Parse(string.Concat(Enumerable.Repeat("*a", 2_000)) + "b").IsMatch(text));
        Assert.False(GlobPattern.Parse(string.Concat(Enumerable.Repeat("*a?", 1_000)) + "*b*").IsMatch(text));
        Assert.False(GlobPattern.Parse("*" + new string('a', length / 2) + "b" + new string('a', 10) + "*").IsMatch(text));
        Assert.False(GlobPattern.Parse("*" + new string('?', length / 10) + "b*").IsMatch(text));
        Assert.True(stopwatch.Elapsed < Guard, $"took {stopwatch.Elapsed}");
    }

    // The same of patterns of ARNs, whose wildcards keep to their fields: field by field, and over fields that a star at the end of one
    // leaves out.
    [Theory]
    [InlineData(10_000)]
    [InlineData(100_000)]
    public void IsMatch_of_ARN_patterns_takes_no_longer_for_more_stars_or_colons(int length)
    {
        var name = new string('a', length);
        var fields = string.Concat(Enumerable.Repeat("a:", length / 2));
        var stars = string.Concat(Enumerable.Repeat("*a", 2_000));
        var stopwatch = Stopwatch.StartNew();
        Assert.False(Resource($"arn:a*a:{stars}b:*:*:x").IsMatch($"arn:aa:{name}:r:1:x"));
        Assert.False(Resource($"arn:a?s:*:r:*:{stars}b").IsMatch($"arn:aws:s:r:1:{fields}"));
        Assert.False(Resource("arn:?:*:a?:*:a").IsMatch("arn:x:" + fields));
        Assert.False(Resource($"arn:?:*:*:*:{string.Concat(Enumerable.Repeat("a:", length / 4))}*b").IsMatch("arn:x:" + fields));
        Assert.False(new GlobBuilder().AddPattern($"arn:a?s:s3:*:*:{stars}b").BuildArn()!.IsMatch("arn:aws:s3:::" + name));
        Assert.True(stopwatch.Elapsed < Guard, $"took {stopwatch.Elapsed}");

        static GlobPattern Resource(string pattern) => new GlobBuilder().AddPattern(pattern).BuildResource();
    }

    private static bool CanTake(string pattern, int at, char character) => character != ':' || pattern.Take(at)
        .Count(found => found == ':') >= 5
        || (pattern[at] == '*' && (at + 1 == pattern.Length || pattern[at + 1] == ':'));

    private static bool NaiveMatch(string pattern, int at, string text, int from, Func<int, char, bool> canTake)
    {
        if (at == pattern.Length)
            return from == text.Length;
        if (pattern[at] == '*')
        {
            return NaiveMatch(pattern, at + 1, text, from, canTake)
                || (from < text.Length && canTake(at, text[from]) && NaiveMatch(pattern, at, text, from + 1, canTake));
        }

        return from < text.Length
            && (pattern[at] == '?' ? canTake(at, text[from]) : pattern[at] == text[from])
            && NaiveMatch(pattern, at + 1, text, from + 1, canTake);
    }

    private static IEnumerable<string> Words(int length) =>
        length == 0 ? [""] : Words(length - 1).SelectMany(word => word.Length == length - 1 ? [word, word + "a", word + "b"]
            : new[] { word });
}
