using System.Management.Automation;
using VpceTools.Comparing;

namespace VpceTools.Formatting;

/// <summary>What the views say of comparisons: hidden properties of their objects.</summary>
public static class ComparisonText
{
    /// <summary>The line above the table of changes that made no result another one.</summary>
    public static string Heading(PSObject change)
    {
        var (region, account) =
            (ObjectText.Text(change, nameof(NetworkChange.Region)), ObjectText.Text(change, nameof(NetworkChange.AccountId)));
        return $"   Other changes{(region is null ? "" : $" in {region}")}{(account is null ? "" : $", account {account}")}";
    }

    /// <summary>The change, and who made it where that is known.</summary>
    public static string Told(PSObject change) => Told((object)change);

    /// <summary>
    /// The causes, one a line. Where each of several sets is enough alone, the sets follow each other with a word between them.
    /// </summary>
    public static string Why(PSObject result)
    {
        var sets = ObjectText.Items(result, nameof(EndpointResultChange.CauseSets))
            .Select(set => ObjectText.Lines(ObjectText.Items(set, nameof(ChangeSet.Changes)).Select(Cause))).Where(set => set.Length > 0)
            .ToList();
        return sets.Count > 0 ? string.Join("\nor\n", sets)
            : ObjectText.Lines(ObjectText.Items(result, nameof(EndpointResultChange.Causes)).Select(Cause)) is { Length: > 0 } causes
            ? causes : ObjectText.Lines(new[]
            {
                ("Introduced", nameof(EndpointResultChange.NewFindings)), ("Existing", nameof(EndpointResultChange.KeptFindings)),
                ("Mended", nameof(EndpointResultChange.GoneFindings)),
            }.SelectMany(kind => ObjectText.Items(result, kind.Item2).Select(finding => Problem(kind.Item1, finding))));
    }

    /// <summary>A problem of code, with its place there; those of networks have causes.</summary>
    private static string? Problem(string kind, object? finding)
    {
        if (ObjectText.Text(finding, nameof(Findings.Finding.Address)) is not { Length: > 0 } address)
            return null;
        var place = CodeText.Place(PSObject.AsPSObject(finding));
        return $"{kind}: {ObjectText.Text(finding, nameof(Findings.Finding.Summary))} ({(place is null ? "" : $"{place}, ")}{address})";
    }

    private static string Cause(object? change) =>
        ObjectText.Text(change, nameof(NetworkChange.ResourceId)) is { } id ? $"{id}: {Told(change)}" : $"{change}";

    private static string Told(object? change)
    {
        var description = ObjectText.Text(change, nameof(NetworkChange.Description)) ?? "";
        return Maker(change) is { } maker ? $"{description} ({maker})" : description;
    }

    /// <summary>The call that made a change, by whom and when; null where CloudTrail does not tell it.</summary>
    internal static string? Maker(object? change)
    {
        if (ObjectText.Text(change, nameof(NetworkChange.EventName)) is not { } call)
            return null;
        var (by, at) = (ObjectText.Text(change, nameof(NetworkChange.ChangedBy)), ObjectText.Get(change, nameof(NetworkChange.ChangedAt)));
        var when = (at is PSObject wrapped ? wrapped.BaseObject : at) is DateTimeOffset time
            ? $" at {time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)}" : "";
        return $"{call}{(by is null ? "" : $" by {by}")}{when}";
    }
}
