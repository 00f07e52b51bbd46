using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Comparing;

/// <summary>
/// What two records of one type say differently: property by property, and of a list element by element. It knows no type: what a kind of
/// evidence is given more is compared without anybody's doing.
/// </summary>
internal static class RecordDifference
{
    private static readonly ConcurrentDictionary<Type, RecordType> Types = new();

    /// <summary>The differences.</summary>
    public static IEnumerable<PartDifference> Of(object before, object after)
    {
        foreach (var property in TypeOf(before).Properties)
        {
            var (was, now) = (property.GetValue(before), property.GetValue(after));
            if (Equals(was, now) || (property.Name == nameof(VpcEndpoint.PolicyDocument) && IsSameJson(was, now)))
                continue;
            if (was is null || now is null || IsOrdered(property) || ListElements.From(was) is not { } list)
            {
                yield return new(property, was, now, IsElement: false);
                continue;
            }

            foreach (var element in Elements([.. list.Items(was)], [.. list.Items(now)]))
                yield return element with { Property = property };
        }
    }

    /// <summary>A copy of a record with some of its differences.</summary>
    public static object With(object record, IEnumerable<PartDifference> differences)
    {
        var copy = TypeOf(record).Copy(record);
        foreach (var ofProperty in differences.GroupBy(difference => difference.Property))
        {
            if (!ofProperty.First().IsElement)
            {
                ofProperty.Key.SetValue(copy, ofProperty.First().After);
                continue;
            }

            var value = ofProperty.Key.GetValue(record)!;
            var list = ListElements.From(value)!;
            var items = list.Items(value).ToList();
            foreach (var difference in ofProperty)
            {
                var place = difference.Before is null ? -1 : items.FindIndex(item => Equals(item, difference.Before));
                if (place < 0 && difference.After is { } added)
                    items.Add(added);
                else if (place >= 0 && difference.After is { } now)
                    items[place] = now;
                else if (place >= 0)
                    items.RemoveAt(place);
            }

            ofProperty.Key.SetValue(copy, list.Make(items));
        }

        return copy;
    }

    /// <summary>
    /// Lists as AWS gives them, in any order: what is in one only, and what has another value at the same key, as the entry of an ACL by
    /// its number.
    /// </summary>
    private static IEnumerable<PartDifference> Elements(List<object> before, List<object> after)
    {
        var (gone, added) = (before.ToList(), new List<object>());
        foreach (var item in after)
            if (!gone.Remove(item))
                added.Add(item);
        foreach (var item in gone)
        {
            var key = KeyOf(item);
            var now = key is null ? null : added.Find(other => Equals(KeyOf(other), key));
            if (now is not null)
                added.Remove(now);
            if (now is null || !IsSameRule(item, now))
                yield return new(null!, item, now, IsElement: true);
        }

        foreach (var item in added)
            yield return new(null!, null, item, IsElement: true);
    }

    /// <summary>What makes an element the same one though it says something else; null where it has nothing but itself.</summary>
    private static object? KeyOf(object element) => element switch
    {
        NetworkAclEntry entry => (entry.RuleNumber, entry.IsEgress),
        Route route => (route.Destination, route.DestinationPrefixListId),
        SecurityGroupRule rule => (rule.Protocol, rule.FromPort, rule.ToPort, rule.Cidr, rule.PrefixListId, rule.Group?.GroupId),
        ResourceRecordSet set => (set.Name, set.Type, set.SetIdentifier),
        FirewallRule rule => (rule.Name, rule.FirewallDomainListId, rule.Qtype, rule.Priority),
        HostedZoneSummary zone => zone.HostedZoneId,
        DnsEntry entry => entry.DnsName,
        _ => null,
    };

    /// <summary>The id of a rule is in one answer of EC2 and not in another.</summary>
    private static bool IsSameRule(object before, object after) => before is SecurityGroupRule was && after is SecurityGroupRule now
        && (was.RuleId is null || now.RuleId is null) && (was with { RuleId = null }) == (now with { RuleId = null });

    /// <summary>Where the first is another one than the second: the primary address of an interface, the first DNS server.</summary>
    private static bool IsOrdered(PropertyInfo property) =>
        property.PropertyType == typeof(ValueList<IpAddress>) || property.DeclaringType == typeof(DhcpOptions);

    private static bool IsSameJson(object? before, object? after)
    {
        try
        {
            return before is string was && after is string now && JsonNode.DeepEquals(JsonNode.Parse(was), JsonNode.Parse(now));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static RecordType TypeOf(object record) => Types.GetOrAdd(record.GetType(), type => new(type));

    /// <summary>A record's properties that hold something of their own, and its copying.</summary>
    private sealed class RecordType(Type type)
    {
        private readonly ConstructorInfo _copy = type.GetConstructor(
            BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [type], null)
            ?? throw new InvalidOperationException($"{type} is no record.");

        public IReadOnlyList<PropertyInfo> Properties { get; } =
        [
            .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)
                .OrderBy(property => property.MetadataToken),
        ];

        public object Copy(object record) => _copy.Invoke([record]);
    }

    /// <summary>Takes a list apart and puts it together again.</summary>
    private abstract class ListElements
    {
        private static readonly ConcurrentDictionary<Type, ListElements?> Known = new();

        public static ListElements? From(object value) => Known.GetOrAdd(value.GetType(), type =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>)
                ? (ListElements)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type.GetGenericArguments()))! : null);

        public abstract IEnumerable<object> Items(object list);

        public abstract object Make(IEnumerable<object> items);

        private sealed class Of<T> : ListElements
        {
            public override IEnumerable<object> Items(object list) => ((ValueList<T>)list).Select(item => (object)item!);

            public override object Make(IEnumerable<object> items) => items.Cast<T>().ToValueList();
        }
    }
}

/// <summary>A property, or an element of one that is a list, that two records have differently.</summary>
/// <param name="Property">The property.</param>
/// <param name="Before">What was; null for nothing.</param>
/// <param name="After">What is; null for nothing.</param>
/// <param name="IsElement">Whether it is an element of the property's list.</param>
internal sealed record PartDifference(PropertyInfo Property, object? Before, object? After, bool IsElement);
