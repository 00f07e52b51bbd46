using Amazon.Runtime;

namespace Amazon.PowerShell.Common;

/// <summary>
/// Stands for the class of AWS.Tools that holds stored credentials; its name and its properties are all that the module goes by.
/// </summary>
public sealed class AWSPSCredentials(AWSCredentials credentials, string? name = null)
{
    internal AWSCredentials Credentials { get; } = credentials;

    internal string? Name { get; } = name;
}
