using System.Management.Automation;
using VpceTools.Findings;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a result of a check.</summary>
/// <param name="item">The result.</param>
public sealed class ResultView(PSObject item) : ItemView(item)
{
    public string Status => Painted(nameof(EndpointTestResult.Status));

    public string Message => Cell(nameof(EndpointTestResult.Message));

    public string FlatMessage => FlatCell(nameof(EndpointTestResult.Message));

    public string MessageValue => Value(nameof(EndpointTestResult.Message));

    /// <summary>The findings, each with its proof and fix. The lines of the fix stay whole: they are there to be copied.</summary>
    public string Findings => string.Join("\n\n", ObjectText.Items(Item, nameof(EndpointTestResult.Findings)).Select(Proof));

    /// <summary>The path of a result without findings, which would show theirs; empty without -IncludePath.</summary>
    public string Way => Value(nameof(ResultText.Way));

    /// <summary>The hidden property View.</summary>
    public static ResultView Of(PSObject item) => new(item);

    private string Proof(object? finding) => ObjectText.Lines(FindingText.Lines(finding).Select(line => TextWrap.Words(line, ValueWidth()))
        .Append(TextWrap.Commands(ObjectText.Text(finding, nameof(Finding.AwsCli)), ValueWidth(), "\\")));
}
