using System.Reflection;
using System.Runtime.ExceptionServices;
using Amazon.Runtime;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Credentials that another copy of the AWS SDK made, such as that of AWS.Tools, which may be of another version: to this copy they are an
/// object of an unknown type. They are asked anew each time, since they may renew themselves.
/// </summary>
internal sealed class ForeignCredentials : AWSCredentials
{
    private const string SdkType = "Amazon.Runtime.AWSCredentials";
    private const string ToolsType = "Amazon.PowerShell.Common.AWSPSCredentials";
    private readonly object _foreign;
    private readonly MethodInfo _get;

    private ForeignCredentials(object foreign, MethodInfo get)
    {
        _foreign = foreign;
        _get = get;
    }

    /// <summary>Credentials from what a user passed; null where it is something else.</summary>
    public static AWSCredentials? Of(object value)
    {
        if (value is AWSCredentials own)
            return own;
        // What AWS.Tools keeps in $StoredAWSCredentials wraps the SDK's object in a property that is not public.
        if (value.GetType().FullName == ToolsType)
            return Member(value, "Credentials") is { } inner ? Of(inner) : null;
        for (var type = value.GetType(); type is not null; type = type.BaseType)
            if (type.FullName == SdkType && type.GetMethod("GetCredentials", Type.EmptyTypes) is { } get)
                return new ForeignCredentials(value, get);
        return null;
    }

    /// <summary>The name under which AWS.Tools keeps credentials: that of a profile, if they came from one.</summary>
    public static string? NameOf(object value) =>
        value.GetType().FullName == ToolsType && Member(value, "Name") is string { Length: > 0 } name ? name : null;

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            var keys = _get.Invoke(_foreign, null) ?? throw new InvalidOperationException("The credentials object gave no credentials.");
            return new(Text(keys, "AccessKey"), Text(keys, "SecretKey"), Text(keys, "Token") is { Length: > 0 } token ? token : null);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Capture(e.InnerException).Throw();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.Run(GetCredentials);

    private static object? Member(object value, string property) =>
        value.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(value);

    private static string? Text(object keys, string property) => keys.GetType().GetProperty(property)?.GetValue(keys) as string;
}
