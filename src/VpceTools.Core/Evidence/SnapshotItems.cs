using System.Text.Json;

namespace VpceTools.Evidence;

/// <summary>The objects of an array, for <c>foreach</c>; they cost nothing until they are looked at.</summary>
internal readonly struct SnapshotItems(SnapshotNode parent, string name, JsonElement? array)
{
    /// <summary>How many there are.</summary>
    public int Count => array?.GetArrayLength() ?? 0;

    /// <summary>For <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(parent, name, array?.EnumerateArray() ?? default);

    /// <summary>Walks the objects.</summary>
    internal struct Enumerator(SnapshotNode parent, string name, JsonElement.ArrayEnumerator elements)
    {
        private JsonElement.ArrayEnumerator _elements = elements;
        private int _index = -1;

        /// <summary>The object at hand.</summary>
        public readonly SnapshotNode Current => parent.Item(name, _index, _elements.Current);

        /// <summary>Goes to the next object.</summary>
        public bool MoveNext()
        {
            _index++;
            return _elements.MoveNext();
        }
    }
}
