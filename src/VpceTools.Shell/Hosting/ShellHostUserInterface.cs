using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace VpceTools.Shell.Hosting;

/// <summary>
/// Puts each stream where pwsh puts it: errors on the error writer; output, warnings, verbose and debug lines on the
/// output; progress on the error writer of a terminal. Questions go to <see cref="ShellPrompts"/>.
/// </summary>
internal sealed class ShellHostUserInterface : PSHostUserInterface, IHostUISupportsMultipleChoiceSelection
{
    private readonly Lock _gate = new();
    private readonly ShellConsole _console;
    private readonly ShellRawUserInterface _raw;
    private readonly ShellPrompts _prompts;
    private readonly ProgressLine? _progress;
    private bool _outputToError;

    public ShellHostUserInterface(ShellConsole console)
    {
        _console = console;
        _raw = new ShellRawUserInterface(console);
        _prompts = new ShellPrompts(this, console);
        _progress = console.ShowProgress ? new ProgressLine(console.Error, console.Width) : null;
    }

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => _console.SupportsAnsi;

    public override void Write(string value) => WriteTo(_console.Output, value, _console.SupportsAnsi, endLine: false);

    public override void WriteLine(string value)
    {
        if (_outputToError)
            WriteErrorLine(value);
        else
            WriteTo(_console.Output, value, _console.SupportsAnsi, endLine: true);
    }

    public override void WriteLine() => WriteLine("");

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Coloured(foregroundColor, value));

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteLine(Coloured(foregroundColor, value));

    public override void WriteErrorLine(string value)
    {
        // The formatter sets an error off by empty lines; pwsh leaves them out.
        if (!string.IsNullOrEmpty(value))
            WriteTo(_console.Error, value, _console.ErrorSupportsAnsi, endLine: true);
    }

    public override void WriteDebugLine(string message) => WriteStyled(FormatStyle.Debug, $"DEBUG: {message}");

    public override void WriteVerboseLine(string message) => WriteStyled(FormatStyle.Verbose, $"VERBOSE: {message}");

    public override void WriteWarningLine(string message) => WriteStyled(FormatStyle.Warning, $"WARNING: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
            _progress?.Show(record);
    }

    public override string? ReadLine() => _prompts.ReadLine();

    public override SecureString? ReadLineAsSecureString() => _prompts.ReadSecret();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _prompts.Fields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _prompts.Choice(caption, message, choices, defaultChoice);

    public Collection<int> PromptForChoice(
        string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices) =>
        _prompts.Choices(caption, message, choices, [.. defaultChoices ?? []]);

    public override PSCredential? PromptForCredential(string caption, string message, string userName, string targetName) =>
        _prompts.Credential(caption, message, userName);

    public override PSCredential? PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        _prompts.Credential(caption, message, userName);

    /// <summary>Shows a question or a command prompt.</summary>
    public void Ask(string text) => WriteTo(_console.Questions, text, _console.SupportsAnsi || _console.ErrorSupportsAnsi, endLine: false);

    /// <summary>Shows a line that belongs to a question.</summary>
    public void Tell(string line) => WriteTo(_console.Questions, line, _console.SupportsAnsi || _console.ErrorSupportsAnsi, endLine: true);

    /// <summary>Sends output to the error writer until the result is disposed.</summary>
    public IDisposable SendOutputToError()
    {
        _outputToError = true;
        return new Restore(this);
    }

    /// <summary>Takes down the progress line.</summary>
    public void ClearProgress()
    {
        lock (_gate)
            _progress?.Clear();
    }

    private void WriteStyled(FormatStyle style, string line) => WriteLine(_console.SupportsAnsi
        ? GetFormatStyleString(style) + line + GetFormatStyleString(FormatStyle.Reset)
        : line);

    private string Coloured(ConsoleColor foreground, string value) => _console.SupportsAnsi && foreground != _raw.ForegroundColor
        ? PSStyle.MapForegroundColorToEscapeSequence(foreground) + value + GetFormatStyleString(FormatStyle.Reset)
        : value;

    private void WriteTo(TextWriter writer, string value, bool supportsAnsi, bool endLine)
    {
        var text = GetOutputString(value, supportsAnsi);
        lock (_gate)
        {
            _progress?.Clear();
            if (endLine)
                writer.WriteLine(text);
            else
                writer.Write(text);

            if (writer == _console.Output)
                _raw.Track(text, endLine);
        }
    }

    private sealed class Restore(ShellHostUserInterface ui) : IDisposable
    {
        public void Dispose() => ui._outputToError = false;
    }
}
