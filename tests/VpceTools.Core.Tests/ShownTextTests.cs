using System.Globalization;
using CsCheck;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests;

/// <summary>What reaches a terminal, a file or a script of texts that others wrote.</summary>
public sealed class ShownTextTests
{
    /// <summary>What terminals and readers are fooled with: https://unicode.org/reports/tr36/ and https://trojansource.codes.</summary>
    public static TheoryData<string, string> Escaped { get; } = new()
    {
        { "web", "web" },
        { "Zürich 東京 😀", "Zürich 東京 😀" },
        { "a\\b", "a\\b" },
        { "\u001b[31mred", "\\u001B[31mred" },
        { "\u001b]0;title\u0007", "\\u001B]0;title\\u0007" },
        { "\u009b31m", "\\u009B31m" },
        { "one\r\ntwo\ttwo\u2028three\u2029four\u0085five", "one\\u000D\\u000Atwo\\u0009two\\u2028three\\u2029four\\u0085five" },
        { "user\u202etxt.exe", "user\\u202Etxt.exe" },
        { "\u2066a\u2069\u200f\u061c", "\\u2066a\\u2069\\u200F\\u061C" },
        { "a\u200bb\ufeff", "a\\u200Bb\\uFEFF" },
        { "\udb40\udc41", "\\uDB40\\uDC41" }, // A tag character, which is not seen at all.
        { "half \ud83d.", "half \\uD83D." },
        { "\0\u007f", "\\u0000\\u007F" },
    };

    [Theory, MemberData(nameof(Escaped))]
    public void Signs_that_steer_hide_or_turn_are_written_out(string text, string shown) => Assert.Equal(shown, ShownText.Line(text));

    [Fact]
    public void A_policy_keeps_its_lines_and_nothing_else() =>
        Assert.Equal("{\n\t\"Sid\": \"\\u001B\\u000D\"\n}", ShownText.Lines("{\n\t\"Sid\": \"\u001b\r\"\n}"));

    [Fact]
    public void An_error_of_megabytes_is_cut_to_what_somebody_reads()
    {
        var shown = ShownText.Error("It  failed:\r\n" + new string('x', 3_000_000));

        Assert.StartsWith("It failed: xxx", shown, StringComparison.Ordinal);
        Assert.EndsWith("… (3,000,013 characters in all)", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 1_000, 2_100);
    }

    [Fact]
    public void A_text_of_megabytes_is_cut_between_two_characters()
    {
        var shown = ShownText.Line("a" + string.Concat(Enumerable.Repeat("😀", 1_000_000)));

        Assert.InRange(shown.Length, 60_000, 66_000);
        Assert.DoesNotContain("\\uD83D", shown, StringComparison.Ordinal);
    }

    /// <summary>
    /// Whatever the text: nothing hidden is left, showing twice is showing once, and what needs no escape is the very text.
    /// </summary>
    [Fact]
    public void Whatever_the_text_nothing_hidden_is_left() => Gen.Char.Array[0, 40].Sample(characters =>
    {
        var text = new string(characters);
        foreach (var shown in (string[])[ShownText.Line(text), ShownText.Error(text)])
        {
            Assert.DoesNotContain(shown.EnumerateRunes(), rune =>
                System.Text.Rune.GetUnicodeCategory(
                    rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate || rune.Value == 0xFFFD && !text.Contains('\uFFFD'));
            Assert.Equal(shown, ShownText.Line(shown));
        }

        Assert.Equal(ShownText.IsPlain(text), ReferenceEquals(text, ShownText.Line(text)));
    });
}
