using System.Management.Automation;
using System.Security;

namespace VpceTools.Parameters;

/// <summary>
/// Takes a key as text. Of a secure string the engine would take the name of its type, and EC2 would then refuse a signature.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (AwsToolsObject.Unwrap(inputData) is not (SecureString or PSCredential))
            return inputData;
        const string Refusal = "A key is given as text here. Give credentials as -ProfileName or -Credential, or the text that "
            + "ConvertFrom-SecureString -AsPlainText makes of a secure string.";
        throw new ArgumentTransformationMetadataException(Refusal, new PSInvalidCastException(Refusal));
    }
}
