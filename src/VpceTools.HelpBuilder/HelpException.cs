namespace VpceTools.HelpBuilder;

/// <summary>A page is not as CONTRIBUTING.md describes it, or does not fit the compiled cmdlets.</summary>
public sealed class HelpException : Exception
{
    /// <summary>Says what is wrong where.</summary>
    public HelpException(string path, int line, string message)
        : base(message) => (Path, Line) = (path, line);

    /// <summary>The page.</summary>
    public string Path { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>As MSBuild reads it, so that an editor can jump there.</summary>
    public string ToBuildError() => $"{Path}({Line}): error VPCEHELP: {Message}";
}
