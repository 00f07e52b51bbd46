using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>Endpoints that code describes are named as the code names them: their ids are made up.</summary>
public sealed class CodeAddressTests : IDisposable
{
    private const string Ssm = "module.endpoints.aws_vpc_endpoint.this[\"ssm\"]";
    private const string Sqs = "module.endpoints.aws_vpc_endpoint.this[\"sqs, dead letters\"]";

    private readonly ModuleSession _session = new();
    private readonly string _plan = Path.Combine(Path.GetTempPath(), $"plan-{Guid.NewGuid():N}.json");

    public CodeAddressTests() => File.WriteAllText(_plan, $$$"""
        { "format_version": "1.2", "resource_changes": [
          {{{Endpoint("ssm", "ssm")}}}, {{{Endpoint("sqs, dead letters", "sqs")}}} ],
          "configuration": { "root_module": {} } }
        """);

    [Theory]
    [InlineData(Ssm, Ssm)]
    [InlineData("MODULE.endpoints.aws_vpc_endpoint.this[\"SSM\"]", Ssm)]
    [InlineData(Sqs, Sqs)]
    [InlineData("module.endpoints.aws_vpc_endpoint.this[\"s*\"]", Ssm, Sqs)]
    [InlineData("*.this[\"ssm\"]", Ssm)]
    public void An_address_of_Terraform_is_taken_with_its_key(string id, params string[] addresses) =>
        Assert.Equal(addresses.Order(StringComparer.Ordinal), Addresses($"-PlanPath '{_plan}' -Id '{id}'"));

    [Theory]
    [InlineData("SecretsManager")]
    [InlineData("secretsmanager")]
    [InlineData("Secrets*")]
    public void A_logical_id_is_taken(string id) =>
        Assert.Equal(["SecretsManager"], Addresses($"-TemplatePath '{Template}' -Region eu-west-1 -Id {id}"));

    [Fact]
    public void What_no_code_has_is_an_error_that_names_it_as_it_was_written()
    {
        var error = Assert.Single(_session.Invoke($"Test-VpcEndpoint -TemplatePath '{Template}' -Region eu-west-1 -Id NoSuchEndpoint").Errors);
        Assert.StartsWith("EndpointNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("NoSuchEndpoint", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_are_completed()
    {
        var line = $"Test-VpcEndpoint -PlanPath '{_plan}' -Id ";
        var found = _session.Invoke($"[System.Management.Automation.CommandCompletion]::CompleteInput("
            + $"'{line.Replace("'", "''", StringComparison.Ordinal)}', {line.Length}, $null).CompletionMatches.CompletionText").Succeeded()
            .Select(text => text.ToString());
        Assert.Equal([$"'{Sqs}'", $"'{Ssm}'"], found);
    }

    public void Dispose()
    {
        _session.Dispose();
        File.Delete(_plan);
    }

    private static string Template => Path.Combine(RepositoryFiles.Root, "docs", "guides", "templates", "deny-only.yaml");

    private IEnumerable<string> Addresses(string arguments) => _session.Invoke(
            $"Test-VpcEndpoint {arguments} -Check VpcDns -IncludeNotApplicable -WarningAction Ignore").Succeeded()
        .Select(result => (string)result.Properties["Address"].Value).Order(StringComparer.Ordinal);

    private static string Endpoint(string key, string service) => $$$"""
        { "address": "module.endpoints.aws_vpc_endpoint.this[\"{{{key}}}\"]", "module_address": "module.endpoints", "mode": "managed",
          "type": "aws_vpc_endpoint", "name": "this", "index": "{{{key}}}",
          "change": { "actions": ["create"], "before": null, "after_unknown": {}, "after": { "vpc_endpoint_type": "Interface",
            "vpc_id": "vpc-0a1", "service_name": "com.amazonaws.eu-west-1.{{{service}}}", "private_dns_enabled": true } } }
        """;
}
