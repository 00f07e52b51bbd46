using VpceTools.Module.Tests.Hosting;
using VpceTools.Shell;
using VpceTools.Shell.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

public sealed class ShellSessionTests(TemporaryModule module) : IClassFixture<TemporaryModule>
{
    [Fact]
    public void Errors_go_to_the_error_writer_and_everything_else_to_the_output()
    {
        var run = ShellRun.Of(module.Manifest, "", "-Command", "Write-Stream -Verbose; throw 'over'");

        Assert.Equal("WARNING: a warning\nVERBOSE: a detail\nan object\n", run.Output);
        Assert.Equal("Write-Stream: a soft error\nException: over\n", run.Error);
    }

    [Theory]
    [InlineData("if (", "Missing condition in if statement after 'if ('.")]
    [InlineData("1 +* 2", "You must provide a value expression following the '+' operator.")]
    public void A_parse_error_is_shown(string command, string message)
    {
        var run = ShellRun.Of(module.Manifest, "", "-Command", command);

        Assert.StartsWith("ParserError: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_terminating_error_is_shown_once_whatever_the_preference()
    {
        var run = ShellRun.Of(module.Manifest, "", "-Command", "$ErrorActionPreference = 'Stop'; No-SuchCommand");

        Assert.Single(run.Error.Split('\n'), line => line.Contains("'No-SuchCommand'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_script_file_gets_its_arguments_and_knows_its_path()
    {
        var file = module.Write("arguments.ps1", """
            param([string] $Name, [switch] $Deep, [switch] $Wide, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$Name|$Deep|$Wide|$($Rest -join '+')|$PSScriptRoot|$($MyInvocation.MyCommand.Path)"
            """);

        var run = ShellRun.Of(module.Manifest, "", "-NoProfile", "-File", file, "-Deep", "-Wide:$false", "-Name", "ü 漢字", "a", "b c");

        Assert.Equal($"ü 漢字|True|False|a+b c|{module.Folder}|{file}\n", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void A_bare_first_argument_is_a_script_file()
    {
        var file = module.Write("bare.ps1", "\"bare $args\"");

        Assert.Equal("bare 1 2\n", ShellRun.Of(module.Manifest, "", file, "1", "2").Output);
    }

    [Fact]
    public void Standard_input_is_run_statement_by_statement()
    {
        var run = ShellRun.Of(module.Manifest, "1 + 1\nforeach ($i in 1, 2) {\n  \"item $i\"\n}\n\n'漢字 🎉'", "-Command", "-");

        Assert.Equal("2\nitem 1\nitem 2\n漢字 🎉\n", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void The_last_block_of_standard_input_is_run_without_an_empty_line_behind_it()
    {
        Assert.Equal("tail\n", ShellRun.Of(module.Manifest, "if (1) {\n'tail' }", "-Command", "-").Output);
    }

    [Theory]
    [InlineData("$input | ForEach-Object { \"<$_>\" }", "<a>\n<b>\n")]
    [InlineData("'no input read'", "no input read\n")]
    public void A_command_reads_standard_input_as_its_input(string command, string output)
    {
        Assert.Equal(output, ShellRun.Of(module.Manifest, "a\nb\n", "-Command", command).Output);
    }

    [Fact]
    public void Words_after_Command_are_one_command_line()
    {
        Assert.Equal("3\n", ShellRun.Of(module.Manifest, "", "-c", "1", "+", "2").Output);
    }

    [Fact]
    public void CommandWithArgs_fills_args()
    {
        Assert.Equal("1,2 3\n", ShellRun.Of(module.Manifest, "", "-cwa", "$args -join ','", "1", "2 3").Output);
    }

    [Fact]
    public async Task Stop_ends_a_running_command()
    {
        using var output = new StringWriter();
        var host = new ShellHost(new ShellConsole { Output = output, Error = output });
        using var session = new ShellSession(host, ShellRunspace.Open(host, [module.Manifest]));
        var command = CommandLineParser.Parse(["-c", "'started'; while ($true) { }"], inputRedirected: true);

        var running = Task.Run(() => session.Run(command), TestContext.Current.CancellationToken);
        while (!output.ToString().Contains("started", StringComparison.Ordinal))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        Assert.True(session.Stop());
        Assert.Equal(1, await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.False(session.Stop());
    }
}
