using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Serving;

/// <summary>The calls of AWS STS that are answered too: who am I, and let me assume a role.</summary>
internal static class Sts
{
    public const string Version = "2011-06-15";
    private const string Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static byte[] CallerIdentity(string accountId, string arn, string requestId) => XmlBuffer.Document(xml =>
        xml.Element("GetCallerIdentityResponse", defaultNamespace: Namespace, content: response =>
        {
            response.Element("GetCallerIdentityResult", result =>
            {
                result.Element("Arn", arn);
                result.Element("UserId", "AIDATESTERTESTERTESTE");
                result.Element("Account", accountId);
            });
            response.Element("ResponseMetadata", metadata => metadata.Element("RequestId", requestId));
        }));

    /// <summary>
    /// The answer to AssumeRole and AssumeRoleWithWebIdentity: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.
    /// </summary>
    public static byte[] Assumed(string operation, string roleArn, RoleKeys keys, string requestId) => XmlBuffer.Document(xml =>
        xml.Element($"{operation}Response", defaultNamespace: Namespace, content: response =>
        {
            response.Element($"{operation}Result", result =>
            {
                result.Element("Credentials", credentials =>
                {
                    credentials.Element("AccessKeyId", keys.AccessKeyId);
                    credentials.Element("SecretAccessKey", keys.SecretAccessKey);
                    credentials.Element("SessionToken", keys.SessionToken);
                    credentials.Element("Expiration", keys.Until);
                });
                result.Element("AssumedRoleUser", user =>
                {
                    user.Element("AssumedRoleId", "AROATESTERTESTERTESTE:session");
                    user.Element("Arn", roleArn);
                });
            });
            response.Element("ResponseMetadata", metadata => metadata.Element("RequestId", requestId));
        }));

    public static byte[] Error(string code, string message, string requestId) => XmlBuffer.Document(xml =>
        xml.Element("ErrorResponse", defaultNamespace: Namespace, content: response =>
        {
            response.Element("Error", error =>
            {
                error.Element("Type", "Sender");
                error.Element("Code", code);
                error.Element("Message", message);
            });
            response.Element("RequestId", requestId);
        }));
}
