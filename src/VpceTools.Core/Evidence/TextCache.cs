using System.Text.Json;

namespace VpceTools.Evidence;

/// <summary>
/// Shares texts that repeat. Owners, VPCs, states and protocols are the same from one resource to the next, so that remembering the
/// last text of each property saves most of the texts of a large snapshot.
/// </summary>
internal sealed class TextCache
{
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <summary>The text of a value.</summary>
    /// <param name="value">A value that is text.</param>
    /// <param name="property">The property that holds it.</param>
    public string TextOf(JsonElement value, string property)
    {
        if (_last.TryGetValue(property, out var last) && value.ValueEquals(last))
            return last;
        var text = value.GetString()!;
        _last[property] = text;
        return text;
    }
}
