using VpceTools.Shell;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

public sealed class ModuleLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("VpceTools").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_named_folder_or_manifest_goes_first()
    {
        var named = Manifest("named");
        Manifest("app/VpceTools");

        Assert.Equal(named, ModuleLocator.Find(Path.Combine(_root, "app"), named, staged: null));
        Assert.Equal(named, ModuleLocator.Find(Path.Combine(_root, "app"), Path.GetDirectoryName(named), staged: null));
    }

    [Fact]
    public void The_module_beside_the_executable_goes_before_the_staged_one()
    {
        Manifest("staged");
        var beside = Manifest("app/VpceTools");

        Assert.Equal(beside, ModuleLocator.Find(Path.Combine(_root, "app"), configured: null, "../staged/VpceTools.psd1"));
    }

    [Fact]
    public void The_staged_path_is_relative_to_the_executable()
    {
        var staged = Manifest("staged");

        Assert.Equal(staged, ModuleLocator.Find(Path.Combine(_root, "app", "bin"), configured: "", "../../staged/VpceTools.psd1"));
    }

    [Fact]
    public void A_named_module_that_is_missing_is_never_replaced_by_another()
    {
        Manifest("app/VpceTools");

        var error = Assert.Throws<FileNotFoundException>(() =>
            ModuleLocator.Find(Path.Combine(_root, "app"), Path.Combine(_root, "gone"), staged: null));

        Assert.Contains("VPCETOOLS_MODULE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_module_the_error_names_every_place_and_what_to_do()
    {
        var error = Assert.Throws<FileNotFoundException>(() => ModuleLocator.Find(_root, configured: null, "staged/VpceTools.psd1"));

        Assert.Contains(Path.Combine(_root, "VpceTools", "VpceTools.psd1"), error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_root, "staged", "VpceTools.psd1"), error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", error.Message, StringComparison.Ordinal);
    }

    private string Manifest(string folder)
    {
        var path = Path.Combine(_root, folder, "VpceTools.psd1");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "@{ ModuleVersion = '1.0' }");
        return path;
    }
}
