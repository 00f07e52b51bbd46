using System.Reflection;
using VpceTools.Model;

namespace VpceTools.Loading;

/// <summary>
/// The one way from the module to VpceTools.Aws and the AWS SDK, which are loaded here at the first use and not before: an import must not
/// pay for them. They are found by name, so that no signature of this assembly makes the engine load them.
/// </summary>
internal static class LiveSource
{
    private const string Dependencies = "dependencies";

    private static readonly Lazy<Func<AwsConnection, INetworkSource>> Factory = new(Load);

    /// <summary>A source that reads live EC2.</summary>
    public static INetworkSource Create(AwsConnection connection) => Factory.Value(connection);

    private static Func<AwsConnection, INetworkSource> Load()
    {
        var folder = Path.Combine(Path.GetDirectoryName(typeof(LiveSource).Assembly.Location)!, Dependencies);
        var factory = LoadAssembly(folder).GetType("VpceTools.Aws.AwsSourceFactory", throwOnError: true)!;
        var create = factory.GetMethod("Create", BindingFlags.Public | BindingFlags.Static, null, [typeof(AwsConnection)], null)
            ?? throw new MissingMethodException(factory.FullName, "Create");
        return (Func<AwsConnection, INetworkSource>)Delegate.CreateDelegate(typeof(Func<AwsConnection, INetworkSource>), create);
    }

#if NET
    private static Assembly LoadAssembly(string folder) => new SdkLoadContext(folder).LoadFromAssemblyName(new AssemblyName("VpceTools.Aws"));
#else
    // Windows PowerShell has one context for all; the resolver that the import registers finds what VpceTools.Aws refers to.
    private static Assembly LoadAssembly(string folder) => Assembly.LoadFrom(Path.Combine(folder, "VpceTools.Aws.dll"));
#endif
}
