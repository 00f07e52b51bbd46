using System.Globalization;

namespace VpceTools.Policies;

/// <summary>
/// Reads the dates of the date operators: "one of the W3C implementations of the ISO 8601 date formats or in epoch (UNIX) time".
/// </summary>
/// <remarks>
/// https://www.w3.org/TR/NOTE-datetime and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date. Four digits are a
/// year, not a second of 1970.
/// </remarks>
internal static class PolicyDate
{
    private static readonly string[] Formats =
    [
        "yyyy", "yyyy-MM", "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The point in time; null when the text is none.</summary>
    public static DateTime? TryParse(string text)
    {
        if (text.Length != 4 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            var limit = (DateTime.MaxValue - Epoch).TotalSeconds;
            return Math.Abs((double)seconds) < limit && seconds > -62_135_596_800 ? Epoch.AddSeconds(seconds) : null;
        }

        return DateTime.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
    }
}
