using System.Globalization;

namespace VpceTools.Resources;

/// <summary>Fills the messages of Messages.resx, which a translation may order as its language wants.</summary>
internal static class MessageText
{
    public static string Of(string message, params object?[] values) => string.Format(CultureInfo.CurrentCulture, message, values);
}
