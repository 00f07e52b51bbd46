using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Formatting;

namespace VpceTools.Parameters;

/// <summary>
/// Takes test results, also those of another session. Anything else is refused, in the way that lets the engine go on to other parameters:
/// an id comes by the pipeline as well.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TestResultTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Deserialized = "Deserialized.VpceTools.EndpointTestResult";

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var items = ObjectText.Items(inputData).Select(item => PSObject.AsPSObject(item ?? "")).ToArray();
        const string Refusal = "Findings are taken out of results of Test-VpcEndpoint.";
        return Array.Exists(items, item => item.BaseObject is not EndpointTestResult && !item.TypeNames.Contains(Deserialized))
            ? throw new ArgumentTransformationMetadataException(Refusal, new PSInvalidCastException(Refusal))
            : items;
    }
}
