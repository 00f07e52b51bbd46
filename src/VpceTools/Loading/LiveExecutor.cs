using VpceTools.Model;
using VpceTools.Repairs;

namespace VpceTools.Loading;

/// <summary>Repairs live EC2. The AWS SDK is loaded at the first use.</summary>
internal static class LiveExecutor
{
    private static readonly Lazy<Func<AwsConnection, IRepairExecutor>> Factory = new(() => LiveAssembly.Bind<IRepairExecutor>("CreateExecutor"));

    /// <summary>An executor that applies repairs to live EC2.</summary>
    public static IRepairExecutor Create(AwsConnection connection) => Factory.Value(connection);
}
