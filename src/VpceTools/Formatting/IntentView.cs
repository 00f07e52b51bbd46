using System.Management.Automation;
using VpceTools.Intents;

namespace VpceTools.Formatting;

/// <summary>The views' texts of the result of an expectation.</summary>
/// <param name="item">The result.</param>
public sealed class IntentView(PSObject item) : ItemView(item)
{
    public string Status => Painted(nameof(EndpointIntentResult.Status));

    public string Judgement => Cell(nameof(IntentText.Judgement));

    public string FlatJudgement => FlatCell(nameof(IntentText.Judgement));

    public string Expectation => Value(nameof(IntentText.Expectation));

    public string Message => Value(nameof(EndpointIntentResult.Message));

    public string Ways => Value(nameof(IntentText.Ways));

    public string Problems => Value(nameof(IntentText.Problems));

    public string Missing => Value(nameof(EndpointIntentResult.Missing));

    /// <summary>The hidden property View.</summary>
    public static IntentView Of(PSObject item) => new(item);
}
