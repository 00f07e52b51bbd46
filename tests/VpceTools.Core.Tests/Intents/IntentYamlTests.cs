using CsCheck;
using VpceTools.Intents;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.Intents;

/// <summary>YAML becomes texts, numbers, lists and mappings, and what is no YAML an error in our own words.</summary>
public sealed class IntentYamlTests
{
    [Theory]
    [InlineData("a: \"b\n", 1, "a double quote begins here or before, and does not end.")]
    [InlineData("a: 'b\n", 1, "a single quote begins here or before, and does not end.")]
    [InlineData("a: [b, c\n", 2, "a bracket has no other one.")]
    [InlineData("a:\n\tb: c\n", 2, "a line is indented by blanks, and here is a tab.")]
    [InlineData("a: 1\n\tb: c\n", 2, "a line is indented by blanks, and here is a tab.")]
    [InlineData("a: @b\n", 1, "look at how the line is indented, at the blank after a colon or a hyphen, and at quotes.")]
    [InlineData("a: b: c\n", 1, "look at how the line is indented, at the blank after a colon or a hyphen, and at quotes.")]
    [InlineData("a: b\n c: d\n", 2, "look at how the line is indented, at the blank after a colon or a hyphen, and at quotes.")]
    public void What_is_no_YAML_says_what_to_look_at(string text, int line, string hint)
    {
        var (root, error) = IntentYaml.Read(text);

        Assert.Null(root);
        Assert.Equal((line, "This is not YAML: " + hint), (error!.Line, error.Message));
    }

    [Theory]
    [InlineData("a: &x [1]", 1, 4, "An anchor (&) is not taken here: nothing can refer to it.")]
    [InlineData("a: *x", 1, 4, "An alias (*) is not taken here: write out what it stands for.")]
    [InlineData("a: !!int 1", 1, 4, "A tag (!) is not taken here: values are texts and numbers.")]
    [InlineData("a: !<tag:yaml.org,2002:python/object> {}", 1, 4, "A tag (!) is not taken here: values are texts and numbers.")]
    [InlineData("a: 1\n---\nb: 1", 2, 1, "A second document begins here, and a file of intents is one.")]
    [InlineData("# only this\n", 1, 1, "The file has nothing in it but comments.")]
    [InlineData("a: \u0007", 1, 4, "There is a character here that no text has (U+0007).")]
    public void What_could_grow_or_choose_a_type_is_refused(string text, int line, int column, string message) =>
        Assert.Equal(new(message, line, column), IntentYaml.Read(text).Error);

    /// <summary>The billion laughs: each line nine of the line before.</summary>
    [Fact]
    public void A_bomb_of_aliases_is_refused_at_its_first_anchor()
    {
        var lines = Enumerable.Range(0, 9).Select(i =>
            $"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat(i == 0 ? "lol" : $"*l{i - 1}", 9))}]");

        Assert.Equal((1, 5), (IntentYaml.Read(string.Join('\n', lines)).Error!.Line,
            IntentYaml.Read(string.Join('\n', lines)).Error!.Column));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    public void Depth_is_refused_before_a_stack_ends(string open, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 200_000)) + string.Concat(Enumerable.Repeat(close, 200_000));

        Assert.Equal("Lists and mappings lie too deep in each other here.", IntentYaml.Read(text).Error!.Message);
    }

    [Theory]
    [InlineData("sqs", IntentNodeKind.Text), InlineData("'1'", IntentNodeKind.Text), InlineData("\"true\"", IntentNodeKind.Text)]
    [InlineData("10.0.0.1", IntentNodeKind.Text), InlineData("sg-1e5", IntentNodeKind.Text), InlineData("yes", IntentNodeKind.Text)]
    [InlineData("2001:db8::1", IntentNodeKind.Text), InlineData("i-0123", IntentNodeKind.Text), InlineData("|\n  1", IntentNodeKind.Text)]
    [InlineData("1", IntentNodeKind.Integer), InlineData("-1", IntentNodeKind.Integer), InlineData("0x1F", IntentNodeKind.Integer)]
    [InlineData("1.5", IntentNodeKind.Number), InlineData("12e3", IntentNodeKind.Number), InlineData(".inf", IntentNodeKind.Number)]
    [InlineData("true", IntentNodeKind.Flag), InlineData("False", IntentNodeKind.Flag)]
    [InlineData("", IntentNodeKind.Nothing), InlineData("~", IntentNodeKind.Nothing), InlineData("null", IntentNodeKind.Nothing)]
    public void A_value_is_what_the_core_schema_says(string value, IntentNodeKind kind) =>
        Assert.Equal(kind, IntentYaml.Read($"a: {value}").Root!.Members[0].Value.Kind);

    [Fact]
    public void A_text_is_taken_as_it_is_written_with_its_place()
    {
        var item = IntentYaml.Read("\n- a:\n    - \"b\\tc\"   # not this\n").Root!.Items[0].Members[0].Value.Items[0];

        Assert.Equal(("b\tc", 3, 7), (item.Text, item.Line, item.Column));
    }

    private static readonly string[] Pieces =
    [
        "version: 1\n", "expectations:\n", "  - name: a\n", "    to: ", "sqs", "\n", " ", "\t", "- ", "[", "]", "{", "}", ": ", ", ", "&a ",
        "*a", "!x ", "'", "\"", "|", ">",
        "%YAML 9.9\n", "---", "...", "#", "? ", "\\", "\r", "\u0085", "\u2028", "\ufeff", "\ud800", "\0", "<<: ",
    ];

    /// <summary>Whatever is written: a tree, or one error at a place that there is.</summary>
    [Fact]
    public void No_text_brings_anything_else_than_a_tree_or_an_error()
    {
        var piece = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String[1, 4]);
        piece.Array[0, 24].Select(string.Concat).Sample(text =>
        {
            var (root, error) = IntentYaml.Read(text);
            Assert.NotEqual(root is null, error is null);
            if (error is not null)
            {
                Assert.InRange(error.Line, 1, text.Split('\n', '\r', '\u0085', '\u2028', '\u2029').Length + 1);
                Assert.InRange(error.Column, 1, text.Length + 2);
            }
            else
            {
                Assert.True(IntentFile.Read(root!) is { Error: not null } or { Intents.Count: > 0 });
            }
        }, iter: 20_000);
    }
}
