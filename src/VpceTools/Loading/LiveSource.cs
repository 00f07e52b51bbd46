using VpceTools.Model;

namespace VpceTools.Loading;

/// <summary>Reads live EC2. The AWS SDK is loaded at the first use.</summary>
internal static class LiveSource
{
    private static readonly Lazy<Func<AwsConnection, INetworkSource>> Factory = new(() => LiveAssembly.Bind<INetworkSource>("Create"));

    /// <summary>A source that reads live EC2.</summary>
    public static INetworkSource Create(AwsConnection connection) => Factory.Value(connection);
}
