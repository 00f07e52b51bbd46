using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Formatting;

/// <summary>Colours. $PSStyle is one object for all sessions of a process, so nothing else runs meanwhile.</summary>
[Collection(nameof(ColourTests))]
public sealed class ColourTests
{
    [Theory]
    [InlineData("Passed", "32")]
    [InlineData("Failed", "31")]
    public void A_status_is_coloured_where_the_console_shows_colours(string status, string colour)
    {
        using var snapshot = new SnapshotFolder();
        using var session = new ModuleSession(width: 80, ansi: true);

        Assert.Contains($"\u001b[{colour}m{status}\u001b[0m", session.InvokeText($"Test-VpcEndpoint -SnapshotPath '{snapshot.Path}'"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_coloured_where_the_user_wants_plain_text_or_the_console_shows_no_colours()
    {
        using var snapshot = new SnapshotFolder();
        using var colours = new ModuleSession(width: 80, ansi: true);
        using var plain = new ModuleSession(width: 80);

        try
        {
            colours.Invoke("$PSStyle.OutputRendering = 'PlainText'").Succeeded();
            Assert.DoesNotContain('\u001b', colours.InvokeText($"Test-VpcEndpoint -SnapshotPath '{snapshot.Path}'"));
        }
        finally
        {
            colours.Invoke("$PSStyle.OutputRendering = 'Host'").Succeeded();
        }

        Assert.DoesNotContain('\u001b', plain.InvokeText($"Test-VpcEndpoint -SnapshotPath '{snapshot.Path}'"));
    }
}

[CollectionDefinition(nameof(ColourTests), DisableParallelization = true)]
public sealed class ColourCollection;
