using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

public sealed class GetVpcEndpointCheckTests(SnapshotSession session) : IClassFixture<SnapshotSession>
{
    [Fact]
    public void The_catalogue_begins_with_the_checklist()
    {
        var items = session.Invoke("Get-VpcEndpointCheck | ForEach-Object { [string]$_.ChecklistItem }").Succeeded()
            .Select(o => (string)o.BaseObject).ToList();

        Assert.Equal("1", items[0]);
        Assert.Contains("6", items);
    }

    [Theory]
    [InlineData("NetworkAcl", "NetworkAcl")]
    [InlineData("-Name NETWORKACL", "NetworkAcl")]
    [InlineData("-Check NetworkAcl", "NetworkAcl")]
    [InlineData("Network[A]*", "NetworkAcl")]
    public void A_check_is_found_by_name(string arguments, string name) =>
        Assert.Equal([name], session.Invoke($"Get-VpcEndpointCheck {arguments}").Texts("Name"));

    [Fact]
    public void Results_name_their_checks_each_once() => Assert.Equal(
        ["NetworkAcl"], session.Invoke("Test-VpcEndpoint -SnapshotPath $s -Check NetworkAcl | Get-VpcEndpointCheck").Texts("Name"));

    [Fact]
    public void A_name_that_is_none_is_one_error_and_the_others_go_on()
    {
        var result = session.Invoke("'Nope','NetworkAcl' | Get-VpcEndpointCheck");

        Assert.Equal("CheckNotFound,VpceTools.Commands.GetVpcEndpointCheckCommand", result.SingleError.FullyQualifiedErrorId);
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_check_has_its_type_name_and_a_link() => Assert.Equal(
        ["VpceTools.EndpointCheck", "https"],
        session.Invoke("Get-VpcEndpointCheck NetworkAcl | ForEach-Object { $_.PSTypeNames[0]; $_.Link.Scheme }").Succeeded()
            .Select(o => o.BaseObject));
}
