namespace VpceTools.Reports;

/// <summary>Whether an expectation of a file of intents holds.</summary>
public sealed class ReportIntent
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it came to: Passed, Failed or Unknown.</summary>
    public required string Status { get; init; }

    /// <summary>What is expected, in a sentence without its end.</summary>
    public required string Expectation { get; init; }

    /// <summary>The answer of the path that decides, as Test-VpcEndpointPath gives it.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string Message { get; init; }

    /// <summary>The file, as it was named.</summary>
    public required string File { get; init; }

    /// <summary>Its line in the file; 0 where nobody said.</summary>
    public required int Line { get; init; }

    /// <summary>The paths that are not as they should be or cannot be told; the first of them where there are many.</summary>
    public IReadOnlyList<ReportPath> Paths { get; init; } = [];

    /// <summary>What is wrong on the way.</summary>
    public IReadOnlyList<ReportFinding> Findings { get; init; } = [];

    /// <summary>What would have to be known to tell.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether it holds.</summary>
    public bool IsPassed => Status == "Passed";

    /// <summary>Whether the evidence does not tell; so does a word that this release does not know.</summary>
    public bool IsUnknown => Status is not ("Passed" or "Failed");
}
