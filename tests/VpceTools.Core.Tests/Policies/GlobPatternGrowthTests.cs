using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>
/// How the time of matching grows: a linear one is eight times as long for eight times the text and pattern, a quadratic one 64 times.
/// Between the two is room for a machine that does other things.
/// </summary>
[Collection(nameof(AloneCollection))]
public class GlobPatternGrowthTests
{
    private const int Size = 50_000;
    private const int Times = 8;
    private const double BetweenLinearAndQuadratic = 24;

    // Runs of which much fits at many places, and all at none.
    [Theory]
    [InlineData("arn:aws:s3:*:a:", "a:", "b*", "arn:aws:s3:", "a:")]
    [InlineData("arn:aws:s3:*:a:x:", "yx:", "b*", "arn:aws:s3:", "a:x:yx:")]
    [InlineData("arn:aws:s3:::*", "a", "b*", "arn:aws:s3:::", "a")]
    [InlineData("arn:aws:s3:::*", "ab", "b*", "arn:aws:s3:::", "ab")]
    public void Time_grows_as_text_and_pattern_do(string start, string piece, string end, string textStart, string textPiece) =>
        AssertGrowth(size => (start + Repeat(piece, size) + end, textStart + Repeat(textPiece, 2 * size)));

    [Theory]
    [InlineData("arn:aws:s3:::*", "a?", "b*", "arn:aws:s3:::", "a")]
    [InlineData("arn:aws:s3:*:a:", "?:", "b*", "arn:aws:s3:", "a:")]
    public void With_question_marks_time_grows_as_the_text_does(string start, string piece, string end, string textStart,
        string textPiece) =>
        AssertGrowth(size => (start + Repeat(piece, 500) + end, textStart + Repeat(textPiece, size)));

    private static void AssertGrowth(Func<int, (string Pattern, string Text)> make)
    {
        // The first measurement pays for the compiler.
        Time(make(Size));
        var single = Time(make(Size));
        var growth = Time(make(Times * Size)) / single;

        Assert.True(growth < BetweenLinearAndQuadratic, $"{growth:F1}");
    }

    // In time of the processors, since other programs share them; the best of several runs.
    private static double Time((string Pattern, string Text) given)
    {
        var pattern = new GlobBuilder().AddPattern(given.Pattern).BuildResource();
        return Enumerable.Range(0, 8).Min(_ =>
        {
            var before = Environment.CpuUsage.TotalTime;
            Assert.False(pattern.IsMatch(given.Text));
            return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        });
    }

    private static string Repeat(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
