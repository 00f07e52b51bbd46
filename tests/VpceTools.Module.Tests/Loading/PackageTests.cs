using System.Collections;
using System.IO.Compression;
using System.Management.Automation.Language;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Loading;

public sealed partial class PackageTests
{
    private static readonly string[] OwnAssemblies = ["VpceTools.dll", "VpceTools.Aws.dll", "VpceTools.Core.dll", "VpceTools.Probing.dll",
        "VpceTools.Reporting.dll", "VpceTools.Yaml.dll"];
    private static readonly string[] Texts = ["CHANGELOG.md", "LICENSE", "THIRD-PARTY-NOTICES.md", "VpceTools.Format.ps1xml",
        "VpceTools.psd1", "VpceTools.psm1"];

    [Fact]
    public void Every_assembly_of_others_is_in_the_third_party_notices_and_no_other()
    {
        var shipped = Directory.EnumerateFiles(Path.GetDirectoryName(ModuleSession.StagedModule)!, "*.dll", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path)!).Except(OwnAssemblies).Distinct(StringComparer.Ordinal);
        var listed = NoticeRow().Matches(RepositoryFiles.Read("THIRD-PARTY-NOTICES.md")).Select(match => match.Groups["file"].Value);

        Assert.Equal(shipped.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_notices_name_the_versions_that_are_built_with()
    {
        var notices = RepositoryFiles.Read("THIRD-PARTY-NOTICES.md");
        var versions = PackageVersion().Matches(RepositoryFiles.Read("Directory.Packages.props"))
            .ToDictionary(m => m.Groups["id"].Value, m => m.Groups["version"].Value);
        var rows = NoticeRow().Matches(notices).Where(row => versions.ContainsKey(row.Groups["id"].Value)).ToList();

        Assert.True(rows.Count >= 6, "The rows were not found.");
        Assert.All(rows, row => Assert.Equal(versions[row.Groups["id"].Value], row.Groups["version"].Value));
    }

    [Fact]
    public void The_newest_release_of_the_changelog_is_the_version_and_each_has_its_day()
    {
        var sections = ChangelogHeading().Matches(RepositoryFiles.Read("CHANGELOG.md"));

        Assert.Equal(["Unreleased", Version], sections.Take(2).Select(section => section.Groups["version"].Value));
        Assert.All(sections.Skip(1), section => Assert.True(section.Groups["day"].Success, section.Value));
    }

    [Fact]
    public void The_build_script_is_what_Windows_PowerShell_can_parse()
    {
        var script = Parser.ParseFile(Path.Combine(RepositoryFiles.Root, "build.ps1"), out var tokens, out var errors);

        Assert.Empty(errors);
        // What PowerShell 7 added to the grammar.
        TokenKind[] added = [TokenKind.AndAnd, TokenKind.OrOr, TokenKind.QuestionMark, TokenKind.QuestionQuestion,
            TokenKind.QuestionQuestionEquals, TokenKind.QuestionDot, TokenKind.QuestionLBracket, TokenKind.Clean];
        Assert.DoesNotContain(tokens, token => added.Contains(token.Kind) && token.Text != "Clean" && token.Text != "'Clean'");
        Assert.Empty(script.FindAll(ast => ast is TernaryExpressionAst or PipelineChainAst, searchNestedScriptBlocks: true));
    }

    [Fact]
    public void A_package_holds_the_module_its_licences_and_no_debugging_or_documentation_files()
    {
        using var archive = ZipFile.OpenRead(Package());
        var files = archive.Entries.Select(entry => entry.FullName).ToList();

        Assert.All(Texts, text => Assert.Contains(text, files));
        Assert.Contains("en-US/VpceTools.dll-Help.xml", files);
        Assert.Equal(
            ["core/VpceTools.dll", "core/native/linux-x64/VpceTools.dll", "core/native/win-x64/VpceTools.dll", "desktop/VpceTools.dll"],
            files.Where(file => file.EndsWith("/VpceTools.dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(files, file => file.EndsWith(".pdb", StringComparison.Ordinal)
            || (file.EndsWith(".xml", StringComparison.Ordinal) && file.Contains("AWSSDK", StringComparison.Ordinal)));
        using var nuspec = new StreamReader(archive.GetEntry("VpceTools.nuspec")!.Open());
        var text = nuspec.ReadToEnd();
        Assert.Contains(" PSModule ", text, StringComparison.Ordinal);
        Assert.Contains("PSCommand_Test-VpcEndpoint", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Placeholder(), text);
    }

    /// <summary>What makes it grow is a decision: the AWS SDK is most of it, native code for two platforms the rest.</summary>
    [Fact]
    public void A_package_is_not_larger_than_23_MB_and_61_MB_unpacked()
    {
        var package = Package();
        using var archive = ZipFile.OpenRead(package);

        Assert.InRange(new FileInfo(package).Length, 1, 23_000_000);
        Assert.InRange(archive.Entries.Sum(entry => entry.Length), 1, 61_000_000);
    }

    [Fact]
    public void A_package_has_a_bill_of_materials_with_every_package_of_others_in_the_notices()
    {
        using var archive = ZipFile.OpenRead(Package());
        using var bill = JsonDocument.Parse(archive.GetEntry("bom.json")!.Open());
        var listed = NoticeRow().Matches(RepositoryFiles.Read("THIRD-PARTY-NOTICES.md")).Select(row => row.Groups["id"].Value);

        Assert.Equal(("CycloneDX", Version), (bill.RootElement.GetProperty("bomFormat").GetString(),
            bill.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("version").GetString()));
        Assert.Equal(
            listed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            bill.RootElement.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("name").GetString()!)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>With the address of the source in it where the clone has a remote.</summary>
    [Fact]
    public void Own_assemblies_of_a_package_hold_their_debugging_information()
    {
        using var archive = ZipFile.OpenRead(Package());
        var own = archive.Entries.Where(entry => OwnAssemblies.Contains(entry.Name)
            && !entry.FullName.Contains("/native/", StringComparison.Ordinal)).ToList();

        Assert.Equal(2 * OwnAssemblies.Length, own.Count);
        Assert.All(own, entry =>
        {
            // An archive's own stream cannot seek.
            using var bytes = new MemoryStream();
            using (var packed = entry.Open())
                packed.CopyTo(bytes);
            bytes.Position = 0;
            using var image = new PEReader(bytes);
            Assert.Contains(image.ReadDebugDirectory(), item => item.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        });
    }

    /// <summary>
    /// As it is installed: the psm1 takes the native code for this platform, and what lies beside the build for all is found from there.
    /// </summary>
    [Fact]
    public async Task A_package_runs_the_native_code_for_this_platform_and_finds_the_AWS_SDK_from_there()
    {
        Package();
        var manifest = Path.Combine(RepositoryFiles.Root, "out", "VpceTools", Version, "VpceTools.psd1");
        var native = Path.Combine(Path.GetDirectoryName(manifest)!, "core", "native", RuntimeInformation.RuntimeIdentifier);
        Assert.SkipUnless(Directory.Exists(native), $"The package has no native code for {RuntimeInformation.RuntimeIdentifier}.");

        var (_, output, error) = await ShellProcess.RunAsync($$"""
            Import-Module '{{manifest}}'
            Split-Path ([VpceTools.Findings.Finding].Assembly.Location)
            Test-VpcEndpoint -SnapshotPath '{{RepositoryFiles.Root}}/samples/healthy' -Quiet
            try { Test-VpcEndpoint -EndpointUrl http://127.0.0.1:9 -Region us-east-1 -AccessKey a -SecretKey b } catch { $_.FullyQualifiedErrorId }
            """);

        Assert.Equal("", error);
        Assert.Equal([native, "True", "EndpointUnreachable,VpceTools.Commands.TestVpcEndpointCommand"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Else two builds of one commit were two packages.</summary>
    [Fact]
    public void A_package_does_not_tell_when_it_was_made()
    {
        using var archive = ZipFile.OpenRead(Package());

        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void The_manifest_of_a_package_tells_what_is_new_and_is_else_that_of_the_repository()
    {
        var manifest = Path.Combine(RepositoryFiles.Root, "out", "VpceTools", Version, "VpceTools.psd1");
        Assert.SkipUnless(File.Exists(manifest), "There is no package: dotnet pack src/VpceTools.Staging makes it.");
        var (packaged, own) = (Data(manifest), Data(Path.Combine(RepositoryFiles.Root, "VpceTools.psd1")));

        Assert.StartsWith("### Added", (string)ReleaseNotes(packaged)!, StringComparison.Ordinal);
        Assert.Equal(own.Keys.Cast<string>().Order(StringComparer.Ordinal), packaged.Keys.Cast<string>().Order(StringComparer.Ordinal));
        Assert.All(own.Keys.Cast<string>().Except(["PrivateData"]), key => Assert.Equal(own[key], packaged[key]));
    }

    private static string Package()
    {
        var package = Path.Combine(RepositoryFiles.Root, "out", $"VpceTools.{Version}.nupkg");
        Assert.SkipUnless(File.Exists(package), "There is no package: dotnet pack src/VpceTools.Staging makes it.");
        return package;
    }

    private static Hashtable Data(string manifest) =>
        (Hashtable)Parser.ParseFile(manifest, out _, out _)
            .Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();

    private static object? ReleaseNotes(Hashtable manifest) =>
        ((Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!)["ReleaseNotes"];

    private static string Version => ModuleVersion().Match(RepositoryFiles.Read("VpceTools.psd1")).Groups["version"].Value;

    [GeneratedRegex(@"ModuleVersion\s*=\s*'(?<version>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ModuleVersion();

    [GeneratedRegex(@"^\| (?<file>\S+\.dll) \| (?<id>\S+) \| (?<version>\S+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000)]
    private static partial Regex NoticeRow();

    [GeneratedRegex(@"\$[A-Za-z]+\$", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^## \[(?<version>[^\]]+)\]( - (?<day>\d{4}-\d{2}-\d{2}))?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000)]
    private static partial Regex ChangelogHeading();

    [GeneratedRegex("""Include="(?<id>[^"]+)" Version="(?<version>[^"]+)" """, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PackageVersion();
}
