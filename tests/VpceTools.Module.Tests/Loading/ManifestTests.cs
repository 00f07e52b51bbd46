using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Loading;

public sealed class ManifestTests
{
    private static readonly string[] Commands =
    [
        "Compare-VpcEndpointSnapshot", "Export-VpcEndpointPlanTest", "Export-VpcEndpointReport", "Export-VpcEndpointSnapshot", "Get-VpcEndpointCheck", "Get-VpcEndpointFinding", "Get-VpcEndpointTask", "Get-VpcEndpointUse", "Repair-VpcEndpoint",
        "Resolve-VpcEndpointName", "Test-VpcEndpoint", "Test-VpcEndpointConnection", "Test-VpcEndpointPath", "Test-VpcEndpointPolicy", "Undo-VpcEndpointRepair",
    ];

    [Fact]
    public void The_staged_manifest_is_valid()
    {
        using var session = new ModuleSession();

        var module = Assert.Single(session.Invoke($"Test-ModuleManifest '{ModuleSession.StagedModule}'").Succeeded());

        Assert.Equal("VpceTools", module.Properties["Name"].Value);
    }

    [Fact]
    public void The_cmdlets_are_listed_one_by_one_so_that_autoloading_works_and_no_other_command_is_exported()
    {
        using var session = new ModuleSession();

        Assert.Equal(Commands, session.Invoke("Get-Command -Module VpceTools").Texts("Name").Order(StringComparer.Ordinal));
        Assert.Equal(Commands, Manifest("CmdletsToExport"));
    }

    [Fact]
    public void The_assembly_has_the_version_of_the_manifest()
    {
        using var session = new ModuleSession();
        var (module, assembly) = session.Invoke("(Get-Module VpceTools).Version; [VpceTools.Findings.Finding].Assembly.GetName().Version").Succeeded() switch { var r => (r[0], r[1]) };

        Assert.Equal(((Version)module.BaseObject).ToString(3), ((Version)assembly.BaseObject).ToString(3));
    }

    [Fact]
    public void The_manifest_is_pure_data() =>
        Assert.NotEmpty(Data());

    [Fact]
    public void Every_cmdlet_says_what_it_gives_and_has_a_syntax()
    {
        using var session = new ModuleSession();

        Assert.All(Commands, name =>
        {
            var command = (CmdletInfo)Assert.Single(session.Invoke($"Get-Command {name}").Succeeded()).BaseObject;
            Assert.NotEmpty(command.OutputType);
            Assert.Contains(name, command.Definition, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Get_Help_shows_the_syntax()
    {
        using var session = new ModuleSession(width: 80);

        Assert.Contains("Test-VpcEndpoint", session.InvokeText("Get-Help Test-VpcEndpoint"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LicenseUri"), InlineData("ProjectUri")]
    public void A_gallery_is_told_where_to_read_on(string key)
    {
        var gallery = (Hashtable)((Hashtable)Data()["PrivateData"]!)["PSData"]!;

        Assert.Equal("https", new Uri((string)gallery[key]!).Scheme);
    }

    private static IEnumerable<object> Manifest(string key) => (object[])Data()[key]!;

    private static Hashtable Data() =>
        (Hashtable)Parser.ParseFile(ModuleSession.StagedModule, out _, out _).Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();
}
