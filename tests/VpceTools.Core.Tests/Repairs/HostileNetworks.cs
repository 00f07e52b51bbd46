using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using VpceTools.Model;
using VpceTools.Testing.Hostile;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Networks whose ids, names, Region, account and policies want to become code. An id stays what it was to the rest of the network.
/// </summary>
internal static class HostileNetworks
{
    private static readonly Regex Id = new("^(?:vpce|sg|subnet|acl|rtb|vpc|eni|pl|i|dopt)-|^[0-9]{12}$|^us-east-1$",
        RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>The network with each id made hostile.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">Which texts.</param>
    /// <param name="count">How many texts went into it.</param>
    public static VpcNetwork Of(VpcNetwork network, int seed, out int count)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        using var texts = HostileTexts.Sequence(seed, 10_000).GetEnumerator();
        string Next()
        {
            texts.MoveNext();
            return texts.Current;
        }

        string Map(string text)
        {
            if (!Id.IsMatch(text))
                return text;
            if (!known.TryGetValue(text, out var hostile))
                known[text] = hostile = known.Count % 4 == 3 ? Next() + text : text + Next();
            return hostile;
        }

        var changed = (VpcNetwork)Copy(network, Map)!;
        changed = changed with
        {
            Endpoints = changed.Endpoints.Select(e => e.PolicyDocument is null ? e : e with { PolicyDocument = Policy(Next()) })
                .ToValueList(),
            SecurityGroups = changed.SecurityGroups.Select(g => g with { Name = g.Name == "default" ? g.Name : Next() }).ToValueList(),
        };
        count = known.Count + changed.Endpoints.Count + changed.SecurityGroups.Count;
        return changed;
    }

    private static string Policy(string text) => text.Length % 5 == 0 ? "file:///etc/" + text
        : $$"""{"Version":"2012-10-17","Statement":[{"Sid":{{System.Text.Json.JsonSerializer.Serialize(text)}},"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}""";

    private static object? Copy(object? value, Func<string, string> map)
    {
        if (value is string text)
            return map(text);
        if (value?.GetType() is not { IsValueType: false } type
            || type.Namespace?.StartsWith("VpceTools", StringComparison.Ordinal) != true)
            return value;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
            return Items((IEnumerable)value, type, map);
        if (type.GetMethod("<Clone>$") is not { } clone)
            return value;
        var copy = clone.Invoke(value, null)!;
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(p => p.CanWrite && p.GetIndexParameters().Length == 0))
            property.SetValue(copy, Copy(property.GetValue(value), map));
        return copy;
    }

    private static object Items(IEnumerable items, Type list, Func<string, string> map)
    {
        var element = list.GetGenericArguments()[0];
        var copies = items.Cast<object?>().Select(item => Copy(item, map)).ToArray();
        var array = Array.CreateInstance(element, copies.Length);
        for (var i = 0; i < copies.Length; i++)
            array.SetValue(copies[i], i);
        return typeof(ValueList).GetMethods().Single(m => m.Name == "ToValueList").MakeGenericMethod(element).Invoke(null, [array])!;
    }
}
