namespace VpceTools.Shell;

/// <summary>The exit codes of pwsh (about_Pwsh and its ConsoleHost).</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>EX_USAGE of sysexits.h, which pwsh answers to a bad command line.</summary>
    public const int Usage = 64;
}
