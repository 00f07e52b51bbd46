using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using VpceTools.Shell.Hosting;

namespace VpceTools.Shell;

/// <summary>One start of the shell: a runspace, what the command line asked for, and the exit code that follows from it.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly PipelineRunner _runner;
    private readonly Stack<PipelineRunner> _active = new();

    public ShellSession(ShellHost host, Runspace runspace)
    {
        _host = host;
        _runspace = runspace;
        _runner = new PipelineRunner(runspace, host, nested: false);
        _active.Push(_runner);
        host.NestedPrompt = RunNestedPrompt;
    }

    /// <summary>Runs what the command line asks for and returns the exit code.</summary>
    public int Run(CommandLine line)
    {
        var failure = line.Mode switch
        {
            ShellMode.Command => RunCommand(line),
            ShellMode.File => RunFile(line),
            _ => RunLoop(prompts: line.Mode == ShellMode.Interactive),
        };
        if (line.NoExit && _host.RequestedExitCode is null)
            failure = RunLoop(prompts: _host.Console.CanPrompt);

        return _host.RequestedExitCode ?? failure;
    }

    /// <summary>Stops the running pipeline (Ctrl+C) and says whether one was running.</summary>
    public bool Stop() => _active.Peek().Stop();

    public void Dispose() => _runspace.Dispose();

    private int RunCommand(CommandLine line)
    {
        if (line.Text.Length == 0)
            return ExitCode.Success;

        var pipeline = _runner.Create(line.Text, recorded: true);
        foreach (var argument in line.Arguments)
            pipeline.Commands[0].Parameters.Add(argument);

        var error = _runner.Run(pipeline, InputFor(Parser.ParseInput(line.Text, out _, out _)));
        return Conclude(error, _runner.LastSucceeded);
    }

    private int RunFile(CommandLine line)
    {
        var pipeline = _runner.Create("", recorded: false);
        pipeline.Commands.Clear();
        var isScript = !OperatingSystem.IsWindows() && !line.Text.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);
        var command = new Command(isScript ? File.ReadAllText(line.Text) : line.Text, isScript, useLocalScope: false);
        foreach (var argument in line.Arguments)
            command.Parameters.Add(argument);

        pipeline.Commands.Add(command);
        EngineInternals.LetExitLeaveTheShell(_runspace);
        var error = _runner.Run(pipeline, InputFor(Parser.ParseFile(line.Text, out _, out _)));

        // A script file that ends normally gives 0, whatever its last command did.
        return Conclude(error, succeeded: true);
    }

    private int RunLoop(bool prompts)
    {
        var loop = new InputLoop(_runner, _host, prompts);
        loop.Run();
        return Conclude(error: null, !loop.LastFailed && _runner.LastSucceeded);
    }

    private void RunNestedPrompt()
    {
        var runner = new PipelineRunner(_runspace, _host, nested: true);
        var loop = new InputLoop(runner, _host, prompts: true);
        var outer = _host.LeaveNestedPrompt;
        _host.LeaveNestedPrompt = loop.Leave;
        _active.Push(runner);
        try
        {
            loop.Run();
        }
        finally
        {
            _active.Pop();
            _host.LeaveNestedPrompt = outer;
        }
    }

    private ILineReader? InputFor(ScriptBlockAst script) =>
        _host.Console.InputIsRedirected && PipelineRunner.ReadsInput(script) ? _host.Console.Input : null;

    private int Conclude(Exception? error, bool succeeded)
    {
        if (error is not null)
            _runner.Report(error);

        return error is null && succeeded ? ExitCode.Success : ExitCode.Failure;
    }
}
