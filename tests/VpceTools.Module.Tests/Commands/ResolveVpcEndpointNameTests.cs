using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

public sealed class ResolveVpcEndpointNameTests : IDisposable
{
    private const string Name = "secretsmanager.us-east-1.amazonaws.com";
    private readonly ModuleSession _session = new(width: 80);

    public ResolveVpcEndpointNameTests()
    {
        _session.Runspace.SessionStateProxy.SetVariable("healthy", Path.Combine(RepositoryFiles.Root, "samples", "healthy"));
        _session.Runspace.SessionStateProxy.SetVariable("off", Path.Combine(RepositoryFiles.Root, "samples", "private-dns"));
    }

    [Fact]
    public void A_name_is_answered_as_the_clients_vpc_resolves_it()
    {
        var answer = Assert.Single(_session.Invoke(
            $"Resolve-VpcEndpointName -Name {Name} -SnapshotPath $healthy -ClientInstanceId i-043572302f68aacdb").Succeeded());
        Assert.Equal("VpceTools.EndpointNameAnswer", answer.TypeNames[0]);
        Assert.Equal(
            ["Resolved", "EndpointPrivateDns", "vpce-081b73983310acd4a", "vpce-081b73983310acd4a", "vpc-0e6c128dc409b1dc4"],
            _session.Invoke($"$a = Resolve-VpcEndpointName -Name {Name} -SnapshotPath $healthy -ClientInstanceId i-043572302f68aacdb; "
                + "$a.Status, $a.Source, $a.EndpointId, $a.ResourceId, $a.VpcId | ForEach-Object { \"$_\" }").Succeeded()
                .Select(o => (string)o.BaseObject));
    }

    [Fact]
    public void Private_dns_that_is_off_leaves_the_name_public() => Assert.Equal(
        "Public", _session.InvokeText($"(Resolve-VpcEndpointName -Name {Name} -SnapshotPath $off).Status").Trim());

    [Fact]
    public void Quiet_says_whether_a_name_leads_to_an_endpoint_and_is_false_for_what_is_none()
    {
        Assert.Equal(["True", "False"], _session.Invoke(
            $"$healthy, $off | ForEach-Object {{ Resolve-VpcEndpointName -Name {Name} -SnapshotPath $_ -Quiet }}").Succeeded()
            .Select(o => $"{o.BaseObject}"));
        Assert.Equal("HostNameInvalid,VpceTools.Commands.ResolveVpcEndpointNameCommand",
            _session.Invoke("Resolve-VpcEndpointName -Name a..b -SnapshotPath $healthy").SingleError.FullyQualifiedErrorId);
    }

    [Fact]
    public void Endpoints_of_the_pipeline_are_asked_for_all_of_their_names()
    {
        var names = _session.Invoke("[pscustomobject]@{ VpcEndpointId = 'vpce-081b73983310acd4a' } | "
            + "Resolve-VpcEndpointName -SnapshotPath $healthy").Texts("Name").ToList();
        Assert.Contains(Name, names);
        Assert.Contains(names, name => name.StartsWith("vpce-081b73983310acd4a", StringComparison.Ordinal));
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Each_type_is_asked_and_an_inbound_endpoint_that_is_not_known_leaves_the_answer_open()
    {
        Assert.Equal(["A", "AAAA"],
            _session.Invoke($"Resolve-VpcEndpointName -Name {Name} -Type A, AAAA -SnapshotPath $healthy").Texts("Type"));
        Assert.Equal("Unknown",
            _session.InvokeText($"(Resolve-VpcEndpointName -Name {Name} -InboundEndpointId rslvr-in-0abc -SnapshotPath $healthy)"
                + ".Status").Trim());
    }

    [Fact]
    public void The_table_fits_80_columns_and_the_list_numbers_the_steps()
    {
        var table = _session.InvokeText($"Resolve-VpcEndpointName -Name {Name} -SnapshotPath $healthy");
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
        Assert.Contains("Resolved", table, StringComparison.Ordinal);
        var list = _session.InvokeText($"Resolve-VpcEndpointName -Name {Name} -SnapshotPath $healthy | Format-List");
        Assert.Contains("Steps", list, StringComparison.Ordinal);
        Assert.Contains("1. ", list, StringComparison.Ordinal);
        Assert.Contains("2. ", list, StringComparison.Ordinal);
    }

    public void Dispose() => _session.Dispose();
}
