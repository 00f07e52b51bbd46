using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Loading;

/// <summary>The order of the layers, read from the assemblies as they are staged, for both editions.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Module = Path.GetDirectoryName(ModuleSession.StagedModule)!;

    public static TheoryData<string> Editions { get; } = ["core", "desktop"];

    [Theory]
    [MemberData(nameof(Editions))]
    public void Core_knows_neither_PowerShell_nor_the_sdk_nor_the_layers_above(string edition) =>
        Assert.DoesNotContain(References($"{edition}/VpceTools.Core.dll"), name =>
            name is "System.Management.Automation" || IsSdk(name) || name.StartsWith("VpceTools", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Editions))]
    public void The_module_knows_Core_and_neither_the_sdk_nor_the_assembly_that_uses_it(string edition)
    {
        var references = References($"{edition}/VpceTools.dll");

        Assert.Contains("VpceTools.Core", references);
        Assert.DoesNotContain(references, name => name == "VpceTools.Aws" || IsSdk(name));
    }

    [Theory]
    [MemberData(nameof(Editions))]
    public void Only_the_live_source_uses_the_sdk_and_it_does_not_know_PowerShell(string edition)
    {
        var references = References($"{edition}/dependencies/VpceTools.Aws.dll");

        Assert.Contains(references, IsSdk);
        Assert.DoesNotContain(references, name => name is "System.Management.Automation" or "VpceTools");
    }

    [Theory]
    [MemberData(nameof(Editions))]
    public void No_assembly_is_staged_twice_and_none_of_the_engine(string edition)
    {
        var beside = Files(edition);
        var dependencies = Files($"{edition}/dependencies");

        Assert.Empty(beside.Intersect(dependencies));
        Assert.DoesNotContain("System.Management.Automation.dll", beside.Concat(dependencies));
        Assert.All(beside.Where(IsSdk), name => Assert.Fail(name));
    }

    /// <summary>The engine looks at every exported type before a module can act, and would load what they derive from.</summary>
    [Theory]
    [MemberData(nameof(Editions))]
    public void Public_types_of_the_module_derive_from_the_engine_the_framework_or_the_module(string edition)
    {
        using var file = File.OpenRead(Path.Combine(Module, edition, "VpceTools.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var bases = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Where(type => type.BaseType.Kind == HandleKind.TypeReference)
            .Select(type => metadata.GetTypeReference((TypeReferenceHandle)type.BaseType).ResolutionScope)
            .Where(scope => scope.Kind == HandleKind.AssemblyReference)
            .Select(scope => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name))
            .Distinct().ToList();

        Assert.Contains("System.Management.Automation", bases);
        Assert.All(bases, name => Assert.True(name is "System.Management.Automation" or "netstandard"
            || name.StartsWith("System.", StringComparison.Ordinal), name));
    }

    private static bool IsSdk(string name) => name.StartsWith("AWSSDK", StringComparison.Ordinal);

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(Module, folder), "*.dll")
        .Select(path => Path.GetFileName(path));

    private static List<string> References(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(Module, assembly));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
