using System.Management.Automation;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>Templates as users give them: files and folders, parameters, and what is no template.</summary>
public sealed class TemplatePathTests : IDisposable
{
    private readonly ModuleSession _session = new();

    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "docs", "guides", "templates");

    [Fact]
    public void A_template_is_judged_with_the_place_of_each_problem()
    {
        var finding = Assert.Single(_session.Invoke(
            $"Get-VpcEndpointFinding -TemplatePath '{Sample("group-without-443")}' -Region eu-west-1 -MinimumSeverity Low").Succeeded());
        Assert.Equal("EndpointGroup", finding.Properties["Address"].Value);
        Assert.EndsWith("group-without-443.yaml", (string)finding.Properties["File"].Value, StringComparison.Ordinal);
        Assert.True((int)finding.Properties["Line"].Value > 1);
        Assert.Contains("Type: AWS::EC2::SecurityGroupIngress", (string)finding.Properties["CloudFormation"].Value,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_healthy_template_has_no_finding() =>
        Assert.Empty(_session.Invoke(
            $"Get-VpcEndpointFinding -TemplatePath '{Sample("healthy")}' -Region eu-west-1 -MinimumSeverity Low -WarningAction Ignore")
                .Succeeded());

    [Fact]
    public void Parameters_and_the_Region_get_their_values()
    {
        var results = _session.Invoke(
            $"Test-VpcEndpoint -TemplatePath '{Sample("healthy")}' -Parameter @{{ Block = '172.16.0.0/16' }} -Region eu-west-1 -Check SubnetCoverage").Succeeded();
        Assert.All(results, result => Assert.Equal("eu-west-1", result.Properties["Region"].Value));
        Assert.All(results, result => Assert.Contains("eu-west-1", (string)result.Properties["ServiceName"].Value,
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_is_followed_in_what_a_template_will_make()
    {
        var results = _session.Invoke(
            $"Test-VpcEndpointPolicy -TemplatePath '{Sample("deny-only")}' secretsmanager:GetSecretValue -Region eu-west-1 -ServiceName *secretsmanager");
        Assert.DoesNotContain(results.Errors, error => error.CategoryInfo.Category == ErrorCategory.NotSpecified);
    }

    [Theory]
    [InlineData("-TemplatePath nowhere.yaml", "TemplateNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("-TemplatePath {samples}", "TemplateInvalid", ErrorCategory.InvalidData)]
    [InlineData("-TemplatePath {healthy} -Parameter @{ Blok = 'x' }", "TemplateParameterInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-SnapshotPath {samples} -Parameter @{ Block = 'x' }", "ParameterWithoutTemplate", ErrorCategory.InvalidArgument)]
    public void What_cannot_be_read_is_one_clear_error(string arguments, string id, ErrorCategory category)
    {
        var result = _session.Invoke("Test-VpcEndpoint "
            + arguments.Replace("{samples}", $"'{RepositoryFiles.Root}/samples'", StringComparison.Ordinal)
            .Replace("{healthy}", $"'{Sample("healthy")}'", StringComparison.Ordinal));
        var error = result.TerminatingError ?? Assert.Single(result.Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
    }

    public void Dispose() => _session.Dispose();

    private static string Sample(string name) => Path.Combine(Folder, name + ".yaml");
}
