using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Loading;

/// <summary>What is loaded when, and where. Each in a process of its own: assemblies stay loaded.</summary>
public sealed class LoadingTests
{
    private const string Assemblies = """
        [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object {
            $name = $_.GetName().Name
            if ($name -match '^(VpceTools|AWSSDK)') { "$name in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
        }
        """;

    [Fact]
    public async Task An_import_loads_the_module_and_its_core_and_nothing_of_the_sdk() =>
        Assert.Equal(["VpceTools in Default", "VpceTools.Core in Default"],
            await LoadedAfter("Get-Command Test-VpcEndpoint | ForEach-Object { $null = $_.Parameters }; $null = [VpceTools.Findings.Finding]"));

    [Fact]
    public async Task A_snapshot_is_diagnosed_without_the_sdk()
    {
        using var snapshot = new SnapshotFolder();

        Assert.Equal(["VpceTools in Default", "VpceTools.Core in Default"],
            await LoadedAfter($"$null = Test-VpcEndpoint -SnapshotPath '{snapshot.Path}'"));
    }

    [Fact]
    public async Task A_live_source_loads_the_sdk_into_a_context_of_its_own()
    {
        var loaded = await LoadedAfter(
            "try { $null = Test-VpcEndpoint -EndpointUrl http://127.0.0.1:9 -Region us-east-1 -AccessKey a -SecretKey b } catch { }");

        Assert.Contains("AWSSDK.EC2 in VpceTools.Aws", loaded);
        Assert.Contains("VpceTools.Aws in VpceTools.Aws", loaded);
        Assert.Single(loaded, name => name.StartsWith("VpceTools.Core", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, name => name.StartsWith("AWSSDK", StringComparison.Ordinal)
            && name.EndsWith(" in Default", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_copy_from_another_path_is_imported_and_shows_what_the_first_one_shows()
    {
        using var snapshot = new SnapshotFolder();
        var copy = Directory.CreateTempSubdirectory("VpceTools").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(ModuleSession.StagedModule)!, "*",
                SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(Path.GetDirectoryName(ModuleSession.StagedModule)!, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            using var session = new ModuleSession();
            var command = $"Get-VpcEndpointFinding -SnapshotPath '{snapshot.Path}' -Check SecurityGroupIngress";
            var first = session.InvokeText(command);

            session.Invoke($"Import-Module '{copy}/VpceTools.psd1' -ErrorAction Stop").Succeeded();

            Assert.Contains("SecurityGroupIngress", first, StringComparison.Ordinal);
            Assert.Equal(first, session.InvokeText(command));
            Assert.Equal(2, session.Invoke("Get-Module VpceTools").Succeeded().Count);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public async Task A_file_of_intents_loads_the_parser_of_YAML_and_nothing_else_does()
    {
        var samples = Path.Combine(RepositoryFiles.Root, "samples");

        Assert.Equal(["VpceTools in Default", "VpceTools.Core in Default", "VpceTools.Yaml in VpceTools.Aws"],
            await LoadedAfter($"$null = Test-VpcEndpoint -SnapshotPath '{samples}/healthy' -IntentPath '{samples}/vpce.yaml'"));
    }

    /// <summary>There is no Windows PowerShell here, but its build runs on this runtime too, with its own resolver.</summary>
    [Fact]
    public async Task The_build_for_Windows_PowerShell_diagnoses_a_snapshot_and_reaches_for_EC2()
    {
        using var snapshot = new SnapshotFolder();
        var assembly = Path.Combine(Path.GetDirectoryName(ModuleSession.StagedModule)!, "desktop", "VpceTools.dll");

        var (_, output, error) = await ShellProcess.RunAsync($$"""
            Import-Module '{{assembly}}'
            Test-VpcEndpoint -SnapshotPath '{{snapshot.Path}}' -Check SecurityGroupIngress -Quiet
            (Test-VpcEndpoint -SnapshotPath '{{RepositoryFiles.Root}}/samples/healthy' -IntentPath '{{RepositoryFiles.Root}}/samples/vpce.yaml').Status -join ' '
            try { Test-VpcEndpoint -EndpointUrl http://127.0.0.1:9 -Region us-east-1 -AccessKey a -SecretKey b } catch { $_.FullyQualifiedErrorId }
            [VpceTools.Findings.Finding].Assembly.Location
            """);

        Assert.Equal("", error);
        Assert.Equal(
            ["False", "True", "True", "Passed Passed Passed Passed", "EndpointUnreachable,VpceTools.Commands.TestVpcEndpointCommand",
                Path.Combine(Path.GetDirectoryName(assembly)!, "VpceTools.Core.dll")],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_second_import_in_the_same_process_works()
    {
        using var first = new ModuleSession();
        using var second = new ModuleSession();

        Assert.NotEmpty(second.Invoke("Remove-Module VpceTools; Import-Module $args[0]; Get-VpcEndpointCheck".Replace("$args[0]",
            $"'{ModuleSession.StagedModule}'")).Succeeded());
        Assert.NotEmpty(first.Invoke("Get-VpcEndpointCheck").Succeeded());
    }

    private static async Task<List<string>> LoadedAfter(string script)
    {
        var (exitCode, output, error) = await ShellProcess.RunAsync(
            $"Import-Module '{ModuleSession.StagedModule}'; {script}; 'loaded:'; {Assemblies}");
        Assert.Equal((0, ""), (exitCode, error));
        return [.. output.Split("loaded:\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
