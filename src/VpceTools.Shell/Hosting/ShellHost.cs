using System.Globalization;
using System.Management.Automation.Host;

namespace VpceTools.Shell.Hosting;

/// <summary>The PowerShell host of the shell and of the tests: all it knows of the outside is its <see cref="ShellConsole"/>.</summary>
internal sealed class ShellHost(ShellConsole console) : PSHost
{
    private readonly ShellHostUserInterface _ui = new(console);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "VpceTools.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0, 0);

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public ShellConsole Console => console;

    /// <summary>What <c>exit</c> asked for; null as long as nobody did.</summary>
    public int? RequestedExitCode { get; private set; }

    /// <summary>Runs a nested prompt ("Suspend" in a confirmation); set by the input loop that can do so.</summary>
    public Action? NestedPrompt { get; set; }

    /// <summary>Ends the innermost nested prompt.</summary>
    public Action? LeaveNestedPrompt { get; set; }

    /// <summary>Takes down what is drawn for the moment only (the progress line).</summary>
    public void ClearTransientOutput() => _ui.ClearProgress();

    /// <summary>Sends output to the error writer until the result is disposed.</summary>
    public IDisposable SendOutputToError() => _ui.SendOutputToError();

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        (NestedPrompt ?? throw new NotSupportedException("This host has no prompt to nest."))();

    public override void ExitNestedPrompt() => LeaveNestedPrompt?.Invoke();

    public override void NotifyBeginApplication() => ClearTransientOutput();

    public override void NotifyEndApplication()
    {
        // Nothing was saved when the native program began.
    }
}
