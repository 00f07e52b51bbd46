using System.Text;
using VpceTools.Findings;
using VpceTools.Reporting;
using VpceTools.Reports;

namespace VpceTools.Core.Tests.Reports;

/// <summary>Reports as the tests want them.</summary>
internal static class SomeReport
{
    public static Report Usual { get; } = Of("<vpce-1> is shut");

    /// <summary>What somebody may have written into a tag, a name or a policy.</summary>
    public static IReadOnlyList<string> Hostile { get; } =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</style></title><svg onload=alert(1)>",
        "{{{script}}} {{#findings}}",
        "a|b|c", "```\n</details>\n# heading", "[link](javascript:alert(1)) ![x](http://example.com/x.png)",
        "@everyone https://example.com/", "]]> <!-- -->",
        "=HYPERLINK(\"http://example.com\")", "+1", "-1", "@SUM(A1)", "\u001b[31mred", "a\u0000b", "\ud800 half", "$$x$$ ~~y~~ `code`",
        "n0[\"x\"] --> n1; click n0 \"javascript:alert(1)\"",
        new('A', 500), "- item", "# heading", "1. one", "&lt;b&gt;", "\u202etxt.exe",
    ];

    public static Report Of(string text, ReportGate? gate = null)
    {
        var endpoint = new ReportEndpoint
        {
            Id = "vpce-1", ServiceName = text, Type = "Interface", VpcId = "vpc-1", Region = "us-east-1",
            AccountId = "111122223333"
        };
        var finding = new ReportFinding
        {
            Severity = Severity.High, Check = "NetworkAcl", Endpoint = endpoint, ResourceId = "acl-1",
            ResourceType = "AWS::EC2::NetworkAcl", Summary = text,
            Packet = new()
            {
                Source = "10.0.1.5", SourcePort = "49152", Destination = "fd00::9", DestinationPort = "443",
                IsReturnTraffic = false
            },
            Component = text, Rule = text, AffectedClients = [text, "eni-2"], Detail = text, ExplanationCode = "SUBNET_ACL_RESTRICTION",
            Recommendation = text, SideEffect = text,
            CanRepair = true, AwsCli = "aws ec2 x " + text, PowerShell = "New-X " + text,
        };
        var low = new ReportFinding
        {
            Severity = Severity.Low, Check = "SubnetCoverage", Endpoint = endpoint, ResourceId = "vpce-1",
            Summary = "one zone only"
        };
        return new()
        {
            Created = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero), ToolVersion = "1.2.3", Title = text, Gate = gate ?? new(),
            Results =
            [
                new() { Endpoint = endpoint, Check = "NetworkAcl", Title = "ACLs let it pass", Status = CheckStatus.Failed, Message = text,
                    Findings = [finding] },
                new() { Endpoint = endpoint, Check = "SubnetCoverage", Title = "zones", Status = CheckStatus.Warning, Message = "one zone",
                    Findings = [low] },
                new() { Endpoint = endpoint, Check = "Route", Title = "routes", Status = CheckStatus.Unknown, Message = "call " + text },
                new() { Endpoint = endpoint, Check = "VpcDns", Title = "DNS", Status = CheckStatus.Passed, Message = "on" },
                new() { Endpoint = endpoint, Check = "DhcpOptions", Title = "DHCP", Status = CheckStatus.NotApplicable, Message = "none" },
            ],
            Findings = [finding, low],
            Paths =
            [
                new()
                {
                    From = "eni-2", To = text, Port = "443", Verdict = "Blocked", Message = text, Findings = [finding],
                    Hops = [new() { Component = text, Direction = "request", Decision = "Passed", Detail = text },
                        new() { Component = "acl-1", Decision = "Blocked" }],
                },
            ],
            Intents =
            [
                new()
                {
                    Name = "orders", Status = "Failed", Expectation = text, Verdict = "Blocked", Message = text, File = "ci/vpce.yaml",
                    Line = 7, Findings = [finding], Missing = [text],
                    Paths =
                    [
                        new()
                        {
                            From = "eni-2", To = text, Port = "443", Verdict = "Blocked", Message = text,
                            Hops = [new() { Component = text, Direction = "request", Decision = "Blocked", Detail = text }],
                        },
                    ],
                },
                new() { Name = "open", Status = "Unknown", Expectation = "eni-2 must not reach sqs", Verdict = "Unknown",
                    Message = "not seen", File = text, Line = 9 },
                new() { Name = text, Status = "Passed", Expectation = "eni-2 must reach sqs", Verdict = "Reachable", Message = "so it is",
                    File = "ci/vpce.yaml", Line = 11 },
            ],
            Repairs =
            [
                new()
                {
                    EndpointId = "vpce-1", ResourceId = "acl-1", Action = "CreateNetworkAclEntry", Description = text, Status = "Applied",
                    Risk = "Caution", Verified = "yes",
                    IsFailed = false, AwsCli = text,
                },
            ],
            Changes =
            [
                new()
                {
                    Endpoint = endpoint, Check = "NetworkAcl", Before = "Passed", After = "Failed", Trend = "Worse", Message = text,
                    Causes = [new() { ResourceId = "acl-1", ResourceType = "AWS::EC2::NetworkAcl", Description = text, MadeBy = text }],
                },
            ],
            OtherChanges = [new() { ResourceId = "sg-1", ResourceType = "AWS::EC2::SecurityGroup", Description = text }],
            Errors = [new() { ErrorId = "EndpointNotFound", Message = text, Target = text }],
        };
    }

    public static string Text(Report report, ReportFormat format)
    {
        using var stream = new MemoryStream();
        ReportWriter.Write(report, format, stream);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }
}
