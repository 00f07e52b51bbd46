using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Serving;

/// <summary>The one call of AWS STS that is answered too: who am I?</summary>
internal static class Sts
{
    public const string Version = "2011-06-15";
    private const string Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static byte[] CallerIdentity(string accountId, string arn, string requestId) => AnswerWriter.Document(xml =>
    {
        xml.WriteStartElement("GetCallerIdentityResponse", Namespace);
        xml.WriteStartElement("GetCallerIdentityResult");
        xml.WriteElementString("Arn", arn);
        xml.WriteElementString("UserId", "AIDATESTERTESTERTESTE");
        xml.WriteElementString("Account", accountId);
        xml.WriteEndElement();
        xml.WriteStartElement("ResponseMetadata");
        xml.WriteElementString("RequestId", requestId);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    public static byte[] Error(string code, string message, string requestId) => AnswerWriter.Document(xml =>
    {
        xml.WriteStartElement("ErrorResponse", Namespace);
        xml.WriteStartElement("Error");
        xml.WriteElementString("Type", "Sender");
        xml.WriteElementString("Code", code);
        xml.WriteElementString("Message", message);
        xml.WriteEndElement();
        xml.WriteElementString("RequestId", requestId);
        xml.WriteEndElement();
    });
}
