using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// A client that is patient with a busy service and short with an absent one; see <see cref="ConnectionAwareRetryPolicy"/>.
/// </summary>
internal sealed class PatientEc2Client(AWSCredentials credentials, AmazonEC2Config config) : AmazonEC2Client(credentials, config.Straight())
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ConnectionAwareRetryPolicy(Config)));
        pipeline.Guard();
    }
}
