using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using VpceTools.Aws.Connecting;

namespace VpceTools.Aws.Names;

/// <summary>How a client of a service is set up.</summary>
internal sealed class NameConfig(NameService service) : ClientConfig(new DefaultConfigurationProvider(Modes))
{
    /// <summary>
    /// The SDK's packages each bring a table of defaults; what differs between the modes is set by <see cref="AwsAccess"/> anyway.
    /// </summary>
    private static readonly IDefaultConfiguration[] Modes = [.. new[]
    {
        DefaultConfigurationMode.Standard, DefaultConfigurationMode.InRegion, DefaultConfigurationMode.CrossRegion,
        DefaultConfigurationMode.Mobile, DefaultConfigurationMode.Auto,
    }.Select(mode => new DefaultConfiguration { Name = mode, RetryMode = RequestRetryMode.Standard })];

    /// <summary>The service.</summary>
    public NameService Service => service;

    /// <inheritdoc/>
    public override string ServiceVersion => service.Version;

    /// <inheritdoc/>
    public override string UserAgent =>
        Amazon.Util.Internal.InternalSDKUtils.BuildUserAgentString(service.Id.Replace(" ", ""), service.Version);

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => service.Prefix;

    /// <inheritdoc/>
    public override Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(
        Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters parameters) => new(ServiceURL);
}

/// <summary>
/// A client of a service whose package is not at hand, on the SDK's own pipeline: credentials, signatures, retries, proxies and limits are
/// those of every other client. A package of the service would take its place call by call.
/// </summary>
internal sealed class Route53Client(AWSCredentials credentials, NameConfig config) : AmazonServiceClient(credentials, config.Straight())
{
    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata(config.Service.Id);

    /// <summary>Makes a call.</summary>
    public Task<NameResponse> CallAsync(NameRequest request, CancellationToken cancellationToken) => InvokeAsync<NameResponse>(
        request,
        new InvokeOptions
        {
            RequestMarshaller = NameRequestMarshaller.Instance,
            ResponseUnmarshaller = request.Operation.Service == NameService.Route53
                ? NameXmlUnmarshaller.Instance : NameJsonUnmarshaller.Instance,
        },
        cancellationToken);

    /// <summary>Makes a change.</summary>
    public Task<NameResponse> ChangeAsync(ZoneChange change, CancellationToken cancellationToken) => InvokeAsync<NameResponse>(
        change,
        new InvokeOptions { RequestMarshaller = ZoneChangeMarshaller.Instance, ResponseUnmarshaller = NameXmlUnmarshaller.Instance },
        cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<Marshaller>(new SignatureHandler());
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ConnectionAwareRetryPolicy(Config)));
        pipeline.Guard();
    }

    /// <summary>Requests are signed with Signature Version 4.</summary>
    private sealed class SignatureHandler : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    private sealed class Metadata(string id) : IServiceMetadata
    {
        public string ServiceId => id;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
