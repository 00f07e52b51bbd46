using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Clients that go where they were told to and nowhere else. These services send nobody to another host, and a request carries the session
/// token: the SDK would sign it anew for whatever host a redirect names, and believe the answer.
/// </summary>
internal static class StraightClients
{
    /// <summary>What the transport has to know.</summary>
    public static TConfig Straight<TConfig>(this TConfig config)
        where TConfig : ClientConfig
    {
        config.AllowAutoRedirect = false;
        return config;
    }

    /// <summary>
    /// Takes away the handler of the SDK that follows what the transport does not, and lets <see cref="AnswerGuard"/> take in the answers.
    /// </summary>
    public static void Guard(this RuntimePipeline pipeline)
    {
        if (pipeline.Handlers.Exists(handler => handler is RedirectHandler))
            pipeline.RemoveHandler<RedirectHandler>();
        pipeline.AddHandlerAfter<Unmarshaller>(new AnswerGuard());
    }

    /// <summary>Systems Manager.</summary>
    public sealed class SystemsManager(AWSCredentials credentials, AmazonSimpleSystemsManagementConfig config)
        : AmazonSimpleSystemsManagementClient(credentials, config.Straight())
    {
        /// <inheritdoc/>
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            pipeline.Guard();
        }
    }

    /// <summary>AWS STS.</summary>
    public sealed class SecurityToken(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config)
        : AmazonSecurityTokenServiceClient(credentials, config.Straight())
    {
        /// <inheritdoc/>
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            pipeline.Guard();
        }
    }

    /// <summary>IAM Identity Center.</summary>
    public sealed class SignIn(AmazonSSOConfig config) : AmazonSSOClient(new AnonymousAWSCredentials(), config.Straight())
    {
        /// <inheritdoc/>
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            pipeline.Guard();
        }
    }

    /// <summary>The tokens of IAM Identity Center.</summary>
    public sealed class SignInTokens(AmazonSSOOIDCConfig config) : AmazonSSOOIDCClient(new AnonymousAWSCredentials(), config.Straight())
    {
        /// <inheritdoc/>
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            pipeline.Guard();
        }
    }
}
