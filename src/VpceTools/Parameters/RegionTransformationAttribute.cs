using System.Collections;
using System.Management.Automation;

namespace VpceTools.Parameters;

/// <summary>Takes Regions by their codes, and as the objects that AWS.Tools and the AWS SDK have for them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RegionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => AwsToolsObject.Unwrap(inputData) switch
    {
        null => null,
        not string and IEnumerable items => items.Cast<object?>().Select(AwsToolsObject.RegionOf)
            .Where(region => region is not null).ToArray(),
        var one => new[] { AwsToolsObject.RegionOf(one) },
    };
}
