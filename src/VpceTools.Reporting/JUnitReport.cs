using System.Globalization;
using System.Text;
using System.Xml;
using VpceTools.Findings;
using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>
/// JUnit's XML, in the form that the widest known schema of it allows, which Jenkins, GitLab, Azure Pipelines and the actions of GitHub
/// read: a suite for each endpoint, a case for each check.
/// </summary>
/// <remarks>https://github.com/windyroad/JUnit-Schema/blob/master/JUnit.xsd</remarks>
internal static class JUnitReport
{
    /// <summary>What happens to a case.</summary>
    private enum Outcome
    {
        Passed,
        Skipped,
        Failure,
        Error,
    }

    public static void Write(Report report, Stream output)
    {
        var settings =
            new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n", CheckCharacters = true };
        using var xml = XmlWriter.Create(output, settings);
        var id = 0;
        xml.WriteStartElement("testsuites");
        foreach (var (name, cases) in Suites(report))
            WriteSuite(xml, report, id++, name, cases);
        xml.WriteEndElement();
    }

    private static IEnumerable<(string Name, List<Case> Cases)> Suites(Report report)
    {
        foreach (var endpoint in report.Results.GroupBy(result => result.Endpoint.Key, StringComparer.Ordinal))
            yield return (Name(endpoint.First().Endpoint, endpoint.First().Code),
                endpoint.Select(result => From(result, report.Gate)).ToList());
        // Findings without the results that they belong to: nothing is known of what passed.
        var known =
            new HashSet<ReportFinding>(report.Results.SelectMany(result => result.Findings)
            .Concat(report.Paths.Concat(report.Intents.SelectMany(intent => intent.Paths)).SelectMany(path => path.Findings))
            .Concat(report.Intents.SelectMany(intent => intent.Findings)));
        foreach (var endpoint in report.Findings.Where(finding => !known.Contains(finding))
            .GroupBy(finding => finding.Endpoint.Key, StringComparer.Ordinal))
            yield return (Name(endpoint.First().Endpoint), endpoint.Select(finding => From(finding, report.Gate)).ToList());
        if (report.Paths.Count > 0)
            yield return ("Paths", report.Paths.Select(path => From(path, report.Gate)).ToList());
        if (report.Intents.Count > 0)
            yield return ("Expectations", report.Intents.Select(intent => From(intent, report.Gate)).ToList());
        if (report.Repairs.Count > 0)
            yield return ("Repairs", report.Repairs.Select(From).ToList());
        if (report.Changes.Count > 0)
            yield return ("Changes", report.Changes.Select(change => From(change, report.Gate)).ToList());
        if (report.Errors.Count > 0)
            yield return ("Errors", report.Errors.Select(error => From(error, report.Gate)).ToList());
        if (report.IsEmpty && report.Errors.Count == 0)
            yield return ("VpceTools", [new("Nothing was examined", Outcome.Error, "NothingExamined", report.Gate.Reason(report)!, "")]);
    }

    private static Case From(ReportResult result, ReportGate gate)
    {
        var name = $"{result.Check}: {result.Title}";
        var outcome = (gate.Fails(result), result.Status) switch
        {
            (true, CheckStatus.Unknown) => Outcome.Error,
            (true, _) => Outcome.Failure,
            (false, CheckStatus.Unknown or CheckStatus.NotApplicable) => Outcome.Skipped,
            _ => Outcome.Passed,
        };
        var place = result.Code is { File.Length: > 0 } code ? new[] { $"Code: {code.Place}" } : [];
        return new(name, outcome, result.Status.ToString(), result.Message,
            string.Join("\n\n", place.Concat(result.Findings.Select(Text))));
    }

    private static Case From(ReportFinding finding, ReportGate gate) =>
        new($"{finding.Check}: {finding.ResourceId}", gate.Fails(finding) ? Outcome.Failure
            : Outcome.Passed, finding.Severity.ToString(), finding.Summary, Text(finding));

    private static Case From(ReportIntent intent, ReportGate gate) => new(intent.Name,
        (gate.Fails(intent), intent.IsUnknown) switch
        {
            (true, true) => Outcome.Error,
            (true, _) => Outcome.Failure,
            (_, true) => Outcome.Skipped,
            _ => Outcome.Passed,
        },
        intent.Status, intent.Message, string.Join("\n\n", new[] { $"{intent.File}:{intent.Line}: {intent.Expectation}" }
            .Concat(intent.Paths.Select(path => $"{path.Verdict}: {path.Message}\n{Hops(path)}"))
            .Concat(intent.Missing.Select(missing => $"Missing: {missing}")).Concat(intent.Findings.Select(Text))));

    private static Case From(ReportPath path, ReportGate gate) => new($"{path.From} to {path.To} on port {path.Port}",
        (gate.Fails(path), path.IsUnknown) switch
        {
            (true, true) => Outcome.Error,
            (true, _) =>
            Outcome.Failure,
            (_, true) => Outcome.Skipped,
            _ => Outcome.Passed
        },
        path.Verdict, path.Message, Hops(path));

    private static Case From(ReportResultChange change, ReportGate gate) => new($"{change.Check} of {change.Endpoint.Id}",
        (gate.Fails(change), change.IsUnknown) switch
        {
            (true, true) => Outcome.Error,
            (true, _) => Outcome.Failure,
            (_, true) => Outcome.Skipped,
            _ => Outcome.Passed,
        },
        change.Trend, change.Message, string.Join("\n", change.Causes.Select(cause => cause.Text)));

    private static Case From(ReportRepair repair) =>
        new($"{repair.Action} {repair.ResourceId}", repair.IsFailed ? Outcome.Failure : Outcome.Passed, repair.Status,
        repair.Error ?? repair.Description, repair.AwsCli);

    private static Case From(ReportError error, ReportGate gate) =>
        new(error.Target is null ? error.ErrorId : $"{error.ErrorId}: {error.Target}", gate.AllowsErrors
            ? Outcome.Skipped : Outcome.Error, error.ErrorId, error.Message, "");

    private static void WriteSuite(XmlWriter xml, Report report, int id, string name, List<Case> cases)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("package", "VpceTools");
        xml.WriteAttributeString("id", id.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("name", Token(name));
        xml.WriteAttributeString("timestamp", report.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("hostname", "localhost");
        xml.WriteAttributeString("tests", cases.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", Count(cases, Outcome.Failure));
        xml.WriteAttributeString("errors", Count(cases, Outcome.Error));
        xml.WriteAttributeString("skipped", Count(cases, Outcome.Skipped));
        xml.WriteAttributeString("time", "0");
        xml.WriteStartElement("properties");
        xml.WriteEndElement();
        foreach (var one in cases)
            WriteCase(xml, name, one);
        // There is room for text of a case only where it did not pass.
        xml.WriteElementString("system-out",
            XmlText(string.Join("\n\n", cases.Where(one => one.Outcome == Outcome.Passed && one.Text.Length > 0)
            .Select(one => $"{one.Name}: {one.Type}. {one.Message}\n{one.Text}"))));
        xml.WriteElementString("system-err", "");
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, string suite, Case one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", Token(one.Name));
        xml.WriteAttributeString("classname", Token($"VpceTools.{suite}"));
        xml.WriteAttributeString("time", "0");
        if (one.Outcome == Outcome.Skipped)
        {
            // The schema allows it neither a text nor an attribute more than this.
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", XmlText(one.Message));
            xml.WriteEndElement();
        }
        else if (one.Outcome != Outcome.Passed)
        {
            xml.WriteStartElement(one.Outcome == Outcome.Error ? "error" : "failure");
            xml.WriteAttributeString("message", XmlText(one.Message));
            xml.WriteAttributeString("type", one.Type);
            xml.WriteString(XmlText(one.Text.Length == 0 ? one.Message : one.Text));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>The places on a way, one a line.</summary>
    private static string Hops(ReportPath path) =>
        string.Join("\n", path.Hops.Select(hop => $"{hop.Decision}: {hop.Component}{(hop.Detail is null ? "" : $" ({hop.Detail})")}"));

    /// <summary>A finding as text, as the list view shows it.</summary>
    private static string Text(ReportFinding finding)
    {
        var text = new StringBuilder().Append(finding.Severity).Append(": ").Append(finding.Summary);
        Add("Address", finding.Code?.Address);
        Add("Code", finding.Code?.Place);
        Add("Packet", finding.Packet is { } packet
            ? $"{packet.From} -> {packet.To} ({(packet.IsReturnTraffic ? "return traffic" : "request")})" : null);
        Add("Where", finding.Component);
        Add("Rule", finding.Rule);
        Add("Clients", finding.AffectedClients.Count == 0 ? null : string.Join(", ", finding.AffectedClients));
        Add("Detail", finding.Detail);
        Add("Advice", finding.Recommendation);
        Add("AWS CLI", finding.AwsCli);
        Add(finding.IsTerraform ? "Terraform" : "CloudFormation", finding.CodeFix);
        return text.ToString();

        void Add(string label, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                text.Append('\n').Append(label).Append(": ").Append(value);
        }
    }

    private static string Name(ReportEndpoint endpoint, ReportCode? code = null) =>
        string.Join(" ", new[] { endpoint.AccountId, endpoint.Region, code?.Address ?? endpoint.Id }.Where(part => part.Length > 0));

    private static string Count(List<Case> cases, Outcome outcome) =>
        cases.Count(one => one.Outcome == outcome).ToString(CultureInfo.InvariantCulture);

    /// <summary>In one line, as the schema's token.</summary>
    private static string Token(string text) => string.Join(" ", XmlText(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Without what XML 1.0 cannot hold, even escaped.</summary>
    private static string XmlText(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                kept.Append(text[i]).Append(text[++i]);
            else
                kept.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }

        return kept.ToString();
    }

    private sealed class Case(string name, Outcome outcome, string type, string message, string text)
    {
        public string Name { get; } = name;

        public Outcome Outcome { get; } = outcome;

        public string Type { get; } = type;

        public string Message { get; } = message;

        public string Text { get; } = text;
    }
}
