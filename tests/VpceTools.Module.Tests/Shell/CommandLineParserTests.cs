using VpceTools.Module.Tests.Hosting;
using VpceTools.Shell;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

public sealed class CommandLineParserTests(TemporaryModule module) : IClassFixture<TemporaryModule>
{
    [Theory]
    [InlineData("-Command")]
    [InlineData("-c")]
    [InlineData("-COMM")]
    [InlineData("--command")]
    [InlineData("/c")]
    [InlineData("–c")]
    public void Command_has_the_spellings_of_pwsh(string option)
    {
        var line = CommandLineParser.Parse([option, "Get-Endpoint", "-Name", "a b"], inputRedirected: false);

        Assert.Equal((ShellMode.Command, "Get-Endpoint -Name a b"), (line.Mode, line.Text));
    }

    [Fact]
    public void Options_before_the_command_are_read_and_those_after_it_belong_to_it()
    {
        var line = CommandLineParser.Parse(["-NoLogo", "-nop", "-noni", "-ex", "Bypass", "-wd", "samples", "-c", "x", "-NoExit"], inputRedirected: false);

        Assert.True(line.NoLogo);
        Assert.True(line.NonInteractive);
        Assert.False(line.NoExit);
        Assert.Equal(("Bypass", "samples", "x -NoExit"), (line.ExecutionPolicy, line.WorkingDirectory, line.Text));
    }

    [Fact]
    public void The_first_word_that_is_no_option_is_a_script_and_the_rest_are_its_arguments()
    {
        var file = module.Write("parse.ps1", "");

        var line = CommandLineParser.Parse(["-nologo", file, "-Deep:$true", "-Name:", "-x", "text", "-Last"], inputRedirected: false);

        Assert.Equal((ShellMode.File, file), (line.Mode, line.Text));
        Assert.Equal(
            [("-Deep", true), ("-Name", "-x"), (null, "text"), ("-Last", null)],
            line.Arguments.Select(argument => ((string?)argument.Name, (object?)argument.Value)));
    }

    [Theory]
    [InlineData(false, ShellMode.Interactive)]
    [InlineData(true, ShellMode.StandardInput)]
    public void Nothing_to_do_reads_commands_from_the_input(bool redirected, object mode)
    {
        Assert.Equal(mode, CommandLineParser.Parse([], redirected).Mode);
        Assert.Equal(mode, CommandLineParser.Parse(["-File", "-"], redirected).Mode);
    }

    [Theory]
    [InlineData("-v", ShellMode.Version)]
    [InlineData("--version", ShellMode.Version)]
    [InlineData("-?", ShellMode.Help)]
    [InlineData("/?", ShellMode.Help)]
    [InlineData("-h", ShellMode.Help)]
    public void Version_and_help_ignore_the_rest(string option, object mode)
    {
        Assert.Equal(mode, CommandLineParser.Parse([option, "-c"], inputRedirected: false).Mode);
    }

    [Fact]
    public void An_encoded_command_is_UTF16_in_base64()
    {
        Assert.Equal("'ü'", CommandLineParser.Parse(["-e", "JwD8ACcA"], inputRedirected: false).Text);
    }

    [Theory]
    [InlineData("-Nonsense")]
    [InlineData("no-such-file.ps1")]
    [InlineData("-Command")]
    [InlineData("-File")]
    [InlineData("-File|no-such-file.ps1")]
    [InlineData("-Command|-|more")]
    [InlineData("-Command|-")]
    [InlineData("-EncodedCommand|not base64")]
    [InlineData("-WorkingDirectory")]
    [InlineData("-cwa")]
    public void A_command_line_without_sense_is_refused_with_a_reason(string arguments)
    {
        var line = CommandLineParser.Parse(arguments.Split('|'), inputRedirected: false);

        Assert.Equal(ShellMode.UsageError, line.Mode);
        Assert.False(string.IsNullOrWhiteSpace(line.Error));
    }
}
