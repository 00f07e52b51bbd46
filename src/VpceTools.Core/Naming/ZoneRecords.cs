using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>
/// The record sets of one hosted zone, as a name server looks them up: the name itself; else the wildcard of its closest ancestor that
/// exists. A zone of which only a part was read answers only what that part decides.
/// </summary>
/// <remarks>
/// RFC 4592 sections 2.2 and 3.3, RFC 8020; https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
/// </remarks>
internal sealed class ZoneRecords
{
    private readonly string _apex;
    private readonly int _apexLabels;
    private readonly Dictionary<string, List<ResourceRecordSet>> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ancestors = new(StringComparer.Ordinal);
    private readonly NameRange[] _ranges;

    public ZoneRecords(string apex, IReadOnlyCollection<HostedZoneRecords> parts)
    {
        _apex = apex;
        _apexLabels = DomainName.CountLabels(apex);
        _ancestors.Add(apex);
        // Parts of a listing that was read whole would only repeat it, perhaps as it was at another time.
        var whole = parts.FirstOrDefault(p => p.IsComplete);
        IsComplete = whole is not null;
        _ranges = IsComplete ? [] : [.. parts.Select(NameRange.Of)];
        var seen = new HashSet<(string, string, string?)>();
        foreach (var set in whole is null ? parts.SelectMany(p => p.RecordSets) : whole.RecordSets)
        {
            var name = DomainName.Normalize(set.Name);
            if (!IsBelow(name) || !seen.Add((name, set.Type, set.SetIdentifier)))
                continue;
            if (!_byName.TryGetValue(name, out var sets))
                _byName[name] = sets = [];
            sets.Add(set);
            for (var dot = name.IndexOf('.'); dot >= 0 && name.Length - dot - 1 > apex.Length; dot = name.IndexOf('.', dot + 1))
                _ancestors.Add(name.Substring(dot + 1));
        }
    }

    /// <summary>Whether every record set of the zone is known.</summary>
    public bool IsComplete { get; }

    /// <summary>What the zone holds for a name that lies in it.</summary>
    public ZoneLookup Find(DomainName name)
    {
        var text = name.ToString();
        var found = _byName.TryGetValue(text, out var sets);
        if (!IsComplete && !KnowsName(text))
            return new(ZoneLookupKind.Unknown, [], text);
        if (found)
            return new(ZoneLookupKind.Found, sets!, text);
        if (_ancestors.Contains(text))
            return new(ZoneLookupKind.EmptyNonTerminal, [], text);
        if (!IsComplete && !KnowsBelow(text))
            return new(ZoneLookupKind.Unknown, [], text);
        for (var labels = name.LabelCount - 1; labels >= _apexLabels; labels--)
        {
            var ancestor = name.Suffix(labels);
            if (_byName.ContainsKey(ancestor) || _ancestors.Contains(ancestor))
                return Wildcard(ancestor);
            if (!IsComplete && !(KnowsName(ancestor) && KnowsBelow(ancestor)))
                break;
        }

        return new(ZoneLookupKind.Unknown, [], text);
    }

    /// <summary>
    /// The name below the apex at which the zone delegates to other name servers; <see cref="ZoneLookupKind.Unknown"/> where that may
    /// be so.
    /// </summary>
    public ZoneLookup Delegation(DomainName name)
    {
        for (var labels = _apexLabels + 1; labels <= name.LabelCount; labels++)
        {
            var ancestor = name.Suffix(labels);
            if (_byName.TryGetValue(ancestor, out var sets) && sets.Exists(s => s.Type == "NS"))
                return new(ZoneLookupKind.Found, sets, ancestor);
            if (!IsComplete && !KnowsName(ancestor))
                return new(ZoneLookupKind.Unknown, [], ancestor);
        }

        return new(ZoneLookupKind.None, [], name.ToString());
    }

    private ZoneLookup Wildcard(string ancestor)
    {
        var name = ancestor == "." ? "*" : "*." + ancestor;
        return !IsComplete && !KnowsName(name) ? new(ZoneLookupKind.Unknown, [], name)
            : _byName.TryGetValue(name, out var sets) ? new(ZoneLookupKind.Found, sets, name)
            : new(ZoneLookupKind.None, [], ancestor);
    }

    private bool IsBelow(string name) =>
        name == _apex || _apex == "." || (name.EndsWith(_apex, StringComparison.Ordinal) && name[name.Length - _apex.Length - 1] == '.');

    private bool KnowsName(string name) => Array.Exists(_ranges, r => r.HasName(name));

    private bool KnowsBelow(string name) => Array.Exists(_ranges, r => r.HasBelow(name));
}

/// <summary>What a zone holds for a name.</summary>
/// <param name="Kind">Whether anything.</param>
/// <param name="Sets">The record sets, of all types.</param>
/// <param name="Owner">The name that holds them, a wildcard perhaps; else the name at which the search ended.</param>
internal readonly record struct ZoneLookup(ZoneLookupKind Kind, List<ResourceRecordSet> Sets, string Owner);

/// <summary>Whether a zone holds a name.</summary>
internal enum ZoneLookupKind
{
    /// <summary>The name does not exist.</summary>
    None,

    /// <summary>Record sets, if perhaps not of the type that is asked for.</summary>
    Found,

    /// <summary>The name has no records, but names below it have, so it exists.</summary>
    EmptyNonTerminal,

    /// <summary>The part of the zone that was read does not tell.</summary>
    Unknown,
}
