using System.Text.Json.Nodes;
using System.Xml.Linq;
using VpceTools.Findings;
using VpceTools.Reports;
using Xunit;

namespace VpceTools.Core.Tests.Reports;

/// <summary>What is written in code has its place there in every format, and its fix in the language of the code.</summary>
public sealed class CodePlaceTests
{
    private const string Address = "module.endpoints.aws_vpc_endpoint.this[\"sqs\"]";
    private const string Fix = "resource \"aws_vpc_security_group_ingress_rule\" \"endpoint_from443\" {\n}";

    [Theory]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Markdown)]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.JUnit)]
    [InlineData(ReportFormat.Sarif)]
    [InlineData(ReportFormat.Csv)]
    public void Every_format_has_the_address_the_line_and_the_fix(ReportFormat format)
    {
        var text = System.Net.WebUtility.HtmlDecode(SomeReport.Text(ReportOf(Address), format)).Replace("\\\"", "\"", StringComparison.Ordinal)
            .Replace("\"\"", "\"", StringComparison.Ordinal).Replace("\\u0022", "\"", StringComparison.Ordinal);

        Assert.Contains(Address, text, StringComparison.Ordinal);
        Assert.Contains("main.tf", text, StringComparison.Ordinal);
        Assert.Contains("aws_vpc_security_group_ingress_rule", text, StringComparison.Ordinal);
        // Of the formats for programs each has a field of its own for the line.
        Assert.Contains(format is ReportFormat.Json ? "\"line\": 12" : format is ReportFormat.Sarif ? "\"startLine\": 12"
            : format is ReportFormat.Csv ? ",main.tf,12,Exact," : "main.tf:12", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_place_of_results_and_findings_with_its_provenance()
    {
        var json = JsonNode.Parse(SomeReport.Text(ReportOf(Address), ReportFormat.Json))!;

        foreach (var part in new[] { "results", "findings" })
            Assert.Equal((Address, "main.tf", 12, "Exact"), ((string)json[part]![0]!["code"]!["address"]!,
                (string)json[part]![0]!["code"]!["file"]!, (int)json[part]![0]!["code"]!["line"]!,
                (string)json[part]![0]!["code"]!["provenance"]!));
        Assert.Equal(Fix, (string)json["findings"]![0]!["codeFix"]!);
    }

    /// <summary>The id of what is not there yet is made up, and nobody can look it up.</summary>
    [Fact]
    public void People_read_addresses_in_the_place_of_ids_that_are_made_up()
    {
        var suite = XDocument.Parse(SomeReport.Text(ReportOf(Address), ReportFormat.JUnit)).Root!.Element("testsuite")!;

        Assert.Contains(Address, (string)suite.Attribute("name")!, StringComparison.Ordinal);
        Assert.DoesNotContain("vpce-0f00000000000000f", (string)suite.Attribute("name")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_code_nothing_is_said_of_it()
    {
        Assert.Null(JsonNode.Parse(SomeReport.Text(SomeReport.Usual, ReportFormat.Json))!["findings"]![0]!["code"]);
        Assert.DoesNotContain("<dt>Address", SomeReport.Text(SomeReport.Usual, ReportFormat.Html), StringComparison.Ordinal);
    }

    /// <summary>A report on one finding of code at an address.</summary>
    internal static Report ReportOf(string address)
    {
        var endpoint = new ReportEndpoint { Id = "vpce-0f00000000000000f", ServiceName = "com.amazonaws.eu-west-1.sqs" };
        var code = new ReportCode(address, "main.tf", 12) { Provenance = "Exact" };
        var finding = new ReportFinding
        {
            Severity = Severity.High, Check = "SecurityGroupIngress", Endpoint = endpoint, ResourceId = "sg-0f00000000000000f",
            Summary = "shut", Code = code, CodeFix = Fix, IsTerraform = true,
        };
        return new()
        {
            Created = DateTimeOffset.UnixEpoch, ToolVersion = "1", Title = "t", Gate = new(), Findings = [finding],
            Results =
            [
                new() { Endpoint = endpoint, Check = "SecurityGroupIngress", Title = "t", Status = CheckStatus.Failed, Message = "shut",
                    Findings = [finding], Code = code },
            ],
        };
    }
}
