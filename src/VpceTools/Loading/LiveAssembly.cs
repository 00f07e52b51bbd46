using System.Reflection;
using VpceTools.Model;

namespace VpceTools.Loading;

/// <summary>
/// The one way from the module to VpceTools.Aws and the AWS SDK, which are loaded here at the first use and not before: an import must not
/// pay for them. They are found by name, so that no signature of this assembly makes the engine load them.
/// </summary>
internal static class LiveAssembly
{
    private const string Dependencies = "dependencies";

    private static readonly Lazy<Type> Entrance = new(Load);

    /// <summary>A method of the entrance that makes something from a connection.</summary>
    public static Func<AwsConnection, T> Bind<T>(string method)
    {
        var create = Entrance.Value.GetMethod(method, BindingFlags.Public | BindingFlags.Static, null, [typeof(AwsConnection)], null)
            ?? throw new MissingMethodException(Entrance.Value.FullName, method);
        return (Func<AwsConnection, T>)Delegate.CreateDelegate(typeof(Func<AwsConnection, T>), create);
    }

    private static Type Load()
    {
        var folder = Path.Combine(Path.GetDirectoryName(typeof(LiveAssembly).Assembly.Location)!, Dependencies);
        return LoadAssembly(folder).GetType("VpceTools.Aws.AwsSourceFactory", throwOnError: true)!;
    }

#if NET
    private static Assembly LoadAssembly(string folder) => new SdkLoadContext(folder).LoadFromAssemblyName(new AssemblyName("VpceTools.Aws"));
#else
    // Windows PowerShell has one context for all; the resolver that the import registers finds what VpceTools.Aws refers to.
    private static Assembly LoadAssembly(string folder) => Assembly.LoadFrom(Path.Combine(folder, "VpceTools.Aws.dll"));
#endif
}
