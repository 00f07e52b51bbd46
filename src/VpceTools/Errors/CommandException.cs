using System.Management.Automation;

namespace VpceTools.Errors;

/// <summary>An error on its way from where it is found to the cmdlet, which alone can write it.</summary>
internal sealed class CommandException(ErrorRecord error) : Exception(error.Exception.Message)
{
    public ErrorRecord Error { get; } = error;
}
