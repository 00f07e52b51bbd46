using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Hands the SDK the clients that it needs for federated sign-ins and IAM Identity Center. Left alone it looks for their assemblies by name in the
/// whole process, load contexts or not, and takes those of AWS.Tools.
/// </summary>
internal static class TokenServices
{
    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Registers them, once.</summary>
    public static void Use() => _ = Registered.Value;

    private static bool Register()
    {
        var registry = GlobalRuntimeDependencyRegistry.Instance;
        registry.RegisterSecurityTokenServiceClient(SecurityToken);
        registry.RegisterSSOClient(context =>
        {
            var given = context.SSOClientContextData;
            return new AmazonSSOClient(new AnonymousAWSCredentials(), Through(given.ProxySettings, new AmazonSSOConfig { RegionEndpoint = given.Region }));
        });
        registry.RegisterSSOOIDCClient(context =>
        {
            var given = context.SSOOIDCClientContextData;
            return new AmazonSSOOIDCClient(new AnonymousAWSCredentials(), Through(given.ProxySettings, new AmazonSSOOIDCConfig { RegionEndpoint = given.Region }));
        });
        return true;
    }

    private static object? SecurityToken(CreateInstanceContext context)
    {
        var given = context.SecurityTokenServiceClientContextData;

        // A role needs the credentials that may assume it, or a web identity, and the context does not say which: RoleCredentials takes care of both.
        return given.Action == SecurityTokenServiceClientContext.ActionContext.AssumeRoleAWSCredentials ? null
            : new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), Through(given.ProxySettings, new AmazonSecurityTokenServiceConfig { RegionEndpoint = given.Region }));
    }

    private static TConfig Through<TConfig>(System.Net.IWebProxy? proxy, TConfig config)
        where TConfig : ClientConfig
    {
        if (proxy is not null)
            config.SetWebProxy(proxy);
        return config;
    }
}
