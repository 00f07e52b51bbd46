#if !NET
using System.Management.Automation;
using System.Reflection;

namespace VpceTools.Loading;

/// <summary>
/// Windows PowerShell knows no load contexts, and a module has no binding redirects: whoever asks for one of our packages by an older
/// version gets the one that ships with the module.
/// </summary>
public sealed class DesktopAssemblyResolver : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(DesktopAssemblyResolver).Assembly.Location)!;

    /// <inheritdoc/>
    public void OnImport() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    private static Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        // Other modules' requests are none of our business.
        if (args.RequestingAssembly is not { IsDynamic: false } requesting
            || !requesting.Location.StartsWith(Folder, StringComparison.OrdinalIgnoreCase))
            return null;
        var file = new AssemblyName(args.Name).Name + ".dll";
        return new[] { Path.Combine(Folder, file), Path.Combine(Folder, "dependencies", file) }.Where(File.Exists)
            .Select(Assembly.LoadFrom).FirstOrDefault();
    }
}
#endif
