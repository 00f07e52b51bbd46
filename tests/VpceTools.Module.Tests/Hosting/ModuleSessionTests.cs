using Xunit;

namespace VpceTools.Module.Tests.Hosting;

public sealed class ModuleSessionTests(TemporaryModule module) : IClassFixture<TemporaryModule>
{
    [Fact]
    public void Invoke_returns_every_stream()
    {
        using var session = new ModuleSession(modulePath: module.Manifest);

        var result = session.Invoke("Write-Stream -Verbose");

        Assert.Equal("an object", Assert.Single(result.Output).BaseObject);
        Assert.Equal("SoftError,Write-Stream", result.SingleError.FullyQualifiedErrorId);
        Assert.Equal(["a warning"], result.Warnings);
        Assert.Equal(["a detail"], result.Verbose);
        Assert.Equal("Reading", Assert.Single(result.Progress).Activity);
    }

    [Fact]
    public void Invoke_pipes_its_input_to_the_script()
    {
        using var session = new ModuleSession(modulePath: module.Manifest);

        var result = session.Invoke("$input | ForEach-Object { Get-Endpoint $_ -Count 1 }", "a", "b");

        Assert.Equal(["a", "b"], result.Texts("Name"));
    }

    [Fact]
    public void Invoke_keeps_a_terminating_error_apart_and_the_output_before_it()
    {
        using var session = new ModuleSession(modulePath: module.Manifest);

        var result = session.Invoke("'before'; throw 'over'");

        Assert.Equal("before", Assert.Single(result.Output).BaseObject);
        Assert.Equal("over", result.TerminatingError?.Exception.Message);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void InvokeText_applies_the_module_s_view_without_escape_sequences()
    {
        using var session = new ModuleSession(width: 80, modulePath: module.Manifest);

        Assert.Equal("""

            Status   Endpoint
            ------   --------
            Failed   vpce-1
            Failed   vpce-1


            """.ReplaceLineEndings("\n"), session.InvokeText("Get-Endpoint vpce-1"));
    }

    [Fact]
    public void InvokeText_keeps_the_view_s_colours_for_a_console_that_shows_them()
    {
        using var session = new ModuleSession(width: 80, ansi: true, modulePath: module.Manifest);

        Assert.Contains("\u001b[31mFailed\u001b[0m", session.InvokeText("Get-Endpoint vpce-1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void InvokeText_fits_the_width(int width)
    {
        using var session = new ModuleSession(width, modulePath: module.Manifest);

        var lines = session.InvokeText($"Get-Endpoint {new string('x', 190)} -Count 1").Split('\n');

        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.Equal(190, string.Concat(lines).Count(character => character == 'x'));
    }

    [Fact]
    public void InvokeText_shows_warnings_and_errors_where_they_came()
    {
        using var session = new ModuleSession(modulePath: module.Manifest);

        Assert.Equal("WARNING: a warning\nWrite-Stream: a soft error\nan object\n", session.InvokeText("Write-Stream"));
        Assert.Equal("Write-Stream: a soft error\n", session.LastErrorText);
    }

    [Fact]
    public void Sessions_do_not_share_state()
    {
        using var first = new ModuleSession(modulePath: module.Manifest);
        using var second = new ModuleSession(modulePath: module.Manifest);

        first.Invoke("$global:seen = 1").Succeeded();

        Assert.Null(Assert.Single(second.Invoke("$global:seen").Succeeded()));
    }
}
