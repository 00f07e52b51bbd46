#if NET
using System.Reflection;
using System.Runtime.Loader;

namespace VpceTools.Loading;

/// <summary>
/// Holds VpceTools.Aws with its AWS SDK, VpceTools.Probing with its DNS client, VpceTools.Reporting with its template engine and
/// VpceTools.Yaml with its parser, apart from any other, above all from those of AWS.Tools, which may be other versions. What is not in the
/// folder, VpceTools.Core and the framework, comes from the default context, so that both sides share its types.
/// </summary>
internal sealed class SdkLoadContext(string folder) : AssemblyLoadContext("VpceTools.Aws")
{
    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Loaded from a path, the module's own assemblies are not always found by name.
        var core = typeof(Model.VpcNetwork).Assembly;
        if (assemblyName.Name == core.GetName().Name)
            return core;
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
#endif
