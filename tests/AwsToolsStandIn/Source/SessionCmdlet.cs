using System.Management.Automation;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Amazon.PowerShell.Common;

/// <summary>A cmdlet that keeps something in the caller's session.</summary>
public abstract class SessionCmdlet : PSCmdlet
{
    private protected const string StoredCredentials = "StoredAWSCredentials";
    private protected const string StoredRegion = "StoredAWSRegion";
    private protected const string Proxy = "AWSProxy";

    /// <summary>Where the variable is set; without it, in the caller's scope.</summary>
    [Parameter]
    public VariableScope? Scope { get; set; }

    private protected void Store(string name, object? value) =>
        SessionState.PSVariable.Set(Scope is { } scope ? $"{scope}:{name}" : name, value);

    private protected static AWSCredentials OfProfile(string name, string? location) =>
        new CredentialProfileStoreChain(location).TryGetAWSCredentials(name, out var credentials) ? credentials
            : throw new ItemNotFoundException($"no profile {name}");
}
