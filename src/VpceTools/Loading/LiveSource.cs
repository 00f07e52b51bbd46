using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Loading;

/// <summary>Reads and repairs live EC2. The AWS SDK is loaded at the first use.</summary>
internal static class LiveSource
{
    private static readonly Lazy<Func<AwsSources>> Factory = new(
        () => Dependencies.Method<Func<AwsSources>>("VpceTools.Aws", "VpceTools.Aws.AwsSourceFactory", "Open"));

    /// <summary>Sources that share the credentials that they fetch.</summary>
    public static AwsSources Open() => Factory.Value();

    /// <summary>A source that reads live EC2.</summary>
    public static INetworkSource Create(AwsConnection connection) => Open().Network(connection);
}
