using VpceTools.Aws.Connecting;
using VpceTools.Aws.Instances;
using VpceTools.Aws.Repairing;
using VpceTools.Repairs.Running;

namespace VpceTools.Aws;

/// <summary>
/// The one entrance to this assembly. Its signatures name no type of the AWS SDK, so that the module can call it from outside the load
/// context that holds the SDK.
/// </summary>
public static class AwsSourceFactory
{
    /// <summary>Sources, executors and probes that share credentials. Nothing is looked up or sent before the first use.</summary>
    public static AwsSources Open()
    {
        var pool = new CredentialPool();
        return new AwsSources(
            connection => new Ec2NetworkSource(connection, pool),
            connection => new Ec2RepairExecutor(connection, pool, RetryTable.Gentle),
            (connection, progress, cancellationToken) => Ec2Regions.ReadAsync(connection, pool, progress, cancellationToken),
            (connection, progress, cancellationToken) => OrganizationAccounts.ReadAsync(connection, pool, progress, cancellationToken),
            (connection, endpointUrl, instanceIds, progress, cancellationToken) =>
                new InstanceCatalog(connection, endpointUrl, pool).ReadAsync(instanceIds, progress, cancellationToken),
            (connection, endpointUrl, instances) => new InstanceProbe(connection, endpointUrl, instances, pool));
    }
}
