using VpceTools.Shell;
using VpceTools.Shell.Hosting;

namespace VpceTools.Module.Tests.Shell;

/// <summary>A shell with somebody who types the given lines.</summary>
internal sealed class NestedSession : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly ShellSession _session;

    public NestedSession(string manifest, params string[] lines)
    {
        var host = new ShellHost(new ShellConsole
        {
            Output = _output,
            Error = _output,
            Input = new TextLineReader(new StringReader(string.Concat(lines.Select(line => line + '\n')))),
            CanPrompt = true,
        });
        _session = new ShellSession(host, ShellRunspace.Open(host, [manifest]));
    }

    public string Run(string command)
    {
        _session.Run(new CommandLine { Mode = ShellMode.Command, Text = command });
        return _output.ToString();
    }

    public void Dispose()
    {
        _session.Dispose();
        _output.Dispose();
    }
}
