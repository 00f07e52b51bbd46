using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>Live EC2 saved and read back.</summary>
public sealed class ExportVpcEndpointSnapshotTests : IDisposable
{
    private readonly LiveSession _live = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-save-").FullName;

    public ExportVpcEndpointSnapshotTests() => _live.Session.Runspace.SessionStateProxy.Path.SetLocation(_folder);

    [Fact]
    public void A_diagnosis_of_what_was_saved_comes_to_the_results_of_the_live_one()
    {
        const string Facts = "ForEach-Object { \"$($_.EndpointId) $($_.Check) $($_.Status) $($_.Message)\" }";
        var live = _live.Invoke($"Test-VpcEndpoint @live | {Facts}").Succeeded();
        var folder = Assert.IsType<DirectoryInfo>(Assert.Single(_live.Invoke("Export-VpcEndpointSnapshot @live -Path saved").Output).BaseObject);
        var saved = _live.Invoke($"Test-VpcEndpoint -SnapshotPath saved | {Facts}").Succeeded();

        Assert.Equal(Path.Combine(_folder, "saved"), folder.FullName);
        Assert.NotEmpty(live);
        Assert.Equal(live.Select(line => line.ToString()), saved.Select(line => line.ToString()));
        Assert.Equal(["saved"], Directory.EnumerateFileSystemEntries(_folder).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void A_snapshot_is_replaced_only_by_force_and_nothing_else_is()
    {
        var samples = Path.Combine(Documentation.RepositoryFiles.Root, "samples", "healthy");
        string? Id(string script) => (_live.Invoke(script) is var result ? result.TerminatingError ?? result.Errors.SingleOrDefault() : null)?.FullyQualifiedErrorId.Split(',')[0];

        Assert.Null(Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path s"));
        Assert.Equal("SnapshotExists", Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path s"));
        Assert.Null(Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path s -Force"));
        Assert.Equal("SnapshotExists", Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path . -Force"));
        Assert.Equal("SnapshotUnwritable", Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path Env:x"));
        Assert.Equal("EndpointNotFound", Id($"Export-VpcEndpointSnapshot vpce-0ffffffffffffffff -SnapshotPath '{samples}' -Path none"));
        Assert.False(Directory.Exists(Path.Combine(_folder, "none")));
    }

    public void Dispose()
    {
        _live.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
