using VpceTools.Model;

namespace VpceTools.Aws.Repairing;

/// <summary>Puts a resource in the place of its former self: lists keep their order, so that what has not changed stays equal.</summary>
internal static class Replacing
{
    /// <summary>The list with the item of an id replaced, added where it is new, and left out where it is null.</summary>
    public static ValueList<T> With<T>(this ValueList<T> list, string id, T? now, Func<T, string> idOf)
        where T : class
    {
        if (now is null)
            return list.Any(item => idOf(item) == id) ? list.Where(item => idOf(item) != id).ToValueList() : list;
        return list.Any(item => idOf(item) == id) ? list.Select(item => idOf(item) == id ? now : item).ToValueList() : list.Add(now);
    }
}
