using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>
/// The part of a zone that one answer of ListResourceRecordSets holds: from a name up to, and without, another in the order of Route 53,
/// which reverses the labels. Whether that order compares whole texts or label by label, and where it puts an asterisk, is not documented,
/// so a name counts as held only where all readings agree.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html</remarks>
internal sealed class NameRange
{
    private readonly string? _start;
    private readonly string? _next;

    private NameRange(string? start, string? next)
    {
        _start = start;
        _next = next;
    }

    public static NameRange Of(HostedZoneRecords part) => new(
        part.StartRecordName is { } start ? DomainName.Normalize(start) : null,
        part.NextRecordName is { } next ? DomainName.Normalize(next) : null);

    /// <summary>Whether every record set of the name is held.</summary>
    public bool HasName(string name) => IsAtOrAfterStart(name) && (_next is null || IsBefore(name, _next));

    /// <summary>Whether every record set of every name below the name is held. These follow the name itself without a gap.</summary>
    public bool HasBelow(string name) =>
        IsAtOrAfterStart(name) && (_next is null || (IsBefore(name, _next) && !_next.EndsWith("." + name, StringComparison.Ordinal)));

    private bool IsAtOrAfterStart(string name) => _start is null || name == _start || IsBefore(_start, name);

    private static bool IsBefore(string first, string second) =>
        first != second && IsBefore(first, second, escape: false) && IsBefore(first, second, escape: true);

    private static bool IsBefore(string first, string second, bool escape)
    {
        var (a, b) = (Labels(first, escape), Labels(second, escape));
        return string.CompareOrdinal(string.Join(".", a) + ".", string.Join(".", b) + ".") < 0 && CompareLabels(a, b) < 0;
    }

    private static int CompareLabels(string[] a, string[] b)
    {
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (string.CompareOrdinal(a[i], b[i]) is var order && order != 0)
                return order;
        }

        return a.Length - b.Length;
    }

    private static string[] Labels(string name, bool escape)
    {
        var labels = (escape ? name.Replace("*", "\\052") : name).Split('.');
        Array.Reverse(labels);
        return labels;
    }
}
