using System.Text.Json.Nodes;

namespace VpceTools.Snapshots;

/// <summary>
/// Carries a change into JSON that holds more than is known of it. What the writer makes of the resource before and after tells the change;
/// wherever the
/// two agree the original stays as it is, known or not.
/// </summary>
internal static class JsonPatch
{
    /// <summary>Changes an object, so that what it says can be told by a reader to be what the writer says.</summary>
    /// <param name="original">The object, which is left alone.</param>
    /// <param name="before">What the writer makes of the resource as it was read.</param>
    /// <param name="after">What the writer makes of it now.</param>
    /// <param name="isRight">Whether an object says what it should.</param>
    public static JsonObject Patched(JsonObject original, JsonObject before, JsonObject after, Func<JsonObject, bool> isRight)
    {
        var patched = (JsonObject)original.DeepClone();
        Apply(patched, before, after);
        if (isRight(patched))
            return patched;
        // Lists that the reader takes apart and puts together otherwise: what was read of the resource is written anew, what was not stays.
        patched = (JsonObject)original.DeepClone();
        foreach (var name in before.Select(property => property.Key).Where(name => !after.ContainsKey(name)))
            patched.Remove(name);
        foreach (var (name, now) in after.Select(property => (property.Key, property.Value)))
            patched[name] = now?.DeepClone();
        return patched;
    }

    private static void Apply(JsonObject original, JsonObject before, JsonObject after)
    {
        foreach (var name in before.Select(property => property.Key).Where(name => !after.ContainsKey(name)).ToList())
            original.Remove(name);
        foreach (var (name, now) in after.Select(property => (property.Key, property.Value)).ToList())
        {
            before.TryGetPropertyValue(name, out var was);
            if (!JsonNode.DeepEquals(was, now))
                original[name] = Changed(original[name], was, now);
        }
    }

    private static JsonNode? Changed(JsonNode? original, JsonNode? before, JsonNode? after)
    {
        switch (original, before, after)
        {
            case (JsonObject o, JsonObject b, JsonObject a):
                Apply(o, b, a);
                return o.DeepClone();
            case (JsonArray o, JsonArray b, JsonArray a):
                return Changed(o, b, a);
            default:
                return after?.DeepClone();
        }
    }

    /// <summary>
    /// The elements in their new order: those that stay as they were in the original, with all that they hold; then what nobody read.
    /// </summary>
    private static JsonArray Changed(JsonArray original, JsonArray before, JsonArray after)
    {
        var sources = SourcesOf(original, before);
        var known = new HashSet<int>(sources.Where(source => source >= 0));
        var places = new int[after.Count];
        var isTaken = new bool[before.Count];
        for (var i = 0; i < after.Count; i++)
        {
            places[i] = Enumerable.Range(0, before.Count).Where(j => !isTaken[j] && JsonNode.DeepEquals(before[j], after[i]))
                .DefaultIfEmpty(-1).First();
            if (places[i] >= 0)
                isTaken[places[i]] = true;
        }

        // An original element stays only where all that was read from it stays.
        var isWhole = new bool[original.Count];
        for (var i = 0; i < original.Count; i++)
            isWhole[i] = Enumerable.Range(0, before.Count).All(j => sources[j] != i || isTaken[j]);
        var result = new JsonArray();
        var written = new HashSet<int>();
        for (var i = 0; i < after.Count; i++)
        {
            var source = places[i] < 0 ? -1 : sources[places[i]];
            if (source < 0 || !isWhole[source])
                result.Add(ChangedElement(original, before, after, sources, isTaken, places, i));
            else if (written.Add(source))
                result.Add(original[source]?.DeepClone());
        }

        for (var i = 0; i < original.Count; i++)
            if (!known.Contains(i))
                result.Add(original[i]?.DeepClone());
        return result;
    }

    /// <summary>An element that is new, or that took the place of another.</summary>
    private static JsonNode? ChangedElement(
        JsonArray original, JsonArray before, JsonArray after, int[] sources, bool[] isTaken, int[] places, int index)
    {
        var isReplaced = after.Count == before.Count && places[index] < 0 && !isTaken[index] && sources[index] >= 0;
        return isReplaced ? Changed(original[sources[index]]?.DeepClone(), before[index], after[index]) : after[index]?.DeepClone();
    }

    /// <summary>
    /// The original element that each known one was read from; -1 where none holds it. One original element may be several known ones.
    /// </summary>
    private static int[] SourcesOf(JsonArray original, JsonArray before)
    {
        var sources = new int[before.Count];
        for (var j = 0; j < before.Count; j++)
        {
            var known = before[j];
            sources[j] = j < original.Count && Holds(original[j], known)
                ? j : Enumerable.Range(0, original.Count).Where(i => Holds(original[i], known)).DefaultIfEmpty(-1).First();
        }

        return sources;
    }

    /// <summary>
    /// Whether a value holds all that another says; what the writer makes of nothing (an empty list) is held by everything.
    /// </summary>
    private static bool Holds(JsonNode? original, JsonNode? known) => (original, known) switch
    {
        (JsonObject o, JsonObject k) =>
            k.All(property => property.Value is JsonArray { Count: 0 } || Holds(o[property.Key], property.Value)),
        (JsonArray o, JsonArray k) => k.All(element => o.Any(item => Holds(item, element))),
        _ => JsonNode.DeepEquals(original, known),
    };
}
