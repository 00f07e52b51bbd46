using System.Reflection;

namespace VpceTools.Loading;

/// <summary>
/// The one way from the module to the assemblies in <c>dependencies/</c>, and the packages that they use: the AWS SDK, a DNS client, a
/// template engine and a parser of YAML. They are loaded here at the first use and not before: an import must not pay for them. They are
/// found by name, so that no signature of this assembly makes the engine load them.
/// </summary>
internal static class Dependencies
{
    private static readonly string Folder = FindFolder(Path.GetDirectoryName(typeof(Dependencies).Assembly.Location)!);

    /// <summary>A static method of one of those assemblies.</summary>
    /// <typeparam name="T">Its signature, which names only types of the module, of VpceTools.Core and of the framework.</typeparam>
    public static T Method<T>(string assembly, string type, string name)
        where T : Delegate
    {
        var factory = Load(assembly).GetType(type, throwOnError: true)!;
        var parameters = typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var method = factory.GetMethod(name, BindingFlags.Public | BindingFlags.Static, null, parameters, null)
            ?? throw new MissingMethodException(factory.FullName, name);
        return (T)Delegate.CreateDelegate(typeof(T), method);
    }

    /// <summary>Beside the module; a module with native code lies two folders deeper, in native/linux-x64 and the like.</summary>
    private static string FindFolder(string own)
    {
        var beside = Path.Combine(own, "dependencies");
        return Directory.Exists(beside) ? beside : Path.GetFullPath(Path.Combine(own, "..", "..", "dependencies"));
    }

#if NET
    private static readonly Lazy<SdkLoadContext> Context = new(() => new SdkLoadContext(Folder));

    private static Assembly Load(string assembly) => Context.Value.LoadFromAssemblyName(new AssemblyName(assembly));
#else
    // Windows PowerShell has one context for all; the resolver that the import registers finds what those assemblies refer to.
    private static Assembly Load(string assembly)
    {
        if (assembly == "VpceTools.Aws")
            LoadedSdk.RefuseOlderThan(Path.Combine(Folder, LoadedSdk.FileName));
        return Assembly.LoadFrom(Path.Combine(Folder, assembly + ".dll"));
    }
#endif
}
