using System.Collections;
using System.Management.Automation;
using VpceTools.Repairing;

namespace VpceTools.Parameters;

/// <summary>
/// Takes findings and test results, also those of another session. Anything else is refused, in the way that lets the engine go on to other
/// parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RepairInputTransformationAttribute : ArgumentTransformationAttribute
{
    private const string NotRepairable = "Findings of Get-VpcEndpointFinding and results of Test-VpcEndpoint are what can be repaired.";

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapper ? wrapper.BaseObject : inputData;
        var items = value is IEnumerable list and not string ? list.Cast<object?>().ToList() : [inputData];
        return items.Exists(item => RepairInput.From(item) is null)
            ? throw new ArgumentTransformationMetadataException(NotRepairable, new PSInvalidCastException(NotRepairable))
            : items.Select(item => PSObject.AsPSObject(item!)).ToArray();
    }
}
