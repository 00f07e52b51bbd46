using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>Two snapshots, or one and live AWS, held against each other.</summary>
public sealed class CompareVpcEndpointSnapshotTests : IDisposable
{
    private readonly ModuleSession _session = new(width: 80);
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-compare-").FullName;

    public CompareVpcEndpointSnapshotTests()
    {
        _session.Runspace.SessionStateProxy.SetVariable("broken", Path.Combine(RepositoryFiles.Root, "samples", "security-group"));
        _session.Runspace.SessionStateProxy.SetVariable("healthy", Path.Combine(RepositoryFiles.Root, "samples", "healthy"));
        _session.Runspace.SessionStateProxy.Path.SetLocation(_folder);
        _session.Invoke("Repair-VpcEndpoint -SnapshotPath $broken -OutputSnapshotPath mended -Confirm:$false").Succeeded();
    }

    [Fact]
    public void A_repair_is_told_by_the_result_that_it_mended()
    {
        var changes = _session.Invoke("Compare-VpcEndpointSnapshot $broken mended").Succeeded();

        var result = Assert.Single(changes, change => change.TypeNames[0] == "VpceTools.EndpointResultChange");
        Assert.Equal(("SecurityGroupIngress", "Failed", "Better"),
            ($"{result.Properties["Check"].Value}", $"{result.Properties["Before"].Value}", $"{result.Properties["Trend"].Value}"));
        Assert.Equal(2, _session.Invoke("(Compare-VpcEndpointSnapshot $broken mended)[0].Causes.Count").Succeeded()
            .Select(count => (int)count.BaseObject).Single());
    }

    [Fact]
    public void Quiet_gives_one_Boolean_whatever_happens()
    {
        bool Same(string arguments) => (bool)Assert.Single(
            _session.Invoke($"Compare-VpcEndpointSnapshot {arguments} -Quiet -ErrorAction SilentlyContinue").Output).BaseObject;

        Assert.True(Same("$healthy $healthy"));
        Assert.False(Same("$broken mended"));
        Assert.False(Same("$healthy nowhere"));
        Assert.False(Same("nowhere $healthy"));
        Assert.False(Same("$healthy $healthy -Id vpce-0ffffffffffffffff, vpce-0fffffffffffffff0"));
    }

    [Fact]
    public void What_is_no_snapshot_is_an_error()
    {
        Assert.Equal("SnapshotNotFound", Id("Compare-VpcEndpointSnapshot nowhere $healthy"));
        Assert.Equal("SnapshotNotFound", Id("Compare-VpcEndpointSnapshot $healthy nowhere"));
        Assert.Equal("CheckNotFound", Id("Compare-VpcEndpointSnapshot $healthy $healthy -Check Nothing"));
    }

    [Fact]
    public void What_is_of_another_Region_is_not_compared()
    {
        var other = Path.Combine(_folder, "other", "eu-west-1");
        Directory.CreateDirectory(other);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "samples", "healthy"), "*.json",
            SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(other, Path.GetFileName(file)));

        var result = _session.Invoke("Compare-VpcEndpointSnapshot $healthy other");

        Assert.Empty(result.Output);
        Assert.All(result.Errors, error => Assert.StartsWith("CounterpartMissing", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(2, result.Errors.Count);
    }

    [Fact]
    public void No_line_is_wider_than_the_screen()
    {
        foreach (var view in new[] { "", "| Format-List", "| Format-Table -View Flat" })
        {
            var text = _session.InvokeText($"Compare-VpcEndpointSnapshot $broken mended {view}");
            Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 80));
            Assert.Contains("ingress", text, StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string? Id(string script) => (_session.Invoke(script) is var result ? result.TerminatingError ?? result.Errors.FirstOrDefault()
        : null)?.FullyQualifiedErrorId.Split(',')[0];
}
