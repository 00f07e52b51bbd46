using System.Globalization;
using VpceTools.Model;

namespace VpceTools.Resources;

/// <summary>
/// Fills the messages of Messages.resx, which a translation may order as its language wants. What goes into them is shown as any text from
/// elsewhere is.
/// </summary>
internal static class MessageText
{
    public static string Of(string message, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, message,
        Array.ConvertAll(values, value => value is string text ? ShownText.Lines(text) : value));
}
