using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace VpceTools.Module.Tests.Hosting;

/// <summary>
/// What somebody sees of a session, as text: a console of a chosen width that keeps what is written, and whose user types the given lines
/// and nothing else. Everything on it is made by the engine and its commands; only the question of a confirmation is worded here, as pwsh
/// words it.
/// </summary>
/// <param name="width">The columns.</param>
/// <param name="ansi">Whether it shows colours; without, the text holds no escape sequence.</param>
/// <param name="answers">What is typed; null where nobody is there (-NonInteractive).</param>
internal sealed class Screen(int width, bool ansi, IReadOnlyList<string>? answers) : PSHostUserInterface
{
    private readonly StringBuilder _all = new();
    private readonly StringBuilder _errors = new();
    private readonly Queue<string> _answers = new(answers ?? []);

    /// <summary>Output and errors in the order in which they came.</summary>
    public string Text => _all.ToString();

    /// <summary>The part of it that went to the error stream.</summary>
    public string Errors => _errors.ToString();

    public override PSHostRawUserInterface RawUI { get; } = new Size(width);

    public override bool SupportsVirtualTerminal => ansi;

    public void Clear()
    {
        _all.Clear();
        _errors.Clear();
    }

    public override void Write(string value) => _all.Append(GetOutputString(value, ansi));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => _all.Append(GetOutputString(value, ansi)).Append('\n');

    public override void WriteErrorLine(string value)
    {
        // The formatter sets an error off by empty lines; pwsh leaves them out.
        if (string.IsNullOrEmpty(value))
            return;
        WriteLine(value);
        _errors.Append(GetOutputString(value, ansi)).Append('\n');
    }

    public override void WriteDebugLine(string message) => WriteLine($"DEBUG: {message}");

    public override void WriteVerboseLine(string message) => WriteLine($"VERBOSE: {message}");

    public override void WriteWarningLine(string message) => WriteLine($"WARNING: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // Drawn on a terminal, and gone afterwards.
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (answers is null)
            throw NobodyThere();
        WriteLine($"\n{caption}\n{message}");
        var keys = choices.Select(choice => choice.Label[(choice.Label.IndexOf('&', StringComparison.Ordinal)
            + 1)..][..1].ToUpperInvariant()).ToList();
        Write(string.Concat(choices.Zip(keys, (choice, key) => $"[{key}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}  "))
            + $"[?] Help (default is \"{keys[defaultChoice]}\"): ");
        if (!_answers.TryDequeue(out var answer))
            throw new RuntimeException("The prompt was canceled.", null,
                new(new OperationCanceledException("The prompt was canceled."), "PromptForChoiceCanceled", ErrorCategory.OperationStopped,
                    null));
        return answer.Length == 0 ? defaultChoice : keys.FindIndex(key => key.Equals(answer, StringComparison.OrdinalIgnoreCase));
    }

    public override string ReadLine() => throw NobodyThere();

    public override SecureString ReadLineAsSecureString() => throw NobodyThere();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NobodyThere();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NobodyThere();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw NobodyThere();

    private static PSInvalidOperationException NobodyThere() =>
        new("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");

    /// <summary>The host around the screen.</summary>
    public sealed class Host(Screen screen) : PSHost
    {
        public override Guid InstanceId { get; } = Guid.NewGuid();

        public override string Name => "Screen";

        public override Version Version { get; } = new(1, 0);

        public override PSHostUserInterface UI => screen;

        public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

        public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

        public override void SetShouldExit(int exitCode) =>
            throw new InvalidOperationException($"The script left the session: exit {exitCode}.");

        public override void EnterNestedPrompt() => throw NobodyThere();

        public override void ExitNestedPrompt() => throw NobodyThere();

        public override void NotifyBeginApplication()
        {
            // A native program writes to the test's own console.
        }

        public override void NotifyEndApplication()
        {
            // Nothing was saved when it began.
        }
    }

    private sealed class Size(int width) : PSHostRawUserInterface
    {
        public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

        public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

        public override Coordinates CursorPosition { get; set; }

        public override Coordinates WindowPosition { get; set; }

        public override int CursorSize { get; set; } = 25;

        public override System.Management.Automation.Host.Size BufferSize { get; set; } = new(width, 50);

        public override System.Management.Automation.Host.Size WindowSize { get; set; } = new(width, 50);

        public override System.Management.Automation.Host.Size MaxWindowSize => WindowSize;

        public override System.Management.Automation.Host.Size MaxPhysicalWindowSize => WindowSize;

        public override bool KeyAvailable => false;

        public override string WindowTitle { get; set; } = "";

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw NobodyThere();

        public override void FlushInputBuffer()
        {
            // Nothing is typed ahead.
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
            throw new NotSupportedException();
    }
}
