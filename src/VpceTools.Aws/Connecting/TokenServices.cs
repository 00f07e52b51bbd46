using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Hands the SDK the clients that it needs for federated sign-ins and IAM Identity Center. Left alone it looks for their assemblies by
/// name in the whole process, load contexts or not, and takes those of AWS.Tools.
/// </summary>
internal static class TokenServices
{
    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Registers them, once.</summary>
    public static void Use() => _ = Registered.Value;

    /// <summary>A client of AWS STS, our own copy.</summary>
    /// <param name="credentials">What it signs with; anonymous where a token is its own proof.</param>
    /// <param name="region">The Region that it calls.</param>
    /// <param name="proxy">The way there; null for the straight one.</param>
    public static AmazonSecurityTokenServiceClient SecurityToken(AWSCredentials credentials, RegionEndpoint? region, IWebProxy? proxy) =>
        new StraightClients.SecurityToken(credentials, Through(proxy, new AmazonSecurityTokenServiceConfig { RegionEndpoint = region }));

    private static bool Register()
    {
        var registry = GlobalRuntimeDependencyRegistry.Instance;
        registry.RegisterSecurityTokenServiceClient(SecurityToken);
        registry.RegisterSSOClient(context =>
        {
            var given = context.SSOClientContextData;
            return new StraightClients.SignIn(Through(given.ProxySettings, new AmazonSSOConfig { RegionEndpoint = given.Region }));
        });
        registry.RegisterSSOOIDCClient(context =>
        {
            var given = context.SSOOIDCClientContextData;
            return new StraightClients.SignInTokens(Through(given.ProxySettings,
                new AmazonSSOOIDCConfig { RegionEndpoint = given.Region }));
        });
        return true;
    }

    private static object? SecurityToken(CreateInstanceContext context)
    {
        var given = context.SecurityTokenServiceClientContextData;

        // A role needs the credentials that may assume it, or a web identity, and the context does not say which: RoleCredentials takes
        // care of both.
        return given.Action == SecurityTokenServiceClientContext.ActionContext.AssumeRoleAWSCredentials ? null
            : SecurityToken(new AnonymousAWSCredentials(), given.Region, given.ProxySettings);
    }

    private static TConfig Through<TConfig>(IWebProxy? proxy, TConfig config)
        where TConfig : ClientConfig
    {
        // Fetching credentials has half a minute in all.
        config.Timeout = TimeSpan.FromSeconds(25);
        if (proxy is not null)
            config.SetWebProxy(proxy);
        return config;
    }
}
