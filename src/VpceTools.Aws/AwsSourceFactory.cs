using VpceTools.Aws.Repairing;
using VpceTools.Model;
using VpceTools.Repairs;

namespace VpceTools.Aws;

/// <summary>
/// The one entrance to this assembly. Its signatures name no type of the AWS SDK, so that the module can call it from outside the load
/// context that holds the SDK.
/// </summary>
public static class AwsSourceFactory
{
    /// <summary>A source that reads live EC2. Nothing is looked up or sent before the first read.</summary>
    public static INetworkSource Create(AwsConnection connection) => new Ec2NetworkSource(connection);

    /// <summary>Applies repairs to live EC2. Nothing is looked up or sent before the first use.</summary>
    public static IRepairExecutor CreateExecutor(AwsConnection connection) => new Ec2RepairExecutor(connection, Pace.Gentle);
}
