namespace VpceTools.Testing;

/// <summary>What a test server can be told beyond its world.</summary>
public sealed record Ec2TestServerOptions
{
    /// <summary>The Region that the server plays.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The account of the caller; null takes the owner that most resources of the world name.</summary>
    public string? AccountId { get; init; }

    /// <summary>The worlds of further accounts, by the access key of who calls; every other key sees the server's own.</summary>
    public IReadOnlyDictionary<string, Ec2World>? Accounts { get; init; }

    /// <summary>The user that calls, in refusals and in GetCallerIdentity.</summary>
    public string UserName { get; init; } = "tester";

    /// <summary>The most resources on a page, whatever MaxResults asks for.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>
    /// How long an endpoint stays <c>pending</c>, and an attachment of a transit gateway <c>modifying</c>, after it was modified; and how
    /// long associations and propagations take.
    /// </summary>
    public TimeSpan ModificationDelay { get; init; } = TimeSpan.Zero;

    /// <summary>The rules a direction that a security group may have.</summary>
    public int RulesPerSecurityGroup { get; init; } = 60;

    /// <summary>The entries a direction that a network ACL may have.</summary>
    public int EntriesPerNetworkAcl { get; init; } = 20;

    /// <summary>
    /// Known access keys and their secrets: then signatures are checked, and another key or secret is refused. Null takes any.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Secrets { get; init; }

    /// <summary>
    /// The keys that STS gives for the ARN of a role, to whoever signs or shows a web identity; null lets nobody assume one.
    /// </summary>
    public Func<string, RoleKeys>? AssumeRole { get; init; }

    /// <summary>
    /// The world of a caller, by the access key id and the Region of its signature, so that one server is many accounts; null, or where it
    /// gives null, the server's own.
    /// </summary>
    public Func<string, string, Ec2World?>? WorldOf { get; init; }

    /// <summary>The clock; a test can bring its own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
