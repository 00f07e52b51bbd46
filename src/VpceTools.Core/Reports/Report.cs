using VpceTools.Findings;

namespace VpceTools.Reports;

/// <summary>
/// What a report shows, whatever its format. It holds texts and no objects of a diagnosis, so that results which another session left
/// behind make the same report.
/// </summary>
public sealed class Report
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The version of VpceTools.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>What each check came to, in the order of the diagnosis.</summary>
    public IReadOnlyList<ReportResult> Results { get; init; } = [];

    /// <summary>The problems, the worst first, each once.</summary>
    public IReadOnlyList<ReportFinding> Findings { get; init; } = [];

    /// <summary>Ways from clients to what they call.</summary>
    public IReadOnlyList<ReportPath> Paths { get; init; } = [];

    /// <summary>What was held against a file of intents.</summary>
    public IReadOnlyList<ReportIntent> Intents { get; init; } = [];

    /// <summary>What became of repairs.</summary>
    public IReadOnlyList<ReportRepair> Repairs { get; init; } = [];

    /// <summary>Results that a comparison found to be others than before.</summary>
    public IReadOnlyList<ReportResultChange> Changes { get; init; } = [];

    /// <summary>What else a comparison found changed.</summary>
    public IReadOnlyList<ReportChange> OtherChanges { get; init; } = [];

    /// <summary>What could not be diagnosed at all.</summary>
    public IReadOnlyList<ReportError> Errors { get; init; } = [];

    /// <summary>What counts as a failure.</summary>
    public required ReportGate Gate { get; init; }

    /// <summary>
    /// One line on how much is decided, and on what a change introduced, left and mended; of code, of which much is open by its nature, and
    /// of changes. Empty for others.
    /// </summary>
    public string Decided
    {
        get
        {
            if (Gate.Baseline is null && !Results.Any(result => result.Code is not null))
                return "";
            var asked = Results.Where(result => result.Status != CheckStatus.NotApplicable).ToList();
            var decided = asked.Count(result => result.Status != CheckStatus.Unknown);
            var line = asked.Count == 0 ? "" : $"Decided {decided} of {asked.Count}.";
            return Gate.Baseline is not { } baseline ? line
                : $"{line} Introduced {Findings.Count(finding => !baseline.Has(finding))}, existing {Findings.Count(baseline.Has)}, "
                    + $"mended {baseline.MendedIn(this).Count}.";
        }
    }

    /// <summary>Whether there is nothing to report on.</summary>
    public bool IsEmpty => Results.Count + Findings.Count + Paths.Count + Intents.Count + Repairs.Count + Changes.Count
        + OtherChanges.Count == 0;
}

/// <summary>The endpoint that something is said of.</summary>
public sealed class ReportEndpoint
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its service; empty where nobody said.</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>Its type; empty where nobody said.</summary>
    public string Type { get; init; } = "";

    /// <summary>Its VPC; empty where nobody said.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>Its Region; empty where nobody said.</summary>
    public string Region { get; init; } = "";

    /// <summary>Its account; empty where nobody said.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>Tells endpoints apart: two accounts may show one endpoint, and made-up snapshots one id twice.</summary>
    public string Key => $"{AccountId}/{Region}/{VpcId}/{Id}";
}

/// <summary>What one check came to for one endpoint.</summary>
public sealed class ReportResult
{
    /// <summary>The endpoint.</summary>
    public required ReportEndpoint Endpoint { get; init; }

    /// <summary>The check.</summary>
    public required string Check { get; init; }

    /// <summary>What the check asks.</summary>
    public required string Title { get; init; }

    /// <summary>What it came to.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>Why.</summary>
    public required string Message { get; init; }

    /// <summary>The problems.</summary>
    public IReadOnlyList<ReportFinding> Findings { get; init; } = [];

    /// <summary>The endpoint's place in the code that describes it; null where no code was read.</summary>
    public ReportCode? Code { get; init; }
}

/// <summary>A place in code.</summary>
/// <param name="Address">The address of the resource, such as a logical id.</param>
/// <param name="File">The file; empty where it is not known.</param>
/// <param name="Line">The line; 0 where it is not known.</param>
public sealed record ReportCode(string Address, string File, int Line)
{
    /// <summary>How it is known what the resource refers to, in a word; empty where nobody said.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>The file and line as editors take them; empty where the file is not known.</summary>
    public string Place => File.Length == 0 || Line == 0 ? File : $"{File}:{Line}";
}

/// <summary>A problem with its proof and its fix.</summary>
public sealed class ReportFinding
{
    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The check that found it.</summary>
    public required string Check { get; init; }

    /// <summary>The endpoint.</summary>
    public required ReportEndpoint Endpoint { get; init; }

    /// <summary>The resource at fault.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Its kind as CloudFormation names it.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>The problem in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The packet that is dropped; null where the finding is not about packets.</summary>
    public ReportPacket? Packet { get; init; }

    /// <summary>The path that the finding is about, where it was asked for; else null.</summary>
    public ReportPath? Path { get; init; }

    /// <summary>What drops it, or is set wrongly.</summary>
    public string? Component { get; init; }

    /// <summary>The rule at fault.</summary>
    public string? Rule { get; init; }

    /// <summary>The clients that are affected.</summary>
    public IReadOnlyList<string> AffectedClients { get; init; } = [];

    /// <summary>What else a reader needs.</summary>
    public string? Detail { get; init; }

    /// <summary>The explanation code of VPC Reachability Analyzer.</summary>
    public string? ExplanationCode { get; init; }

    /// <summary>What to do.</summary>
    public string Recommendation { get; init; } = "";

    /// <summary>What the fix does beside mending.</summary>
    public string? SideEffect { get; init; }

    /// <summary>Whether Repair-VpcEndpoint can apply the fix.</summary>
    public bool CanRepair { get; init; }

    /// <summary>The fix as <c>aws</c> lines; empty without one.</summary>
    public string AwsCli { get; init; } = "";

    /// <summary>The fix as AWS.Tools lines; empty without one.</summary>
    public string PowerShell { get; init; } = "";

    /// <summary>The place of the resource at fault in the code that describes it; null where no code was read.</summary>
    public ReportCode? Code { get; init; }

    /// <summary>The fix as lines of that code; empty without one, and where no code was read.</summary>
    public string CodeFix { get; init; } = "";

    /// <summary>Whether those lines are Terraform's, and not CloudFormation's or in words of the CDK.</summary>
    public bool IsTerraform { get; init; }
}

/// <summary>A packet that proves a finding.</summary>
public sealed class ReportPacket
{
    /// <summary>The source address.</summary>
    public required string Source { get; init; }

    /// <summary>The source port.</summary>
    public required string SourcePort { get; init; }

    /// <summary>The destination address.</summary>
    public required string Destination { get; init; }

    /// <summary>The destination port.</summary>
    public required string DestinationPort { get; init; }

    /// <summary>Whether it is return traffic, from the endpoint back to the client.</summary>
    public required bool IsReturnTraffic { get; init; }

    /// <summary>Where it comes from, for example <c>10.0.1.5:49152</c>.</summary>
    public string From => Socket(Source, SourcePort);

    /// <summary>Where it goes.</summary>
    public string To => Socket(Destination, DestinationPort);

    private static string Socket(string address, string port) => address.Contains(':') ? $"[{address}]:{port}" : $"{address}:{port}";
}

/// <summary>A way from a client to what it calls.</summary>
public sealed class ReportPath
{
    /// <summary>The client.</summary>
    public required string From { get; init; }

    /// <summary>What it calls.</summary>
    public required string To { get; init; }

    /// <summary>The port.</summary>
    public required string Port { get; init; }

    /// <summary>The answer in one word, as Test-VpcEndpointPath gives it.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string Message { get; init; }

    /// <summary>The places that the packets meet, in order.</summary>
    public IReadOnlyList<ReportHop> Hops { get; init; } = [];

    /// <summary>What is wrong on the way.</summary>
    public IReadOnlyList<ReportFinding> Findings { get; init; } = [];

    /// <summary>Whether the evidence does not tell.</summary>
    public bool IsUnknown => Verdict is not ("Reachable" or "ReachableOverInternet" or "Intermittent" or "Blocked" or "NoEndpoint");

    /// <summary>Whether the call goes through, always.</summary>
    public bool IsReachable => Verdict is "Reachable" or "ReachableOverInternet";
}

/// <summary>A place on a way.</summary>
public sealed class ReportHop
{
    /// <summary>What judges there.</summary>
    public required string Component { get; init; }

    /// <summary>Which way the packet goes, in a word or two.</summary>
    public string Direction { get; init; } = "";

    /// <summary>What becomes of the packet: Passed, Partial, Blocked or Unknown.</summary>
    public required string Decision { get; init; }

    /// <summary>The rule, or what is missing.</summary>
    public string? Detail { get; init; }
}

/// <summary>What became of one action of a repair.</summary>
public sealed class ReportRepair
{
    /// <summary>The endpoint for whose sake it is done.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The resource that is changed.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The operation.</summary>
    public required string Action { get; init; }

    /// <summary>What is changed.</summary>
    public required string Description { get; init; }

    /// <summary>What became of it.</summary>
    public required string Status { get; init; }

    /// <summary>How much care it needs.</summary>
    public required string Risk { get; init; }

    /// <summary>Whether the problems were gone afterwards; empty where that could not be told.</summary>
    public required string Verified { get; init; }

    /// <summary>What else happens.</summary>
    public string? SideEffect { get; init; }

    /// <summary>Why it was not applied.</summary>
    public string? Error { get; init; }

    /// <summary>The change as an <c>aws</c> line.</summary>
    public string AwsCli { get; init; } = "";

    /// <summary>Whether it went wrong, or nobody knows.</summary>
    public required bool IsFailed { get; init; }
}

/// <summary>Something that could not be diagnosed.</summary>
public sealed class ReportError
{
    /// <summary>The stable id.</summary>
    public required string ErrorId { get; init; }

    /// <summary>What happened.</summary>
    public required string Message { get; init; }

    /// <summary>What it happened to; null where nobody said.</summary>
    public string? Target { get; init; }
}

/// <summary>The formats of a report.</summary>
public enum ReportFormat
{
    /// <summary>One self-contained page for people.</summary>
    Html,

    /// <summary>GitHub's Markdown, for pull requests and tickets.</summary>
    Markdown,

    /// <summary>For programs, by a versioned schema.</summary>
    Json,

    /// <summary>Test results as CI systems read them.</summary>
    JUnit,

    /// <summary>SARIF 2.1.0, as code scanning reads it.</summary>
    Sarif,

    /// <summary>A row for each result and finding, for spreadsheets.</summary>
    Csv,
}
