using System.Globalization;

namespace VpceTools.Policies;

/// <summary>Reads "an integer or decimal value", as the numeric operators compare.</summary>
internal static class PolicyNumber
{
    /// <summary>The number; null when the text is none.</summary>
    public static decimal? TryParse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
