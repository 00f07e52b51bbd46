using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Serving;

/// <summary>The one call of AWS STS that is answered too: who am I?</summary>
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
