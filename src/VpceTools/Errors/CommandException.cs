using System.Management.Automation;

namespace VpceTools.Errors;

/// <summary>Ends a cmdlet with an error; the cmdlet turns it into that error where it binds its parameters.</summary>
internal sealed class CommandException(ErrorRecord error) : Exception(error.Exception.Message)
{
    public ErrorRecord Error { get; } = error;
}
