using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Serving;

/// <summary>The identity that the server takes its caller for, and the refusals that name it.</summary>
internal sealed record Caller(string AccountId, string Arn)
{
    public static Caller Of(string account, Ec2TestServerOptions options) =>
        new(account, $"arn:aws:iam::{account}:user/{options.UserName}");

    /// <summary>The owner that most resources of the world name.</summary>
    public static string AccountOf(Ec2World world) =>
        Kinds.Keys.Keys.SelectMany(kind => world.Of(kind).Values)
            .Select(resource => resource["OwnerId"]?.ToString() ?? "")
            .Where(owner => owner.Length == 12 && owner.All(char.IsAsciiDigit))
            .CountBy(owner => owner)
            .OrderByDescending(count => count.Value)
            .FirstOrDefault(new KeyValuePair<string, int>("123456789012", 0)).Key;

    /// <summary>AWS's wording; since 2021 it says which kind of policy is missing.</summary>
    public Ec2Exception Denied(string operation, bool sts)
    {
        var action = $"{(sts ? "sts" : "ec2")}:{operation}";
        var who = $"User: {Arn} is not authorized to perform: {action} because no identity-based policy allows the {action} action";
        return sts
            ? new Ec2Exception("AccessDenied", who, 403)
            : new Ec2Exception("UnauthorizedOperation", "You are not authorized to perform this operation. " + who, 403);
    }
}
