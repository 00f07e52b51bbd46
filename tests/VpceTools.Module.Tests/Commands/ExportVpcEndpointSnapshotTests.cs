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
        var folder = Assert.IsType<DirectoryInfo>(
            Assert.Single(_live.Invoke("Export-VpcEndpointSnapshot @live -Path saved").Output).BaseObject);
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
        string? Id(string script) => (_live.Invoke(script) is var result ? result.TerminatingError ?? result.Errors.SingleOrDefault()
            : null)?.FullyQualifiedErrorId.Split(',')[0];

        Assert.Null(Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path s"));
        Assert.Equal("SnapshotExists", Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path s"));
        Assert.Null(Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path s -Force"));
        Assert.Equal("SnapshotExists", Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path . -Force"));
        Assert.Equal("SnapshotUnwritable", Id($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path Env:x"));
        Assert.Equal("EndpointNotFound", Id($"Export-VpcEndpointSnapshot vpce-0ffffffffffffffff -SnapshotPath '{samples}' -Path none"));
        Assert.False(Directory.Exists(Path.Combine(_folder, "none")));
    }

    [Fact]
    public void What_is_given_away_says_the_same_of_nobody()
    {
        var samples = Path.Combine(Documentation.RepositoryFiles.Root, "samples", "several-causes");
        const string Facts = "ForEach-Object { \"$($_.Check) $($_.Status) $($_.Findings.Count)\" }";

        _live.Invoke($"Export-VpcEndpointSnapshot -SnapshotPath '{samples}' -Path given -Anonymize").Succeeded();

        Assert.Equal(_live.Invoke($"Test-VpcEndpoint -SnapshotPath '{samples}' | {Facts}").Succeeded().Select(line => line.ToString()),
            _live.Invoke($"Test-VpcEndpoint -SnapshotPath given | {Facts}").Succeeded().Select(line => line.ToString()));
        Assert.DoesNotContain(_live.Invoke($"(Test-VpcEndpoint -SnapshotPath '{samples}').EndpointId | Select-Object -Unique").Succeeded(),
            id => Directory.EnumerateFiles(Path.Combine(_folder, "given"), "*", SearchOption.AllDirectories)
                .Any(file => File.ReadAllText(file).Contains(id.ToString(), StringComparison.Ordinal)));
    }

    [Fact]
    public void Clients_are_no_parameters_since_they_narrow_nothing() => Assert.Empty(_live.Invoke(
        "(Get-Command Export-VpcEndpointSnapshot).Parameters.Keys -like 'Client*'").Succeeded());

    public void Dispose()
    {
        _live.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
