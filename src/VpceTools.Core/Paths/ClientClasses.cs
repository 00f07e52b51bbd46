using System.Runtime.CompilerServices;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>The class of each client of a finder: those that differ in nothing but their address share what is computed of them.</summary>
internal sealed class ClientClasses
{
    private readonly Lazy<Dictionary<Client, ClientClass>> _classes;

    /// <summary>Sorts clients when one is first asked for.</summary>
    public ClientClasses(Func<IEnumerable<ClientSet>> sets) => _classes = new(() =>
    {
        var classes = new Dictionary<Client, ClientClass>(SameObject.Comparer);
        foreach (var clientClass in sets().SelectMany(set => set.Classes))
            foreach (var client in clientClass.Clients)
                classes[client] = clientClass;
        return classes;
    });

    /// <summary>The class; null for a client that is none of the finder's.</summary>
    public ClientClass? Of(Client client) => _classes.Value.TryGetValue(client, out var found) ? found : null;

    /// <summary>Comparing all that is known of two clients takes longer than looking one up should.</summary>
    private sealed class SameObject : IEqualityComparer<Client>
    {
        public static SameObject Comparer { get; } = new();

        public bool Equals(Client? x, Client? y) => ReferenceEquals(x, y);

        public int GetHashCode(Client obj) => RuntimeHelpers.GetHashCode(obj);
    }
}

/// <summary>
/// Clients by what they are rather than by what is known of them: a network that is read twice describes them twice.
/// </summary>
internal sealed class ClientIdentity : IEqualityComparer<Client>
{
    public static ClientIdentity Comparer { get; } = new();

    /// <inheritdoc/>
    public bool Equals(Client? x, Client? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.Id == y.Id && Equals(x.GroupIds, y.GroupIds));

    /// <inheritdoc/>
    public int GetHashCode(Client obj) => StringComparer.Ordinal.GetHashCode(obj.Id);
}
