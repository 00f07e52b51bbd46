using System.Management.Automation.Host;

namespace VpceTools.Shell.Hosting;

/// <summary>The size of the console and the width of texts. Screen buffers belong to Windows consoles and are not offered.</summary>
internal sealed class ShellRawUserInterface(ShellConsole console) : PSHostRawUserInterface
{
    private int _column;
    private string _title = "";

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    /// <summary>Only the column is known, from what was written: asking a terminal would read from the user's input.</summary>
    public override Coordinates CursorPosition
    {
        get => new(_column, 0);
        set => throw NoScreen();
    }

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw NoScreen();
    }

    public override int CursorSize { get; set; } = 25;

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw NoScreen();
    }

    public override Size WindowSize
    {
        get => new(console.Width(), console.Height());
        set => throw NoScreen();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override bool KeyAvailable => console.CanPrompt && !console.InputIsRedirected && Console.KeyAvailable;

    public override string WindowTitle
    {
        get => _title;
        set
        {
            _title = value;
            if (console.SupportsAnsi)
                console.Output.Write($"\u001b]0;{value}\u0007");
        }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!console.CanPrompt || console.InputIsRedirected)
            throw ShellPrompts.NonInteractive();

        var key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreen();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreen();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreen();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NoScreen();

    public override int LengthInBufferCells(string source) => CellWidth.Of(source);

    public override int LengthInBufferCells(string source, int offset) => CellWidth.Of(source.AsSpan(offset));

    public override int LengthInBufferCells(char source) => CellWidth.Of([source]);

    /// <summary>Keeps the column in step with what was written.</summary>
    public void Track(string text, bool endLine)
    {
        var lastBreak = text.LastIndexOf('\n');
        _column = endLine ? 0 : CellWidth.Of(text.AsSpan(lastBreak + 1)) + (lastBreak < 0 ? _column : 0);
    }

    private static NotSupportedException NoScreen() => new("This host writes a stream of text and has no screen buffer.");
}
