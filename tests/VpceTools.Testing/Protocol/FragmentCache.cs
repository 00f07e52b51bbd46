using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace VpceTools.Testing.Protocol;

/// <summary>
/// The XML of resources that have been answered before, until the world changes. What no world holds any longer is let go.
/// </summary>
internal sealed class FragmentCache
{
    private readonly ConditionalWeakTable<JsonNode, byte[]> _fragments = [];

    public ReadOnlySpan<byte> Get(JsonNode resource, Func<JsonNode, byte[]> make) => _fragments.GetValue(resource, node => make(node));

    public void Clear() => _fragments.Clear();
}
