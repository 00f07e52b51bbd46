using System.Management.Automation;
using VpceTools.Shell.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

public sealed class ShellHostTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Escape_sequences_reach_only_a_console_that_shows_them()
    {
        Host(ansi: true).UI.WriteLine("\u001b[31mred\u001b[0m");
        Host(ansi: false).UI.WriteLine("\u001b[31mred\u001b[0m");

        Assert.Equal("\u001b[31mred\u001b[0m\nred\n", _output.ToString());
    }

    [Fact]
    public void Streams_are_coloured_on_a_console_that_shows_it()
    {
        var ui = Host(ansi: true).UI;

        ui.WriteWarningLine("w");
        ui.WriteVerboseLine("v");
        ui.WriteDebugLine("d");
        ui.WriteLine(ConsoleColor.Green, ConsoleColor.Black, "g");

        Assert.Equal("\u001b[33;1mWARNING: w\u001b[0m\n\u001b[33;1mVERBOSE: v\u001b[0m\n\u001b[33;1mDEBUG: d\u001b[0m\n\u001b[92mg\u001b[0m\n", _output.ToString());
    }

    [Fact]
    public void Progress_overwrites_itself_on_the_error_writer_and_leaves_before_other_output()
    {
        var ui = Host(showProgress: true).UI;

        ui.WriteProgress(0, new ProgressRecord(1, "Reading", "security groups") { PercentComplete = 40 });
        ui.WriteLine("a line");
        ui.WriteProgress(0, new ProgressRecord(1, "Reading", "done") { RecordType = ProgressRecordType.Completed });

        Assert.Equal("\rReading: security groups 40%\u001b[K\r\u001b[K", _error.ToString());
        Assert.Equal("a line\n", _output.ToString());
    }

    [Fact]
    public void Progress_never_wraps()
    {
        Host(showProgress: true, width: 20).UI.WriteProgress(0, new ProgressRecord(1, "Reading", "漢字漢字漢字漢字漢字"));

        Assert.Equal("\rReading: 漢字漢字漢\u001b[K", _error.ToString());
    }

    [Fact]
    public void Without_a_terminal_progress_is_not_drawn()
    {
        Host().UI.WriteProgress(0, new ProgressRecord(1, "Reading", "security groups"));

        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void Questions_go_to_the_error_writer_where_the_output_is_redirected()
    {
        var host = new ShellHost(new ShellConsole
        {
            Output = _output,
            Error = _error,
            OutputIsRedirected = true,
            CanPrompt = true,
            Input = new TextLineReader(new StringReader("1")),
        });

        Assert.Equal(1, host.UI.PromptForChoice("Which", "", [new("&0"), new("&1")], -1));
        Assert.Equal("\nWhich\n[0] 0  [1] 1  [?] Help: ", _error.ToString());
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void The_column_follows_what_was_written()
    {
        var ui = Host().UI;

        ui.Write("ab\n漢");

        Assert.Equal(2, ui.RawUI.CursorPosition.X);
    }

    [Theory]
    [InlineData("vpce-1", 6)]
    [InlineData("漢字", 4)]
    [InlineData("ü", 1)]
    [InlineData("u\u0308", 1)]
    [InlineData("🎉", 2)]
    [InlineData("\u001b[31mred\u001b[0m", 3)]
    [InlineData("", 0)]
    public void Text_is_measured_in_cells(string text, int cells)
    {
        Assert.Equal(cells, Host().UI.RawUI.LengthInBufferCells(text));
    }

    private ShellHost Host(bool ansi = false, bool showProgress = false, int width = 80) => new(new ShellConsole
    {
        Output = _output,
        Error = _error,
        Width = () => width,
        SupportsAnsi = ansi,
        ErrorSupportsAnsi = ansi,
        ShowProgress = showProgress,
    });
}
