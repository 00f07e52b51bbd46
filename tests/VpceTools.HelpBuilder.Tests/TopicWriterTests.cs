using VpceTools.HelpBuilder.Pages;
using VpceTools.HelpBuilder.Topics;
using Xunit;

namespace VpceTools.HelpBuilder.Tests;

public sealed class TopicWriterTests
{
    [Fact]
    public void A_topic_is_text_at_80_columns_with_its_short_description_on_the_fifth_line()
    {
        var text = Write("""
            # about_X

            Short.

            ## Long description

            A paragraph that is `longer` than a line of eighty columns can hold with the margin on its left side.

            - an item
            - another

            ### Table

            | a | b |
            |---|---|
            | x | y \| z |

            ```
            code  *stays*
            ```

            {{part}}
            """);

        Assert.Equal("""
            TOPIC
                about_X

            SHORT DESCRIPTION
                Short.

            LONG DESCRIPTION
                A paragraph that is longer than a line of eighty columns can hold with the
                margin on its left side.

                - an item
                - another

              Table
                x: y | z

                    code  *stays*

              Generated
                Text.

            """, text, ignoreLineEndingDifferences: true);
        Assert.Equal("    Short.", text.Split('\n')[4]);
    }

    [Theory]
    [InlineData("# about_Y\n\nShort.\n")]
    [InlineData("# about_X\n\nTwo.\n\nParagraphs.\n")]
    [InlineData("# about_X\n\nShort.\n\n## A\n\n{{unknown}}\n")]
    [InlineData("# about_X\n\nShort.\n\n## A\n\n```\nno end\n")]
    [InlineData("# about_X\n\nShort.\n\n## A\n\nText.\n\n## A\n\nAgain.\n")]
    [InlineData("no title\n")]
    [InlineData("# about_X\n\nThis short description is so long that the line on which Get-Help looks for it cannot hold it.\n")]
    public void A_page_that_is_no_topic_is_refused(string page) => Assert.Throws<HelpException>(() => Write(page));

    [Fact]
    public void A_check_without_a_page_is_refused_with_the_path() =>
        Assert.EndsWith(".md(1): error VPCEHELP: This page is missing.",
            Assert.Throws<HelpException>(() => GeneratedSections.All("nowhere")).ToBuildError(), StringComparison.Ordinal);

    private static string Write(string page)
    {
        var part = new Section("Generated", 1);
        part.Blocks.Add(new(BlockKind.Paragraph, "Text.", 1));
        return TopicWriter.Write(Page.Parse("about_X.md", page),
            new Dictionary<string, IReadOnlyList<Section>>(StringComparer.Ordinal) { ["part"] = [part] });
    }
}
