using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using System.Xml.Schema;
using Json.Schema;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Reports;
using Xunit;

namespace VpceTools.Core.Tests.Reports;

/// <summary>Each format by its own rules: schemas, and what hostile texts become.</summary>
public sealed partial class ReportFormatTests
{
    private static readonly Lazy<JsonSchema> Sarif = new(() =>
        Schema("tests/VpceTools.Core.Tests/Reports/Schemas/sarif-schema-2.1.0.json"));
    private static readonly Lazy<JsonSchema> Own = new(() => Schema("docs/guides/report.schema.json"));

    [Fact]
    public void Sarif_is_what_its_schema_says_whatever_the_texts()
    {
        Assert.All(Reports(), report => Valid(Sarif.Value, SomeReport.Text(report, ReportFormat.Sarif)));
        var run = JsonNode.Parse(SomeReport.Text(SomeReport.Usual, ReportFormat.Sarif))!["runs"]![0]!;

        Assert.Equal(CheckCatalog.All.Select(check => check.Descriptor.Name).Append("Expectation"),
            run["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => (string)rule!["id"]!));
        Assert.Equal([("NetworkAcl", "fail", "error"), ("SubnetCoverage", "fail", "note"), ("Route", "open", "none"),
            ("Expectation", "fail", "error"), ("Expectation", "open", "none")],
            run["results"]!.AsArray().Select(result => ((string)result!["ruleId"]!, (string)result["kind"]!, (string)result["level"]!)));
        Assert.All(run["results"]!.AsArray(), result => Assert.Equal((string)result!["ruleId"]!,
            (string)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]!));
        Assert.Equal("aws/111122223333/us-east-1/vpc-1/vpce-1",
            (string)run["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!);
        // The file of intents lies in the repository, and code scanning shows the line of it.
        Assert.Equal(("ci/vpce.yaml", 7), ((string)run["results"]![3]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!,
            (int)run["results"]![3]!["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]!));
        Assert.False((bool)run["invocations"]![0]!["executionSuccessful"]!);
    }

    [Fact]
    public void A_fingerprint_of_sarif_stays_while_texts_change_and_tells_findings_apart()
    {
        static string[] Prints(string text) => [.. JsonNode.Parse(SomeReport.Text(SomeReport.Of(text),
            ReportFormat.Sarif))!["runs"]![0]!["results"]!.AsArray()
            .Select(result => (string)result!["partialFingerprints"]!["vpceFinding/v1"]!)];

        Assert.Equal(Prints("8 clients are blocked"), Prints("9 clients are blocked"));
        Assert.Equal(5, Prints("a").Distinct().Count());
    }

    [Fact]
    public void JUnit_is_what_its_schema_says_whatever_the_texts()
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Path.Combine(Repository.Root, "tests/VpceTools.Core.Tests/Reports/Schemas/JUnit.xsd"));
        Assert.All(Reports(), report => XDocument.Parse(SomeReport.Text(report, ReportFormat.JUnit))
            .Validate(schemas, (_, problem) => Assert.Fail(problem.Message)));
    }

    [Theory]
    [InlineData(null, false, "failure,,error,,skipped")]
    [InlineData(Severity.High, false, "failure,,error,,skipped")]
    [InlineData(Severity.Critical, false, ",,error,,skipped")]
    [InlineData(Severity.Low, true, "failure,failure,skipped,,skipped")]
    public void A_case_of_JUnit_fails_where_the_gate_does(Severity? failOn, bool allowsUnknown, string expected)
    {
        var report = SomeReport.Of("text", new() { FailOn = failOn, AllowsUnknown = allowsUnknown });
        var suite = XDocument.Parse(SomeReport.Text(report, ReportFormat.JUnit)).Root!.Elements("testsuite").First();

        Assert.Equal(expected, string.Join(',', suite.Elements("testcase").Select(one => one.Elements().FirstOrDefault()?.Name.LocalName)));
        foreach (var (attribute, element) in new[] { ("failures", "failure"), ("errors", "error"), ("skipped", "skipped") })
            Assert.Equal(suite.Descendants(element).Count(), (int)suite.Attribute(attribute)!);
    }

    [Fact]
    public void Json_is_what_its_schema_says_whatever_the_texts() =>
        Assert.All(Reports(), report => Valid(Own.Value, SomeReport.Text(report, ReportFormat.Json)));

    [Fact]
    public void Json_names_findings_by_their_places_and_keeps_texts_as_they_are()
    {
        var json = JsonNode.Parse(SomeReport.Text(SomeReport.Of("a \"b\" <c>"), ReportFormat.Json))!;

        Assert.Equal("a \"b\" <c>", (string)json["findings"]![(int)json["results"]![0]!["findings"]![0]!]!["summary"]!);
        Assert.Equal(443, (int)json["findings"]![0]!["evidence"]!["packet"]!["destinationPort"]!);
        Assert.Equal((1, 1), ((int)json["summary"]!["results"]!["failed"]!, (int)json["summary"]!["endpoints"]!));
    }

    /// <summary>Read back by the rules of RFC 4180.</summary>
    [Fact]
    public void Csv_gives_every_text_back_and_no_cell_is_a_formula()
    {
        Assert.All(SomeReport.Hostile.Where(text => !text.Contains('\0', StringComparison.Ordinal)
            && !text.Contains('\ud800', StringComparison.Ordinal)), text =>
        {
            var rows = Rows(SomeReport.Text(SomeReport.Of(text), ReportFormat.Csv).TrimStart('\uFEFF'));
            Assert.All(rows, row => Assert.Equal(27, row.Count));
            Assert.All(rows.SelectMany(row => row), cell =>
                Assert.False(cell.Length > 0 && "=+-@".Contains(cell[0], StringComparison.Ordinal), cell));
            var summary = rows.First(row => row[0] == "Finding")[12];
            Assert.Equal(text, summary.StartsWith('\'') && !text.StartsWith('\'') ? summary[1..] : summary);
        });
    }

    [Fact]
    public void Html_shows_hostile_texts_as_texts_and_brings_no_element_attribute_or_address_of_theirs()
    {
        var usual = Shape(SomeReport.Text(SomeReport.Of("text"), ReportFormat.Html));
        Assert.All(SomeReport.Hostile, text =>
        {
            var html = SomeReport.Text(SomeReport.Of(text), ReportFormat.Html);
            Assert.Equal(usual, Shape(html));
            Assert.Contains(System.Net.WebUtility.HtmlEncode(text), html, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Html_fetches_nothing_and_runs_nothing_but_its_own_script()
    {
        var html = SomeReport.Text(SomeReport.Usual, ReportFormat.Html);
        var policy = Regex.Match(html, "Content-Security-Policy\" content=\"(?<policy>[^\"]+)\"", RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)).Groups["policy"].Value;
        var script = html[(html.IndexOf("<script>", StringComparison.Ordinal) + 8)..html.LastIndexOf("</script>",
            StringComparison.Ordinal)];

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)))}'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\s(src|style|on\w+)\s*=|<link|<img|@import|url\(", html);
        Assert.DoesNotMatch("href=\"(?!#)", html);
        Assert.Single(Regex.Matches(html, "<script", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Html_says_what_a_report_of_findings_alone_does_not_show()
    {
        var usual = SomeReport.Usual;
        var report = new Report { Created = usual.Created, ToolVersion = "1", Title = "t", Gate = new(), Findings = usual.Findings };

        Assert.Contains("Findings only: what passed", SomeReport.Text(report, ReportFormat.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"Passed\"", SomeReport.Text(report, ReportFormat.Html), StringComparison.Ordinal);
        Assert.Contains("Findings only: what passed", SomeReport.Text(report, ReportFormat.Markdown), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_keeps_hostile_texts_from_tables_headings_links_html_and_fences()
    {
        static (int, int, int, int) Structure(string markdown)
        {
            var outside = Code().Replace(Fenced().Replace(markdown, ""), "");
            return (Headings().Count(outside), Pipes().Count(outside), Html().Count(outside), Fenced().Count(markdown));
        }

        var usual = Structure(SomeReport.Text(SomeReport.Of("text"), ReportFormat.Markdown));
        Assert.All(SomeReport.Hostile, text =>
        {
            var markdown = SomeReport.Text(SomeReport.Of(text), ReportFormat.Markdown);
            Assert.Equal(usual, Structure(markdown));
            Assert.DoesNotContain("](", Code().Replace(Fenced().Replace(markdown, ""), "").Replace("\\]", "", StringComparison.Ordinal),
                StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(ReportFormat.Markdown, "report.md")]
    [InlineData(ReportFormat.Json, "report.json")]
    [InlineData(ReportFormat.JUnit, "report.junit.xml")]
    [InlineData(ReportFormat.Csv, "report.csv")]
    [InlineData(ReportFormat.Sarif, "report.sarif")]
    public void A_report_reads_as_it_is_kept(ReportFormat format, string file)
    {
        var path = Path.Combine(Repository.Root, "tests/VpceTools.Core.Tests/Reports/Golden", file);
        var made = SomeReport.Text(SomeReport.Of("Network ACL acl-1 drops it", new() { FailOn = Severity.High }), format);
        // The rules are those of the catalogue, whose texts are none of the format's.
        if (format == ReportFormat.Sarif)
            made = Rules().Replace(made, "\"rules\": []");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, made);

        // Reading takes the mark at the beginning away.
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), made.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
    }

    private static IEnumerable<Report> Reports() =>
    [
        .. SomeReport.Hostile.Select(text => SomeReport.Of(text)), SomeReport.Of("text", new() { FailOn = Severity.High }),
        new() { Created = DateTimeOffset.UnixEpoch, ToolVersion = "1", Title = "", Gate = new() },
        new() { Created = DateTimeOffset.UnixEpoch, ToolVersion = "1", Title = "t", Gate = new(), Findings = SomeReport.Usual.Findings },
        .. SomeReport.Hostile.Select(CodePlaceTests.ReportOf),
    ];

    /// <summary>Elements, attributes and addresses, without the texts.</summary>
    private static string Shape(string html) =>
        string.Join('\n', Tag().Matches(html).Select(match => match.Value).Where(tag => !tag.StartsWith("<text", StringComparison.Ordinal)
        && !tag.StartsWith("</text", StringComparison.Ordinal)).Select(tag => Drawn().Replace(tag, "")));

    private static void Valid(JsonSchema schema, string text)
    {
        using var document = JsonDocument.Parse(text);
        var result = schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join("; ", (result.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).Take(5)));
    }

    /// <summary>The validator knows drafts from 6 on. What SARIF's schema uses of draft 4 is the same there, but for its id.</summary>
    private static JsonSchema Schema(string path)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, path)))!.AsObject();
        if ((string?)schema["$schema"] == "http://json-schema.org/draft-04/schema#")
        {
            schema["$schema"] = "http://json-schema.org/draft-06/schema#";
            schema.Remove("id");
        }

        return JsonSchema.FromText(schema.ToJsonString());
    }

    private static List<List<string>> Rows(string csv)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            if (quoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                cell.Append(csv[++i]);
            else if (csv[i] == '"')
                quoted = !quoted;
            else if (!quoted && csv[i] == ',')
                (_, cell) = (Add(row, cell), new());
            else if (!quoted && csv[i] == '\r' && csv[i + 1] == '\n')
            {
                Add(row, cell);
                rows.Add(row);
                (row, cell) = ([], new());
                i++;
            }
            else
                cell.Append(csv[i]);
        }

        return rows;

        static bool Add(List<string> row, System.Text.StringBuilder cell)
        {
            row.Add(cell.ToString());
            return true;
        }
    }

    [GeneratedRegex("<[a-zA-Z/!][^>]*>", RegexOptions.None, 5000)]
    private static partial Regex Tag();

    [GeneratedRegex("\\s(d|viewBox|height|cy|y)=\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Drawn();

    [GeneratedRegex("^(?<fence>`{3,})[a-z]*\n[\\s\\S]*?\n\\k<fence>$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Fenced();

    [GeneratedRegex("(?<fence>(?<!\\\\)`+)(?!`).*?(?<!`)\\k<fence>(?!`)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();

    [GeneratedRegex(@"""rules"": \[.*?\n          \]", RegexOptions.Singleline, 1000)]
    private static partial Regex Rules();

    [GeneratedRegex("^#+ ", RegexOptions.Multiline, 1000)]
    private static partial Regex Headings();

    [GeneratedRegex("(?<!\\\\)\\|", RegexOptions.None, 1000)]
    private static partial Regex Pipes();

    [GeneratedRegex("(?<!\\\\)<[a-zA-Z/!]", RegexOptions.None, 1000)]
    private static partial Regex Html();
}
