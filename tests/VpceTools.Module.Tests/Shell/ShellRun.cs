using VpceTools.Shell;
using VpceTools.Shell.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

/// <summary>One start of the shell within the test process: what it wrote where, and its exit code.</summary>
internal sealed record ShellRun(int ExitCode, string Output, string Error)
{
    /// <summary>Starts the shell as the executable does.</summary>
    /// <param name="manifest">The module to import.</param>
    /// <param name="input">Standard input; text is redirected input, so nobody answers prompts.</param>
    /// <param name="arguments">The command line.</param>
    public static ShellRun Of(string manifest, string input, params string[] arguments)
    {
        var line = CommandLineParser.Parse(arguments, inputRedirected: true);
        Assert.Null(line.Error);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var host = new ShellHost(new ShellConsole
        {
            Output = output,
            Error = error,
            Input = new TextLineReader(new StringReader(input)),
        });
        using var session = new ShellSession(host, ShellRunspace.Open(host, [manifest]));
        return new ShellRun(session.Run(line), output.ToString(), error.ToString());
    }
}
