using System.Management.Automation;

namespace VpceTools.Parameters;

/// <summary>
/// Takes the credentials of any AWS SDK and those that AWS.Tools stores. Any other object is refused, in the way that lets the engine go on
/// to other parameters: credentials come by the pipeline as well as ids do.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = AwsToolsObject.Unwrap(inputData);
        if (value is null || AwsToolsObject.IsCredentials(value))
            return value;
        var message = $"An object of type {value.GetType().FullName} is not AWS credentials, such as Get-AWSCredential gives.";
        throw new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}
